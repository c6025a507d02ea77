import type { IChoiceSetInput, INumberInput, ITextInput, IToggleInput } from '@microsoft/teams.cards'
import type { Card } from '../../chat/card.ts'
import type { Entry } from '../../chat/card-flow.ts'
import {
  announcements,
  card,
  choiceTitle,
  facts,
  mistake,
  plain,
  state,
  subtle,
  text,
  typedOr,
} from '../../chat/card-parts.ts'
import { buttonRow, type FlowButtons } from '../../chat/press.ts'
import { productLine } from '../../chat/product-line.ts'
import { wordsText } from '../../chat/words.text.ts'
import { type Money, minorUnit, money } from '../../commerce/money.ts'
import type { Customer } from '../../commerce/order.ts'
import type { CancellationRule } from '../../commerce/policy.ts'
import { type CatalogItem, hasHybridBenefit } from '../../commerce/product.ts'
import { day, later } from '../../platform/clock.ts'
import type { Reader } from '../../platform/language.ts'
import { cut } from '../../platform/text.ts'
import { askingParts } from '../../workflow/approvals/asking.cards.ts'
import { type BuyingText, buyingText } from './buying.text.ts'
import { longestPoNumber } from './order-form.ts'
import type { Quote } from './wish.ts'

interface FormCard {
  readonly read: Reader
  readonly customer: Customer
  readonly catalogue: readonly CatalogItem[]
  readonly kept: {
    readonly item?: string | undefined
    readonly quantity?: string | undefined
    readonly poNumber?: string | undefined
  }
  readonly entry: Entry
  readonly buttons: FlowButtons
}

/**
 * Product, quantity and purchase order number on one form. Nothing is checked by the client: a required or bounded input would
 * keep *Back* from taking along what was typed.
 */
export function formCard({ read, customer, catalogue, kept, entry, buttons }: FormCard): Card {
  const words = buyingText[read.language]
  const [first] = catalogue
  const item = typedOr(entry, 'item', kept.item)
  return card({
    title: words.title,
    subject: `${customer.name} · ${customer.domain}`,
    progress: read.step(2, 3),
    body: [
      ...announcements(entry),
      productInput(words, catalogue, item, read),
      ...mistake(entry, 'item'),
      ...(first === undefined ? [] : [subtle(words.prices(first.unitPrice.currency, taxWords(words, first)), small)]),
      quantityInput(words, typedOr(entry, 'quantity', kept.quantity)),
      ...mistake(entry, 'quantity'),
      poNumberInput(words, typedOr(entry, 'poNumber', kept.poNumber)),
      ...mistake(entry, 'poNumber'),
      buttonRow(
        buttons.button('review', { title: words.review, style: 'positive' }),
        buttons.button('back', { title: wordsText[read.language].back }),
      ),
    ],
  })
}

const small = { size: 'Small', spacing: 'Small' } as const

export const taxWords = (words: BuyingText, { taxIncluded }: { taxIncluded: boolean }): string =>
  taxIncluded ? words.taxIncluded : words.taxExcluded

const titles = new WeakMap<CatalogItem, Map<string, string>>()

/** `Windows Server 2022 Datacenter, 16 core, 3 years · USD 5,703.00`; a form shows fifty of them, the same ones every time. */
function titleOf(item: CatalogItem, read: Reader): string {
  const byLocale = titles.get(item) ?? new Map<string, string>()
  titles.set(item, byLocale)
  const title = byLocale.get(read.locale) ?? `${productLine(item, read)} · ${read.money(item.unitPrice)}`
  byLocale.set(read.locale, title)
  return title
}

function productInput(
  words: BuyingText,
  catalogue: readonly CatalogItem[],
  chosen: string | undefined,
  read: Reader,
): IChoiceSetInput {
  const input: IChoiceSetInput = {
    type: 'Input.ChoiceSet',
    id: 'item',
    label: words.product,
    placeholder: words.productHint,
    style: 'filtered',
    choices: catalogue.map((item) => ({ title: titleOf(item, read), value: item.id })),
  }
  return catalogue.some(({ id }) => id === chosen) && chosen !== undefined ? { ...input, value: chosen } : input
}

