import {
  type Calendar,
  dayNumber,
  dayOf,
  lastOf,
  latest,
  monthName,
  monthOf,
  next,
  shifted,
  type WrittenDay,
  writtenDays,
  yearAfter,
} from './written-day.ts'

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

/** Whole days in the reader's zone: a period by its name, or the first and the last day, `2026-11-01`. */
export type DateRange = { readonly preset: RangePreset } | { readonly from: string; readonly to: string }

/** A range, and where it is written. */
interface Found {
  readonly range: DateRange
  readonly from: number
  readonly to: number
}

/**
 * Takes the days that a text names out of it. A day without a year is the latest one that is not in the future; the end of a
 * range is the first such day after its beginning.
 */
export function takeRange(line: string, calendar: Calendar): { readonly range?: DateRange; readonly rest: string } {
  const text = inDigits(line)
  const found =
    shortened(text, calendar) ??
    written(text, calendar) ??
    month(text, calendar) ??
    counted(text, calendar) ??
    weekday(text, calendar) ??
    year(text, calendar) ??
    named(text)
  if (found === undefined) return { rest: text }
  const before = text.slice(0, found.from).replace(leading, ' ')
  const after = text.slice(found.to).replace(trailing, ' ')
  return { range: found.range, rest: `${before} ${after}` }
}

const digits: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}

/** `十一月二十五日`, `最近三天`: the numbers of days and months as digits. */
const inDigits = (text: string): string =>
  text.replace(
    /(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])(?=个?月|[日号天])/gu,
    (written) => {
      const [tens = '', ones] = written.split('十')
      return String(ones === undefined ? digits[tens] : 10 * (digits[tens] ?? 1) + (digits[ones] ?? 0))
    },
  )

// What stands around a date and belongs to it.
const leading = /(?:(?<!\p{L})(?:from|between|since|on|in|during|over|for|the|of|dated|by)\s+|[从自在于]\s?){1,3}$/iu
const trailing = /^\s?(?:까지의?|부터|동안의?|이후의?|의|에|之间|期间|以来|以后|之后|那天)?/u

const joined = /^\s?(?:to|until|till|through|thru|and|-|~|\.{2,3}|→|到|至|부터|에서)\s?$/iu
const openBefore = /(?<!\p{L})(?:since|from|after)\s+$|[从自]\s?$/iu
const openAfter = /^\s?(?:以来|以后|之后|至今|起|이후|부터)/u

/** `Nov 1 - 15`, `1 to 15 November`, `11月1日到15日`, `11월 1일~15일`: one month for both days. */
const sharedMonths = [
  `(?<!\\p{L})(?<month>${monthName})\\s*(?<from>${dayNumber})\\s*(?:-|~|to|through|until|and)\\s*(?<to>${dayNumber})(?!\\s*${monthName})${yearAfter}`,
  `(?<![\\d\\p{L}])(?<from>${dayNumber})\\s*(?:-|~|to|through|until|and)\\s*(?<to>${dayNumber})\\s+(?:of\\s+)?(?<month>${monthName})${yearAfter}`,
  '(?<!\\d)(?:(?<year>20\\d\\d)\\s?[年년]\\s?)?(?<month>\\d{1,2})\\s?[月월]\\s?(?<from>\\d{1,2})\\s?[日号일]?\\s?(?:到|至|-|~|부터|에서)\\s?(?<to>\\d{1,2})\\s?[日号일]',
].map((shape) => new RegExp(shape, 'iu'))

function shortened(text: string, { today }: Calendar): Found | undefined {
  for (const shape of sharedMonths) {
    const match = shape.exec(text)
    const { year, month = '', from = '', to = '' } = match?.groups ?? {}
    const [first, last] = [dayOf(year, month, from), dayOf(year, month, to)]
    if (match === null || first === undefined || last === undefined) continue
    return { range: between(first, last, today), from: match.index, to: match.index + match[0].length }
  }
  return undefined
}

