import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { minorUnit } from '../../../src/commerce/money.ts'
import { readAmounts, writeAmounts } from '../../../src/features/settings/amounts.ts'

describe('amounts as they are typed', () => {
  it.each([
    ['', {}],
    ['  ', {}],
    ['USD 50000', { USD: '50000' }],
    ['50000 USD', { USD: '50000' }],
    ['usd50,000.50', { USD: '50000.50' }],
    ['USD 50,000; EUR 45000; JPY 7000000', { USD: '50000', EUR: '45000', JPY: '7000000' }],
    ['USD 50,000, EUR 45,000', { USD: '50000', EUR: '45000' }],
    ['50,000 USD,45,000 EUR', { USD: '50000', EUR: '45000' }],
    ['USD 50,000 EUR 45,000\nJPY 1', { USD: '50000', EUR: '45000', JPY: '1' }],
    ['USD 1 234 567.89', { USD: '1234567.89' }],
    ['INR 1,00,00,000', { INR: '10000000' }],
    ['ＵＳＤ　５０，０００；７，０００，０００ ＪＰＹ', { USD: '50000', JPY: '7000000' }],
    ['KRW 60,000,000、CNY 300,000', { KRW: '60000000', CNY: '300000' }],
    ['KWD 1.234', { KWD: '1.234' }],
    ['USD 0', { USD: '0' }],
    ['USD 007', { USD: '7' }],
  ])('%j is read', (typed, amounts) => {
    expect(readAmounts(typed)).toEqual({ amounts })
  })

  it.each([
    ['50000', 'unreadable', '50000'],
    ['USD', 'unreadable', 'USD'],
    ['$50,000', 'unreadable', '$ 50,000'],
    ['USD -5', 'unreadable', 'USD -'],
    ['USD 50,00', 'unreadable', '00'],
    ['EUR 45.000,50', 'digits', 'EUR 45.000'],
    ['USD 5; usd 6', 'twice', 'USD'],
    ['USD 5; ABC 6', 'currency', 'ABC'],
    ['DOLLARS 5', 'currency', 'DOLLARS'],
    ['JPY 1.5', 'digits', 'JPY 1.5'],
    ['USD 1,234,567,890,123', 'too-large', 'USD 1,234,567,890,123'],
  ])('%j is not, and it says why', (typed, kind, at) => {
    expect(readAmounts(typed)).toEqual({ mistake: expect.objectContaining({ kind, at }) })
  })

  it('read again as they were written, whatever the amounts', () => {
    const amount = fc
      .constantFrom('USD', 'EUR', 'JPY', 'KWD', 'KRW', 'CNY', 'BRL')
      .chain((currency) =>
        fc
          .tuple(fc.integer({ min: 0, max: 999_999_999 }), fc.integer({ min: 1, max: 9 }))
          .map(([whole, digit]) => [currency, minorUnit(currency) === 0 ? `${whole}` : `${whole}.${digit}`] as const),
      )
    fc.assert(
      fc.property(fc.uniqueArray(amount, { selector: ([currency]) => currency }), (amounts) => {
        const written = writeAmounts(Object.fromEntries(amounts))
        expect(readAmounts(written)).toEqual({ amounts: Object.fromEntries(amounts) })
      }),
    )
  })

  it('never break the reader, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (typed) => {
        const read = readAmounts(typed)
        if ('amounts' in read) for (const value of Object.values(read.amounts)) expect(value).toMatch(/^\d+(\.\d+)?$/)
      }),
    )
  })
})