function quantityInput(words: BuyingText, typed: string | undefined): INumberInput {
  const input: INumberInput = { type: 'Input.Number', id: 'quantity', label: words.quantity, placeholder: '1' }
  // A number input takes numbers only; what else was sent is told as a mistake below it.
  return typed !== undefined && /^-?\d{1,15}$/.test(typed) ? { ...input, value: Number(typed) } : input
}

function poNumberInput(words: BuyingText, typed: string | undefined): ITextInput {
  const input: ITextInput = {
    type: 'Input.Text',
    id: 'poNumber',
    label: words.poNumber,
    placeholder: 'PO-2041',
    maxLength: longestPoNumber,
  }
  return typed === undefined ? input : { ...input, value: cut(typed, 200) }
}

interface ReviewCard {
  readonly read: Reader
  readonly now: Date
  readonly customer: Customer
  readonly quote: Quote
  /** The total that will be confirmed: what the card shows, whatever the price has become meanwhile. */
  readonly reviewed: Money
  /** Whether the button asks for an approval instead of placing the order. */
  readonly asks: boolean
  readonly entry: Entry
  readonly buttons: FlowButtons
}

/** What would be ordered and on which terms, the checkbox, Place order; or, where somebody else has to agree, Ask for approval. */
export function reviewCard({ read, now, customer, quote, reviewed, asks, entry, buttons }: ReviewCard): Card {
  const words = buyingText[read.language]
  const { item, quantity, poNumber } = quote
  const total = read.money(reviewed)
  const what = `${read.number(quantity)} × ${productLine(item, read)}`
  return card({
    title: words.reviewTitle,
    subject: `${customer.name} · ${customer.domain}`,
    progress: read.step(3, 3),
    speak: `${words.reviewTitle}. ${customer.name}. ${what}. ${read.withComma(total, taxWords(words, item))}`,
    body: [
      ...announcements(entry),
      text(plain(what), { weight: 'Bolder' }),
      facts(
        [words.unitPrice, read.money(unitPrice(reviewed, quantity))],
        [words.billing, words.once],
        [words.payment, words.onInvoice],
        [words.poNumberShort, poNumber],
        [words.cancelling, ruleWords(words, quote.rule, now, read)],
      ),
      state('neutral', text(`${words.total}: ${read.withComma(`**${total}**`, taxWords(words, item))}`)),
      ...(hasHybridBenefit(item) ? [subtle(words.hybridBenefit(read.percent(0.4)), { size: 'Small' })] : []),
      ...(asks ? askingParts(read, 'purchase', quote.approval, entry) : []),
      confirmation(words, words.acknowledge(what, total, customer.name), entry),
      ...mistake(entry, 'acknowledged'),
      buttonRow(
        buttons.button('place', { title: asks ? words.ask : words.place, style: 'positive' }),
        buttons.button('back', { title: wordsText[read.language].back, withoutInputs: true }),
      ),
    ],
  })
}

const unitPrice = ({ amount, currency }: Money, quantity: number): Money =>
  money(amount.div(quantity).toDecimalPlaces(minorUnit(currency)), currency)

function ruleWords(words: BuyingText, rule: CancellationRule, now: Date, read: Reader): string {
  if (rule.kind !== 'window') return words.rules[rule.kind]
  return words.window(read.date(later(now, rule.days * day)), read.number(rule.days), words[rule.credit])
}

const confirmation = (words: BuyingText, title: string, entry: Entry): IToggleInput => ({
  type: 'Input.Toggle',
  id: 'acknowledged',
  label: words.confirmation,
  title: choiceTitle(title),
  wrap: true,
  valueOn: 'true',
  valueOff: 'false',
  value: entry.typed.acknowledged === 'true' ? 'true' : 'false',
})
