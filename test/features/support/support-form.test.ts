import { describe, expect, it } from 'vitest'
import { money } from '../../../src/commerce/money.ts'
import type { Order } from '../../../src/commerce/order.ts'
import {
  mistakesAgainst,
  readAmount,
  readForm,
  type SupportForm,
  supportForm,
  writeAmount,
} from '../../../src/features/support/requests/support-form.ts'

const right: SupportForm = {
  impact: 'moderate',
  title: 'Refund for CSP-1004',
  customer: 'contoso.com',
  about: 'CSP-1004',
  reason: 'Bought for the wrong customer.',
  amount: '1,234.50',
  currency: 'usd',
  contactName: 'Mina Park',
  contactEmail: 'mina@alpine.example',
  contactPhone: '+1 (425) 555-0100 ext. 7',
}

describe('the support form', () => {
  it('is read when nothing is wrong', () => {
    expect(readForm(right)).toEqual({
      wish: {
        impact: 'moderate',
        title: 'Refund for CSP-1004',
        reason: 'Bought for the wrong customer.',
        amount: money('1234.50', 'USD'),
        contact: { name: 'Mina Park', email: 'mina@alpine.example', phone: '+1 (425) 555-0100 ext. 7' },
      },
      mistakes: {},
    })
  })

  it('names every mistake at once when nothing is filled in', () => {
    const { mistakes, wish } = readForm(supportForm.parse({}))
    expect(Object.entries(mistakes).map(([field, { kind }]) => `${field}: ${kind}`)).toEqual([
      'impact: impact',
      'title: title',
      'customer: customer',
      'about: about',
      'reason: reason',
      'amount: amount',
      'currency: currency',
      'contactName: name',
      'contactEmail: email',
      'contactPhone: phone',
    ])
    expect(wish).toEqual({})
  })

  it.each([
    ['impact', 'urgent', 'impact'],
    ['impact', 'CRITICAL', 'impact'],
    ['title', '   ', 'title'],
    ['title', 'x'.repeat(101), 'title'],
    ['customer', ' ', 'customer'],
    ['about', 'the order of last week', 'about'],
    ['about', "CSP-1004' or 1=1 --", 'about'],
    ['reason', 'too short', 'reason'],
    ['reason', `       a${' '.repeat(20)}`, 'reason'],
    ['reason', 'x'.repeat(1_001), 'reason'],
    ['amount', '0', 'amount'],
    ['amount', '0.00', 'amount'],
    ['amount', '-5', 'amount'],
    ['amount', '1e9', 'amount'],
    ['amount', '12,34', 'amount'],
    ['amount', '1.234,50', 'amount'],
    ['amount', '1234567890123', 'amount'],
    ['amount', '5.001', 'digits'],
    ['currency', 'US', 'currency'],
    ['currency', 'DOLLAR', 'currency'],
    ['currency', '', 'currency'],
    ['contactName', '', 'name'],
    ['contactName', 'x'.repeat(101), 'name'],
    ['contactEmail', 'mina@', 'email'],
    ['contactEmail', 'mina at alpine.example', 'email'],
    ['contactPhone', '12', 'phone'],
    ['contactPhone', 'call me', 'phone'],
    ['contactPhone', '+1 425 555 0100 0100 0100 0100 0100 0100 0100', 'phone'],
  ] as const)('refuses %s %j, and only that', (field, typed, kind) => {
    const { mistakes } = readForm({ ...right, [field]: typed })
    expect(Object.entries(mistakes).map(([at, mistake]) => [at, mistake.kind])).toEqual([
      [kind === 'digits' ? 'amount' : field, kind],
    ])
  })

  it('takes control characters out and keeps lines', () => {
    const { wish } = readForm({
      ...right,
      title: ' Refund\0 of\ttwo\nlines ',
      reason: 'First line\r\nsecond\0 line\u0007',
    })
    expect(wish.title).toBe('Refund of two lines')
    expect(wish.reason).toBe('First line\nsecond line')
  })
})

describe('an amount', () => {
  it.each([
    ['1234.5', '1234.5'],
    ['1,234.50', '1234.50'],
    ['1 234 567', '1234567'],
    ['1,00,000', '100000'],
    ['１，２３４．５０', '1234.50'],
    ['007', '7'],
  ])('%j is %s', (typed, digits) => {
    expect(readAmount(typed)).toBe(digits)
  })

  it.each([
    ['JPY', '1.5'],
    ['KRW', '0.5'],
    ['KWD', '1.2345'],
    ['USD', '1.005'],
  ])('of %s has its digits: not %s', (currency, amount) => {
    expect(readForm({ ...right, currency, amount }).mistakes.amount?.kind).toBe('digits')
  })

  it.each([
    ['KWD', '1.234'],
    ['JPY', '150000'],
  ])('of %s may be %s', (currency, amount) => {
    expect(readForm({ ...right, currency, amount }).mistakes).toEqual({})
  })

  it('is written so that it can be read again', () => {
    expect(writeAmount(money('1234.5', 'USD'))).toBe('1,234.50')
    expect(writeAmount(money('1234.5', 'KWD'))).toBe('1,234.500')
    expect(writeAmount(money('7000000', 'JPY'))).toBe('7,000,000')
  })
})

describe('what the order says against the amount', () => {
  const order = { currency: 'USD', lines: [{ quantity: 2, unitPrice: money('50', 'USD') }] } as unknown as Order
  it.each([
    ['100', 'USD', {}],
    ['100.01', 'USD', { amount: { kind: 'more-than-paid', total: { amount: '100', currency: 'USD' } } }],
    ['5', 'EUR', { currency: { kind: 'other-currency', total: { amount: '100', currency: 'USD' } } }],
  ])('%s %s', (amount, currency, mistakes) => {
    expect(mistakesAgainst(money(amount, currency), order)).toEqual(mistakes)
  })
})
