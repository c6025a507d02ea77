import type { Money } from '../../commerce/money.ts'
import { type PolicyChoice, policyFor } from '../../commerce/policy.ts'
import type { Family } from '../../commerce/product.ts'
import { day, later } from '../../platform/clock.ts'
import { nextStageAt, type Stage, stageReached } from '../../platform/stages.ts'

/** When the buyer is told that an order's cancellation window closes. */
export type WindowStage = '7d' | '1d'

const stages: readonly Stage<WindowStage>[] = [
  { name: '7d', before: 7 * day },
  { name: '1d', before: day },
]

/** Orders below these amounts are not told of, by currency. A currency without one is told of whatever the amount: by default all are. */
const toldFrom: Readonly<Record<string, string>> = {}

/** What was bought, as far as its window depends on it. */
export interface Bought {
  readonly family: Family
  /** When Partner Center says it was. */
  readonly orderedAt: Date
  readonly total: Money
}

/** When the window closes; undefined for what has none, and for what is not told of. */
function watchedEnd({ family, orderedAt, total }: Bought, policy: PolicyChoice): Date | undefined {
  const rule = policyFor(policy, orderedAt).rules[family]
  const from = toldFrom[total.currency]
  if (rule.kind !== 'window' || (from !== undefined && total.amount.lt(from))) return undefined
  return later(orderedAt, rule.days * day)
}

/** What time has brought an order's window to; undefined when it has closed. */
export function windowStage(bought: Bought, policy: PolicyChoice, now: Date): WindowStage | undefined {
  const end = watchedEnd(bought, policy)
  return end === undefined || end <= now ? undefined : stageReached(stages, end, now)
}

/** When it has to be looked at next; null when nothing is left to tell. */
export function nextWindowWatch(bought: Bought, policy: PolicyChoice, now: Date): Date | null {
  const end = watchedEnd(bought, policy)
  return (end && nextStageAt(stages, end, now)) ?? null
}
