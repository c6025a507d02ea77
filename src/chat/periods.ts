import { type Line, type Span, spanOf } from './line.ts'
import { readChinese, readEnglish, readKorean } from './number-words.ts'
import { type Days, mondayOf, monthsBefore, monthsFrom, type RangePreset } from './range-presets.ts'
import { type Calendar, eastern, easternYear, monthName, monthOf, shifted, yearAfter, yearOf } from './written-day.ts'

/** What a period's words mean; nothing where they name none that is read: a weekend, next week, hours that are not whole days. */
export type Meaning =
  | { readonly preset: RangePreset }
  | { readonly days: Days; readonly whole?: false }
  /** A month without its year, and how many there are: `Q3` has three. */
  | { readonly month: number; readonly months: number }

export interface Period extends Span {
  readonly means: Meaning | undefined
}

type Groups = Readonly<Record<string, string | undefined>>
type Finder = readonly [RegExp, (groups: Groups, calendar: Calendar, words: string) => Meaning | undefined]

const any = (shape: string): RegExp => new RegExp(shape, 'giu')
const preset = (name: RangePreset) => (): Meaning => ({ preset: name })
const span = (first: string, last: string): Meaning => ({ days: { first, last } })
const yearNow = ({ today }: Calendar): number => Number(today.slice(0, 4))

const count = '(?:(?<count>\\d{1,6})\\s*|(?<count>[\\p{L}-]+(?:\\s+(?:and\\s+)?[\\p{L}-]+)?)\\s+)'
const countOf = (said = ''): number | undefined =>
  /^\d+$/u.test(said)
    ? Number(said) || undefined
    : (readEnglish(said.replace(/^an?$/iu, 'one')) ?? readChinese(said) ?? readKorean(said))

const unitOf = (said = ''): 'hour' | 'day' | 'week' | 'month' | 'year' | undefined =>
  /^(?:hour|小时|个小时|钟头|시간)/iu.test(said)
    ? 'hour'
    : /^(?:day|天|日|일)/iu.test(said)
      ? 'day'
      : /^(?:week|周|个?星期|个?礼拜|주)/iu.test(said)
        ? 'week'
        : /^(?:month|个月|개월|달)/iu.test(said)
          ? 'month'
          : /^(?:year|年|년)/iu.test(said)
            ? 'year'
            : undefined

const presetOfDays: Readonly<Record<number, RangePreset>> = { 7: 'last-7-days', 30: 'last-30-days', 90: 'last-90-days' }

/** So many days, weeks or months up to today, today among them. */
function lately({ count: said, unit: of, a }: Groups, { today }: Calendar): Meaning | undefined {
  const number = a === undefined ? countOf(said) : 1
  const unit = unitOf(of)
  if (number === undefined || unit === undefined) return undefined
  if (unit === 'hour') return { days: { first: shifted(today, -Math.ceil(number / 24)), last: today }, whole: false }
  if (unit === 'year' || (unit === 'month' && number !== 1 && number !== 3))
    return number > 1_000
      ? undefined
      : span(shifted(monthsBefore(today, number * (unit === 'year' ? 12 : 1)), 1), today)
  const days = number * { day: 1, week: 7, month: 30 }[unit]
  const known = presetOfDays[days]
  return known === undefined ? span(shifted(today, 1 - days), today) : { preset: known }
}

function ago({ count: said, unit: of }: Groups, { today }: Calendar): Meaning | undefined {
  const number = countOf(said)
  if (number === undefined || unitOf(of) !== 'day') return undefined
  const day = shifted(today, -number)
  return span(day, day)
}

const daysAgo =
  (days: number) =>
  (_: Groups, { today }: Calendar): Meaning =>
    span(shifted(today, -days), shifted(today, -days))

const weekdays = [
  'sunday|星期[日天]|周[日天]|礼拜[日天]|일요일',
  ...['monday|星期一|周一|礼拜一|월요일', 'tuesday|星期二|周二|礼拜二|화요일', 'wednesday|星期三|周三|礼拜三|수요일'],
  ...['thursday|星期四|周四|礼拜四|목요일', 'friday|星期五|周五|礼拜五|금요일', 'saturday|星期六|周六|礼拜六|토요일'],
]
const weekdayNames = weekdays.map((names) => any(`^(?:${names})$`))

