import type { IToggleInput } from '@microsoft/teams.cards'
import type { Card } from '../../chat/card.ts'
import type { Entry } from '../../chat/card-flow.ts'
import { announcements, card, choiceTitle, facts, mistake, plain, state, subtle, text } from '../../chat/card-parts.ts'
import { buttonRow, type FlowButtons } from '../../chat/press.ts'
import { productLine } from '../../chat/product-line.ts'
import { wordsText } from '../../chat/words.text.ts'
import { type Money, minorUnit, money } from '../../commerce/money.ts'
import type { Customer } from '../../commerce/order.ts'
import type { CancellationRule } from '../../commerce/policy.ts'
import { hasHybridBenefit } from '../../commerce/product.ts'
import { day, later } from '../../platform/clock.ts'
import type { Reader } from '../../platform/language.ts'
import { askingParts } from '../../workflow/approvals/asking.cards.ts'
import { type BuyingText, buyingText } from './buying.text.ts'
import type { Quote } from './wish.ts'

export const taxWords = (words: BuyingText, { taxIncluded }: { taxIncluded: boolean }): string =>
  taxIncluded ? words.taxIncluded : words.taxExcluded

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
    speak: `${words.reviewTitle}. ${customer.name}. ${what}. ${read.withComma(total, taxWords(words, quote))}`,
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
      state('neutral', text(`${words.total}: ${read.withComma(`**${total}**`, taxWords(words, quote))}`)),
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
