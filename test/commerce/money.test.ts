import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minorUnit, money, rounded, sum, times } from '../../src/commerce/money.ts'

test.for([
  ['USD', 2],
  ['EUR', 2],
  ['JPY', 0],
  ['KRW', 0],
  ['VND', 0],
  ['KWD', 3],
  ['BHD', 3],
  ['TND', 3],
] as const)('%s has %i digits after the point', ([currency, digits]) => {
  expect(minorUnit(currency)).toBe(digits)
})

test.for([
  ['USD', '0.125', '0.12'],
  ['USD', '0.135', '0.14'],
  ['USD', '0.1250000001', '0.13'],
  ['USD', '-0.125', '-0.12'],
  ['JPY', '0.5', '0'],
  ['JPY', '1.5', '2'],
  ['JPY', '2.5', '2'],
  ['KWD', '1.0005', '1'],
  ['KWD', '1.0015', '1.002'],
] as const)('%s %s is rounded half-even to %s', ([currency, amount, expected]) => {
  expect(rounded(money(amount, currency)).amount.toString()).toBe(expected)
})

test('a tenth and two tenths are three tenths', () => {
  expect(sum([money('0.1', 'USD'), money('0.2', 'USD')], 'USD').amount.toString()).toBe('0.3')
})

test('amounts of two currencies have no sum; no amounts have the sum zero', () => {
  expect(() => sum([money(1, 'USD'), money(1, 'EUR')], 'USD')).toThrow(RangeError)
  expect(sum([], 'JPY')).toEqual(money(0, 'JPY'))
})

const amounts = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map((units) => new Decimal(units).div(10_000))
const currencies = fc.constantFrom('USD', 'JPY', 'KWD')

test('rounding moves an amount by half a minor unit at most, and a second time by nothing', () => {
  fc.assert(
    fc.property(amounts, currencies, (amount, currency) => {
      const once = rounded({ amount, currency })
      const half = new Decimal(10).pow(-minorUnit(currency)).div(2)
      expect(once.amount.minus(amount).abs().lte(half)).toBe(true)
      expect(rounded(once)).toEqual(once)
    }),
  )
})

test('many times one price is the price added many times', () => {
  fc.assert(
    fc.property(amounts, fc.integer({ min: 1, max: 50 }), (amount, count) => {
      const price = { amount, currency: 'USD' }
      const added = sum(Array(count).fill(price), 'USD')
      expect(times(price, count).amount.eq(added.amount)).toBe(true)
    }),
  )
})
