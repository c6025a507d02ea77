import type { Line, Span } from './line.ts'
import { spanOf } from './line.ts'

/** Today, and how the reader writes days and numbers. */
export interface Calendar {
  /** `2026-11-22`, in the reader's zone. */
  readonly today: string
  /** `1/11` is the first of November. */
  readonly dayFirst: boolean
  /** `26/11/01` is a day of 2026. */
  readonly yearFirst?: boolean
  /** What stands before the decimals of a number: left out, a dot. */
  readonly decimal?: '.' | ','
}

/** Without a year it is one of several. */
export interface Day {
  readonly year?: number | undefined
  readonly month: number
  readonly day: number
}

/** @param reader `writes` is how the person writes, also where the desk does not speak their language. */
export function calendarOf(
  now: Date,
  { locale, writes = locale, timeZone }: { locale: string; writes?: string; timeZone: string },
): Calendar {
  const parts = new Intl.DateTimeFormat(writes, { day: 'numeric', month: 'numeric', year: 'numeric' }).formatToParts(
    now,
  )
  const order = parts.map(({ type }) => type)
  const decimal = new Intl.NumberFormat(writes).formatToParts(1.5).find(({ type }) => type === 'decimal')?.value
  return {
    today: new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now),
    dayFirst: order.indexOf('day') < order.indexOf('month'),
    yearFirst: order.indexOf('year') < order.indexOf('month'),
    decimal: decimal === ',' ? ',' : '.',
  }
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
export const monthName =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?!\\p{L})\\.?'
export const dayNumber = '\\d{1,2}(?:st|nd|rd|th)?(?![\\d\\p{L}:])'
export const yearAfter = '(?:,?\\s*(?:of\\s+)?(?<year>20\\d\\d)(?!\\d))?'
const han = '[一二三四五六七八九十]{1,3}'
/** `11`, `十一`. */
export const eastern = `(?:\\d{1,2}|${han})`
export const easternYear =
  '(?:(?:(?<year>20\\d\\d|二[〇零][〇零一二三四五六七八九]{2})\\s?[年년]|(?<ago>今年|去年|前年|올해|작년|지난해|재작년))的?\\s?)?'
const weekdayAfter =
  '(?:\\s?\\(?(?:(?:周|星期|礼拜)[一二三四五六日天]|[월화수목금토일]요일|(?<=\\()[一二三四五六日月火水木金土월화수목금토일](?=\\)))\\)?)?'
const weekdayInEnglish = '(?:,?\\s*\\(?(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?(?!\\p{L})\\)?)?'
const weekdayBefore = '(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\\.?,?\\s+(?:the\\s+)?)?'

/** Those without `sure` are days only where nothing else could be meant by them. */
const shapes = [
  [
    'sure',
    `(?<![\\d.-])(?<year>(?:19|20)\\d\\d)(?:-(?<month>\\d{1,2})-|/(?<month>\\d{1,2})/|\\.\\s?(?<month>\\d{1,2})\\.\\s?)(?<day>\\d{1,2})(?![\\d-])(?:T[\\d:.]+(?:Z|[+-]\\d\\d:?\\d\\d)?|\\.(?!\\.))?${weekdayAfter}`,
  ],
  [
    'sure',
    `(?<![\\d一二三四五六七八九十])${easternYear}(?<month>${eastern})\\s?[月월]\\s?(?<day>${eastern})\\s?[日号일]${weekdayAfter}`,
  ],
  [
    'sure',
    `(?<!\\p{L})${weekdayBefore}(?<month>${monthName})\\s*(?:the\\s+)?(?<day>${dayNumber})${yearAfter}${weekdayInEnglish}`,
  ],
  [
    'sure',
    `(?<![\\d\\p{L}.,/-])${weekdayBefore}(?<day>${dayNumber})(?:\\.|\\s+of)?\\s*(?<month>${monthName})${yearAfter}${weekdayInEnglish}`,
  ],
  [
    'sure',
    '(?<![\\d\\p{L}])(?<day>\\d{1,2})[-./](?<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[-./](?<year>20\\d\\d)(?!\\d)',
  ],
  [
    'sure',
    '(?<![\\d/.-])(?<first>\\d{1,2})(?<mark>[/.-])(?<second>\\d{1,2})\\k<mark>(?<year>(?:19|20)\\d\\d)(?![\\d/-])\\.?',
  ],
  ['sure', '(?<![\\d/.-])(?<one>\\d{1,2})(?<mark>[/.-])(?<two>\\d{1,2})\\k<mark>(?<three>\\d{1,2})(?![\\d/.-])'],
  ['basic', '(?<![\\p{L}\\p{N}.,_/-])(?<year>20\\d\\d)(?<month>\\d\\d)(?<day>\\d\\d)(?![\\p{L}\\p{N}_-]|[.,]\\d)'],
  ['slashed', '(?<![\\d/.-])(?!24/7)(?<first>\\d{1,2})/(?<second>\\d{1,2})(?![\\d/.])'],
  ['dotted', '(?<![\\d/.,-])(?<first>\\d{1,2})\\.\\s?(?<second>\\d{1,2})\\.(?!\\d)'],
].map(([kind, shape = '']) => [kind, new RegExp(shape, 'giu')] as const)

