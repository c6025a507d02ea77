import { apart, type Line, type Span, spanOf } from './line.ts'
import { type Period, periodsIn } from './periods.ts'
import { type Days, daysOfPreset, monthsFrom, type RangePreset } from './range-presets.ts'
import {
  type Calendar,
  type Day,
  dayNumber,
  dayOf,
  eastern,
  easternYear,
  latest,
  monthName,
  next,
  shifted,
  writtenDays,
  yearAfter,
  yearOf,
} from './written-day.ts'

export { type RangePreset, rangePresets } from './range-presets.ts'

/** Whole days in the reader's zone: a period by its name, or the first and the last day, `2026-11-01`. */
export type DateRange = { readonly preset: RangePreset } | { readonly from: string; readonly to: string }

/** What a line says of days. */
export interface ReadRange {
  readonly range?: DateRange
  readonly span?: Span
  /** The days were read, but not as they were said: hours as whole days, the later day first. */
  readonly note?: 'whole-days' | 'turned-round'
  /** Words that name days and are not read. */
  readonly wrong: readonly Span[]
}

type Piece = Span & { readonly means: Period['means'] | { readonly day: Day } | { readonly pair: readonly [Day, Day] } }
type Meant = NonNullable<Piece['means']>

/** Nobody asks for what was before the desk, nor is it kept. */
const earliest = '2000-01-01'

/** A day without a year is the latest one that is not in the future; the end of a range is the first such day after its beginning. */
export function readRange(line: Line, calendar: Calendar): ReadRange {
  const pieces = apart<Piece>(
    readFirst([
      ...sharedMonth(line, calendar),
      ...writtenDays(line, calendar).map(({ day, ...place }) => ({ ...place, means: day && { day } })),
      ...periodsIn(line, calendar),
    ]),
  )
  const [first, second] = pieces
  if (first === undefined) return { wrong: [] }
  const joint = second === undefined ? undefined : jointOf(line.seen, first, second)
  const span = around(line.seen, first, joint === undefined || second === undefined ? first : second)
  const others = pieces.slice(joint === undefined ? 1 : 2)
  const wrong = others.map((piece) => around(line.seen, piece, piece))
  // Two that are not one range: neither is taken for the other.
  if (others.length > 0) return { wrong: [span, ...wrong] }
  const read = rangeOf(line.seen, first, joint === undefined ? undefined : second, calendar.today)
  if (read === undefined) return { wrong: [span, ...wrong] }
  return { ...read, span, wrong }
}

/** Of two as long, the one that says something. */
const readFirst = (pieces: readonly Piece[]): Piece[] =>
  pieces.toSorted((a, b) => Number(a.means === undefined) - Number(b.means === undefined))

// What stands around a date and belongs to it.
const leading =
  /(?:(?<!\p{L})(?:from|between|since|on|in|during|over|within|for|the|of|dated|by|before|until|till|after|through|up\s+to|starting|beginning)\s{1,2}|(?:从|自|在|于|截至|直到)\s?){1,3}$/iu
const trailing =
  /^\s?(?:까지의?|부터|동안의?|이후의?|사이의?|이전의?|의|에|之间|期间|开始|起|以来|以后|之后|之前|以前|为止|至今|那天|onwards?(?!\p{L})|(?:and|or)\s+(?:later|after)(?!\p{L}))?(?:의(?=\s))?/iu
const joiner =
  /^\s?(?:,\s?)?(?:to|until|till|through|thru|up\s+to|-|~|\.{2,3}|→|到|至|부터|에서|(?:and\s+)?(?:until|to))\s?(?:the\s+)?$/iu
const both = /^\s?(?:and|和|与|跟|및|과|와)\s?(?:the\s+)?$/iu
const betweenBefore = /(?<!\p{L})between\s+(?:the\s+)?$|(?:在|介于)\s?$/iu
const betweenAfter = /^\s?(?:之间|사이)/u
const openBefore = /(?<!\p{L})(?:since|from|starting|beginning)\s+(?:on\s+)?(?:the\s+)?$|[从自]\s?$/iu
const afterBefore = /(?<!\p{L})after\s+(?:the\s+)?$/iu
const openAfter =
  /^\s?(?:以来|以后|之后|至今|起|开始|이후|부터|onwards?(?!\p{L})|(?:and|or)\s+(?:later|after)(?!\p{L}))/iu
const since = /^since\s/iu
/** A range without a beginning. */
const endOnly = [
  /(?<!\p{L})(?:before|until|till|by|up\s+to|through|prior\s+to|not|except|excluding)\s+(?:the\s+)?$|(?:截至|截止|直到|到|至|除了)\s?$/iu,
  /^\s?(?:之前|以前|前|为止|까지|이전|전(?![\p{L}])|以外|제외)/iu,
] as const

/** `the week of Nov 2` is no day. */
const notThatDay = [
  /(?<!\p{L})(?:week|month|w\/[cbe])\s+(?:of|beginning|starting|ending|from)?\s*(?:the\s+)?$/iu,
  /^\s?(?:那一?周|这一?周|当周|的那一?周|주(?![\p{L}])|week(?!\p{L}))/iu,
] as const