/** The latest one, today's too; with `last`, one before today; in Chinese and Korean that of the week that is named. */
function weekday({ day = '', of = '' }: Groups, { today }: Calendar): Meaning {
  const at = weekdayNames.findIndex((names) => day.search(names) === 0)
  const week = /^(?:上|지난|저번)/u.test(of) ? -7 : /^(?:本|这|이번)/u.test(of) ? 0 : undefined
  const back = (new Date(today).getUTCDay() - at + 7) % 7
  const ofWeek = week === undefined ? undefined : shifted(mondayOf(today), week + ((at + 6) % 7))
  const there = ofWeek ?? shifted(today, -(back === 0 && /^(?:last|past)/iu.test(of) ? 7 : back))
  return span(there, there)
}

function monthly({ named, month: number, ...groups }: Groups, calendar: Calendar): Meaning | undefined {
  const month = monthOf(named ?? number ?? '')
  if (month < 1 || month > 12) return undefined
  const year = yearOf(groups, calendar)
  return year === undefined ? { month, months: 1 } : { days: monthsFrom(Number(year), month) }
}

const ordinals = ['一', '二', '三', '四', 'first', 'second', 'third', 'fourth']
const parted =
  (months: number) =>
  ({ at = '', named, ...groups }: Groups, calendar: Calendar): Meaning | undefined => {
    const part = Number(at) || (ordinals.indexOf((named ?? at).toLowerCase()) % 4) + 1
    if (part < 1 || part > 12 / months) return undefined
    const month = (part - 1) * months + 1
    const year = yearOf(groups, calendar)
    return year === undefined ? { month, months } : { days: monthsFrom(Number(year), month, months) }
  }

const quarterFromNow =
  (quarters: number) =>
  (_: Groups, calendar: Calendar): Meaning => {
    const month = Math.floor((Number(calendar.today.slice(5, 7)) - 1) / 3) * 3 + 1 + quarters * 3
    const { first, last } =
      month < 1 ? monthsFrom(yearNow(calendar) - 1, month + 12, 3) : monthsFrom(yearNow(calendar), month, 3)
    return span(first, quarters === 0 ? calendar.today : last)
  }

const wholeYear =
  (back: number) =>
  (_: Groups, calendar: Calendar): Meaning => {
    const year = yearNow(calendar) - back
    return span(`${year}-01-01`, back === 0 ? calendar.today : `${year}-12-31`)
  }
const thatYear = ({ year = '' }: Groups): Meaning => span(`${year}-01-01`, `${year}-12-31`)
const notRead = (): undefined => undefined

const fullMonth = '(?:january|february|march|april|may|june|july|august|september|october|november|december)'
const inEnglish = (words: string): RegExp => any(`(?<![\\p{L}\\p{N}-])(?:${words})(?![\\p{L}\\p{N}])`)

