/** Today, and the order of day and month, as the reader has them. */
export interface Calendar {
  /** `2026-11-22`, in the reader's zone. */
  readonly today: string
  /** `1/11` is the first of November. */
  readonly dayFirst: boolean
}

/** A day as somebody wrote it, and where. */
export interface WrittenDay {
  readonly year: number | undefined
  readonly month: number
  readonly day: number
  readonly from: number
  readonly to: number
  /** `11/1` counts as a day only where a range or a word like "since" says that it is one. */
  readonly doubtful: boolean
}

export function calendarOf(now: Date, { locale, timeZone }: { locale: string; timeZone: string }): Calendar {
  const parts = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'numeric' }).formatToParts(now)
  const order = parts.map(({ type }) => type)
  return {
    today: new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now),
    dayFirst: order.indexOf('day') < order.indexOf('month'),
  }
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
export const monthName =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?!\\p{L})\\.?'
export const dayNumber = '\\d{1,2}(?:st|nd|rd|th)?(?![\\d\\p{L}])'
export const yearAfter = '(?:,?\\s*(?<year>20\\d\\d)(?!\\d))?'

const shapes = [
  '(?<!\\d)(?<year>20\\d\\d)(?:-(?<month>\\d{1,2})-|/(?<month>\\d{1,2})/|\\.\\s?(?<month>\\d{1,2})\\.\\s?)(?<day>\\d{1,2})(?!\\d)(?:\\.(?!\\.))?',
  '(?<!\\d)(?:(?<year>20\\d\\d)\\s?[年년]\\s?)?(?<month>\\d{1,2})\\s?[月월]\\s?(?<day>\\d{1,2})\\s?[日号일]',
  `(?<!\\p{L})(?<month>${monthName})\\s*(?<day>${dayNumber})${yearAfter}`,
  `(?<![\\d\\p{L}])(?<day>${dayNumber})\\s+(?:of\\s+)?(?<month>${monthName})${yearAfter}`,
  '(?<![\\d/])(?<first>\\d{1,2})/(?<second>\\d{1,2})(?:/(?<year>20\\d\\d))?(?![\\d/])',
].map((shape) => new RegExp(shape, 'giu'))

/** All days of a text, in its order. What is no day (`Nov 31`) is left out. */
export function writtenDays(text: string, { dayFirst }: Calendar): WrittenDay[] {
  const found = shapes.flatMap((shape) =>
    [...text.matchAll(shape)].flatMap((match) => {
      const { year, month, day, first, second } = match.groups ?? {}
      const slashed = first === undefined ? undefined : dayFirst ? [second, first] : [first, second]
      const read = dayOf(year, month ?? slashed?.[0] ?? '', day ?? slashed?.[1] ?? '')
      const place = { from: match.index, to: match.index + match[0].length, doubtful: slashed !== undefined }
      return read === undefined ? [] : [{ ...read, ...place }]
    }),
  )
  // `1 Nov 15` could be read twice; what begins first stands.
  return found.toSorted((a, b) => a.from - b.from).filter((day, at, all) => day.from >= (all[at - 1]?.to ?? 0))
}

/** @returns undefined for what is no day. Without a year, the 29th of February is one. */
export function dayOf(year: string | undefined, month: string, day: string) {
  const named = monthOf(month)
  const read = { year: year === undefined ? undefined : Number(year), month: named, day: Number.parseInt(day, 10) }
  const last = named >= 1 && named <= 12 ? lastOf(read.year ?? 2024, named) : 0
  return read.day >= 1 && read.day <= last ? read : undefined
}

/** `nov`, `November`, `11` → 11. */
export const monthOf = (written: string): number =>
  /^\d/.test(written) ? Number(written) : monthNames.indexOf(written.slice(0, 3).toLowerCase()) + 1

type Day = Pick<WrittenDay, 'year' | 'month' | 'day'>

/** The latest such day that is not after another one; a year that was written stands. */
export const latest = (day: Day, notAfter: string): string => nearest(day, notAfter, -1, (there) => there <= notAfter)

/** The first such day that is not before another one. */
export const next = (day: Day, notBefore: string): string => nearest(day, notBefore, 1, (there) => there >= notBefore)

function nearest({ year, month, day }: Day, from: string, step: 1 | -1, fits: (there: string) => boolean): string {
  if (year !== undefined) return isoOf(year, month, day)
  // A 29th of February may be eight years away.
  const years = Array.from({ length: 10 }, (_, away) => Number(from.slice(0, 4)) + step * away)
  const there = years.filter((inYear) => day <= lastOf(inYear, month)).map((inYear) => isoOf(inYear, month, day))
  return there.find(fits) ?? from
}

/** So many days later, or earlier. */
export const shifted = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 24 * 60 * 60 * 1_000).toISOString().slice(0, 10)

export const lastOf = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

const isoOf = (year: number, month: number, day: number): string =>
  [year, String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-')
