import { describe, expect, it } from 'vitest'
import { rangePresets } from '../../../src/chat/date-range.ts'
import { DaysAhead, DaysBackwards } from '../../../src/features/activity-log/activity-log.errors.ts'
import { askedNow } from '../../../src/features/activity-log/asked.ts'
import { addDays, dayOf, daysOf, startOf } from '../../../src/features/activity-log/days.ts'
import { hour } from '../../../src/platform/clock.ts'
import { TestClock } from '../../support/clock.ts'

describe('a day begins', () => {
  it.each([
    ['Asia/Seoul', '2026-11-22', '2026-11-21T15:00:00.000Z'],
    ['Asia/Kolkata', '2026-11-22', '2026-11-21T18:30:00.000Z'],
    ['UTC', '2026-11-22', '2026-11-22T00:00:00.000Z'],
    // Clocks are put forward at 02:00 and back at 02:00.
    ['America/New_York', '2026-03-08', '2026-03-08T05:00:00.000Z'],
    ['America/New_York', '2026-03-09', '2026-03-09T04:00:00.000Z'],
    ['America/New_York', '2026-11-01', '2026-11-01T04:00:00.000Z'],
    ['America/New_York', '2026-11-02', '2026-11-02T05:00:00.000Z'],
    // The 30th of December 2011 never was: the dateline was moved.
    ['Pacific/Apia', '2011-12-29', '2011-12-29T10:00:00.000Z'],
    ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00.000Z'],
    ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00.000Z'],
    // Clocks are put forward at midnight: the day begins at 01:00.
    ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00.000Z'],
    ['Pacific/Kiritimati', '2026-11-22', '2026-11-21T10:00:00.000Z'],
    ['Pacific/Pago_Pago', '2026-11-22', '2026-11-22T11:00:00.000Z'],
  ])('in %s on %s at %s', (timeZone, date, begins) => {
    expect(startOf(timeZone, date).toISOString()).toBe(begins)
    if (date !== '2011-12-30') {
      expect(dayOf(timeZone, startOf(timeZone, date))).toBe(date)
      expect(dayOf(timeZone, new Date(startOf(timeZone, date).getTime() - 1))).toBe(
        timeZone === 'Pacific/Apia' && date === '2011-12-31' ? '2011-12-29' : addDays(date, -1),
      )
    }
  })

  it.each([
    ['America/New_York', '2026-03-08', 23],
    ['America/New_York', '2026-11-01', 25],
    ['Asia/Seoul', '2026-11-01', 24],
    ['Pacific/Apia', '2011-12-30', 0],
  ])('in %s the %s has %i hours', (timeZone, date, hours) => {
    const length = startOf(timeZone, addDays(date, 1)).getTime() - startOf(timeZone, date).getTime()
    expect(length / hour).toBe(hours)
  })
})

describe('a range means', () => {
  // A Sunday.
  it.each([
    ['today', '2026-11-22', '2026-11-22'],
    ['yesterday', '2026-11-21', '2026-11-21'],
    ['last-7-days', '2026-11-16', '2026-11-22'],
    ['this-week', '2026-11-16', '2026-11-22'],
    ['last-week', '2026-11-09', '2026-11-15'],
    ['this-month', '2026-11-01', '2026-11-22'],
    ['last-month', '2026-10-01', '2026-10-31'],
    ['last-30-days', '2026-10-24', '2026-11-22'],
    ['last-90-days', '2026-08-25', '2026-11-22'],
  ] as const)('%s: from %s to %s', (preset, first, last) => {
    expect(daysOf({ preset }, '2026-11-22')).toEqual({ first, last })
  })

  it('the days that are named, which begin in the past and do not run backwards', () => {
    expect(daysOf({ from: '2026-11-01', to: '2026-11-30' }, '2026-11-22')).toEqual({
      first: '2026-11-01',
      last: '2026-11-30',
    })
    expect(() => daysOf({ from: '2026-11-02', to: '2026-11-01' }, '2026-11-22')).toThrow(DaysBackwards)
    expect(() => daysOf({ from: '2026-11-23', to: '2026-11-24' }, '2026-11-22')).toThrow(DaysAhead)
  })

  it('a new year and a leap day are no trouble', () => {
    expect(daysOf({ preset: 'last-month' }, '2027-01-01')).toEqual({ first: '2026-12-01', last: '2026-12-31' })
    expect(daysOf({ preset: 'yesterday' }, '2028-03-01')).toEqual({ first: '2028-02-29', last: '2028-02-29' })
    expect(daysOf({ preset: 'this-week' }, '2026-11-23')).toEqual({ first: '2026-11-23', last: '2026-11-23' })
  })
})

describe('a question', () => {
  it("reaches from the reader's midnight to the moment it is asked at the most", () => {
    const clock = new TestClock(new Date('2026-11-22T03:00:00Z'))
    const newYork = askedNow({ range: { preset: 'yesterday' }, kind: 'work' }, 'America/New_York', clock)
    // It is still the 21st there.
    expect(newYork).toMatchObject({
      first: '2026-11-20',
      from: new Date('2026-11-20T05:00:00Z'),
      to: new Date('2026-11-21T05:00:00Z'),
    })
    const seoul = askedNow({ range: { preset: 'today' }, kind: 'work' }, 'Asia/Seoul', clock)
    expect(seoul.from).toEqual(new Date('2026-11-21T15:00:00Z'))
    expect(seoul.to).toEqual(new Date('2026-11-22T03:00:00.001Z'))
  })

  it.each(rangePresets)('of %s begins before it ends in every zone', (preset) => {
    for (const timeZone of ['Pacific/Apia', 'Asia/Kolkata', 'America/New_York', 'Asia/Seoul', 'UTC']) {
      const { from, to, first, last } = askedNow({ range: { preset }, kind: 'work' }, timeZone, new TestClock())
      expect(from.getTime()).toBeLessThan(to.getTime())
      expect(first <= last).toBe(true)
    }
  })
})
