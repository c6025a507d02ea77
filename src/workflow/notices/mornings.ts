import { day, hour, later } from '../../platform/clock.ts'
import { millisecondsOf, momentsOf, wallClock } from '../../platform/wall-clock.ts'

/** When clocks show `time` on the days around, oldest first; where they show it twice in a day, the first time counts. */
function mornings(time: string, timeZone: string, at: Date): Date[] {
  const today = Math.floor(wallClock(timeZone, at) / day) * day
  return [-day, 0, day, 2 * day].flatMap((days) => momentsOf(timeZone, today + days + millisecondsOf(time)).slice(0, 1))
}

// Recipients travel and change their zone: nobody's morning is missed for longer than that.
const lookEvery = hour

/** When a summary has to be looked at next: at the next morning, or in an hour, in case its recipient's zone is another by then. */
export function nextLook(time: string, timeZone: string, now: Date): Date {
  const morning = mornings(time, timeZone, now).find((at) => at > now)
  const soon = later(now, lookEvery)
  return morning !== undefined && morning < soon ? morning : soon
}

/** `2026-11-22`, where clocks show that time zone's time. */
export const dateIn = (timeZone: string, at: Date): string =>
  new Date(wallClock(timeZone, at)).toISOString().slice(0, 10)

/**
 * The date whose morning has come since the last look; undefined when none has. After a stop of days it is today's alone: what
 * was missed is told once, as it holds now.
 * @param lookAt when this look was due
 */
export function morningReached(time: string, timeZone: string, lookAt: Date, now: Date): string | undefined {
  const last = mornings(time, timeZone, now).findLast((at) => at <= now)
  if (last === undefined || last <= later(lookAt, -lookEvery)) return undefined
  const date = dateIn(timeZone, last)
  return date === dateIn(timeZone, now) ? date : undefined
}
