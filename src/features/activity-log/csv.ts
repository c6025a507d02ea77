import { minute } from '../../platform/clock.ts'
import type { Reader } from '../../platform/language.ts'
import { wallClock } from '../../platform/wall-clock.ts'
import type { ChainedEntry } from '../../workflow/activity/activity.ts'
import { entryText } from './entry.text.ts'
import { whatWords, whoWords } from './entry-words.ts'
import type { Names } from './names.ts'
import { isTakenForValue } from './spreadsheet-values.ts'

/** Excel reads UTF-8 only behind a byte order mark. */
const byteOrderMark = '\uFEFF'

/** What a spreadsheet would take for a formula, also behind blanks and signs that nobody sees, and in full width (OWASP, CSV injection). */
const formulaLike = /^(?:[\t\r\n]|[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠])/u

/** The same behind what separates cells elsewhere: where lists are separated by `;`, a spreadsheet may split a row there, within quotes too. */
const formulaBehind = /([;|\t\r\n][\s\p{Cc}\p{Cf}]*)(?=[=+\-@＝＋－＠])/gu

/** A cell as RFC 4180 quotes it; what would be calculated or read as a number or a date gets an apostrophe in front and stays text. */
const csvCell = (words: string): string =>
  quoted(`${formulaLike.test(words) || isTakenForValue(words) ? "'" : ''}${words.replace(formulaBehind, "$1'")}`)

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`

export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`

export const csvHeader = (read: Reader): string => `${byteOrderMark}${csvLine(entryText[read.language].columns)}`

/** In the order of `columns`. */
export function csvRow(entry: ChainedEntry, names: Names, read: Reader): string {
  const { number, at, agentId, what, customerId, orderId, facts } = entry
  // The number and the times are what a spreadsheet may count and sort by.
  const values = [String(number), withOffset(at, read.timeZone), at.toISOString()].map(quoted)
  const words = csvLine([
    whoWords(entry, names, read),
    agentId ?? '',
    whatWords(what, read),
    what,
    customerId === null ? '' : (names.customer(customerId) ?? ''),
    customerId ?? '',
    orderId === null ? '' : names.order(orderId),
    factsLine(facts),
  ])
  return `${values.join(',')},${words}`
}

/** `2026-11-22T19:00:00.000+09:00` */
export function withOffset(at: Date, timeZone: string): string {
  const wall = wallClock(timeZone, at)
  const offset = Math.round((wall - at.getTime()) / minute)
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = `${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`
  return `${new Date(wall).toISOString().slice(0, -1)}${offset < 0 ? '-' : '+'}${hours}`
}

/** `product=Windows Server 2019; quantity=2` */
function factsLine(facts: unknown): string {
  if (typeof facts !== 'object' || facts === null) return ''
  return Object.entries(facts)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('; ')
}
