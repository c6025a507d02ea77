import { createHash } from 'node:crypto'
import { day, hour, later } from '../../../src/platform/clock.ts'

/** A number that is the same for the same text always. */
export const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest()

/** A GUID that is the same for the same text always. */
export function guidOf(text: string): string {
  return digestOf(text)
    .toString('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5')
}

/** `2018-03-13T22:49:54.3396949Z`: seven digits. */
export const utcStamp = (moment: Date, of: string): string =>
  moment.toISOString().replace('Z', `${String(digestOf(of).readUInt16BE(0) % 10_000).padStart(4, '0')}Z`)

/** As Partner Center writes a moment of an order: mostly in UTC, some with an offset, as the samples have it. */
export function stamp(moment: Date, of: string): string {
  const form = (digestOf(of)[2] ?? 0) % 8
  if (form === 0) return utcStamp(moment, of).replace('Z', '+00:00')
  if (form === 1)
    return later(moment, -8 * hour)
      .toISOString()
      .replace('Z', '-08:00')
  return utcStamp(moment, of)
}

/** `2024-09-13T00:00:00Z` */
export const dayStamp = (moment: Date): string => `${dayOf(moment)}T00:00:00Z`
/** `2024-09-13` */
export const dayOf = (moment: Date): string => moment.toISOString().replace(/T.*/, '')

export const startOfDay = (moment: Date): Date => new Date(`${dayOf(moment)}T00:00:00Z`)

/** A window of so many days ends with a calendar day of UTC: the sample of "Manage billing frequency" has 30 days until 23:59. */
export const windowEnd = (from: Date, days: number): Date => later(startOfDay(from), days * day + day - 60_000)
export const windowStamp = (end: Date): string => `${end.toISOString().replace(/\.\d+Z$/, '')}Z`
