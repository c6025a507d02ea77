import type { Card } from '../../chat/card.ts'
import { card, facts, plain, state, text } from '../../chat/card-parts.ts'
import { buttonRow, type FlowButtons, startButton } from '../../chat/press.ts'
import { productLine } from '../../chat/product-line.ts'
import { tabButton } from '../../chat/tab-button.ts'
import type { Turn } from '../../chat/turn.ts'
import { may } from '../../commerce/access.ts'
import { type Customer, isBought, isUsable, type Order, type OrderLine, orderNumber } from '../../commerce/order.ts'
import type { Subscription } from '../../commerce/ports/partner-center.ts'
import { isSoftware } from '../../commerce/product.ts'
import { minute } from '../../platform/clock.ts'
import type { Reader } from '../../platform/language.ts'
import type { KnownOrder } from '../../workflow/orders/known-orders.service.ts'
import { cancellationSentence, lineWord, stateWord, totalWords } from '../../workflow/orders/order-state.text.ts'
import { isDivided, isEnding, type LineState, type OrderState } from '../../workflow/orders/order-state.ts'
import { type OrdersText, ordersText } from './orders.text.ts'

/** `4 × Windows Server 2019 Standard, 16 core, 3 years`. */
export const lineWords = (line: OrderLine, read: Reader): string =>
  `${read.number(line.quantity)} × ${productLine(line, read)}`

/** Of an order of which some lines are cancelled, or asked to be, each says what holds for it. */
export function lineAndState(state: OrderState, line: LineState, read: Reader): string {
  const said = isDivided(state) ? lineWord(line, read) : undefined
  return said === undefined ? lineWords(line.line, read) : lineWords(line.line, read) + read.inBrackets(said)
}

/** `Nov 12, 2026 (10 days ago)`; what was bought just now has its time instead. */
export const bought = (at: Date, read: Reader, now: Date): string =>
  now.getTime() - at.getTime() < minute
    ? read.dateTime(at)
    : `${read.date(at)}${read.inBrackets(read.relative(at, now))}`

/** Whether a line has keys and downloads now. */
export const hasKeys = (order: Order, line: LineState): boolean =>
  isUsable(order) && isSoftware(line.line.family) && !isEnding(line)

/** One order: what holds for it, what was bought, and what may be done with it, each in a card of its own. */
export function orderCard({
  turn,
  customer,
  known,
  poNumber,
  subscriptions,
  tab,
  buttons,
}: {
  turn: Turn
  customer: Customer
  known: KnownOrder
  /** The desk's own. */
  poNumber: string | undefined
  /** What of it renews itself. */
  subscriptions: readonly Subscription[]
  /** The order's page of the tab. */
  tab: string
  buttons: FlowButtons
}): Card {
  const { agent, reader: read, now } = turn
  const { order, state: holds } = known
  const words = ordersText[read.language]
  const ids = { customerId: customer.id, orderId: order.id }
  const software = holds.lines.some((line) => hasKeys(order, line))
  const turning = renewalTitle(turn, subscriptions)
  return card({
    title: words.orderTitle(orderNumber(order)),
    subject: `${customer.name} · ${customer.domain}`,
    speak: `${words.orderTitle(orderNumber(order))}. ${customer.name}. ${stateWord(holds, read)}`,
    body: [
      state(
        'neutral',
        text(
          `**${read.sentences(stateWord(holds, read))}**${read.language === 'zh' ? '' : ' '}${plain(cancellationSentence(holds, read, now))}`,
        ),
      ),
      facts(
        ...holds.lines.map((line) => [words.product, lineAndState(holds, line, read)] as const),
        [words.total, withTax(words, known, read)],
        [words[isBought(order) ? 'bought' : 'ordered'], bought(order.createdAt, read, now)],
        [words.poNumber, poNumber],
        ...renewalFacts(words, subscriptions, read),
      ),
      buttonRow(
        ...(software && may(agent, 'get-keys')
          ? [startButton('keys', { title: words.getKeys, style: 'positive' }, ids)]
          : []),
        ...(holds.kind === 'open' && may(agent, 'cancel') ? [startButton('cancel', { title: words.cancel }, ids)] : []),
        ...(turning === undefined ? [] : [startButton('auto-renew', { title: turning }, ids)]),
        ...(may(agent, 'request-support') ? [startButton('support', { title: words.support }, ids)] : []),
        buttons.button('back', { title: words.back }),
        tabButton(read, tab),
      ),
    ],
  })
}

/** When its term ends, what happens then, and when it can be cancelled again; with several, each by its product. */
export function renewalFacts(
  words: OrdersText,
  subscriptions: readonly Subscription[],
  read: Reader,
): (readonly [string, string | undefined])[] {
  const several = subscriptions.length > 1
  return subscriptions
    .filter(({ status }) => status !== 'cancelled')
    .flatMap(({ name, termEndsAt, autoRenew, status, nextWindow }) => {
      const title = (words: string) => (several ? `${name}: ${words}` : words)
      const then = status === 'ended' ? words.hasEnded : autoRenew ? words.renews : words.ends
      return [
        [title(words.termEnds), read.withComma(read.date(termEndsAt), then)] as const,
        [
          title(words.nextWindow),
          nextWindow && words.span(read.date(nextWindow.opensAt), read.date(nextWindow.closesAt)),
        ] as const,
      ]
    })
}

/** What leads to turning auto-renew on or off; undefined where nothing renews itself, or the person may not. */
export function renewalTitle({ agent, reader }: Turn, subscriptions: readonly Subscription[]): string | undefined {
  const active = subscriptions.filter(({ status }) => status === 'active')
  if (active.length === 0 || !may(agent, 'cancel')) return undefined
  const words = ordersText[reader.language]
  return active.some(({ autoRenew }) => autoRenew) ? words.turnOff : words.turnOn
}

/** With whether tax is in it, where the service says the same of all lines. */
export function withTax(words: OrdersText, { order, state: holds }: KnownOrder, read: Reader): string {
  const total = totalWords(order, holds, read)
  const [included, ...others] = new Set(order.lines.map(({ taxIncluded }) => taxIncluded))
  if (included === undefined || others.length > 0) return total
  return read.withComma(total, included ? words.taxIncluded : words.taxExcluded)
}
