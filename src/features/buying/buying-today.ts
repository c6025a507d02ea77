import type { LookAtToday } from '../../chat/feature.ts'
import { amountWords } from '../../chat/order-words.text.ts'
import { productsLine } from '../../chat/product-line.ts'
import { may } from '../../commerce/access.ts'
import { later, minute } from '../../platform/clock.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import type { Shared } from '../../workflow/shared.ts'
import type { BuyingRepository } from './buying.repository.ts'
import { receiptText } from './receipt.text.ts'

/** As many are counted. */
const looked = 100

/** What one has confirmed and Partner Center has not answered within a minute, or cannot order until somebody has mended something. */
export const placingToday =
  ({ mirror }: Pick<Shared, 'mirror'>, repository: BuyingRepository): LookAtToday =>
  async (turn, { most }) => {
    const { agent, reader: read, now } = turn
    if (!may(agent, 'see-orders')) return { rows: [], count: 0 }
    const purchases = await repository.placing(whoOf(turn), later(now, -minute), looked)
    const shown = purchases.slice(0, most)
    const customers = await mirror.customersOf(
      agent.partnerId,
      shown.map(({ customerId }) => customerId),
    )
    const words = receiptText[read.language]
    return {
      count: purchases.length,
      rows: shown.map(({ customerId, lines, total, refusal }) => ({
        title: refusal === null ? words.placing : words.held,
        below: [customers.find(({ id }) => id === customerId)?.name, productsLine({ lines }, read)],
        amount: amountWords(total, read),
        opens: { command: 'orders', customerId },
      })),
    }
  }
