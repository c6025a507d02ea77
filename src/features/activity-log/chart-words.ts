import type { Reader } from '../../platform/language.ts'
import type { ChartText } from './chart.text.ts'
import { type Bar, keyOf, type Series, type Unit } from './chart.ts'
import { midnight } from './days.ts'
import { agentWords } from './entry-words.ts'
import type { Names } from './names.ts'

/** Whose entries they are. */
export function nameOf(words: ChartText, series: Series, names: Names, read: Reader): string {
  if (series === 'others') return words.others
  return series.agentId === null ? words.noAgent : agentWords(series.agentId, names, read)
}

/** What the bars are of. */
export const perUnit = (words: ChartText, unit: Unit): string =>
  ({ day: words.perDay, week: words.perWeek, month: words.perMonth, year: words.perYear })[unit]

/** How many entries of a bar are of one series. */
export const partOf = ({ parts }: Bar, series: Series): number =>
  parts.find(({ of }) => keyOf(of) === keyOf(series))?.entries ?? 0

const formats: Record<Unit, Intl.DateTimeFormatOptions> = {
  day: { month: 'short', day: 'numeric' },
  week: { month: 'short', day: 'numeric', year: 'numeric' },
  month: { month: 'short', year: 'numeric' },
  year: { year: 'numeric' },
}

/** `Nov 22`: by what a bar is known. */
export const barName = ({ start }: Bar, unit: Unit, { locale }: Reader): string =>
  new Intl.DateTimeFormat(locale, { ...formats[unit], timeZone: 'UTC' }).format(midnight(start))
