import { describe, expect, it } from 'vitest'
import { ianaZone, windowsZones } from '../../src/platform/windows-zones.ts'

describe('a told time zone', () => {
  it.each([
    ['Korea Standard Time', undefined, 'Asia/Seoul'],
    ['korea standard time', undefined, 'Asia/Seoul'],
    ['China Standard Time', undefined, 'Asia/Shanghai'],
    ['China Standard Time', 'zh-HK', 'Asia/Hong_Kong'],
    ['Pacific Standard Time', 'en-US', 'America/Los_Angeles'],
    ['Pacific Standard Time', 'en-CA', 'America/Vancouver'],
    ['Eastern Standard Time', undefined, 'America/New_York'],
    ['W. Europe Standard Time', 'nl-NL', 'Europe/Amsterdam'],
    ['W. Europe Standard Time', 'en_DE', 'Europe/Berlin'],
    ['W. Europe Standard Time', 'xx-!!', 'Europe/Berlin'],
    ['India Standard Time', undefined, 'Asia/Calcutta'],
    ['Tokyo Standard Time', undefined, 'Asia/Tokyo'],
    ['GMT Standard Time', undefined, 'Europe/London'],
    ['UTC', undefined, 'UTC'],
    ['UTC-11', undefined, 'Etc/GMT+11'],
    ['Asia/Seoul', undefined, 'Asia/Seoul'],
    ['asia/seoul', undefined, 'Asia/Seoul'],
    [' Europe/Berlin ', undefined, 'Europe/Berlin'],
    ['', undefined, undefined],
    ['Mars/Olympus_Mons', undefined, undefined],
    ['Mars Standard Time', undefined, undefined],
    ['+09:00', undefined, undefined],
    ['대한민국 표준시', undefined, undefined],
    [540, undefined, undefined],
    [undefined, undefined, undefined],
    ['A'.repeat(5_000), undefined, undefined],
  ])('%j of %s is %s', (told, locale, zone) => expect(ianaZone(told, locale)).toBe(zone))

  it('is one that exists, of every name that Windows has', () => {
    const names = new Set(windowsZones().map(({ windows }) => windows))
    expect(names.size).toBeGreaterThan(130)
    for (const name of names) {
      const zone = ianaZone(name) ?? 'none'
      expect(() => new Intl.DateTimeFormat('en', { timeZone: zone }), `${name}: ${zone}`).not.toThrow()
    }
  })
})
