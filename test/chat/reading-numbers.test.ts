import { describe, expect, it } from 'vitest'
import { calendarOf } from '../../src/chat/written-day.ts'
import { Reader } from '../../src/platform/language.ts'
import { read } from '../support/reading.ts'

/** Nothing is read, and it is said. */
const said = 'said'

describe.each([
  {
    language: 'English',
    line: (number: string) => `buy ${number} windows server cal for contoso.com`,
    rows: [
      ['10', 10],
      ['１０', 10],
      ['١٠', 10],
      ['1,000', 1_000],
      ['12,500', 12_500],
      ['1,000,000', 1_000_000],
      ['1.000.000', 1_000_000],
      ["2'500", 2_500],
      ['2’500', 2_500],
      ['2 500', 2_500],
      ['2\u00A0500', 2_500],
      ['2\u202F500', 2_500],
      ['2&nbsp;500', 2_500],
      ['1,00,000', 100_000],
      ['10x', 10],
      ['x 1,000', 1_000],
      ['10 licenses of', 10],
      ['two', 2],
      ['twelve', 12],
      ['twenty five', 25],
      ['twenty-five', 25],
      ['two hundred', 200],
      ['two hundred and ten', 210],
      ['a hundred', 100],
      ['one thousand two hundred', 1_200],
      ['a dozen', 12],
      ['half a dozen', 6],
      ['3 dozen', 36],
      ['10 thousand', 10_000],
      ['two 2-core', 2],
      ['2.500', said],
      ['2,50', said],
      ['1.5', said],
      ['.5', said],
      ['1,000.00', said],
      ['1.000,00', said],
      ['0', said],
      ['-3', said],
      ['1e3', said],
      ['12k', said],
      ['10²', said],
      ['2½', said],
      ['2-3', said],
      ['10+', said],
      ['1 or 2', said],
      ['5-pack', said],
      ['10 365', said],
      ['12,34', said],
      ['1,2,3', said],
      ['at least 10', said],
      ['a couple of', said],
      ['several', said],
      ['twenty twenty two', said],
      ['one two', said],
      ['9999999999', said],
    ],
  },
  {
    language: 'Chinese',
    line: (number: string) => `给 contoso.com 买${number} Windows Server CAL`,
    rows: [
      ['10套', 10],
      ['１０套', 10],
      ['1,000 套', 1_000],
      ['一套', 1],
      ['两套', 2],
      ['十套', 10],
      ['十二套', 12],
      ['二十套', 20],
      ['二十五个', 25],
      ['一百份', 100],
      ['一百零五套', 105],
      ['两百五十套', 250],
      ['三千台', 3_000],
      ['一万套', 10_000],
      ['1万套', 10_000],
      ['1.5万套', 15_000],
      ['3百套', 300],
      ['半打', 6],
      ['两打', 24],
      ['壹拾贰套', 12],
      ['十二張', 12],
      ['兩萬個', 20_000],
      [' 十二', 12],
      ['十几套', said],
      ['几套', said],
      ['两三套', said],
      ['10多套', said],
      ['几十套', said],
      ['二百五套', said],
      ['1.5套', said],
      ['0套', said],
      ['-2套', said],
      ['至少10套', said],
      ['10套以上', said],
    ],
  },
  {
    language: 'Korean',
    line: (number: string) => `contoso.com에 Windows Server CAL ${number} 구매`,
    rows: [
      ['10개', 10],
      ['１０개', 10],
      ['1,000개', 1_000],
      ['한 개', 1],
      ['세 개', 3],
      ['열 개', 10],
      ['열두 개', 12],
      ['스무 개', 20],
      ['스물다섯 개', 25],
      ['서른 카피', 30],
      ['백 개', 100],
      ['백스물다섯 개', 125],
      ['이백 개', 200],
      ['십이 개', 12],
      ['천이백 개', 1_200],
      ['만 개', 10_000],
      ['1만 개', 10_000],
      ['1만 5천 개', 15_000],
      ['2천 개', 2_000],
      ['한 다스', 12],
      ['반 다스', 6],
      ['10', 10],
      ['두세 개', said],
      ['서너 개', said],
      ['여러 개', said],
      ['몇 개', said],
      ['10여 개', said],
      ['1.5개', said],
      ['0개', said],
      ['-2개', said],
      ['최소 10개', said],
      ['10개 이상', said],
    ],
  },
] satisfies { language: string; line: (number: string) => string; rows: [string, number | 'said'][] }[])(
  'a number in $language is read whole, or it is said',
  ({ line, rows }) => {
    it.each(rows as [string, number | 'said'][])('%s: %s', (number, value) => {
      const { command, sentence } = read(line(number))
      expect(command).toBe('buy')
      expect(sentence?.customer).toBe('contoso.com')
      if (value === said) {
        expect(sentence).not.toHaveProperty('quantity')
        expect(sentence?.unread?.join(' ')).toMatch(/\S/u)
      } else {
        expect(sentence?.quantity).toBe(value)
        expect(sentence).not.toHaveProperty('unread')
      }
    })
  },
)

