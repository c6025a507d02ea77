import type { LookAtToday } from '../../chat/feature.ts'
import { amountWords, stageWords } from '../../chat/order-words.text.ts'
import { productsLine } from '../../chat/product-line.ts'
import { may } from '../../commerce/access.ts'
import { orderNumber, orderTotal } from '../../commerce/order.ts'
import type { Shared } from '../../workflow/shared.ts'

/** As many are counted. */
const looked = 100

/** Orders that Partner Center has not completed yet, for whoever sees orders. */
export const pendingToday =
  ({ mirror }: Pick<Shared, 'mirror'>): LookAtToday =>
  async ({ agent, reader: read }, { most }) => {
    if (!may(agent, 'see-orders')) return { rows: [], count: 0 }
    const { partnerId } = agent
    const orders = await mirror.pending(partnerId, looked)
    const shown = orders.slice(0, most)
    const customers = await mirror.customersOf(
      partnerId,
      shown.map(({ customerId }) => customerId),
    )
    return {
      count: orders.length,
      rows: shown.map((order) => ({
        title: `${orderNumber(order)} · ${stageWords(order, read)}`,
        below: [customers.find(({ id }) => id === order.customerId)?.name, productsLine(order, read)],
        amount: amountWords(orderTotal(order), read),
        opens: { command: 'orders', customerId: order.customerId, orderId: order.id },
      })),
    }
  }
