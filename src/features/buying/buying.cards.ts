import type { CardElement, IToggleInput } from '@microsoft/teams.cards'
import type { Card } from '../../chat/card.ts'
import type { Entry } from '../../chat/card-flow.ts'
import { announcements, card, choiceTitle, facts, mistake, plain, state, subtle, text } from '../../chat/card-parts.ts'
import { buttonRow, type FlowButtons } from '../../chat/press.ts'
import { productLine } from '../../chat/product-line.ts'
import { placeBehind } from '../../chat/reservation-place.text.ts'
import { wordsText } from '../../chat/words.text.ts'
import type { Customer } from '../../commerce/order.ts'
import type { CancellationRule } from '../../commerce/policy.ts'
import { hasHybridBenefit, isBilledInParts, type KnownBilling, type ProductRef } from '../../commerce/product.ts'
import { day, later } from '../../platform/clock.ts'
import type { Reader } from '../../platform/language.ts'
import { askingParts } from '../../workflow/approvals/asking.cards.ts'
import { type BuyingText, buyingText } from './buying.text.ts'
import { committedOf, lineTotalOf } from './carts.service.ts'
import { mostLines } from './order-form.ts'
import type { PurchaseLine } from './purchase-lines.ts'
import type { Reviewed, Terms } from './wish.ts'

export const taxWords = (words: BuyingText, { taxIncluded }: { taxIncluded: boolean }): string =>
  taxIncluded ? words.taxIncluded : words.taxExcluded

/** `10 × Windows Server 2022 Datacenter, 16 core, 1 year`. */
export const lineWords = (
  line: Pick<PurchaseLine, 'product' | 'sku' | 'term' | 'quantity' | 'place'>,
  read: Reader,
): string => `${read.number(line.quantity)} × ${productLine(line, read)}${placeBehind(line.place, read)}`

interface ReviewCard {
  readonly read: Reader
  readonly now: Date
  readonly customer: Customer
  /** The cart that will be ordered, whatever prices have become meanwhile. */
  readonly reviewed: Reviewed
  readonly poNumber: string | undefined
  /** Named by an indirect provider. */
  readonly reseller: string | undefined
  readonly terms: Terms
  /** Whether the button asks for an approval instead of placing the order. */
  readonly asks: boolean
  readonly entry: Entry
  readonly buttons: FlowButtons
}

/** What would be ordered and on which terms, the checkbox, Place order; or, where somebody else has to agree, Ask for approval. */
export function reviewCard(input: ReviewCard): Card {
  const { read, customer, reviewed, poNumber, reseller, terms, asks, entry, buttons } = input
  const words = buyingText[read.language]
  const { lines } = reviewed
  const total = read.money(reviewed.total)
  const inParts = lines.some(({ ref }) => isBilledInParts(ref))
  const committed = read.money(committedOf(lines, reviewed.total.currency))
  const [only, ...more] = lines.map((line) => lineWords(line, read))
  const what = more.length === 0 ? (only ?? '') : words.products(read.number(lines.length))
  return card({
    title: words.reviewTitle,
    subject: `${customer.name} · ${customer.domain}`,
    progress: read.step(3, 3),
    speak: `${words.reviewTitle}. ${customer.name}. ${[only, ...more].join(', ')}. ${read.withComma(total, taxWords(words, reviewed))}`,
    body: [
      ...announcements(entry),
      ...lines.flatMap((line, at) => lineParts(words, line, terms.rules[at], { ...input, alone: lines.length === 1 })),
      facts([words.payment, words.onInvoice], [words.resellerShort, reseller], [words.poNumberShort, poNumber]),
      state(
        'neutral',
        text(`${words.total}: ${read.withComma(`**${total}**`, taxWords(words, reviewed))}`),
        ...(inParts ? [text(words.committed(committed), { spacing: 'Small' })] : []),
      ),
      ...(terms.promotionsUnread ? [subtle(words.promotionsUnread, { size: 'Small' })] : []),
      ...(lines.some(hasHybridBenefit) ? [subtle(words.hybridBenefit(read.percent(0.4)), { size: 'Small' })] : []),
      ...(asks ? askingParts(read, 'purchase', terms.approval, entry) : []),
      confirmation(words, (terms.attests ? words.attest : words.acknowledge)(what, committed, customer.name), entry),
      ...mistake(entry, 'acknowledged'),
      buttonRow(
        buttons.button('place', { title: asks ? words.ask : words.place, style: 'positive' }),
        ...(lines.length < mostLines ? [buttons.button('add', { title: words.addProduct, withoutInputs: true })] : []),
        buttons.button('back', { title: wordsText[read.language].back, withoutInputs: true }),
      ),
    ],
  })
}

function lineParts(
  words: BuyingText,
  line: PurchaseLine,
  rule: CancellationRule | undefined,
  { read, now, alone }: ReviewCard & { alone: boolean },
): CardElement[] {
  const parts = [
    text(plain(lineWords(line, read)), { weight: 'Bolder' }),
    facts(
      [words.unitPrice, read.money(line.unitPrice)],
      [words.promotion, line.promotion && words.promotionApplied(line.promotion)],
      [words.lineTotal, alone || line.quantity === 1 ? undefined : read.money(lineTotalOf(line))],
      [words.billing, billingWords(words, line.ref)],
      [words.cancelling, rule && ruleWords(words, rule, now, read)],
    ),
  ]
  return alone ? parts : [{ type: 'Container', separator: true, spacing: 'Medium', items: parts }]
}

export function billingWords({ billings, eachTime }: BuyingText, ref: Pick<ProductRef, 'term' | 'billing'>): string {
  const known = Object.hasOwn(billings, ref.billing) ? billings[ref.billing as KnownBilling] : ref.billing
  return isBilledInParts(ref) ? eachTime(known) : known
}

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
