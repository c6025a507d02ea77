import type { Order } from '../../commerce/order.ts'
import { type Verdict, verdictOf } from '../../commerce/policy.ts'
import type { ApprovalRule } from '../../workflow/approvals/approval-policy.ts'
import type { RuleFor } from '../../workflow/approvals/approvals.service.ts'
import type { LineState } from '../../workflow/orders/order-state.ts'

/** An order of which something is left, and what holds for cancelling it now: of the lines that are chosen. */
export interface JudgedOrder {
  readonly order: Order
  /** All lines, with the cancellations that stand. */
  readonly lines: readonly LineState[]
  /** Numbers of the lines that it is about. */
  readonly chosen: readonly number[]
  readonly verdict: Verdict
  /** Why somebody else has to agree to cancelling them; undefined when nobody has. */
  readonly approval: ApprovalRule | undefined
}

/** Nobody has cancelled it, or asked to cancel it. */
export const isLeft = ({ verdict, cancellation }: LineState): boolean =>
  verdict.kind !== 'cancelled' && cancellation === undefined

export const isOpen = (line: LineState): boolean => isLeft(line) && line.verdict.kind === 'open'

/** @param wanted left out, all that can be cancelled; what cannot, or is not there, is not chosen */
export function judgedOrder(
  order: Order,
  lines: readonly LineState[],
  ruleFor: RuleFor,
  wanted?: readonly number[],
): JudgedOrder {
  const open = lines.filter(isOpen)
  const picked = open.filter(({ line }) => wanted?.includes(line.number))
  const chosen = picked.length > 0 ? picked : open
  const verdict = verdictOf(order, chosen.length > 0 ? chosen : lines.filter(isLeft))
  return {
    order,
    lines,
    chosen: chosen.map(({ line }) => line.number),
    verdict,
    // By amount, it depends on the credit, which is worked out for those that are asked for.
    get approval() {
      return verdict.kind === 'open' ? ruleFor(verdict.credit.total) : undefined
    },
  }
}
