import { describe, expect, it } from 'vitest'
import { findZones, usualZones, zoneCalled, zoneTitle } from '../../../src/features/settings/time-zones.ts'

const winter = new Date('2026-11-22T10:00:00Z')
const summer = new Date('2026-07-22T10:00:00Z')

describe('time zones', () => {
  it.each([
    ['seoul', 'Asia/Seoul'],
    ['서울', 'Asia/Seoul'],
    ['대한민국', 'Asia/Seoul'],
    ['韩国', 'Asia/Seoul'],
    ['北京', 'Asia/Shanghai'],
    ['China', 'Asia/Shanghai'],
    ['독일', 'Europe/Berlin'],
    ['germany', 'Europe/Berlin'],
    ['India', 'Asia/Kolkata'],
    ['Bengaluru', 'Asia/Kolkata'],
    ['são paulo', 'America/Sao_Paulo'],
    ['los_angeles', 'America/Los_Angeles'],
    ['洛杉矶', 'America/Los_Angeles'],
    ['Pacific Time', 'America/Los_Angeles'],
    ['UTC+9', 'Asia/Seoul'],
    ['+5:30', 'Asia/Kolkata'],
    ['utc', 'UTC'],
    ['kyiv', 'Europe/Kyiv'],
    ['Ho Chi Minh', 'Asia/Ho_Chi_Minh'],
    ['port-au-prince', 'America/Port-au-Prince'],
    ['KST', 'Asia/Seoul'],
    ['kst', 'Asia/Seoul'],
    ['JST', 'Asia/Tokyo'],
    ['PST', 'America/Los_Angeles'],
    ['EST', 'America/New_York'],
    ['EDT', 'America/New_York'],
    ['CET', 'Europe/Berlin'],
    ['GMT', 'UTC'],
    ['MSK', 'Europe/Moscow'],
    ['SGT', 'Asia/Singapore'],
    ['UTC+09:00', 'Asia/Seoul'],
    ['GMT+05:30', 'Asia/Kolkata'],
    ['GMT+0530', 'Asia/Kolkata'],
    ['+5:45', 'Asia/Kathmandu'],
    ['UTC−5', 'America/New_York'],
    ['utc -3:30', 'America/St_Johns'],
    ['ＵＴＣ＋９', 'Asia/Seoul'],
    ['UTC+0', 'UTC'],
    ['Korea Standard Time', 'Asia/Seoul'],
    ['W. Europe Standard Time', 'Europe/Berlin'],
    ['tokyo standard time', 'Asia/Tokyo'],
    ['Romance Standard Time', 'Europe/Paris'],
    ['Türkiye', 'Europe/Istanbul'],
    ['베트남', 'Asia/Ho_Chi_Minh'],
    ['越南', 'Asia/Ho_Chi_Minh'],
    ['방콕', 'Asia/Bangkok'],
    ['巴黎', 'Europe/Paris'],
    ['München', 'Europe/Berlin'],
    ['munich', 'Europe/Berlin'],
    ['United Kingdom', 'Europe/London'],
  ])('%s is found first as %s', (typed, zone) => {
    expect(findZones(typed, winter, 15)[0]?.id).toBe(zone)
  })

  it.each([
    ['KST', 'Asia/Seoul'],
    ['Korea Standard Time', 'Asia/Seoul'],
    ['대한민국', 'Asia/Seoul'],
    ['Asia/Seoul (UTC+9)', 'Asia/Seoul'],
    ['America/New York (UTC-5)', 'America/New_York'],
    ['Los Angeles', 'America/Los_Angeles'],
    ['asia/seoul', 'Asia/Seoul'],
    ['utc', 'UTC'],
    // Which of several it is, nobody guesses.
    ['CST', undefined],
    ['EST', undefined],
    ['IST', undefined],
    ['UTC+9', undefined],
    ['USA', undefined],
    ['Seo', undefined],
  ])('typed without choosing, %s is %s', (typed, zone) => {
    expect(zoneCalled(typed, winter)).toBe(zone)
  })

  it('that nobody calls so are not found, and no more than asked for are', () => {
    expect(findZones('olympus', winter, 15)).toEqual([])
    expect(findZones('america', winter, 15)).toHaveLength(15)
  })

  it('have the offset that clocks show now, in summer another one', () => {
    expect(zoneTitle('America/New_York', winter)).toBe('America/New York (UTC-5)')
    expect(zoneTitle('America/New_York', summer)).toBe('America/New York (UTC-4)')
    expect(zoneTitle('Asia/Calcutta', winter)).toBe('Asia/Kolkata (UTC+5:30)')
    expect(zoneTitle('Europe/London', winter)).toBe('Europe/London (UTC)')
  })

  it('are each one that exists, by the name of today', () => {
    for (const { id } of usualZones(winter)) expect(zoneCalled(id, winter)).toBe(id)
    expect(zoneCalled('Europe/Kiev', winter)).toBe('Europe/Kyiv')
    for (const none of ['', 'Mars/Olympus_Mons', '+05:30', '\0', 'teams'])
      expect(zoneCalled(none, winter)).toBeUndefined()
  })
})