function written(text: string, calendar: Calendar): Found | undefined {
  const { today } = calendar
  const [first, second] = writtenDays(text, calendar)
  if (first === undefined) return undefined
  if (second !== undefined && joined.test(text.slice(first.to, second.from)))
    return { range: between(first, second, today), from: first.from, to: second.to }
  const until = openAfter.exec(text.slice(first.to))
  const open = until !== null || openBefore.test(text.slice(0, first.from))
  const from = latest(first, today)
  if (open && from <= today)
    return { range: { from, to: today }, from: first.from, to: first.to + (until?.[0].length ?? 0) }
  return first.doubtful ? undefined : { range: { from, to: from }, from: first.from, to: first.to }
}

type Day = Pick<WrittenDay, 'year' | 'month' | 'day'>

/** From one day to the other. A year that only the second has counts for the first; without any, it all is as late as it can be. */
function between(first: Day, second: Day, today: string): DateRange {
  const from = latest(first, first.year === undefined && second.year !== undefined ? latest(second, today) : today)
  const to = next(second, from)
  if (to < from) return { from: to, to: from }
  const nextYear = to > today && to.slice(0, 4) > from.slice(0, 4)
  if (!nextYear || first.year !== undefined || second.year !== undefined) return { from, to }
  const earlier = latest(first, shifted(from, -1))
  return { from: earlier, to: next(second, earlier) }
}

const months = new RegExp(
  `(?<![\\d\\p{L}])(?:(?:in|during|of|for)\\s+(?<named>${monthName})(?!\\s*\\d{1,2}(?!\\d))${yearAfter}|(?<named>${monthName})\\s+(?<year>20\\d\\d)(?!\\d)|(?:(?<year>20\\d\\d)\\s?[年년]\\s?)?(?<month>\\d{1,2})\\s?[月월](?:份|중)?(?!\\s?\\d))`,
  'iu',
)

/** `in November`, `11月`, `11월`: all of it. */
function month(text: string, { today }: Calendar): Found | undefined {
  const match = months.exec(text)
  const { named, month, year } = match?.groups ?? {}
  const first = dayOf(year, named ?? month ?? '', '1')
  if (match === null || first === undefined) return undefined
  const from = latest(first, today)
  const to = `${from.slice(0, 8)}${lastOf(Number(from.slice(0, 4)), monthOf(named ?? month ?? ''))}`
  return { range: { from, to }, from: match.index, to: match.index + match[0].length }
}

const countedDays =
  /(?<!\p{L})(?:last|past|previous)\s+(\d{1,3})\s*(days?|weeks?|months?)(?!\p{L})|(?:最近|过去|近)的?\s?(\d{1,3})\s?(天|日|周|个星期|个月)|(?:최근|지난)\s?(\d{1,3})\s?(일|주|개월|달)/iu
const unitDays: readonly (readonly [RegExp, number])[] = [
  [/^(?:month|个月|개월|달)/iu, 30],
  [/^(?:week|周|个星期|주)/iu, 7],
]
const presetOfDays: Readonly<Record<number, RangePreset>> = {
  7: 'last-7-days',
  30: 'last-30-days',
  90: 'last-90-days',
}

/** `last 14 days`: so many days, today among them. */
function counted(text: string, { today }: Calendar): Found | undefined {
  const match = countedDays.exec(text)
  if (match === null) return undefined
  const [count = '1', unit = ''] = match.slice(1).filter((part) => part !== undefined)
  const days = Math.max(1, Number(count) * (unitDays.find(([word]) => word.test(unit))?.[1] ?? 1))
  const preset = presetOfDays[days]
  const range = preset === undefined ? { from: shifted(today, 1 - days), to: today } : { preset }
  return { range, from: match.index, to: match.index + match[0].length }
}

const weekdays: readonly RegExp[] = [
  /(?<!\p{L})sunday(?!\p{L})|(?<![上下本这])(?:周|星期|礼拜)[日天]|일요일/iu,
  /(?<!\p{L})monday(?!\p{L})|(?<![上下本这])(?:周|星期|礼拜)一|월요일/iu,
  /(?<!\p{L})tuesday(?!\p{L})|(?<![上下本这])(?:周|星期|礼拜)二|화요일/iu,
  /(?<!\p{L})wednesday(?!\p{L})|(?<![上下本这])(?:周|星期|礼拜)三|수요일/iu,
  /(?<!\p{L})thursday(?!\p{L})|(?<![上下本这])(?:周|星期|礼拜)四|목요일/iu,
  /(?<!\p{L})friday(?!\p{L})|(?<![上下本这])(?:周|星期|礼拜)五|금요일/iu,
  /(?<!\p{L})saturday(?!\p{L})|(?<![上下本这])(?:周|星期|礼拜)六|토요일/iu,
]

