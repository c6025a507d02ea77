import { describe, expect, it } from 'vitest'
import { daysOfPreset } from '../../src/chat/range-presets.ts'
import { calendarOf } from '../../src/chat/written-day.ts'
import { Reader } from '../../src/platform/language.ts'
import { read, sunday } from '../support/reading.ts'

/** `2026-11-01/2026-11-15`; one day alone; or `said`: nothing is read, and it is said. */
const daysIn = (line: string, calendar = sunday): string => {
  const { sentence } = read(line, calendar)
  if (sentence?.range === undefined) return sentence?.unread === undefined ? 'nothing' : 'said'
  const range = sentence.range
  const { first, last } =
    'preset' in range ? daysOfPreset[range.preset](calendar.today) : { first: range.from, last: range.to }
  return first === last ? first : `${first}/${last}`
}

describe.each([
  {
    language: 'English',
    line: (days: string) => `activity ${days}`,
    rows: [
      ['today', '2026-11-22'],
      ['yesterday', '2026-11-21'],
      ['the day before yesterday', '2026-11-20'],
      ['3 days ago', '2026-11-19'],
      ['three days ago', '2026-11-19'],
      ['last 24 hours', '2026-11-21/2026-11-22'],
      ['the last three weeks', '2026-11-02/2026-11-22'],
      ['last 14 days', '2026-11-09/2026-11-22'],
      ['past week', '2026-11-16/2026-11-22'],
      ['last week', '2026-11-09/2026-11-15'],
      ['last month', '2026-10-01/2026-10-31'],
      ['past month', '2026-10-24/2026-11-22'],
      ['last year', '2025-01-01/2025-12-31'],
      ['past year', '2025-11-23/2026-11-22'],
      ['this quarter', '2026-10-01/2026-11-22'],
      ['last quarter', '2026-07-01/2026-09-30'],
      ['Q3', '2026-07-01/2026-09-30'],
      ['Q1 2026', '2026-01-01/2026-03-31'],
      ['in October', '2026-10-01/2026-10-31'],
      ['October 2025', '2025-10-01/2025-10-31'],
      ['from September to October', '2026-09-01/2026-10-31'],
      ['in 2025', '2025-01-01/2025-12-31'],
      ['since Monday', '2026-11-16/2026-11-22'],
      ['on Friday', '2026-11-20'],
      ['last Sunday', '2026-11-15'],
      ['since yesterday', '2026-11-21/2026-11-22'],
      ['11/20/2026', '2026-11-20'],
      ['11/20/26', '2026-11-20'],
      ['11/20', '2026-11-20'],
      ['20/11/2026', '2026-11-20'],
      ['1/2/2026', '2026-01-02'],
      ['11-20-2026', '2026-11-20'],
      ['2026-11-20', '2026-11-20'],
      ['20261120', '2026-11-20'],
      ['20-Nov-2026', '2026-11-20'],
      ['20th of November', '2026-11-20'],
      ['Friday, November 20th, 2026', '2026-11-20'],
      ['Nov. 20 (Fri)', '2026-11-20'],
      ['between Nov 1 and Nov 15', '2026-11-01/2026-11-15'],
      ['between Nov 1 and 15', '2026-11-01/2026-11-15'],
      ['from 2026-11-01 until 2026-11-15', '2026-11-01/2026-11-15'],
      ['after Nov 3', '2026-11-04/2026-11-22'],
      ['yesterday to today', '2026-11-21/2026-11-22'],
      ['11/25/2026', 'said'],
      ['30 Feb', 'said'],
      ['Nov 31', 'said'],
      ['13/13/2026', 'said'],
      ['2026-13-01', 'said'],
      ['tomorrow', 'said'],
      ['next week', 'said'],
      ['last weekend', 'said'],
      ['a week ago', 'said'],
      ['before Nov 3', 'said'],
      ['until yesterday', 'said'],
      ['Nov 1 and Nov 15', 'said'],
      ['last week and yesterday', 'said'],
      ['from 30 Feb to 5 Mar', 'said'],
      ['week of Nov 2', 'said'],
      ['last 20000 days', 'said'],
      ['in the last few days', 'said'],
    ],
  },
  {
    language: 'Chinese',
    line: (days: string) => `${days}的活动`,
    rows: [
      ['今天', '2026-11-22'],
      ['昨天', '2026-11-21'],
      ['前天', '2026-11-20'],
      ['大前天', '2026-11-19'],
      ['三天前', '2026-11-19'],
      ['3天前', '2026-11-19'],
      ['过去24小时', '2026-11-21/2026-11-22'],
      ['最近三天', '2026-11-20/2026-11-22'],
      ['近两周', '2026-11-09/2026-11-22'],
      ['过去三个月', '2026-08-25/2026-11-22'],
      ['上周', '2026-11-09/2026-11-15'],
      ['上个星期', '2026-11-09/2026-11-15'],
      ['上周一', '2026-11-09'],
      ['周五', '2026-11-20'],
      ['本月', '2026-11-01/2026-11-22'],
      ['上个月', '2026-10-01/2026-10-31'],
      ['上個月', '2026-10-01/2026-10-31'],
      ['十月份', '2026-10-01/2026-10-31'],
      ['去年十月', '2025-10-01/2025-10-31'],
      ['去年', '2025-01-01/2025-12-31'],
      ['2025年', '2025-01-01/2025-12-31'],
      ['第三季度', '2026-07-01/2026-09-30'],
      ['上季度', '2026-07-01/2026-09-30'],
      ['11月20日', '2026-11-20'],
      ['十一月二十日', '2026-11-20'],
      ['二〇二六年十一月二十日', '2026-11-20'],
      ['2026年11月20日（周五）', '2026-11-20'],
      ['2026/11/20', '2026-11-20'],
      ['去年11月20日', '2025-11-20'],
      ['11月1日至15日', '2026-11-01/2026-11-15'],
      ['从11月1日到11月15日', '2026-11-01/2026-11-15'],
      ['周一以来', '2026-11-16/2026-11-22'],
      ['从昨天开始', '2026-11-21/2026-11-22'],
      ['明天', 'said'],
      ['下周', 'said'],
      ['2月30日', 'said'],
      ['2026年11月25日', 'said'],
      ['上周末', 'said'],
      ['两周前', 'said'],
      ['11月3日之前', 'said'],
      ['11月1日和11月15日', 'said'],
    ],
  },
  {
    language: 'Korean',
    line: (days: string) => `${days} 활동`,
    rows: [
      ['오늘', '2026-11-22'],
      ['어제', '2026-11-21'],
      ['그저께', '2026-11-20'],
      ['3일 전', '2026-11-19'],
      ['사흘 전', '2026-11-19'],
      ['어제부터', '2026-11-21/2026-11-22'],
      ['최근 24시간', '2026-11-21/2026-11-22'],
      ['지난 3일', '2026-11-20/2026-11-22'],
      ['지난 두 달', '2026-09-23/2026-11-22'],
      ['최근 2주간', '2026-11-09/2026-11-22'],
      ['지난주', '2026-11-09/2026-11-15'],
      ['지난주 월요일', '2026-11-09'],
      ['금요일', '2026-11-20'],
      ['월요일부터', '2026-11-16/2026-11-22'],
      ['이번 달', '2026-11-01/2026-11-22'],
      ['지난달', '2026-10-01/2026-10-31'],
      ['10월', '2026-10-01/2026-10-31'],
      ['작년 10월', '2025-10-01/2025-10-31'],
      ['작년', '2025-01-01/2025-12-31'],
      ['2025년', '2025-01-01/2025-12-31'],
      ['3분기', '2026-07-01/2026-09-30'],
      ['지난 분기', '2026-07-01/2026-09-30'],
      ['11월 20일', '2026-11-20'],
      ['2026년 11월 20일 금요일', '2026-11-20'],
      ['2026. 11. 20.', '2026-11-20'],
      ['작년 11월 20일', '2025-11-20'],
      ['11월 1일부터 15일까지', '2026-11-01/2026-11-15'],
      ['11월 1일~15일', '2026-11-01/2026-11-15'],
      ['11월 1일부터 11월 15일까지의', '2026-11-01/2026-11-15'],
      ['내일', 'said'],
      ['다음 주', 'said'],
      ['2월 30일', 'said'],
      ['2026년 11월 25일', 'said'],
      ['지난 주말', 'said'],
      ['2주 전', 'said'],
      ['11월 3일까지', 'said'],
      ['11월 3일 이전', 'said'],
    ],
  },
])('days in $language are read as they are written, or they are said', ({ line, rows }) => {
  it.each(rows)('%s: %s', (days, meant) => {
    expect(read(line(days ?? '')).command).toBe('activity')
    expect(daysIn(line(days ?? ''))).toBe(meant)
  })
})

