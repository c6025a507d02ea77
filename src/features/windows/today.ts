import type { LookAtToday } from '../../chat/feature.ts'
import { amountWords } from '../../chat/order-words.text.ts'
import { productsLine } from '../../chat/product-line.ts'
import { may } from '../../commerce/access.ts'
import { orderNumber, totalLeft } from '../../commerce/order.ts'
import type { Shared } from '../../workflow/shared.ts'
import type { KeptOrdersRepository } from './kept-orders.repository.ts'
import { windowsText } from './windows.text.ts'

const closingDays = 7
/** As many are counted. */
const looked = 100

/** Windows that close within a week, for whoever sees orders; what is kept is nobody's worry. */
export const closingToday =
  ({ knownOrders, mirror }: Pick<Shared, 'knownOrders' | 'mirror'>, kept: KeptOrdersRepository): LookAtToday =>
  async ({ agent, reader: read, now }, { most, days = closingDays }) => {
    if (!may(agent, 'see-orders')) return { rows: [], count: 0 }
    const { partnerId } = agent
    const { orders } = await knownOrders.closing(partnerId, now, { days, enough: looked })
    const decided = await kept.ofOrders(
      partnerId,
      orders.map(({ order }) => order.id),
    )
    const open = orders.filter(({ order }) => !decided.has(order.id))
    const shown = open.slice(0, most)
    const customers = await mirror.customersOf(
      partnerId,
      shown.map(({ order }) => order.customerId),
    )
    const nameOf = (id: string) => customers.find((customer) => customer.id === id)?.name
    return {
      count: open.length,
      rows: shown.map(({ order, open: { daysLeft, closesAt } }) => ({
        title: windowsText[read.language].today(orderNumber(order), daysLeft, read),
        below: [nameOf(order.customerId), productsLine(order, read)],
        amount: amountWords(totalLeft(order), read),
        until: closesAt,
        opens: { command: 'orders', customerId: order.customerId, orderId: order.id },
      })),
    }
  }
