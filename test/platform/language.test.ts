import { describe, expect, test } from 'vitest'
import { money } from '../../src/commerce/money.ts'
import { day, hour, later, minute } from '../../src/platform/clock.ts'
import { languageOf, languageOfHeader, Reader } from '../../src/platform/language.ts'

test.for([
  ['en-US', 'en'],
  ['EN', 'en'],
  ['zh-CN', 'zh'],
  ['zh-Hant-TW', 'zh'],
  ['zh_CN', 'zh'],
  ['ko', 'ko'],
  ['ko-KR', 'ko'],
  ['fr-FR', 'en'],
  ['kok-IN', 'en'],
  ['', 'en'],
  [undefined, 'en'],
  ['☃', 'en'],
] as const)('the locale %j is read in %s', ([locale, language]) => {
  expect(languageOf(locale)).toBe(language)
})

test.for([
  ['ko-KR,ko;q=0.9,en;q=0.8', 'ko'],
  ['fr-FR,fr;q=0.9,zh;q=0.5,en;q=0.3', 'zh'],
  ['en;q=0.2, zh-CN;q=0.9', 'zh'],
  ['ko;q=0, zh', 'zh'],
  ['KO', 'ko'],
  ['fr, de', 'en'],
  ['*', 'en'],
  ['', 'en'],
  [undefined, 'en'],
  [';;;,,q=1', 'en'],
] as const)('the header %j asks for %s', ([header, language]) => {
  expect(languageOfHeader(header)).toBe(language)
})

