import { describe, expect, it } from 'vitest'
import { QuantityNotAllowed } from '../../../src/commerce/errors.ts'
import { PoNumberNotAllowed } from '../../../src/features/buying/buying.errors.ts'
import { readPoNumber, readQuantity } from '../../../src/features/buying/order-form.ts'

const limits = { minimumQuantity: 1, maximumQuantity: 500 }

describe('a quantity', () => {
  it.each([
    ['1', 1],
    ['500', 500],
    [7, 7],
    ['42', 42],
  ] as const)('%j is %i', (typed, quantity) => {
    expect(readQuantity(limits, typed)).toBe(quantity)
  })

  it.each([
    '',
    ' ',
    '0',
    '-1',
    '501',
    '1e9',
    '1e2',
    '1 or 1',
    '1.0',
    '1.5',
    '1,0',
    '0x10',
    '+1',
    '01',
    ' 1',
    '1 ',
    '１',
    '٣',
    '1\n',
    'NaN',
    'Infinity',
    '[object Object]',
    'ten',
    '99999999999999999999',
    '1; drop table purchase',
    0,
    -1,
    501,
    1.5,
    1e9,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    undefined,
  ])('%j is refused with the limits', (typed) => {
    expect(() => readQuantity(limits, typed)).toThrow(new QuantityNotAllowed({ minimum: 1, maximum: 500 }))
  })
})

describe('a purchase order number', () => {
  it.each([
    ['', undefined],
    ['   ', undefined],
    [undefined, undefined],
    ['PO-2041', 'PO-2041'],
    [' 7 ', '7'],
    ['구매 2026/11 #4', '구매 2026/11 #4'],
    ['采购-12.a_b', '采购-12.a_b'],
    ['x'.repeat(50), 'x'.repeat(50)],
  ])('%j is read as %j', (typed, poNumber) => {
    expect(readPoNumber(typed)).toBe(poNumber)
  })

  it.each([
    'x'.repeat(51),
    '=1+1',
    '@cmd',
    '-1',
    '+1',
    '<b>1</b>',
    'a\nb',
    'a\u0000b',
    'a\u202eb',
    '[x](http://x)',
    '"1"',
  ])('%j is refused', (typed) => {
    expect(() => readPoNumber(typed)).toThrow(PoNumberNotAllowed)
  })
})
