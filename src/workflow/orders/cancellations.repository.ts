import type { Stored } from '../../commerce/ground.ts'
import { type Money, money } from '../../commerce/money.ts'
import type { StandingCancellation, StandingOfOrder } from './order-state.ts'

/** What stands in the desk of the cancellations, for whoever shows orders. They are made, and moved on, by `features/cancelling`. */
export function cancellationsRepository({ database }: Stored) {
  return { ofCustomer, ofOrders, inProgress, history }

  /** Of one customer's orders, by order ID. */
  async function ofCustomer(partnerId: string, customerId: string): Promise<ReadonlyMap<string, StandingOfOrder>> {
    return byOrder(
      await database.read<StandingLine>({
        name: 'cancellations-standing',
        text: `${standing} where c.partner_id = $1 and c.customer_id = $2 and l.active_order_id is not null`,
        values: [partnerId, customerId],
      }),
    )
  }

  /** Of these orders, whosever customer's: cancellations that stand. */
  async function ofOrders(
    partnerId: string,
    orderIds: readonly string[],
  ): Promise<ReadonlyMap<string, StandingOfOrder>> {
    if (orderIds.length === 0) return new Map()
    return byOrder(
      await database.read<StandingLine>({
        name: 'cancellations-of-orders',
        text: `${standing} where l.partner_id = $1 and l.active_order_id = any($2::text[])`,
        values: [partnerId, [...orderIds]],
      }),
    )
  }

  /** All that were ever asked for of one order, oldest first; what was refused and what ended without an approval, too. */
  async function history(partnerId: string, customerId: string, orderId: string): Promise<PastCancellation[]> {
    const rows = await database.rows.cancellation.findMany({
      where: { partnerId, customerId, orderId },
      select: {
        ...{ agentId: true, status: true, whole: true, credit: true, currency: true, submittedAt: true, shownAt: true },
        lines: { select: { number: true } },
      },
      orderBy: [{ submittedAt: 'asc' }, { id: 'asc' }],
    })
    return rows.map(({ lines, credit, currency, status, ...row }) => ({
      ...row,
      status: status as PastCancellation['status'],
      lines: lines.map(({ number }) => number),
      credit: credit === null || currency === null ? undefined : money(credit.toFixed(), currency),
    }))
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

/** One that was asked for, whatever became of it. */
export interface PastCancellation {
  readonly agentId: string
  readonly status: StandingCancellation | 'refused' | 'ended'
  readonly whole: boolean
  readonly lines: readonly number[]
  readonly credit: Money | undefined
  readonly submittedAt: Date
  /** When Partner Center showed it. */
  readonly shownAt: Date | null
}

export type Cancellations = ReturnType<typeof cancellationsRepository>

const standing = `select l.active_order_id as "orderId", l.number, c.status
  from desk.cancellation_line l join desk.cancellation c on c.id = l.cancellation_id`

interface StandingLine {
  readonly orderId: string
  readonly number: number
  readonly status: StandingCancellation
}

function byOrder(lines: readonly StandingLine[]): ReadonlyMap<string, StandingOfOrder> {
  const found = new Map<string, Map<number, StandingCancellation>>()
  for (const { orderId, number, status } of lines) {
    const order = found.get(orderId) ?? new Map<number, StandingCancellation>()
    found.set(orderId, order.set(number, status))
  }
  return found
}
