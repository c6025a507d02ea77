import { describe, expect, it } from 'vitest'
import { hour, later } from '../../src/platform/clock.ts'
import { morningReached, nextLook } from '../../src/workflow/notices/mornings.ts'

const at = (utc: string) => new Date(`${utc}Z`)

/** Looks when it is time to look, as the round does. @returns when a morning was reached, and of which date. */
function mornings(time: string, timeZone: string, from: Date, until: Date, late = 0): string[] {
  const told: string[] = []
  let due = nextLook(time, timeZone, from)
  while (due < until) {
    const now = later(due, late)
    const date = morningReached(time, timeZone, due, now)
    if (date !== undefined) told.push(`${now.toISOString().slice(0, 16)} ${date}`)
    due = nextLook(time, timeZone, now)
  }
  return told
}

describe('a morning', () => {
  it('comes at that time of the zone, the day after it was chosen when the time is over', () => {
    expect(mornings('08:00', 'Asia/Seoul', at('2026-11-21T23:00:00'), at('2026-11-24T12:00:00'))).toEqual([
      '2026-11-22T23:00 2026-11-23',
      '2026-11-23T23:00 2026-11-24',
    ])
  })

  it('comes on the same day when the time is still ahead', () => {
    expect(mornings('08:00', 'Asia/Seoul', at('2026-11-21T22:59:59'), at('2026-11-22T12:00:00'))).toEqual([
      '2026-11-21T23:00 2026-11-22',
    ])
  })

  it('comes at the same time of the clock when clocks are put back and forward', () => {
    expect(mornings('08:00', 'America/New_York', at('2026-10-31T10:00:00'), at('2026-11-02T20:00:00'))).toEqual([
      '2026-10-31T12:00 2026-10-31',
      '2026-11-01T13:00 2026-11-01',
      '2026-11-02T13:00 2026-11-02',
    ])
    expect(mornings('08:00', 'America/New_York', at('2027-03-13T10:00:00'), at('2027-03-15T20:00:00'))).toEqual([
      '2027-03-13T13:00 2027-03-13',
      '2027-03-14T12:00 2027-03-14',
      '2027-03-15T12:00 2027-03-15',
    ])
  })

  it('comes once when clocks show the time twice, and as soon as clocks are past it when they skip it', () => {
    expect(mornings('01:30', 'America/New_York', at('2026-11-01T00:00:00'), at('2026-11-02T12:00:00'))).toEqual([
      '2026-11-01T05:30 2026-11-01',
      '2026-11-02T06:30 2026-11-02',
    ])
    expect(mornings('02:30', 'America/New_York', at('2027-03-14T00:00:00'), at('2027-03-15T12:00:00'))).toEqual([
      '2027-03-14T07:00 2027-03-14',
      '2027-03-15T06:30 2027-03-15',
    ])
  })

  it.each([1, 3_000, 20 * 60_000])('comes once each day when every look is %i ms late', (late) => {
    const told = mornings('08:00', 'Europe/London', at('2026-11-01T09:00:00'), at('2026-11-11T09:00:00'), late)
    expect(told.map((line) => line.split(' ')[1])).toEqual(
      Array.from({ length: 10 }, (_, n) => `2026-11-${String(n + 2).padStart(2, '0')}`),
    )
  })

  it('is looked for every hour: whoever has travelled waits no longer to be found', () => {
    const now = at('2026-11-22T10:00:00')
    expect(nextLook('08:00', 'Asia/Seoul', now)).toEqual(later(now, hour))
  })

  it('that was missed is told on its own day, and not the day after', () => {
    const due = at('2026-11-22T23:00:00')
    expect(morningReached('08:00', 'Asia/Seoul', due, at('2026-11-23T14:59:59'))).toBe('2026-11-23')
    expect(morningReached('08:00', 'Asia/Seoul', due, at('2026-11-23T15:00:00'))).toBeUndefined()
    expect(morningReached('08:00', 'Asia/Seoul', due, at('2026-11-26T02:00:00'))).toBe('2026-11-26')
  })
})
