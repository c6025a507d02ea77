import { Reader } from '../../platform/language.ts'
import { midnight } from './days.ts'

/** `Nov 16, 2026 – Nov 22, 2026`, or one day. */
export function daysWords({ first, last }: { first: string; last: string }, read: Reader): string {
  return first === last ? dayWords(first, read) : `${dayWords(first, read)} – ${dayWords(last, read)}`
}

/** A day is the same one in every zone. */
export const dayWords = (date: string, { locale }: Reader): string =>
  new Reader(locale, 'UTC').date(new Date(midnight(date)))