function jointOf(text: string, first: Piece, second: Piece): 'to' | undefined {
  const between = text.slice(first.to, second.from)
  if (joiner.test(between)) return 'to'
  const framed = betweenBefore.test(text.slice(0, first.from)) || betweenAfter.test(text.slice(second.to))
  return framed && both.test(between) ? 'to' : undefined
}

function around(text: string, first: Span, last: Span): Span {
  const before = leading.exec(text.slice(0, first.from))
  const after = trailing.exec(text.slice(last.to))
  return { from: first.from - (before?.[0].length ?? 0), to: last.to + (after?.[0].length ?? 0) }
}

function rangeOf(
  text: string,
  first: Piece,
  second: Piece | undefined,
  today: string,
): Omit<ReadRange, 'wrong' | 'span'> | undefined {
  const meant = first.means
  if (meant === undefined) return undefined
  if (second !== undefined) return second.means && checked(joined(meant, second.means, today), today)
  const [before, after] = [text.slice(0, first.from), text.slice(first.to)]
  if (notThatDay[0].test(before) || notThatDay[1].test(after)) return undefined
  if (!('pair' in meant) && (endOnly[0].test(before) || (endOnly[1].test(after) && !openAfter.test(after))))
    return undefined
  const days = daysOf(meant, today)
  const beyond = afterBefore.test(before)
  if (beyond || openBefore.test(before) || openAfter.test(after) || since.test(text.slice(first.from, first.to)))
    return checked({ from: beyond ? shifted(days.last, 1) : days.first, to: today }, today)
  if ('preset' in meant) return { range: meant }
  const whole = 'whole' in meant && meant.whole === false
  const read = checked({ from: days.first, to: days.last }, today)
  return read && whole ? { ...read, note: 'whole-days' } : read
}

/** What lies ahead or before all time is not read. */
function checked({ from, to }: { from: string; to: string }, today: string): Omit<ReadRange, 'wrong'> | undefined {
  const [early, late] = from <= to ? [from, to] : [to, from]
  if (early > today || early < earliest) return undefined
  return { range: { from: early, to: late }, ...(early !== from && { note: 'turned-round' }) }
}

function joined(first: Meant, second: Meant, today: string): { from: string; to: string } {
  if ('day' in first && 'day' in second) return between(first.day, second.day, today)
  const to = daysOf(second, today)
  const from = daysOf(first, today)
  const noYear = (meant: Meant) => 'month' in meant || ('day' in meant && meant.day.year === undefined)
  // `from December to February`: the December before that February.
  const earlier = from.first > to.last && noYear(first) ? daysOf(first, to.first) : from
  return { from: earlier.first, to: to.last }
}

function daysOf(meant: Meant, today: string): Days {
  if ('preset' in meant) return daysOfPreset[meant.preset](today)
  if ('days' in meant) return meant.days
  if ('day' in meant) {
    const day = latest(meant.day, today)
    return { first: day, last: day }
  }
  if ('pair' in meant) {
    const { from, to } = between(...meant.pair, today)
    return { first: from, last: to }
  }
  const first = latest({ month: meant.month, day: 1 }, today)
  return monthsFrom(Number(first.slice(0, 4)), meant.month, meant.months)
}

/** From one day to the other. A year that only the second has counts for the first; without any, it all is as late as it can be. */
function between(first: Day, second: Day, today: string): { from: string; to: string } {
  const from = latest(first, first.year === undefined && second.year !== undefined ? latest(second, today) : today)
  const to = next(second, from)
  const nextYear = to > today && to.slice(0, 4) > from.slice(0, 4)
  if (!nextYear || first.year !== undefined || second.year !== undefined) return { from, to }
  const earlier = latest(first, shifted(from, -1))
  return { from: earlier, to: next(second, earlier) }
}

/** `Nov 1 - 15`, `1 to 15 November`, `11月1日到15日`, `11월 1일~15일`: one month for both days. */
const sharedMonths = [
  `(?<!\\p{L})(?<month>${monthName})\\s*(?<first>${dayNumber})\\s*(?:-|~|to|through|until)\\s*(?<last>${dayNumber})(?!\\s*${monthName})${yearAfter}`,
  `(?<!\\p{L})between\\s+(?<month>${monthName})\\s*(?<first>${dayNumber})\\s*and\\s*(?<last>${dayNumber})(?!\\s*${monthName})${yearAfter}`,
  `(?<![\\d\\p{L}])(?<first>${dayNumber})\\s*(?:-|~|to|through|until|(?<=between\\s+\\S{1,4}\\s+)and)\\s*(?<last>${dayNumber})\\s+(?:of\\s+)?(?<month>${monthName})${yearAfter}`,
  `(?<![\\d一二三四五六七八九十])${easternYear}(?<month>${eastern})\\s?[月월]\\s?(?<first>${eastern})\\s?[日号일]?\\s?(?:到|至|-|~|부터|에서)\\s?(?<last>${eastern})\\s?[日号일]`,
].map((shape) => new RegExp(shape, 'giu'))

function sharedMonth(line: Line, calendar: Calendar): Piece[] {
  return sharedMonths.flatMap((shape) =>
    line.matches(shape).map((match) => {
      const { month = '', first = '', last = '', ...groups } = match.groups ?? {}
      const year = yearOf(groups, calendar)
      const [from, to] = [dayOf(year, month, first), dayOf(year, month, last)]
      return { ...spanOf(match), means: from && to && { pair: [from, to] as const } }
    }),
  )
}
