import { lastOf, shifted } from './written-day.ts'

export const rangePresets = [
  'today',
  'yesterday',
  'last-7-days',
  'this-week',
  'last-week',
  'this-month',
  'last-month',
  'last-30-days',
  'last-90-days',
] as const
export type RangePreset = (typeof rangePresets)[number]

/** Its first and last day, `2026-11-01`. */
export interface Days {
  readonly first: string
  readonly last: string
}

/** Weeks begin on Monday (ISO 8601); the card names the days, so that nobody has to know. */
export const daysOfPreset: Record<RangePreset, (today: string) => Days> = {
  today: (today) => ({ first: today, last: today }),
  yesterday: (today) => ({ first: shifted(today, -1), last: shifted(today, -1) }),
  'last-7-days': (today) => ({ first: shifted(today, -6), last: today }),
  'this-week': (today) => ({ first: mondayOf(today), last: today }),
  'last-week': (today) => ({ first: shifted(mondayOf(today), -7), last: shifted(mondayOf(today), -1) }),
  'this-month': (today) => ({ first: firstOfMonth(today), last: today }),
  'last-month': (today) => {
    const last = shifted(firstOfMonth(today), -1)
    return { first: firstOfMonth(last), last }
  },
  'last-30-days': (today) => ({ first: shifted(today, -29), last: today }),
  'last-90-days': (today) => ({ first: shifted(today, -89), last: today }),
}

export const firstOfMonth = (date: string): string => `${date.slice(0, '2026-11'.length)}-01`

export const mondayOf = (date: string): string => shifted(date, -((new Date(date).getUTCDay() + 6) % 7))

/** The whole month, of the year; as many months later as it says. */
export function monthsFrom(year: number, month: number, count = 1): Days {
  const end = new Date(Date.UTC(year, month - 1 + count - 1, 1))
  const [lastYear, lastMonth] = [end.getUTCFullYear(), end.getUTCMonth() + 1]
  const written = (of: number, at: number, day: number) =>
    [of, String(at).padStart(2, '0'), String(day).padStart(2, '0')].join('-')
  return { first: written(year, month, 1), last: written(lastYear, lastMonth, lastOf(lastYear, lastMonth)) }
}

/** The same day of an earlier month, or that month's last one. */
export function monthsBefore(today: string, months: number): string {
  const [year = 0, month = 0, day = 0] = today.split('-').map(Number)
  const { last } = monthsFrom(...normal(year, month - months))
  return `${last.slice(0, '2026-11'.length)}-${String(Math.min(day, Number(last.slice(-2)))).padStart(2, '0')}`
}

/** The minus first month of a year is the eleventh of the year before. */
const normal = (year: number, month: number): [number, number] => {
  const at = new Date(Date.UTC(year, month - 1, 1))
  return [at.getUTCFullYear(), at.getUTCMonth() + 1]
}