/** `on Monday`, `since Monday`: the latest one, today's too. */
function weekday(text: string, { today }: Calendar): Found | undefined {
  const at = weekdays.findIndex((name) => name.test(text))
  const match = weekdays[at]?.exec(text)
  if (match == null) return undefined
  const from = shifted(today, -((new Date(today).getUTCDay() - at + 7) % 7))
  const end = match.index + match[0].length
  const until = openAfter.exec(text.slice(end))
  const open = until !== null || openBefore.test(text.slice(0, match.index))
  return { range: { from, to: open ? today : from }, from: match.index, to: end + (until?.[0].length ?? 0) }
}

const years = /(?<!\p{L})(?:(this)|last)\s+year(?:'?s)?(?!\p{L})|(今年|올해|금년)|(?:去年|작년|지난해)/iu

function year(text: string, { today }: Calendar): Found | undefined {
  const match = years.exec(text)
  if (match === null) return undefined
  const isThis = match[1] !== undefined || match[2] !== undefined
  const number = Number(today.slice(0, 4)) - (isThis ? 0 : 1)
  const range = { from: `${number}-01-01`, to: isThis ? today : `${number}-12-31` }
  return { range, from: match.index, to: match.index + match[0].length }
}

/** Longer names before the shorter ones that they begin with. */
const names: readonly (readonly [RangePreset, RegExp])[] = [
  [
    'last-7-days',
    /(?<!\p{L})(?:past\s+week|(?:last|past)\s+seven\s+days)(?!\p{L})|(?:最近|过去|近)的?(?:七天|一周|一个?星期)|(?:최근|지난)\s?(?:일주일|한\s?주)/iu,
  ],
  [
    'last-30-days',
    /(?<!\p{L})(?:past\s+month|(?:last|past)\s+thirty\s+days)(?!\p{L})|(?:最近|过去|近)的?(?:三十天|一个月)|(?:최근|지난)\s?한\s?달/iu,
  ],
  [
    'last-90-days',
    /(?<!\p{L})(?:last|past)\s+(?:ninety\s+days|three\s+months)(?!\p{L})|(?:最近|过去|近)的?(?:九十天|三个月)|(?:최근|지난)\s?(?:석|세)\s?달/iu,
  ],
  [
    'last-week',
    /(?<!\p{L})(?:last|previous)\s+week(?:'?s)?(?!\p{L})|(?<!上)上(?:个|一)?(?:周|星期|礼拜)|(?<!지)(?:지난|저번)\s?주(?!말)|전주/iu,
  ],
  [
    'this-week',
    /(?<!\p{L})(?:this|current)\s+week(?:'?s)?(?!\p{L})|(?:本|这个?|这一)(?:周|星期|礼拜)|이번\s?주|금주/iu,
  ],
  [
    'last-month',
    /(?<!\p{L})(?:last|previous)\s+month(?:'?s)?(?!\p{L})|(?<!上)上个?月|(?<!지)(?:지난|저번)\s?달|전월/iu,
  ],
  ['this-month', /(?<!\p{L})(?:this|current)\s+month(?:'?s)?(?!\p{L})|(?:本|这个?)月|이번\s?달|이달|당월/iu],
  ['yesterday', /(?<!\p{L})yesterday(?:'?s)?(?!\p{L})|昨[天日]|어제/iu],
  ['today', /(?<!\p{L})today(?:'?s)?(?!\p{L})|今[天日]|오늘/iu],
]

function named(text: string): Found | undefined {
  for (const [preset, shape] of names) {
    const match = shape.exec(text)
    if (match !== null) return { range: { preset }, from: match.index, to: match.index + match[0].length }
  }
  return undefined
}
