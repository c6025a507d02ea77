import { AlreadyCancelled, CancellationWindowClosed, NotCancellableHere } from '../../commerce/errors.ts'
import type { Order } from '../../commerce/order.ts'
import { judge, type PolicyChoice, type Verdict } from '../../commerce/policy.ts'

/** @throws AlreadyCancelled, CancellationWindowClosed, NotCancellableHere */
export function requireOpen(order: Order, now: Date, policy: PolicyChoice): Extract<Verdict, { kind: 'open' }> {
  const verdict = judge(order, now, policy)
  switch (verdict.kind) {
    case 'open':
      return verdict
    case 'cancelled':
      throw new AlreadyCancelled(order.id)
    case 'closed':
      throw new CancellationWindowClosed(order.id, verdict.closedAt)
    default:
      throw new NotCancellableHere(order.id, verdict.family, verdict.kind)
  }
}
