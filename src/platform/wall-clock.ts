import { z } from 'zod'
import { day, later, minute } from './clock.ts'

/** `22:00`, as clocks show it somewhere. */
export const clockTimeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** Since midnight. @param time `22:00` */
export const millisecondsOf = (time: string): number => {
  const [hours = '0', minutes = '0'] = time.split(':')
  return (Number(hours) * 60 + Number(minutes)) * minute
}

/** When clocks show this time: once, twice where they are put back, or the moment at which they are put forward past it. */
export function momentsOf(timeZone: string, wall: number): Date[] {
  const offsets = [-day, day].map((near) => offsetAt(timeZone, new Date(wall + near)))
  const tries = [...new Set(offsets)].map((offset) => new Date(wall - offset)).sort((a, b) => a.getTime() - b.getTime())
  const shown = tries.filter((at) => wallClock(timeZone, at) === wall)
  const [first, last] = [tries[0], tries.at(-1)]
  if (shown.length > 0 || first === undefined || last === undefined) return shown
  return [whenPast(timeZone, wall, first, last)]
}

/** Between the two, clocks jump over the time: to the minute, as zones change. */
function whenPast(timeZone: string, wall: number, before: Date, after: Date): Date {
  let [low, high] = [before, after]
  while (high.getTime() - low.getTime() > minute) {
    const middle = later(low, Math.floor((high.getTime() - low.getTime()) / 2 / minute) * minute)
    if (wallClock(timeZone, middle) < wall) low = middle
    else high = middle
  }
  return high
}

/** What clocks there show, as if it were UTC. */
export const wallClock = (timeZone: string, at: Date): number => at.getTime() + offsetAt(timeZone, at)

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Milliseconds that clocks there are ahead of UTC. */
function offsetAt(timeZone: string, at: Date): number {
  const whole = Math.floor(at.getTime() / 1_000) * 1_000
  const part = Object.fromEntries(
    formatterOf(timeZone)
      .formatToParts(whole)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const { year = 0, month = 1, day: date = 1, hour = 0, minute: minutes = 0, second = 0 } = part
  return Date.UTC(year, month - 1, date, hour, minutes, second) - whole
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known !== undefined) return known
  const numeric = 'numeric' as const
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  })
  formatters.set(timeZone, made)
  return made
}
