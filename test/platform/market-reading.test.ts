import { expect, it } from 'vitest'
import { marketReading } from '../../src/platform/market-reading.ts'
import { windowsZones } from '../../src/platform/windows-zones.ts'

it.each([
  ['US', 'en-US', 'America/New_York'],
  ['GB', 'en-GB', 'Europe/London'],
  ['KR', 'ko-KR', 'Asia/Seoul'],
  ['CN', 'zh-CN', 'Asia/Shanghai'],
  ['SG', 'en-SG', 'Asia/Singapore'],
  ['JP', 'en-JP', 'Asia/Tokyo'],
  ['DE', 'en-DE', 'Europe/Berlin'],
  ['AU', 'en-AU', 'Australia/Sydney'],
  ['PT', 'en-PT', 'Europe/Lisbon'],
  [undefined, 'en-US', 'UTC'],
  ['zz', 'en-US', 'UTC'],
  ['001', 'en-US', 'UTC'],
])('a company in %s writes %s at %s', (market, locale, timeZone) => {
  expect(marketReading(market)).toEqual({ locale, timeZone })
})

it('a zone is found for every market that has one, and it is one', () => {
  const markets = [...new Set(windowsZones().map(({ country }) => country))].filter((code) =>
    /^(?!ZZ)[A-Z]{2}$/.test(code),
  )
  expect(markets.length).toBeGreaterThan(200)
  for (const market of markets) {
    const { timeZone } = marketReading(market)
    expect(() => new Intl.DateTimeFormat('en', { timeZone })).not.toThrow()
    expect(timeZone).not.toBe('UTC')
  }
})
