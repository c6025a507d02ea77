import { z } from 'zod'
import { act, type CardFlow, cardFlow } from '../../chat/card-flow.ts'
import { refusalText } from '../../chat/error-reply.ts'
import { customerStep, whoOf } from '../../workflow/customers/customer-step.ts'
import type { CustomersService } from '../../workflow/customers/customers.service.ts'
import { orderCard, ordersCard, shownOrders } from './orders.cards.ts'
import type { OrdersService } from './orders.service.ts'
import { ordersText } from './orders.text.ts'

const ordersValues = z.object({
  customerId: z.string().optional(),
  orderId: z.string().optional(),
  /** How many newer orders were paged over. */
  from: z.number().int().nonnegative().default(0),
})
export type OrdersValues = z.infer<typeof ordersValues>

const nothing = z.object({})

/** Customer, then the list, then one order. */
export function ordersDialog(orders: OrdersService, customers: CustomersService): CardFlow {
  return cardFlow<OrdersValues>({
    id: 'orders',
    values: ordersValues,
    problem: (turn, error) => refusalText(turn.reader, error),
    steps: [
      customerStep<OrdersValues>({
        customers,
        title: (turn) => ordersText[turn.reader.language].title,
        progress: (turn) => turn.reader.step(1, 2),
        kept: ({ customerId }) => customerId,
        chosen: async (_turn, _values, customer) => ({ to: 'list', values: { customerId: customer.id, from: 0 } }),
      }),
      {
        id: 'list',
        show: async (turn, { customerId = '', from }, entry, buttons) => {
          const customer = await customers.find(whoOf(turn), customerId)
          const found = await orders.ofCustomer(whoOf(turn), customer.id)
          return ordersCard({ turn, customer, orders: found, from: from < found.length ? from : 0, entry, buttons })
        },
        acts: {
          'show-order': act({
            inputs: z.object({ order: z.string().trim().min(1).max(100) }),
            mistake: (turn) => ordersText[turn.reader.language].chooseOrder,
            run: async (turn, values: OrdersValues, { order }) => {
              const known = await orders.one(whoOf(turn), values.customerId ?? '', order)
              return { to: 'order', values: { ...values, orderId: known.order.id } }
            },
          }),
          more: act({
            inputs: nothing,
            run: async (turn, values: OrdersValues) => {
              const { length } = await orders.ofCustomer(whoOf(turn), values.customerId ?? '')
              const next = values.from + shownOrders
              return { values: { ...values, from: next < length ? next : values.from } }
            },
          }),
          newer: act({
            inputs: nothing,
            run: async (_turn, values: OrdersValues) => ({
              values: { ...values, from: Math.max(0, values.from - shownOrders) },
            }),
          }),
          back: act({ inputs: nothing, run: async (_turn, values: OrdersValues) => ({ to: 'customer', values }) }),
        },
      },
      {
        id: 'order',
        show: async (turn, { customerId = '', orderId = '' }, _entry, buttons) => {
          const customer = await customers.find(whoOf(turn), customerId)
          return orderCard({ turn, customer, known: await orders.one(whoOf(turn), customer.id, orderId), buttons })
        },
        acts: {
          back: act({ inputs: nothing, run: async (_turn, values: OrdersValues) => ({ to: 'list', values }) }),
        },
      },
    ],
  })
}
