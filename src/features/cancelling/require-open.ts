import {
  AlreadyCancelled,
  CancellationWindowClosed,
  NotCancellableHere,
  OrderNotUsable,
} from '../../commerce/errors.ts'
import { type Order, orderNumber } from '../../commerce/order.ts'
import { type JudgedLine, type Verdict, verdictOf } from '../../commerce/policy.ts'

/**
 * That each of these lines can be cancelled, and what they come to together.
 * @throws AlreadyCancelled, CancellationWindowClosed, NotCancellableHere, OrderNotUsable
 */
export function requireOpen(order: Order, lines: readonly JudgedLine[]): Extract<Verdict, { kind: 'open' }> {
  const barred = lines.find(({ verdict }) => verdict.kind !== 'open')
  const verdict = verdictOf(order, barred === undefined ? lines : [barred])
  switch (verdict.kind) {
    case 'open':
      return verdict
    case 'cancelled':
      throw new AlreadyCancelled({ orderId: orderNumber(order) })
    case 'closed':
      throw new CancellationWindowClosed({ orderId: orderNumber(order), closedAt: verdict.closedAt.toISOString() })
    case 'not-bought':
      throw new OrderNotUsable({ orderId: orderNumber(order), stage: order.state, status: order.status })
    default:
      throw new NotCancellableHere({ orderId: orderNumber(order), family: verdict.family, why: verdict.kind })
  }
}