/** Of those that begin at one place, the longest counts. */
const finders: readonly Finder[] = [
  [inEnglish("today(?:'?s)?"), preset('today')],
  [inEnglish("yesterday(?:'?s)?"), preset('yesterday')],
  [inEnglish('(?:the\\s+)?day\\s+before\\s+yesterday'), daysAgo(2)],
  [inEnglish("(?:last|previous)\\s+week(?:'?s)?"), preset('last-week')],
  [inEnglish("(?:this|current)\\s+week(?:'?s)?"), preset('this-week')],
  [inEnglish("(?:last|previous)\\s+month(?:'?s)?"), preset('last-month')],
  [inEnglish("(?:this|current)\\s+month(?:'?s)?"), preset('this-month')],
  [inEnglish("(?:last|previous)\\s+quarter(?:'?s)?"), quarterFromNow(-1)],
  [inEnglish("(?:this|current)\\s+quarter(?:'?s)?"), quarterFromNow(0)],
  [inEnglish("(?:last|previous)\\s+year(?:'?s)?"), wholeYear(1)],
  [inEnglish("(?:this|current)\\s+year(?:'?s)?|year\\s+to\\s+date|ytd"), wholeYear(0)],
  [inEnglish('(?:in|during|of|since|year|from)\\s+(?<year>20\\d\\d)(?![-/.]\\d|\\s?[年년])'), thatYear],
  [inEnglish(`(?:last|past|previous|recent)\\s+${count}(?<unit>hours?|days?|weeks?|months?|years?)`), lately],
  [inEnglish(`(?:past)\\s+(?<a>)(?<unit>hour|day|week|month|year)`), lately],
  [inEnglish(`${count}(?<unit>minutes?|hours?|days?|weeks?|months?|years?)\\s+ago`), ago],
  [
    inEnglish(`(?:(?<of>last|past|this)\\s+)?(?<day>${weekdays.map((names) => names.split('|')[0]).join('|')})(?:'s)?`),
    weekday,
  ],
  [
    inEnglish(`(?:in|during|of|for|since|last|this)\\s+(?<named>${monthName})(?!\\s*\\d{1,2}(?!\\d))${yearAfter}`),
    monthly,
  ],
  [inEnglish(`(?<named>${monthName})\\s+(?<year>20\\d\\d)`), monthly],
  [inEnglish(`(?<named>${fullMonth})(?!\\s*\\d)`), monthly],
  [
    inEnglish("q(?<at>[1-4])(?:[\\s'/-]*(?:of\\s+)?(?<year>20\\d\\d))?|(?<year>20\\d\\d)[\\s/-]*q(?<at>[1-4])"),
    parted(3),
  ],
  [
    inEnglish('(?:the\\s+)?(?<named>first|second|third|fourth)\\s+quarter(?:\\s+(?:of\\s+)?(?<year>20\\d\\d))?'),
    parted(3),
  ],
  [inEnglish("h(?<at>[12])(?:[\\s'/-]*(?:of\\s+)?(?<year>20\\d\\d))?"), parted(6)],
  [
    inEnglish(
      "(?:last|this|next|past)\\s+(?:weekends?|night|fortnight|decade|few\\s+\\p{L}+)|tonight|this\\s+(?:morning|afternoon|evening)|(?:the\\s+)?day\\s+after\\s+tomorrow|tomorrow(?:'s)?|next\\s+(?:week|month|quarter|year|day|\\p{L}+day)(?:'s)?|(?:in|next|coming)\\s+\\d+\\s+(?:hours?|days?|weeks?|months?|years?)|fy\\s?'?\\d\\d(?:\\d\\d)?(?:\\s*[qh]\\d)?|[qh]\\d\\s*fy\\s?\\d+|weekends?|year\\s+before\\s+last|(?:week|month)\\s+before\\s+last",
    ),
    notRead,
  ],

  [any('今[天日]'), preset('today')],
  [any('昨[天日]'), preset('yesterday')],
  [any('(?<!大)前[天日]'), daysAgo(2)],
  [any('大前天'), daysAgo(3)],
  [any('(?<!上)上(?:个|一)?(?:周|星期|礼拜)(?![一二三四五六日天末])'), preset('last-week')],
  [any('(?:本|这个?|这一)(?:周|星期|礼拜)(?![一二三四五六日天末])'), preset('this-week')],
  [any('(?<!上)上个?月(?:份)?'), preset('last-month')],
  [any('(?:本|这个?)月(?:份)?|当月'), preset('this-month')],
  [any('(?<!上)上个?季度?'), quarterFromNow(-1)],
  [any('(?:本|这个?|当)季度?'), quarterFromNow(0)],
  [any(`今年(?!的?\\s?(?:${eastern}\\s?月|第?[一二三四1-4]季))`), wholeYear(0)],
  [any(`去年(?!的?\\s?(?:${eastern}\\s?月|第?[一二三四1-4]季))`), wholeYear(1)],
  [
    any('(?<!\\d)(?<year>20\\d\\d)\\s?[年년](?![\\s의]?(?:\\d|[一二三四五六七八九十第上下版도]))(?:度|中|期间)?'),
    thatYear,
  ],
  [
    any(
      `(?:最近|过去|近|前)的?(?<count>\\d{1,6}|[一二两三四五六七八九十百]{1,4})\\s?(?<unit>天|日|周|个?星期|个?礼拜|个月|年|个?小时|个钟头)(?:内|里)?`,
    ),
    lately,
  ],
  [
    any(
      `(?<!\\d)(?<count>\\d{1,6}|[一二两三四五六七八九十百]{1,4})\\s?(?<unit>分钟|天|日|周|个?星期|个?礼拜|个月|年|个?小时)(?:之|以)?前`,
    ),
    ago,
  ],
  [any(`(?<of>上个?|本|这个?)?(?<day>(?:周|星期|礼拜)[一二三四五六日天])`), weekday],
  [
    any(
      `(?<![\\d一二三四五六七八九十])${easternYear}(?<month>${eastern})\\s?月(?:份|中)?(?!\\s?[\\d一二三四五六七八九十])`,
    ),
    monthly,
  ],
  [any(`${easternYear}第?(?<at>[一二三四1-4])季度`), parted(3)],
  [
    any(
      '上上个?(?:周|星期|礼拜|月)[一二三四五六日天]|(?:上|这|本|下)?个?周末|今[晚早]|明[天日年]|后[天日]|下+个?(?:周|星期|礼拜)[一二三四五六日天]?|下+个?(?:月|季度?)|(?<![上下])[上下]半年|未来\\s?\\S{1,4}(?:天|日|周|月|年)',
    ),
    notRead,
  ],

  [any('오늘'), preset('today')],
  [any('(?<!그)어제'), preset('yesterday')],
  [
    any('그저께|그제|엊그제'),
    (groups, calendar, words) => (words === '엊그제' ? undefined : daysAgo(2)(groups, calendar)),
  ],
  [any('(?<!지)(?:지난|저번)\\s?주(?!말|일)|전주'), preset('last-week')],
  [any('이번\\s?주(?!말)|금주'), preset('this-week')],
  [any('(?<!지)(?:지난|저번)\\s?달|전월'), preset('last-month')],
  [any('이번\\s?달|이달|당월'), preset('this-month')],
  [any('(?:지난|전)\\s?분기'), quarterFromNow(-1)],
  [any('이번\\s?분기|금분기'), quarterFromNow(0)],
  [any('올해(?!\\s?\\d)|금년'), wholeYear(0)],
  [any('(?:작년|지난해)(?!\\s?\\d)'), wholeYear(1)],
  [
    any(
      '(?:최근|지난)\\s?(?<count>\\d{1,6}|한|두|석|세|네|다섯|여섯|[일이삼사오육칠팔구십백]{1,4}?)\\s?(?<unit>일|주|개월|달|년|시간)(?!요일)(?:간|동안)?',
    ),
    lately,
  ],
  [any('(?:최근|지난)\\s?일주일'), preset('last-7-days')],
  [any('(?<!\\d)(?<count>\\d{1,6}|한|두|세|네)\\s?(?<unit>분|시간|일|주|주일|개월|달|년)\\s?전'), ago],
  [
    any('(?:사흘|나흘|열흘|이틀|하루)\\s?전'),
    (groups, calendar, words) => daysAgo({ 하: 1, 이: 2, 사: 3, 나: 4, 열: 10 }[words[0] ?? ''] ?? 0)(groups, calendar),
  ],
  [any('(?:(?<of>지난\\s?주|저번\\s?주|이번\\s?주)\\s?)?(?<day>[월화수목금토일]요일)'), weekday],
  [any(`(?<!\\d)${easternYear}(?<month>\\d{1,2})\\s?월(?!\\s?\\d)`), monthly],
  [any(`${easternYear}(?<at>[1-4])\\s?분기`), parted(3)],
  [
    any(
      '내일|모레|다음\\s?(?:주|달|해|분기)(?:\\s?[월화수목금토일]요일)?|내년|내달|(?:지난|이번|다음)?\\s?주말|(?:상|하)반기|앞으로\\s?\\d+\\s?(?:일|주|개월)|오늘\\s?(?:아침|밤|저녁)',
    ),
    notRead,
  ],
]

/** `April Smith`. */
const isSomebody = (line: Line, match: RegExpMatchArray): boolean =>
  match.groups?.named !== undefined && /^\s\p{Lu}\p{Ll}/u.test(line.seen.slice(spanOf(match).to))

export function periodsIn(line: Line, calendar: Calendar): Period[] {
  return finders.flatMap(([shape, read]) =>
    line
      .matches(shape)
      .filter((match) => !isSomebody(line, match))
      .map((match) => ({ ...spanOf(match), means: read(match.groups ?? {}, calendar, match[0]) })),
  )
}
