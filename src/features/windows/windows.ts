import { type Amounts, amountFor } from '../../commerce/amounts.ts'
import type { Money } from '../../commerce/money.ts'
import { day, later } from '../../platform/clock.ts'
import { nextStageAt, type Stage, stageReached } from '../../platform/stages.ts'

/** When the partner wants its people told that an order's cancellation window closes. */
export interface WindowRules {
  readonly daysBefore: readonly number[]
  /** Orders below these amounts are not told of; in a currency without one, all are. */
  readonly from: Amounts
  /** Since when a stage is one, by its name; left out for what has always been one. */
  readonly since: Readonly<Record<string, Date>>
}

/** How many days before the end is told: `7d`; of a window that a renewal has opened, with the day of its end: `7d/2027-11-29`. */
export type WindowStage = `${number}d` | `${number}d/${string}`

/** No window of a first term is as long. */
const longestFirst = 90 * day

/** The window of an order, as far as telling of it depends on it. */
export interface OpenWindow {
  readonly createdAt: Date
  readonly closesAt: Date
  /** Undefined where no price is known: then it is told of. */
  readonly total: Money | undefined
  /** What was over by then is told to nobody; null where all is news. */
  readonly watchedFrom: Date | null
}

/** What of an order's window is told, and when. */
export interface WatchedWindow {
  readonly end: Date
  readonly stages: readonly Stage<WindowStage>[]
}

/** @returns undefined for what is not told of. */
export function watchedWindow(
  { createdAt, closesAt, total, watchedFrom }: OpenWindow,
  { daysBefore, from, since }: WindowRules,
): WatchedWindow | undefined {
  if (total !== undefined && amountFor(from, total)?.amount.gt(total.amount)) return undefined
  const renewed = closesAt > later(createdAt, longestFirst)
  const stages = daysBefore
    .map((days): Stage<WindowStage> & { at: Date } => {
      const name = `${days}d` as const
      const told = renewed ? (`${name}/${closesAt.toISOString().replace(/T.*/, '')}` as const) : name
      return { name: told, before: days * day, since: since[name], at: later(closesAt, -days * day) }
    })
    // That a window of seven days closes in seven days is no news when it opens.
    .filter(({ at }) => at > createdAt && (watchedFrom === null || at > watchedFrom))
    .map(({ at: _, ...stage }) => stage)
  return { end: closesAt, stages }
}

/** What time has brought an order's window to; undefined when it has closed. */
export const windowStage = (window: WatchedWindow | undefined, now: Date): Stage<WindowStage> | undefined =>
  window === undefined || window.end <= now ? undefined : stageReached(window.stages, window.end, now)

/** When it has to be looked at next; null when nothing is left to tell. */
export const nextWindowWatch = (window: WatchedWindow | undefined, now: Date): Date | null =>
  (window && nextStageAt(window.stages, window.end, now)) ?? null
