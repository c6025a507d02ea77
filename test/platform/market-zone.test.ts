import { expect, it } from 'vitest'
import { Reader } from '../../src/platform/language.ts'
import { marketZone } from '../../src/platform/market-zone.ts'

const at = new Date('2026-12-06T10:00:00Z')

it.each([
  ['KR', 'Asia/Seoul', 'only'],
  ['JP', 'Asia/Tokyo', 'only'],
  ['DE', 'Europe/Berlin', 'only'],
  ['KW', 'Asia/Kuwait', 'only'],
  ['CN', 'Asia/Shanghai', 'only'],
  ['US', 'America/New_York', 'several'],
  ['AU', 'Australia/Sydney', 'several'],
  ['BR', 'America/Sao_Paulo', 'several'],
  ['GL', 'America/Nuuk', 'several'],
  ['ES', 'Europe/Madrid', 'several'],
  ['XX', 'UTC', 'unknown'],
  ['', 'UTC', 'unknown'],
  ['no market', 'UTC', 'unknown'],
])('a customer in %s is told times of %s, which is the %s one', (market, zone, certainty) => {
  expect(marketZone(market, at)).toEqual({ zone, certainty })
})

it('names, in every market whose clocks differ, a zone that opens', () => {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const markets = letters.flatMap((first) => letters.map((second) => first + second))
  const real = markets.filter((market) => new Intl.DisplayNames('en', { type: 'region' }).of(market) !== market)
  expect(real.length).toBeGreaterThan(200)
  for (const market of real) {
    const { zone } = marketZone(market, at)
    expect(new Reader('en-US', zone).timeZone, market).not.toBe(zone === 'UTC' ? '' : 'UTC')
  }
})

it.each([
  ['en-US', 'America/New_York', 'Eastern Standard Time, GMT-5'],
  ['ko-KR', 'Asia/Seoul', '한국 표준시, GMT+9'],
  ['zh-CN', 'Asia/Shanghai', '中国标准时间，GMT+8'],
  ['en-KW', 'Asia/Kuwait', 'Arabian Standard Time, GMT+3'],
  ['en-AU', 'Australia/Sydney', 'Australian Eastern Daylight Time, GMT+11'],
  ['en-IN', 'Etc/GMT-5', 'GMT+5'],
  ['en-GB', 'UTC', 'UTC'],
])('%s calls the time of %s %s', (locale, zone, called) => {
  expect(new Reader(locale, zone).zone(at)).toBe(called)
})