describe('a reader', () => {
  // Intl puts narrow and no-break spaces where a test's author would type a plain one.
  const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')
  const at = new Date('2026-11-22T10:05:00Z')
  const amounts = [money('3586', 'USD'), money('134500', 'JPY'), money('10.745', 'KWD')]

  test.for([
    [
      'en-US',
      'America/Los_Angeles',
      ['USD 3,586.00', 'JPY 134,500', 'KWD 10.745'],
      'Nov 22, 2026',
      'Nov 22, 2026, 2:05 AM',
      '2:05 AM',
      '85%',
      'Greenland',
    ],
    [
      'en-GB',
      'Europe/London',
      ['USD 3,586.00', 'JPY 134,500', 'KWD 10.745'],
      '22 Nov 2026',
      '22 Nov 2026, 10:05',
      '10:05',
      '85%',
      'Greenland',
    ],
    [
      'zh-CN',
      'Asia/Shanghai',
      ['USD 3,586.00', 'JPY 134,500', 'KWD 10.745'],
      '2026年11月22日',
      '2026年11月22日 18:05',
      '18:05',
      '85%',
      '格陵兰',
    ],
    [
      'ko-KR',
      'Asia/Seoul',
      ['USD 3,586.00', 'JPY 134,500', 'KWD 10.745'],
      '2026. 11. 22.',
      '2026. 11. 22. 오후 7:05',
      '오후 7:05',
      '85%',
      '그린란드',
    ],
  ] as const)(
    'of %s sees money, dates and names their way',
    ([locale, zone, sums, date, dateTime, time, percent, market]) => {
      const reader = new Reader(locale, zone)
      expect(amounts.map((amount) => plain(reader.money(amount)))).toEqual(sums)
      expect(plain(reader.date(at))).toBe(date)
      expect(plain(reader.dateTime(at))).toBe(dateTime)
      expect(plain(reader.time(at))).toBe(time)
      expect(reader.percent(0.85)).toBe(percent)
      expect(reader.market('GL')).toBe(market)
      expect(reader.number(1_234_567)).toBe('1,234,567')
    },
  )

  test('an amount beyond floating point keeps its last digit', () => {
    expect(plain(new Reader('en-US').money(money('9007199254740993.01', 'USD')))).toBe('USD 9,007,199,254,740,993.01')
  })

  test.for([
    [14 * day, 'in 14 days', '14 天后', '14일 후'],
    [13.99 * day, 'in 14 days', '14 天后', '14일 후'],
    [13.6 * day, 'in 14 days', '14 天后', '14일 후'],
    [13.4 * day, 'in 13 days', '13 天后', '13일 후'],
    [14 * day + minute, 'in 14 days', '14 天后', '14일 후'],
    [60 * day - 3 * hour, 'in 60 days', '60 天后', '60일 후'],
    [2 * day, 'in 2 days', '2 天后', '2일 후'],
    [2 * day - 1, 'in 2 days', '2 天后', '2일 후'],
    [2 * day + 11 * hour, 'in 2 days', '2 天后', '2일 후'],
    [2 * day + 13 * hour, 'in 3 days', '3 天后', '3일 후'],
    [3 * day - minute, 'in 3 days', '3 天后', '3일 후'],
    [3 * day - 61 * minute, 'in 3 days', '3 天后', '3일 후'],
    [day, 'in 24 hours', '24 小时后', '24시간 후'],
    [day - 1, 'in 24 hours', '24 小时后', '24시간 후'],
    [day + hour, 'in 25 hours', '25 小时后', '25시간 후'],
    [day - 20 * minute, 'in 24 hours', '24 小时后', '24시간 후'],
    [-day, '24 hours ago', '24 小时前', '24시간 전'],
    [-2 * day, '2 days ago', '2 天前', '2일 전'],
    [-13.99 * day, '14 days ago', '14 天前', '14일 전'],
    [-60 * day, '60 days ago', '60 天前', '60일 전'],
    [hour, 'in 60 minutes', '60 分钟后', '60분 후'],
    [59_999, 'in 1 minute', '1 分钟后', '1분 후'],
    [2 * day - 61 * minute, 'in 47 hours', '47 小时后', '47시간 후'],
    [2 * hour - 1, 'in 2 hours', '2 小时后', '2시간 후'],
    [2 * hour - 3 * minute, 'in 117 minutes', '117 分钟后', '117분 후'],
    [-3 * hour, '3 hours ago', '3 小时前', '3시간 전'],
  ] as const)('%d ms from now is said in words', ([milliseconds, english, chinese, korean]) => {
    const words = ['en-US', 'zh-CN', 'ko-KR'].map((locale) => new Reader(locale).relative(later(at, milliseconds), at))
    expect(words).toEqual([english, chinese, korean])
  })

  test("a date has its distance beside it, in the language's own brackets", () => {
    const [english, chinese] = ['en-US', 'zh-CN'].map((locale) => new Reader(locale, 'UTC'))
    expect(english?.dateTimeAndRelative(later(at, 2 * day), at)).toBe('Nov 24, 2026, 10:05 AM (in 2 days)')
    expect(chinese?.dateTimeAndRelative(later(at, 2 * day), at)).toBe('2026年11月24日 10:05（2 天后）')
    expect([english?.sentences('Active', 'Yes'), chinese?.sentences('有效', '是')]).toEqual([
      'Active. Yes.',
      '有效。是。',
    ])
  })

  test('a locale or a time zone that does not exist falls back instead of failing', () => {
    for (const [locale, zone] of [
      ['xx-@@', 'Mars/Base'],
      ['', ''],
      [undefined, undefined],
      ['en-!!', '☃'],
    ] as const) {
      const reader = new Reader(locale, zone)
      expect(reader.locale).toBe('en-US')
      expect(reader.timeZone).toBe('UTC')
      expect(plain(reader.dateTime(at))).toBe('Nov 22, 2026, 10:05 AM')
    }
    expect(new Reader('fr-FR').locale).toBe('en-US')
    expect(new Reader('zh').language).toBe('zh')
  })
})

test.for([
  [1, '100%'],
  [0.99988, '99.98%'],
  [0.995, '99.5%'],
  [0.994, '99%'],
  [0.006, '1%'],
  [0.004, '0.4%'],
  [0.000001, '0.01%'],
  [0, '0%'],
] as const)('%d is %s: almost all is not all, and almost nothing is not nothing', ([fraction, words]) => {
  expect(new Reader('en-US').percent(fraction)).toBe(words)
})
