import { isCancelled, type Order } from '../../commerce/order.ts'
import { judge, type PolicyChoice, type Verdict } from '../../commerce/policy.ts'

/** A cancellation that stands in the desk: `waiting` for an approval, the order is as before. Partner Center shows it up to 15 minutes after it was submitted. */
export type StandingCancellation = 'waiting' | 'submitted' | 'cancelling' | 'cancelled'

/** What holds for an order now: its cancellation, or what may be done about cancelling it. */
export type OrderState = Verdict | { readonly kind: 'waiting' | 'cancelling' | 'submitted' }

export function stateOf(
  order: Order,
  cancellation: StandingCancellation | undefined,
  now: Date,
  policy: PolicyChoice,
): OrderState {
  if (isCancelled(order) || cancellation === 'cancelled') return { kind: 'cancelled' }
  return cancellation === undefined ? judge(order, now, policy) : { kind: cancellation }
}

/** While its cancellation waits for an approval, an order stands: keys and links work. */
export const stillStands = ({ kind }: OrderState): boolean =>
  kind !== 'cancelled' && kind !== 'cancelling' && kind !== 'submitted'
