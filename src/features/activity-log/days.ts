import type { DateRange } from '../../chat/date-range.ts'
import { type Days, daysOfPreset } from '../../chat/range-presets.ts'
import { day } from '../../platform/clock.ts'
import { momentsOf, wallClock } from '../../platform/wall-clock.ts'
import { DaysAhead, DaysBackwards } from './activity-log.errors.ts'

/** The days that a range means. @param today of the reader. @throws DaysBackwards, DaysAhead */
export function daysOf(range: DateRange, today: string): Days {
  if ('preset' in range) return daysOfPreset[range.preset](today)
  if (range.from > today) throw new DaysAhead()
  if (range.to < range.from) throw new DaysBackwards()
  return { first: range.from, last: range.to }
}

/** The day that it is there: `2026-11-22`. */
export const dayOf = (timeZone: string, at: Date): string =>
  new Date(wallClock(timeZone, at)).toISOString().slice(0, '2026-11-22'.length)

/** When a day begins there: at 00:00, or where clocks are put forward past it, at the first moment after. */
export function startOf(timeZone: string, date: string): Date {
  const [first] = momentsOf(timeZone, midnight(date))
  if (first === undefined) throw new RangeError(`${date} never begins in ${timeZone}`)
  return first
}

export const addDays = (date: string, days: number): string => written(midnight(date) + days * day)
export const daysBetween = (first: string, last: string): number => Math.round((midnight(last) - midnight(first)) / day)

/** A day as a moment in UTC, for formats that are told to write it in UTC. */
export const midnight = (date: string): number => Date.parse(`${date}T00:00:00Z`)
const written = (utc: number): string => new Date(utc).toISOString().slice(0, '2026-11-22'.length)