/** Where a comma stands before decimals, `1.11` is a day. */
const dotted = /(?<![\d/.,-])(?<first>\d{1,2})\.(?<second>\d{1,2})(?![\d.,])/gu

/** All days of a line. What looks like a day and is none (`30 Feb`) has none. */
export function writtenDays(line: Line, calendar: Calendar): (Span & { readonly day: Day | undefined })[] {
  const own = calendar.decimal === ',' ? [...shapes, ['dotted', dotted] as const] : shapes
  return own.flatMap(([kind, shape]) =>
    line.matches(shape).flatMap((match) => {
      const day = dayIn(match.groups ?? {}, calendar)
      // `16/24`, `1.50.`: nothing says that a day was meant.
      if (day === undefined && kind !== 'sure') return []
      return [{ ...spanOf(match), day }]
    }),
  )
}

function dayIn(groups: Readonly<Record<string, string>>, calendar: Calendar): Day | undefined {
  const { first, second, one, two, three, year } = groups
  if (one !== undefined) {
    const asYearFirst = calendar.yearFirst === true && dayOf(`20${one}`, two ?? '', three ?? '')
    return asYearFirst || (three?.length === 2 ? inOrder(`20${three}`, one, two ?? '', calendar) : undefined)
  }
  if (first !== undefined) return inOrder(year, first, second ?? '', calendar)
  return dayOf(yearOf(groups, calendar), groups.month ?? '', groups.day ?? '')
}

/** In the reader's order; `25/11` is a day in one order only, whoever reads it. */
function inOrder(year: string | undefined, first: string, second: string, { dayFirst }: Calendar): Day | undefined {
  const [usual, other] = [dayOf(year, second, first), dayOf(year, first, second)]
  return dayFirst ? (usual ?? other) : (other ?? usual)
}

/** `2025年`, `去年`. */
export function yearOf(
  { year, ago }: Readonly<Record<string, string | undefined>>,
  { today }: Calendar,
): string | undefined {
  if (ago === undefined)
    return year?.replace(/[^\d]/gu, (digit) => String(Math.max(0, '零一二三四五六七八九'.indexOf(digit))))
  const back = /^(?:今年|올해)$/u.test(ago) ? 0 : /^(?:前年|재작년)$/u.test(ago) ? 2 : 1
  return String(Number(today.slice(0, 4)) - back)
}

/** @returns undefined for what is no day. Without a year, the 29th of February is one. */
export function dayOf(year: string | undefined, month: string, day: string): Day | undefined {
  const named = monthOf(month)
  const read = { year: year === undefined ? undefined : Number(year), month: named, day: numberOf(day) }
  const last = named >= 1 && named <= 12 ? lastOf(read.year ?? 2024, named) : 0
  return read.day >= 1 && read.day <= last ? read : undefined
}

/** `nov`, `November`, `11`, `十一` → 11. */
export const monthOf = (written: string): number =>
  numberOf(written) || monthNames.indexOf(written.slice(0, 3).toLowerCase()) + 1

/** `25th`, `二十五` → 25. 0 for what is none. */
export function numberOf(written: string): number {
  if (/^\d/u.test(written)) return Number.parseInt(written, 10)
  const [, tens = '', ten, ones = ''] = /^([一二三四五六七八九]?)(十)?([一二三四五六七八九]?)$/u.exec(written) ?? []
  const value = (digit: string) => '一二三四五六七八九'.indexOf(digit) + 1
  if (ten === undefined) return tens !== '' && ones !== '' ? 0 : value(tens || ones || '无')
  return 10 * (tens === '' ? 1 : value(tens)) + (ones === '' ? 0 : value(ones))
}

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
