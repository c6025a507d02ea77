import type { Stored } from '../../commerce/ground.ts'
import type { StandingCancellation, StandingOfOrder } from './order-state.ts'

/** What stands in the desk of the cancellations, for whoever shows orders. They are made, and moved on, by `features/cancelling`. */
export function cancellationsRepository({ database }: Stored) {
  return { ofCustomer, ofOrders, inProgress }

  /** Of one customer's orders, by order ID. */
  async function ofCustomer(partnerId: string, customerId: string): Promise<ReadonlyMap<string, StandingOfOrder>> {
    const rows = await database.read<{ orderId: string; status: StandingCancellation }>({
      name: 'cancellations-standing',
      text: `select active_order_id as "orderId", status from desk.cancellation
             where partner_id = $1 and customer_id = $2 and active_order_id is not null`,
      values: [partnerId, customerId],
    })
    return new Map(rows.map(({ orderId, status }) => [orderId, { get: () => status }]))
  }

  /** Of these orders, whosever customer's: cancellations that stand. */
  async function ofOrders(
    partnerId: string,
    orderIds: readonly string[],
  ): Promise<ReadonlyMap<string, StandingOfOrder>> {
    if (orderIds.length === 0) return new Map()
    const rows = await database.read<{ orderId: string; status: StandingCancellation }>({
      name: 'cancellations-of-orders',
      text: `select active_order_id as "orderId", status from desk.cancellation
             where partner_id = $1 and active_order_id = any($2::text[])`,
      values: [partnerId, [...orderIds]],
    })
    return new Map(rows.map(({ orderId, status }) => [orderId, { get: () => status }]))
  }

  /** Those that wait, or that Partner Center does not show yet; submitted last first. */
  function inProgress(partnerId: string, limit: number): Promise<{ customerId: string; orderId: string }[]> {
    return database.rows.cancellation.findMany({
      where: { partnerId, status: { in: ['waiting', 'submitted', 'cancelling'] } },
      select: { customerId: true, orderId: true },
      orderBy: [{ submittedAt: 'desc' }, { id: 'asc' }],
      take: limit,
    })
  }
}

export type Cancellations = ReturnType<typeof cancellationsRepository>
