import { z } from 'zod'
import { act, type CardFlow, cardFlow, type Entry, type Step } from '../../chat/card-flow.ts'
import { refusalText } from '../../chat/error-reply.ts'
import { filledLine } from '../../chat/fields.ts'
import type { FlowButtons } from '../../chat/press.ts'
import { orderPageOf } from '../../chat/tab-button.ts'
import type { Turn } from '../../chat/turn.ts'
import type { Addresses } from '../../commerce/ground.ts'
import { customerStep, whoOf } from '../../workflow/customers/customer-step.ts'
import type { CustomersService } from '../../workflow/customers/customers.service.ts'
import { orderCard } from './orders.cards.ts'
import { listCursor } from './orders.routes.ts'
import type { OrdersService } from './orders.service.ts'
import { ordersText } from './orders.text.ts'
import { filtersCard, ordersCard } from './orders-list.cards.ts'
import type { OrdersListService } from './orders-list.service.ts'
import { ordersListText } from './orders-list.text.ts'
import { type OrdersValues, ordersFilters, ordersValues } from './orders-list.ts'

const nothing = z.object({})

export interface OrdersServices {
  readonly orders: OrdersService
  readonly list: OrdersListService
  readonly customers: CustomersService
  readonly addresses: Pick<Addresses, 'tab'>
}

/** One customer or all of them, then the list, then one order. */
export function ordersDialog(services: OrdersServices): CardFlow {
  return cardFlow<OrdersValues>({
    id: 'orders',
    values: ordersValues,
    problem: (turn, error) => refusalText(turn.reader, error, ordersText[turn.reader.language].errors),
    steps: [
      customerStep<OrdersValues>({
        customers: services.customers,
        title: (turn) => ordersText[turn.reader.language].title,
        progress: (turn) => turn.reader.step(1, 2),
        kept: ({ customerId }) => customerId,
        chosen: async (_turn, { filters }, { id }) => ({
          to: 'list',
          values: { customerId: id, scope: 'customer', filters },
        }),
        everyone: {
          title: (turn) => ordersListText[turn.reader.language].everyone,
          chosen: async (_turn, { filters }) => ({ to: 'list', values: { scope: 'everyone', filters } }),
        },
      }),
      listStep(services),
      filterStep,
      {
        id: 'order',
        show: async (turn, { customerId = '', orderId = '' }, _entry, buttons) => {
          const [customer, known] = await Promise.all([
            services.customers.find(whoOf(turn), customerId),
            services.orders.one(whoOf(turn), customerId, orderId),
          ])
          const [poNumber, subscriptions] = await Promise.all([
            services.orders.poNumber(whoOf(turn), known.order.id),
            services.orders.subscriptions(whoOf(turn), known.order),
          ])
          const tab = services.addresses.tab(orderPageOf(customer.id, known.order.id))
          return orderCard({ turn, customer, known, poNumber, subscriptions, tab, buttons })
        },
        acts: {
          back: act({ inputs: nothing, run: async (_turn, values: OrdersValues) => ({ to: 'list', values }) }),
        },
      },
    ],
  })
}

const clearing = act({
  inputs: nothing,
  run: async (_turn, values: OrdersValues) => ({
    to: 'list',
    values: { ...values, filters: ordersFilters.parse({}), cursor: undefined },
  }),
})

const listStep = (services: OrdersServices): Step<OrdersValues> => ({
  id: 'list',
  show: (turn, values, entry, buttons) => showList(services, turn, values, entry, buttons),
  acts: {
    'show-order': act({
      inputs: z.object({ order: filledLine(100) }),
      mistake: (turn) => ordersListText[turn.reader.language].chooseOrder,
      run: async (turn, values: OrdersValues, { order }) => {
        const { customerId = '', scope } = values
        const known = await (scope === 'everyone'
          ? services.orders.find(whoOf(turn), order)
          : services.orders.one(whoOf(turn), customerId, order))
        return { to: 'order', values: { ...values, customerId: known.order.customerId, orderId: known.order.id } }
      },
    }),
    filter: act({ inputs: nothing, run: async (_turn, values: OrdersValues) => ({ to: 'filter', values }) }),
    clear: clearing,
    // The button says where its page begins: pressed or delivered twice, it leads to the same one.
    more: act({
      inputs: z.object({ cursor: listCursor }),
      run: async (_turn, values: OrdersValues, { cursor }) => ({ values: { ...values, cursor } }),
    }),
    newest: act({
      inputs: nothing,
      run: async (_turn, values: OrdersValues) => ({ values: { ...values, cursor: undefined } }),
    }),
    back: act({
      inputs: nothing,
      run: async (_turn, { customerId }: OrdersValues) => ({
        to: 'customer',
        values: ordersValues.parse({ customerId }),
      }),
    }),
  },
})

const filterStep: Step<OrdersValues> = {
  id: 'filter',
  show: async (turn, { filters }, entry, buttons) => filtersCard({ turn, filters, entry, buttons }),
  acts: {
    apply: act({
      inputs: ordersFilters,
      mistake: (turn) => ordersListText[turn.reader.language].chooseFilter,
      run: async (_turn, values: OrdersValues, filters) => ({
        to: 'list',
        values: { ...values, filters, cursor: undefined },
      }),
    }),
    clear: clearing,
    back: act({ inputs: nothing, run: async (_turn, values: OrdersValues) => ({ to: 'list', values }) }),
  },
}

async function showList(
  { list, customers }: OrdersServices,
  turn: Turn,
  { customerId = '', scope, filters, cursor }: OrdersValues,
  entry: Entry,
  buttons: FlowButtons,
) {
  const who = whoOf(turn)
  const customer = scope === 'everyone' ? undefined : await customers.find(who, customerId)
  const listed = await list.list(who, { customerId: customer?.id, filters, cursor })
  const named = customer === undefined ? await list.customersOf(who, listed.orders) : new Map()
  const newest = listed.range === undefined ? cursor === undefined : listed.range.before === 0
  return ordersCard({ turn, customer, customers: named, listed, filters, newest, entry, buttons })
}
