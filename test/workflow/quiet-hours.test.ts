import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { day, hour, later, minute } from '../../src/platform/clock.ts'
import { type QuietHours, quietUntil } from '../../src/workflow/notices/quiet-hours.ts'

const night = { from: '22:00', to: '07:00' }
const until = (quiet: QuietHours, timeZone: string, now: string): string | undefined =>
  quietUntil(quiet, timeZone, new Date(now))?.toISOString()

describe('quiet hours', () => {
  it('are none for whoever wished none, and when they begin as they end', () => {
    expect(quietUntil(undefined, 'UTC', new Date())).toBeUndefined()
    expect(until({ from: '08:00', to: '08:00' }, 'UTC', '2026-11-22T08:00:00.000Z')).toBeUndefined()
  })

  it.each([
    ['one millisecond before they begin', '2026-11-22T21:59:59.999Z', undefined],
    ['as they begin', '2026-11-22T22:00:00.000Z', '2026-11-23T07:00:00.000Z'],
    ['after midnight', '2026-11-23T00:30:00.000Z', '2026-11-23T07:00:00.000Z'],
    ['one millisecond before they end', '2026-11-23T06:59:59.999Z', '2026-11-23T07:00:00.000Z'],
    ['as they end', '2026-11-23T07:00:00.000Z', undefined],
  ])('go over midnight: %s', (_when, now, end) => {
    expect(until(night, 'UTC', now)).toBe(end)
  })

  it('within one day end on that day', () => {
    const lunch = { from: '12:00', to: '13:30' }
    expect(until(lunch, 'UTC', '2026-11-22T12:00:00.000Z')).toBe('2026-11-22T13:30:00.000Z')
    expect(until(lunch, 'UTC', '2026-11-22T13:30:00.000Z')).toBeUndefined()
    expect(until(lunch, 'UTC', '2026-11-22T11:59:00.000Z')).toBeUndefined()
  })

  it.each([
    ['Asia/Seoul', '2026-11-22T13:00:00.000Z', '2026-11-22T22:00:00.000Z'],
    ['America/Los_Angeles', '2026-11-22T10:00:00.000Z', '2026-11-22T15:00:00.000Z'],
    ['America/Los_Angeles', '2026-11-22T20:00:00.000Z', undefined],
    ['Asia/Kathmandu', '2026-11-22T20:00:00.000Z', '2026-11-23T01:15:00.000Z'],
    ['Pacific/Kiritimati', '2026-11-22T10:00:00.000Z', '2026-11-22T17:00:00.000Z'],
  ])('are the hours of the person: %s at %s', (timeZone, now, end) => {
    expect(until(night, timeZone, now)).toBe(end)
  })

  describe('when clocks are put forward', () => {
    // New York, 2027-03-14: 02:00 EST becomes 03:00 EDT at 07:00 UTC.
    it('end at the hour of the new time, an hour sooner', () => {
      expect(until(night, 'America/New_York', '2027-03-14T04:00:00.000Z')).toBe('2027-03-14T11:00:00.000Z')
    })

    it('end with the jump when clocks jump over the hour at which they end', () => {
      expect(until({ from: '22:00', to: '02:30' }, 'America/New_York', '2027-03-14T04:00:00.000Z')).toBe(
        '2027-03-14T07:00:00.000Z',
      )
    })

    it('do not exist on a day whose clocks jump over all of them', () => {
      const brief = { from: '02:15', to: '02:45' }
      expect(until(brief, 'America/New_York', '2027-03-14T06:59:59.999Z')).toBeUndefined()
      expect(until(brief, 'America/New_York', '2027-03-14T07:00:00.000Z')).toBeUndefined()
    })

    it('go on when clocks jump over a whole day, as in Samoa in 2011', () => {
      expect(until(night, 'Pacific/Apia', '2011-12-30T09:00:00.000Z')).toBe('2011-12-30T17:00:00.000Z')
    })
  })

  describe('when clocks are put back', () => {
    // New York, 2026-11-01: 02:00 EDT becomes 01:00 EST at 06:00 UTC.
    it('end at the hour of the new time, an hour later', () => {
      expect(until(night, 'America/New_York', '2026-11-01T04:00:00.000Z')).toBe('2026-11-01T12:00:00.000Z')
    })

    it('end the first time that clocks show the hour', () => {
      const quiet = { from: '22:00', to: '01:30' }
      expect(until(quiet, 'America/New_York', '2026-11-01T04:00:00.000Z')).toBe('2026-11-01T05:30:00.000Z')
      // 01:10 for the second time.
      expect(until(quiet, 'America/New_York', '2026-11-01T06:10:00.000Z')).toBe('2026-11-01T06:30:00.000Z')
    })
  })

  it('always end later than now, at the first moment at which clocks show their end', () => {
    const time = fc
      .integer({ min: 0, max: 95 })
      .map((quarters) => `${pad(Math.floor(quarters / 4))}:${pad((quarters % 4) * 15)}`)
    const zones = [
      'UTC',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'Europe/London',
      'Africa/Casablanca',
    ]
    // Around the days on which clocks change, in both directions.
    const moment = fc
      .tuple(
        fc.constantFrom(
          '2026-10-25',
          '2026-11-01',
          '2027-03-14',
          '2027-03-28',
          '2027-04-04',
          '2026-10-04',
          '2026-07-01',
        ),
        fc.integer({ min: -2 * 24 * 60, max: 2 * 24 * 60 }),
        fc.constantFrom(0, 1, 59_999),
      )
      .map(([date, minutes, rest]) => later(new Date(`${date}T00:00:00Z`), minutes * minute + rest))
    fc.assert(
      fc.property(time, time, fc.constantFrom(...zones), moment, (from, to, timeZone, now) => {
        const end = quietUntil({ from, to }, timeZone, now)
        const inside = from !== to && isBetween(clockIn(timeZone, now), from, to)
        expect(end !== undefined).toBe(inside)
        if (end === undefined) return
        expect(end.getTime()).toBeGreaterThan(now.getTime())
        // Where clocks jump over all that is not quiet, the quiet of two days is one.
        expect(end.getTime() - now.getTime()).toBeLessThanOrEqual(2 * day + hour)
        const shown = clockIn(timeZone, end)
        if (shown !== to) {
          const before = clockIn(timeZone, later(end, -minute))
          expect(isBetween(to, before, shown)).toBe(true)
        }
        for (let at = nextQuarter(now); at < end; at = later(at, 15 * minute)) {
          expect(clockIn(timeZone, at)).not.toBe(to)
        }
      }),
      { numRuns: 300 },
    )
  })
})

const pad = (value: number): string => String(value).padStart(2, '0')
const nextQuarter = (at: Date): Date => new Date(Math.floor(at.getTime() / (15 * minute) + 1) * 15 * minute)

const clocks = new Map<string, Intl.DateTimeFormat>()

function clockIn(timeZone: string, at: Date): string {
  const known = clocks.get(timeZone)
  const clock =
    known ?? new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  clocks.set(timeZone, clock)
  return clock.format(at)
}

const isBetween = (time: string, from: string, to: string): boolean =>
  from <= to ? time >= from && time < to : time >= from || time < to