describe('a day that could be two is read as the reader writes days', () => {
  const now = new Date('2026-11-22T09:00:00Z')
  it.each([
    ['en-US', '1/11/2026', '2026-01-11'],
    ['en-GB', '1/11/2026', '2026-11-01'],
    ['de-DE', '1.11.2026', '2026-11-01'],
    ['de-DE', '1.11.', '2026-11-01'],
    ['fr-FR', '1/11/2026', '2026-11-01'],
    ['pt-BR', '1/11/26', '2026-11-01'],
    ['zh-CN', '26/11/1', '2026-11-01'],
    ['zh-CN', '11/1', '2026-11-01'],
    ['ko-KR', '2026. 11. 1.', '2026-11-01'],
    ['ko-KR', '11/1', '2026-11-01'],
    ['en-US', '20/11/2026', '2026-11-20'],
    ['en-GB', '11/20/2026', '2026-11-20'],
  ])('%s: %s is %s', (locale, written, day) => {
    expect(daysIn(`activity ${written}`, calendarOf(now, new Reader(locale, 'UTC')))).toBe(day)
  })
})

describe('what is read otherwise than it was said is noted', () => {
  it('hours as whole days', () => {
    expect(read('activity last 24 hours').sentence?.notes).toEqual(['whole-days'])
  })
  it('days that were turned round', () => {
    expect(read('activity 2026-11-15 to 2026-11-01').sentence?.notes).toEqual(['turned-round'])
  })
})

describe('days that a command has no place for are said', () => {
  it.each([
    'cancel CSP-1002 last week',
    'keys CSP-1002 since Monday',
    'support CSP-1004 yesterday',
    'settings last week',
  ])('%s', (line) => {
    const { sentence } = read(line)
    expect(sentence).not.toHaveProperty('range')
    expect(sentence?.unread).toHaveProperty('length')
  })
})
