import type { z } from 'zod'
import type { Toned } from '../../chat/common.routes.ts'
import { refusalText } from '../../chat/error-reply.ts'
import { type Route, routesOf } from '../../chat/routes.ts'
import type { Turn } from '../../chat/turn.ts'
import { type Customer, orderNumber } from '../../commerce/order.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import type { CustomersService } from '../../workflow/customers/customers.service.ts'
import { freshnessLine } from '../../workflow/mirror/mirror.text.ts'
import type { KnownOrder } from '../../workflow/orders/known-orders.service.ts'
import { orderStateText, stateWord, totalWords } from '../../workflow/orders/order-state.text.ts'
import type { OrderState } from '../../workflow/orders/order-state.ts'
import { orderPage, orderTone, shownCustomer } from './order.page.ts'
import { bought, lineAndState } from './orders.cards.ts'
import { type OrderRow, ordersAtOnce, ordersRoutes } from './orders.routes.ts'
import type { OrdersService } from './orders.service.ts'
import { ordersText } from './orders.text.ts'
import type { OrdersListed, OrdersListService } from './orders-list.service.ts'
import { ordersListText } from './orders-list.text.ts'
import { isFiltered, type OrdersFilters } from './orders-list.ts'

interface OrdersPagesServices {
  readonly orders: OrdersService
  readonly list: OrdersListService
  readonly customers: CustomersService
}

/** The list of orders and one order, as pages of the tab. */
export const ordersPages = ({ orders, list, customers }: OrdersPagesServices): Record<string, Route> =>
  routesOf(
    ordersRoutes,
    {
      'orders.list': async (turn, { customer: asked, cursor, ...filters }) => {
        const who = whoOf(turn)
        const customer = asked === undefined ? undefined : await customers.find(who, asked)
        const listed = await list.list(who, { customerId: customer?.id, filters, cursor, most: ordersAtOnce })
        const names = customer === undefined ? await list.customersOf(who, listed.orders) : undefined
        return {
          customer: customer && shownCustomer(customer),
          orders: listed.orders.map((known) =>
            rowOf(turn, known, names && (names.get(known.order.customerId)?.name ?? known.order.customerId)),
          ),
          next: listed.next,
          range: rangeWords(turn, listed),
          ...(listed.orders.length === 0 && { none: noneWords(turn, filters, customer, cursor === undefined) }),
          remarks: remarksOf(turn, listed),
        }
      },
      'orders.one': async (turn, { customerId, orderId }) => {
        const who = whoOf(turn)
        const [customer, known] = await Promise.all([
          customers.find(who, customerId),
          orders.one(who, customerId, orderId),
        ])
        const [poNumber, subscriptions, past] = await Promise.all([
          orders.poNumber(who, known.order.id),
          orders.subscriptions(who, known.order),
          orders.past(who, known.order),
        ])
        return orderPage(turn, { customer, known, poNumber, subscriptions, past })
      },
    },
    ({ reader }, error) => refusalText(reader, error, ordersText[reader.language].errors),
  )

function rowOf({ reader: read, now }: Turn, { order, state }: KnownOrder, customer: string | undefined): OrderRow {
  return {
    id: order.id,
    number: orderNumber(order),
    customerId: order.customerId,
    customer,
    lines: state.lines.map((line) => lineAndState(state, line, read)),
    state: { words: stateWord(state, read), tone: orderTone(state) },
    bought: { at: order.createdAt.toISOString(), words: bought(order.createdAt, read, now) },
    total: totalWords(order, state, read),
    left: leftWords({ reader: read }, state),
  }
}

/** As many days left are told as a warning. */
const fewDays = 7

function leftWords({ reader: read }: Pick<Turn, 'reader'>, state: OrderState): Toned | undefined {
  const words = ordersListText[read.language]
  if (state.kind === 'waiting') return { words: words.waits, tone: 'warning' }
  if (state.kind !== 'open') return undefined
  const days = words.daysToCancel(orderStateText[read.language].daysLeft(state.daysLeft, read))
  return { words: days, tone: state.daysLeft <= fewDays ? 'warning' : 'plain' }
}

function rangeWords({ reader: read }: Turn, { orders, range }: OrdersListed): string {
  const words = ordersListText[read.language]
  if (orders.length === 0) return ''
  if (range === undefined) return words.newestFirst
  const [from, to] = [range.before + 1, range.before + orders.length]
  return words.range(read.number(from), read.number(to), read.number(range.of))
}

function noneWords(
  { reader }: Turn,
  filters: OrdersFilters,
  customer: Customer | undefined,
  newest: boolean,
): z.output<(typeof ordersRoutes)['orders.list']['tells']>['none'] {
  const words = ordersListText[reader.language]
  if (isFiltered(filters) || !newest) return words.noneFits
  return customer === undefined ? words.noneOfAll : words.none
}

const remarksOf = ({ reader: read, now }: Turn, { freshness = {}, onlyLast }: OrdersListed): string[] =>
  [
    freshnessLine(freshness, read, now),
    onlyLast === undefined ? undefined : ordersListText[read.language].onlyLast(read.number(onlyLast)),
  ].filter((line) => line !== undefined)
