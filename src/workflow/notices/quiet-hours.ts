import { z } from 'zod'
import { day } from '../../platform/clock.ts'
import { clockTimeSchema, millisecondsOf, momentsOf, wallClock } from '../../platform/wall-clock.ts'

/** Hours of quiet in a person's own time zone: `22:00` to `07:00` goes over midnight. The same hour twice means none. */
export const quietHoursSchema = z.object({ from: clockTimeSchema, to: clockTimeSchema })
export type QuietHours = Readonly<z.infer<typeof quietHoursSchema>>

/**
 * @param timeZone IANA name
 * @returns when the quiet hours that hold now end: the first moment after now at which clocks there show `to`, or have been put
 *   forward past it. Undefined outside of quiet hours.
 */
export function quietUntil(quiet: QuietHours | undefined, timeZone: string, now: Date): Date | undefined {
  if (quiet === undefined || !isQuiet(quiet, timeZone, now)) return undefined
  const to = millisecondsOf(quiet.to)
  const today = Math.floor(wallClock(timeZone, now) / day) * day
  // A third day, for zones whose clocks skip a whole one.
  const ends = [0, day, 2 * day].flatMap((days) => momentsOf(timeZone, today + days + to))
  return ends.find((at) => at > now && !isQuiet(quiet, timeZone, at))
}

const isQuiet = (quiet: QuietHours, timeZone: string, at: Date): boolean =>
  isWithin(quiet, wallClock(timeZone, at) % day)

/** Whether a time of day (`23:00`) is in the quiet hours. */
export const isQuietTime = (quiet: QuietHours, time: string): boolean => isWithin(quiet, millisecondsOf(time))

function isWithin({ from, to }: QuietHours, time: number): boolean {
  const [begin, end] = [millisecondsOf(from), millisecondsOf(to)]
  return begin <= end ? time >= begin && time < end : time >= begin || time < end
}
