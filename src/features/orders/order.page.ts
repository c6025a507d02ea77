import type { z } from 'zod'
import type { Fact, Toned } from '../../chat/common.routes.ts'
import { amountWords } from '../../chat/order-words.text.ts'
import type { Turn } from '../../chat/turn.ts'
import { may } from '../../commerce/access.ts'
import { type Customer, isBought, linesOf, lineTotal, type Order, orderNumber } from '../../commerce/order.ts'
import type { Subscription } from '../../commerce/ports/partner-center.ts'
import type { Reader } from '../../platform/language.ts'
import type { KnownOrder } from '../../workflow/orders/known-orders.service.ts'
import { cancellationSentence, lineWord, stateWord } from '../../workflow/orders/order-state.text.ts'
import { isDivided, type LineState, type OrderState, stateOfLine } from '../../workflow/orders/order-state.ts'
import { orderPageText } from './order-page.text.ts'
import { bought, hasKeys, lineWords, renewalFacts, renewalTitle, withTax } from './orders.cards.ts'
import type { OrderLineShown, ordersRoutes } from './orders.routes.ts'
import type { OrderPast } from './orders.service.ts'
import { ordersText } from './orders.text.ts'

type Told = z.input<(typeof ordersRoutes)['orders.one']['tells']>

interface OrderFound {
  readonly customer: Customer
  readonly known: KnownOrder
  readonly poNumber: string | undefined
  readonly subscriptions: readonly Subscription[]
  readonly past: OrderPast
}

/** An order's page: what holds for it and for each of its lines, who bought it, what became of it, and where one goes on. */
export function orderPage(turn: Turn, { customer, known, poNumber, subscriptions, past }: OrderFound): Told {
  const { reader: read, now } = turn
  const { order, state } = known
  const words = ordersText[read.language]
  return {
    id: order.id,
    customer: shownCustomer(customer),
    title: words.orderTitle(orderNumber(order)),
    state: { words: stateWord(state, read), tone: orderTone(state) },
    sentence: cancellationSentence(state, read, now),
    facts: factsOf(
      [words[isBought(order) ? 'bought' : 'ordered'], bought(order.createdAt, read, now)],
      [orderPageText[read.language].boughtBy, buyersWords(past, read)],
      [words.total, withTax(words, known, read)],
      [words.poNumber, poNumber],
    ),
    lines: state.lines.map((line) => lineOf(turn, known, line)),
    ...(state.kind === 'open' && { credit: amountWords(state.credit.total, read) }),
    renewal: factsOf(...renewalFacts(words, subscriptions, read)),
    turning: renewalTitle(turn, subscriptions),
    steps: stepsOf(turn, order, past),
    may: mayOf(turn, known),
  }
}

export const shownCustomer = ({ id, name, domain }: Pick<Customer, 'id' | 'name' | 'domain'>) => ({ id, name, domain })

/** What is good news, or needs somebody, beside the word that says it. */
export const orderTone = ({ kind, stage }: OrderState): Toned['tone'] => {
  if (kind === 'cancelled') return 'plain'
  if (kind === 'not-bought') return stage === 'failed' ? 'bad' : 'warning'
  if (kind === 'waiting' || kind === 'submitted' || kind === 'cancelling') return 'warning'
  return stage === 'placed' ? 'good' : 'warning'
}

const factsOf = (...facts: readonly (readonly [string, string | undefined])[]): Fact[] =>
  facts.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]))

function buyersWords({ buyers }: OrderPast, read: Reader): string {
  const words = orderPageText[read.language]
  return buyers.length === 0 ? words.notHere : read.list(buyers.map((name) => name ?? words.formerColleague))
}

function lineOf({ reader: read, now }: Turn, { order, state }: KnownOrder, line: LineState): OrderLineShown {
  const own = stateOfLine(order, line)
  return {
    number: line.line.number,
    what: lineWords(line.line, read),
    amount: amountWords(lineTotal(line.line), read),
    state: isDivided(state) ? lineWord(line, read) : undefined,
    window: cancellationSentence(own, read, now),
    ...(own.kind === 'open' && {
      closesAt: {
        at: own.closesAt.toISOString(),
        words: read.dateTime(own.closesAt),
        relative: read.relative(own.closesAt, now),
      },
      credit: amountWords(own.credit.total, read),
    }),
    software: hasKeys(order, line),
  }
}

/** Oldest first: what the desk itself knows, and Partner Center's own date of the order. */
function stepsOf(turn: Turn, order: Order, { buyers, cancellations }: OrderPast): Told['steps'] {
  const { reader: read } = turn
  const words = orderPageText[read.language]
  const moment = (at: Date) => ({ at: at.toISOString(), words: read.dateTime(at) })
  const by = buyers.length === 0 ? {} : { by: buyersWords({ buyers, cancellations }, read) }
  return [
    { at: moment(order.createdAt), what: words[isBought(order) ? 'bought' : 'ordered'], ...by },
    ...cancellations.flatMap(({ status, submittedAt, shownAt, whole, lines, credit, by: name }) => [
      {
        at: moment(submittedAt),
        what: words.asked[status === 'waiting' || status === 'ended' ? 'waiting' : 'other'],
        by: name ?? words.formerColleague,
        more: [
          ...(whole ? [] : [words.ofLines(read.list(linesOf(order, lines).map((line) => lineWords(line, read))))]),
          words.credit(amountWords(credit, read)),
        ].join(' · '),
      },
      ...(status === 'refused' || status === 'ended' ? [{ at: moment(submittedAt), what: words[status] }] : []),
      ...(shownAt === null ? [] : [{ at: moment(shownAt), what: words.shown }]),
    ]),
  ].toSorted((a, b) => a.at.at.localeCompare(b.at.at))
}

function mayOf({ agent }: Turn, { order, state }: KnownOrder): Told['may'] {
  return [
    ...(may(agent, 'get-keys') && state.lines.some((line) => hasKeys(order, line)) ? (['keys'] as const) : []),
    ...(may(agent, 'get-keys') ? (['links'] as const) : []),
    ...(may(agent, 'cancel') && state.kind === 'open' ? (['cancel'] as const) : []),
    ...(may(agent, 'request-support') ? (['support'] as const) : []),
    ...(may(agent, 'see-activity') ? (['activity'] as const) : []),
  ]
}
