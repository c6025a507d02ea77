import type { DateRange, RangePreset } from '../../chat/date-range.ts'
import { day } from '../../platform/clock.ts'
import { momentsOf, wallClock } from '../../platform/wall-clock.ts'
import { DaysAhead, DaysBackwards } from './activity-log.errors.ts'

/** From 00:00 of the first day to 00:00 after the last one, as `2026-11-01`. */
export interface Days {
  readonly first: string
  readonly last: string
}

/** The days that a range means. @param today of the reader. @throws DaysBackwards, DaysAhead */
export function daysOf(range: DateRange, today: string): Days {
  if ('preset' in range) return presets[range.preset](today)
  if (range.from > today) throw new DaysAhead()
  if (range.to < range.from) throw new DaysBackwards()
  return { first: range.from, last: range.to }
}

/** Weeks begin on Monday (ISO 8601); the card names the days, so that nobody has to know. */
const presets: Record<RangePreset, (today: string) => Days> = {
  today: (today) => ({ first: today, last: today }),
  yesterday: (today) => ({ first: addDays(today, -1), last: addDays(today, -1) }),
  'last-7-days': (today) => ({ first: addDays(today, -6), last: today }),
  'this-week': (today) => ({ first: mondayOf(today), last: today }),
  'last-week': (today) => ({ first: addDays(mondayOf(today), -7), last: addDays(mondayOf(today), -1) }),
  'this-month': (today) => ({ first: firstOfMonth(today), last: today }),
  'last-month': (today) => {
    const last = addDays(firstOfMonth(today), -1)
    return { first: firstOfMonth(last), last }
  },
  'last-30-days': (today) => ({ first: addDays(today, -29), last: today }),
  'last-90-days': (today) => ({ first: addDays(today, -89), last: today }),
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

export const firstOfMonth = (date: string): string => `${date.slice(0, '2026-11'.length)}-01`

export const mondayOf = (date: string): string => addDays(date, -((new Date(midnight(date)).getUTCDay() + 6) % 7))

/** A day as a moment in UTC, for formats that are told to write it in UTC. */
export const midnight = (date: string): number => Date.parse(`${date}T00:00:00Z`)
const written = (utc: number): string => new Date(utc).toISOString().slice(0, '2026-11-22'.length)
