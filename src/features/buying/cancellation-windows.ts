import { type Amounts, amountFor } from '../../commerce/amounts.ts'
import type { Money } from '../../commerce/money.ts'
import { type PolicyChoice, policyFor } from '../../commerce/policy.ts'
import type { Family } from '../../commerce/product.ts'
import { day, later } from '../../platform/clock.ts'
import { nextStageAt, type Stage, stageReached } from '../../platform/stages.ts'

/** When the partner wants its buyers told that an order's cancellation window closes. */
export interface WindowRules {
  readonly daysBefore: readonly number[]
  /** Orders below these amounts are not told of; in a currency without one, all are. */
  readonly from: Amounts
  /** Since when a stage is one, by its name; left out for what has always been one. */
  readonly since: Readonly<Record<string, Date>>
}

/** How many days before the end is told: `7d`. */
export type WindowStage = `${number}d`

/** What was bought, as far as its window depends on it. */
export interface Bought {
  /** Of its lines: the strictest decides for all. */
  readonly families: readonly Family[]
  /** When Partner Center says it was. */
  readonly orderedAt: Date
  readonly total: Money
}

/** What of an order's window is told, and when. */
export interface WatchedWindow {
  readonly end: Date
  readonly stages: readonly Stage<WindowStage>[]
}

/** @returns undefined for what has no window, and for what is not told of. */
export function watchedWindow(
  { families, orderedAt, total }: Bought,
  policy: PolicyChoice,
  { daysBefore, from, since }: WindowRules,
): WatchedWindow | undefined {
  const { rules } = policyFor(policy, orderedAt)
  const lengths = families.map((family) => rules[family]).map((rule) => (rule.kind === 'window' ? rule.days : 0))
  const length = Math.min(...lengths)
  if (length === 0 || amountFor(from, total)?.amount.gt(total.amount)) return undefined
  // That a window of seven days closes in seven days is no news when it opens.
  const stages = daysBefore
    .filter((days) => days < length)
    .map((days) => {
      const name = `${days}d` as const
      return { name, before: days * day, since: since[name] }
    })
  return { end: later(orderedAt, length * day), stages }
}

/** What time has brought an order's window to; undefined when it has closed. */
export const windowStage = (window: WatchedWindow | undefined, now: Date): Stage<WindowStage> | undefined =>
  window === undefined || window.end <= now ? undefined : stageReached(window.stages, window.end, now)

/** When it has to be looked at next; null when nothing is left to tell. */
export const nextWindowWatch = (window: WatchedWindow | undefined, now: Date): Date | null =>
  (window && nextStageAt(window.stages, window.end, now)) ?? null