describe('a number that says something else is not how many', () => {
  it.each([
    ['buy windows server cal for Studio 54', { customer: 'Studio 54', about: 'windows server cal' }],
    ['buy 5 windows server cal for 21 Club', { customer: '21 Club', quantity: 5 }],
    ['buy windows server cal for Seven Eleven', { customer: 'Seven Eleven' }],
    ['buy windows server cal for 3M', { customer: '3M' }],
    ['buy windows server cal, quantity 10, for contoso.com', { quantity: 10 }],
    ['buy 10 or so windows server cal for contoso.com', { unread: ['10 or so'] }],
    ['buy 5 windows server cal for Studio 54', { customer: 'Studio 54', quantity: 5 }],
    ['buy windows server 2022 licenses for contoso.com', { about: 'windows server 2022 licenses' }],
    [
      'buy windows server standard 16 core 3 years for contoso.com',
      { about: 'windows server standard 16 core 3 years' },
    ],
    ['buy windows 7 esu for contoso.com', { about: 'windows 7 esu' }],
    ['buy windows 10 licenses for contoso.com', { unread: ['10 licenses'] }],
    ['buy windows server for USD 500 for contoso.com', { unread: ['USD 500'] }],
    ['buy 2 windows server for 1,000 dollars for contoso.com', { quantity: 2, unread: ['1,000 dollars'] }],
    ['buy 2 windows server, 10 sql server for contoso.com', { unread: ['2', '10'] }],
    ['buy sql server for c0000000-0000-4000-8000-000000000001', { customer: 'c0000000-0000-4000-8000-000000000001' }],
    ['buy sql server on 11/20/2026 for contoso.com', { about: 'sql server' }],
    ['给 contoso.com 买 SQL Server 企业版 3 年', { about: 'SQL Server 企业版 3 年' }],
    ['给 contoso.com 买统一的 SQL Server', {}],
    ['contoso.com에 SQL Server 2022 표준 3년 구매', { about: 'SQL Server 2022 표준 3년' }],
  ])('%s', (line, facts) => {
    const { sentence } = read(line)
    expect(sentence).toMatchObject(facts)
    if (!('quantity' in facts)) expect(sentence).not.toHaveProperty('quantity')
  })

  it('is part of a name where there is no place for how many', () => {
    expect(read('orders Studio 54').sentence).toMatchObject({ about: 'Studio 54' })
    expect(read('keys for Studio 54').sentence).toMatchObject({ customer: 'Studio 54' })
  })
})

describe('dots and commas are read as the person writes them', () => {
  const now = new Date('2026-11-22T09:00:00Z')
  const quantity = (locale: string, number: string) =>
    read(`buy ${number} windows server cal for contoso.com`, calendarOf(now, new Reader(locale, 'UTC'))).sentence
  it.each([
    ['de-DE', '2.500', 2_500],
    ['de-DE', '1.000.000', 1_000_000],
    ['en-DE', '2.500', 2_500],
    ['es-ES', '2.500', 2_500],
    ['en-US', '2,500', 2_500],
    ['en-GB', '2,500', 2_500],
    ['zh-CN', '2,500', 2_500],
    ['ko-KR', '2,500', 2_500],
    ['fr-FR', '2 500', 2_500],
    ['de-CH', "2'500", 2_500],
  ])('%s: %s is %i', (locale, number, value) => {
    expect(quantity(locale, number)).toMatchObject({ quantity: value })
  })
  it.each([
    ['de-DE', '2,500'],
    ['de-DE', '2,5'],
    ['en-US', '2.500'],
    ['ko-KR', '2.500'],
  ])('%s: %s is said', (locale, number) => {
    expect(quantity(locale, number)).toMatchObject({ unread: [number] })
    expect(quantity(locale, number)).not.toHaveProperty('quantity')
  })
})
