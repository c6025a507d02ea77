import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tidied } from '../../src/chat/said.ts'
import { readSentence, type Sentence } from '../../src/chat/sentence.ts'
import { read, sunday } from '../support/reading.ts'

/** Digits that stand by themselves in a line, as long as they go on, separators and all; spaces may separate thousands. */
const wholeNumbers = (line: string): string[] => {
  const shapes = [
    /[\p{L}\p{N}](?:[\p{N}\p{L}_^⁄]|[.,'’+/:-](?=[\p{L}\p{N}]))*/gu,
    /(?<![^ ])\d{1,3}(?: \d{3})+(?![^ ,])/gu,
  ]
  return shapes.flatMap((shape) => [...line.normalize('NFKC').matchAll(shape)].map(([token]) => token))
}

// In the one way of writing in which a line is read: `1²` is `1^2` there, and never 12.
const holds = (line: string, words: string): boolean => tidied(line).toLowerCase().includes(tidied(words).toLowerCase())

/** What a sentence says stands in it, in whole words. */
function expectWhole(line: string, { quantity, orderId, moreOrders = [], customer, range }: Sentence): void {
  const tokens = wholeNumbers(line)
  if (quantity !== undefined && !inWords.test(line)) {
    const digits = tokens.map((token) => token.replace(/^x/iu, '').replace(/[,' .’]|(?:x|[^\d]*)$/giu, ''))
    expect([quantity, digits.map(Number).includes(quantity)]).toEqual([quantity, true])
  }
  for (const id of [orderId, ...moreOrders].filter((one) => one !== undefined)) {
    const bare = id.replace(/^csp-/iu, '')
    expect(line.toLowerCase()).toMatch(new RegExp(`(?<![\\w])${bare.toLowerCase()}(?![\\w])`, 'u'))
  }
  for (const word of customer?.split(' ') ?? []) expect([word, holds(line, word)]).toEqual([word, true])
  // Days come of words about days.
  if (range !== undefined && !('preset' in range))
    expect(line).toMatch(/\d|[一二三四五六七八九十日天周月年]|일|주|월|년|day|week|month|year|since|ago/iu)
}

const inWords = /one|two|three|ten|dozen|hundred|thousand|twenty|十|二|两|万|百|스물|열|만|백|한|세/iu

const numbers = fc.oneof(
  fc.integer({ min: 0, max: 99_999 }).map(String),
  fc.integer({ min: 1_000, max: 999_999 }).map((value) => value.toLocaleString('en-US')),
  fc.integer({ min: 1_000, max: 999_999 }).map((value) => value.toLocaleString('de-DE')),
  fc.integer({ min: 1_000, max: 999_999 }).map((value) => value.toLocaleString('fr-FR')),
  fc.integer({ min: 1_000, max: 999_999 }).map((value) => value.toLocaleString('de-CH')),
  fc.float({ min: 0, max: 1_000, noNaN: true }).map((value) => value.toFixed(2)),
  fc
    .tuple(fc.integer({ min: 1, max: 99 }), fc.constantFrom('k', 'e3', '%', '+', '-pack', '²', '½', '-20', '/2'))
    .map(([value, more]) => `${value}${more}`),
)
const others = fc.constantFrom(
  ...[
    'CSP-1001',
    'CSP-1002,',
    'order 2y6dF_rV',
    'PO 4711',
    'A-17',
    'Studio 54',
    'USD 500',
    '2022',
    '16 core',
    '3 years',
    '11/20/2026',
    '30 Feb',
  ],
  ...[
    '2026-11-20',
    'last 24 hours',
    'c0000000-0000-4000-8000-000000000001',
    'contoso.com',
    'anna@contoso.com',
    'https://contoso.com/7/8',
  ],
  ...[
    'windows server',
    'sql server',
    'for Contoso',
    'for',
    'and',
    'x',
    '套',
    '개',
    '订单',
    '주문',
    '에',
    '，',
    '-',
    '(',
    '.',
  ],
)

describe('no sentence yields a fact whose words are not wholly in it', () => {
  it('whatever numbers, orders, days and names are in it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('buy', 'cancel', 'orders', 'activity', 'keys', '购买', '取消', '구매', '취소'),
        fc.array(fc.oneof(numbers, others), { minLength: 1, maxLength: 7 }),
        fc.constantFrom(' ', ' ', ', ', '\u00A0'),
        (command, words, space) => {
          const line = [command, ...words].join(space)
          const { sentence } = read(line)
          if (sentence !== undefined) expectWhole(line, sentence)
          expectWhole(line, readSentence(line, sunday))
        },
      ),
      { numRuns: 500 },
    )
  })

  it('one number is read as itself, or it is said', () => {
    fc.assert(
      fc.property(numbers, (number) => {
        const { sentence } = read(`buy ${number} windows server cal for contoso.com`)
        const plain = /^\d+$/u.test(number) ? Number(number) : undefined
        if (sentence?.quantity === undefined) {
          // A year may be a version.
          const told = sentence?.unread?.join(' ') ?? (sentence?.about.includes(number) === true ? number : undefined)
          expect(told).toMatch(/\d/u)
        } else if (plain !== undefined) expect(sentence.quantity).toBe(plain)
        else expect(String(sentence.quantity)).toBe(number.replace(/[^\d]/gu, ''))
      }),
      { numRuns: 500 },
    )
  })

  it('a day is read as itself, or it is said', () => {
    const day = fc
      .date({ min: new Date('2024-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
      .map((at) => at.toISOString().slice(0, 10))
    fc.assert(
      fc.property(day, fc.constantFrom('iso', 'us', 'zh', 'ko', 'words'), (iso, way) => {
        const [year = '', month = '', date = ''] = iso.split('-')
        const [m, d] = [Number(month), Number(date)]
        const name = new Intl.DateTimeFormat('en-US', { month: 'long', timeZone: 'UTC' }).format(new Date(iso))
        const line = {
          iso: `activity ${iso}`,
          us: `activity ${m}/${d}/${year}`,
          zh: `${year}年${m}月${d}日的活动`,
          ko: `${year}년 ${m}월 ${d}일 활동`,
          words: `activity on ${name} ${d}, ${year}`,
        }[way]
        const { sentence } = read(line)
        if (iso > sunday.today) expect(sentence?.unread?.join(' ')).toMatch(/\d/u)
        else expect(sentence?.range).toEqual({ from: iso, to: iso })
      }),
      { numRuns: 300 },
    )
  })
})
