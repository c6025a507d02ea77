import type { CardElement, IChoiceSetInput } from '@microsoft/teams.cards'
import type { Card } from '../../chat/card.ts'
import type { Entry } from '../../chat/card-flow.ts'
import { announcements, card, facts, mistake, plain, state, subtle, text, typedOr } from '../../chat/card-parts.ts'
import { buttonRow, type FlowButtons, startButton } from '../../chat/press.ts'
import { productLine } from '../../chat/product-line.ts'
import type { Turn } from '../../chat/turn.ts'
import { may } from '../../commerce/access.ts'
import { pricesIncludeTax } from '../../commerce/market.ts'
import { type Customer, type OrderLine, orderTotal } from '../../commerce/order.ts'
import { isSoftware } from '../../commerce/product.ts'
import { minute } from '../../platform/clock.ts'
import type { Reader } from '../../platform/language.ts'
import { cancellationSentence, orderStateText, stateWord } from '../../workflow/orders/order-state.text.ts'
import { stillStands } from '../../workflow/orders/order-state.ts'
import type { KnownOrder } from './orders.service.ts'
import { type OrdersText, ordersText } from './orders.text.ts'

/** How many orders a card lists. */
export const shownOrders = 5

interface ListCard {
  readonly turn: Turn
  readonly customer: Customer
  readonly orders: readonly KnownOrder[]
  /** How many newer ones were paged over. */
  readonly from: number
  readonly entry: Entry
  readonly buttons: FlowButtons
}

/** Five orders, newest first, and which of them to look at. */
export function ordersCard({ turn, customer, orders, from, entry, buttons }: ListCard): Card {
  const { reader: read, now } = turn
  const words = ordersText[read.language]
  const page = orders.slice(from, from + shownOrders)
  return card({
    title: words.title,
    subject: `${customer.name} · ${customer.domain}`,
    progress: read.step(2, 2),
    body: [
      ...announcements(entry),
      ...(orders.length > shownOrders
        ? [subtle(words.range(from + 1, from + page.length, orders.length, read), { size: 'Small' })]
        : []),
      ...(page.length === 0 ? [text(words.none)] : page.map((known) => orderRow(words, known, read, now))),
      ...(page.length === 0 ? [] : [orderInput(words, page, typedOr(entry, 'order', page[0]?.order.id), read)]),
      ...mistake(entry, 'order'),
      buttonRow(
        ...(page.length === 0 ? [] : [buttons.button('show-order', { title: words.showOrder, style: 'positive' })]),
        ...(from + shownOrders < orders.length
          ? [buttons.button('more', { title: words.more, withoutInputs: true })]
          : []),
        ...(from > 0 ? [buttons.button('newer', { title: words.newer, withoutInputs: true })] : []),
        buttons.button('back', { title: words.another, withoutInputs: true }),
      ),
    ],
  })
}

function orderRow(words: OrdersText, { order, state: holds }: KnownOrder, read: Reader, now: Date): CardElement {
  return {
    type: 'ColumnSet',
    separator: true,
    spacing: 'Small',
    columns: [
      {
        type: 'Column',
        width: 'stretch',
        items: [
          text(`**${plain(order.id)}**`),
          ...order.lines.map((line) => text(plain(lineWords(line, read)), { spacing: 'None' })),
          subtle(bought(order.createdAt, read, now), { size: 'Small', spacing: 'None' }),
        ],
      },
      {
        type: 'Column',
        width: 'auto',
        items: [
          text(`**${stateWord(holds, read)}**`, { horizontalAlignment: 'Right' }),
          subtle(read.money(orderTotal(order)), { horizontalAlignment: 'Right', spacing: 'None' }),
          ...(holds.kind === 'open'
            ? [
                subtle(words.daysToCancel(orderStateText[read.language].daysLeft(holds.daysLeft, read)), {
                  horizontalAlignment: 'Right',
                  spacing: 'None',
                  size: 'Small',
                }),
              ]
            : []),
        ],
      },
    ],
  }
}

const lineWords = (line: OrderLine, read: Reader): string =>
  `${read.number(line.quantity)} × ${productLine(line, read)}`

/** `Nov 12, 2026 (10 days ago)`; what was bought just now has its time instead. */
const bought = (at: Date, read: Reader, now: Date): string =>
  now.getTime() - at.getTime() < minute
    ? read.dateTime(at)
    : `${read.date(at)}${read.inBrackets(read.relative(at, now))}`

function orderInput(
  words: OrdersText,
  page: readonly KnownOrder[],
  chosen: string | undefined,
  read: Reader,
): IChoiceSetInput {
  const input: IChoiceSetInput = {
    type: 'Input.ChoiceSet',
    id: 'order',
    label: words.order,
    style: 'compact',
    isRequired: true,
    errorMessage: words.chooseOrder,
    choices: page.map(({ order }) => ({
      title: `${order.id} · ${order.lines.map((line) => productLine(line, read)).join(' + ')}`,
      value: order.id,
    })),
  }
  return chosen === undefined ? input : { ...input, value: chosen }
}

/** One order: what holds for it, what was bought, and what may be done with it, each in a card of its own. */
export function orderCard({
  turn,
  customer,
  known,
  buttons,
}: {
  turn: Turn
  customer: Customer
  known: KnownOrder
  buttons: FlowButtons
}): Card {
  const { agent, reader: read, now } = turn
  const { order, state: holds } = known
  const words = ordersText[read.language]
  const stands = stillStands(holds)
  const ids = { customerId: customer.id, orderId: order.id }
  const software = stands && order.lines.some(({ family }) => isSoftware(family))
  return card({
    title: words.orderTitle(order.id),
    subject: `${customer.name} · ${customer.domain}`,
    speak: `${words.orderTitle(order.id)}. ${customer.name}. ${stateWord(holds, read)}`,
    body: [
      state(
        'neutral',
        text(`**${read.sentences(stateWord(holds, read))}** ${plain(cancellationSentence(holds, read, now))}`),
      ),
      facts(
        ...order.lines.map((line) => [words.product, lineWords(line, read)] as const),
        [words.total, `${read.money(orderTotal(order))}, ${taxWords(words, customer)}`],
        [words.bought, bought(order.createdAt, read, now)],
        [words.poNumber, order.poNumber],
      ),
      buttonRow(
        ...(software && may(agent, 'get-keys')
          ? [startButton('keys', { title: words.getKeys, style: 'positive' }, ids)]
          : []),
        ...(holds.kind === 'open' && may(agent, 'cancel') ? [startButton('cancel', { title: words.cancel }, ids)] : []),
        buttons.button('back', { title: words.allOrders }),
      ),
    ],
  })
}

const taxWords = (words: OrdersText, { market }: Customer): string =>
  pricesIncludeTax(market) ? words.taxIncluded : words.taxExcluded
