import {
  AlreadyCancelled,
  CancellationWindowClosed,
  NotCancellableHere,
  OrderNotUsable,
} from '../../commerce/errors.ts'
import type { Order } from '../../commerce/order.ts'
import { judge, type PolicyChoice, type Verdict } from '../../commerce/policy.ts'

/** @throws AlreadyCancelled, CancellationWindowClosed, NotCancellableHere, OrderNotUsable */
export function requireOpen(order: Order, now: Date, policy: PolicyChoice): Extract<Verdict, { kind: 'open' }> {
  const verdict = judge(order, now, policy)
  switch (verdict.kind) {
    case 'open':
      return verdict
    case 'cancelled':
      throw new AlreadyCancelled({ orderId: order.id })
    case 'closed':
      throw new CancellationWindowClosed({ orderId: order.id, closedAt: verdict.closedAt.toISOString() })
    case 'not-bought':
      throw new OrderNotUsable({ orderId: order.id, stage: order.state, status: order.status })
    default:
      throw new NotCancellableHere({ orderId: order.id, family: verdict.family, why: verdict.kind })
  }
}
