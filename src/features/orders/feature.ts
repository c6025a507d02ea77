import { refusalText } from '../../chat/error-reply.ts'
import type { Beginning, Feature } from '../../chat/feature.ts'
import type { Sentence } from '../../chat/sentence.ts'
import type { Turn } from '../../chat/turn.ts'
import { may } from '../../commerce/access.ts'
import { CustomerUnknown, OrderUnknown } from '../../commerce/errors.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import type { CustomersService } from '../../workflow/customers/customers.service.ts'
import { type OrdersValues, ordersDialog } from './orders.dialog.ts'
import type { OrdersService } from './orders.service.ts'

interface OrdersDoors {
  orders: OrdersService
  customers: CustomersService
}

export const ordersFeature = ({ orders, customers }: OrdersDoors): Feature => ({
  name: 'orders',
  flows: [ordersDialog(orders, customers)],
  commands: [
    {
      name: 'orders',
      words: { en: ['orders'], zh: ['订单'], ko: ['주문'] },
      offered: ({ agent }) => may(agent, 'see-orders'),
      begin: (turn, sentence) => beginning(orders, customers, turn, sentence),
    },
  ],
})

/** `orders for Contoso` opens the list, with an order ID that order; `Contoso orders` says the customer without "for". */
async function beginning(
  orders: OrdersService,
  customers: CustomersService,
  turn: Turn,
  { customer, about, orderId }: Sentence,
): Promise<Beginning> {
  await orders.requireRole(whoOf(turn))
  const asked = customer ?? (about === '' ? undefined : about)
  if (asked === undefined) return { flow: 'orders', step: 'customer', values: { from: 0 } satisfies OrdersValues }
  try {
    const { id } = await customers.find(whoOf(turn), asked)
    const values: OrdersValues = { customerId: id, from: 0 }
    if (orderId === undefined) return { flow: 'orders', step: 'list', values }
    try {
      const { order } = await orders.one(whoOf(turn), id, orderId)
      return { flow: 'orders', step: 'order', values: { ...values, orderId: order.id } }
    } catch (error) {
      if (!(error instanceof OrderUnknown)) throw error
      return { flow: 'orders', step: 'list', values, entry: { problem: refusalText(turn.reader, error) } }
    }
  } catch (error) {
    if (!(error instanceof CustomerUnknown)) throw error
    const values: OrdersValues = { from: 0 }
    return { flow: 'orders', step: 'customer', values, entry: { problem: refusalText(turn.reader, error) } }
  }
}
