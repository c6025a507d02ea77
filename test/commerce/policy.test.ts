import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { unusedFraction } from '../../src/commerce/credit.ts'
import { minorUnit, money } from '../../src/commerce/money.ts'
import { type Order, type OrderLine, orderTotal, stageOf } from '../../src/commerce/order.ts'
import { judge, judgeLines, policyFor, policySets } from '../../src/commerce/policy.ts'
import { type Family, families, type Term } from '../../src/commerce/product.ts'
import { day, later } from '../../src/platform/clock.ts'

const bought = new Date('2026-09-01T13:37:11.123Z')
const lineOf = (family: Family, term: Term, price = '100', quantity = 1, currency = 'USD') => ({
  number: 0,

  product: 'a product',
  sku: 'a sku',
  family,
  term,
  quantity,
  unitPrice: money(price, currency),
  cancelled: false,
})
const orderOf = (
  lines: readonly Partial<OrderLine>[],
  createdAt = bought,
  currency = 'USD',
  status = 'completed',
): Order => ({
  id: 'CSP-1',
  customerId: 'c',
  createdAt,
  status,
  state: stageOf(status),
  currency,
  lines: lines.map((line, number) => ({ ...lineOf('perpetual-software', 'perpetual'), ...line, number })),
})

describe('the article’s rules', () => {
  // Each row: family, and what holds at day 0, 59, 60 and 61. A number is the days left.
  test.for([
    ['server-subscription', 'P3Y', [60, 1, 'closed', 'closed']],
    ['perpetual-software', 'perpetual', [60, 1, 'closed', 'closed']],
    ['extended-security-update', 'P1Y', ['support', 'support', 'support', 'support']],
    ['linux-plan', 'P1Y', ['never', 'never', 'never', 'never']],
    ['azure-reservation', 'P1Y', ['elsewhere', 'elsewhere', 'elsewhere', 'elsewhere']],
  ] as const)('%s at day 0, 59, 60 and 61', ([family, term, expected]) => {
    const order = orderOf([lineOf(family, term)])
    const seen = [0, 59, 60, 61].map((age) => {
      const verdict = judge(order, later(bought, age * day), 'article')
      return verdict.kind === 'open' ? verdict.daysLeft : verdict.kind
    })
    expect(seen).toEqual(expected)
  })

  test.for(['server-subscription', 'perpetual-software'] as const)(
    '%s is open one millisecond before 60 × 24 hours, and closed at it',
    (family) => {
      const order = orderOf([lineOf(family, family === 'perpetual-software' ? 'perpetual' : 'P1Y')])
      const closes = later(bought, 60 * day)
      expect(judge(order, later(closes, -1), 'article')).toMatchObject({ kind: 'open', daysLeft: 1, closesAt: closes })
      expect(judge(order, closes, 'article')).toEqual({ kind: 'closed', closedAt: closes, givenBy: 'policy' })
    },
  )

  test('a change to summer time moves no deadline: days have 24 hours in UTC', () => {
    const createdAt = new Date('2026-03-01T12:00:00Z')
    const verdict = judge(orderOf([lineOf('perpetual-software', 'perpetual')], createdAt), createdAt, 'article')
    expect(verdict).toMatchObject({ closesAt: new Date('2026-04-30T12:00:00Z') })
  })

  test.for([
    ['linux-plan', 'never'],
    ['azure-reservation', 'elsewhere'],
    ['extended-security-update', 'support'],
  ] as const)('a line of %s stays, and the other line of its order can be cancelled', ([family, kind]) => {
    const order = orderOf([lineOf('perpetual-software', 'perpetual', '70'), lineOf(family, 'P1Y')])
    expect(judgeLines(order, bought, 'article').map(({ verdict }) => verdict.kind)).toEqual(['open', kind])
    const verdict = judge(order, bought, 'article')
    expect(verdict).toMatchObject({ kind: 'open', daysLeft: 60 })
    expect(verdict.kind === 'open' && verdict.credit.total).toEqual(money('70', 'USD'))
    expect(judge(order, later(bought, 60 * day), 'article')).toEqual({ kind, family })
  })

  test('a cancelled order is cancelled, whatever its window', () => {
    expect(judge(orderOf([{}], bought, 'USD', 'cancelled'), bought, 'article')).toEqual({ kind: 'cancelled' })
    expect(judge(orderOf([{ cancelled: true }, { cancelled: true }]), bought, 'article')).toEqual({ kind: 'cancelled' })
  })

  test('a cancelled line gives nothing back, and the other line of its order is judged alone', () => {
    const order = orderOf([{ unitPrice: money('70', 'USD') }, { unitPrice: money('30', 'USD'), cancelled: true }])
    const verdict = judge(order, bought, 'article')
    expect(verdict.kind === 'open' && verdict.credit.total).toEqual(money('70', 'USD'))
    expect(judgeLines(order, bought, 'article').map(({ verdict: { kind } }) => kind)).toEqual(['open', 'cancelled'])
  })
})

describe('how far an order has come', () => {
  // Partner Center's words, in the ways it writes them; and what they mean to a window.
  test.for([
    ['completed', 'placed', 'open'],
    ['Completed', 'placed', 'open'],
    ['partial success', 'partly', 'open'],
    ['partial_success', 'partly', 'open'],
    ['suspended', 'suspended', 'open'],
    ['cancelled', 'cancelled', 'cancelled'],
    ['pending', 'pending', 'not-bought'],
    ['pending review', 'in-review', 'not-bought'],
    ['po upload complete', 'in-review', 'not-bought'],
    ['pending_po_upload', 'needs-purchase-order', 'not-bought'],
    ['error', 'failed', 'not-bought'],
    ['po review rejected', 'failed', 'not-bought'],
    ['unknown', 'other', 'not-bought'],
    ['queued', 'other', 'not-bought'],
    ['', 'other', 'not-bought'],
    ['constructor', 'other', 'not-bought'],
  ] as const)('%s is %s, and its window %s', ([status, stage, kind]) => {
    const order = orderOf([{}], bought, 'USD', status)
    expect(order.state).toBe(stage)
    expect(judge(order, bought, 'article').kind).toBe(kind)
    expect(judgeLines(order, bought, 'article')[0]?.verdict.kind).toBe(kind)
  })
})

describe('a date that the service gives', () => {
  const until = new Date('2027-09-10T23:59:00Z')
  const now = new Date('2027-09-04T00:00:00Z')

  test.for(families)('wins over the policy for %s, and is said to be the service’s', (family) => {
    const order = orderOf([{ ...lineOf(family, 'P1Y'), cancellableUntil: until }])
    expect(judge(order, now, 'article')).toMatchObject({
      kind: 'open',
      closesAt: until,
      daysLeft: 7,
      givenBy: 'service',
    })
    expect(judge(order, until, 'article')).toEqual({ kind: 'closed', closedAt: until, givenBy: 'service' })
  })

  test('may also be sooner than the policy’s', () => {
    const order = orderOf([{ cancellableUntil: later(bought, 7 * day) }])
    expect(judge(order, later(bought, 8 * day), 'article').kind).toBe('closed')
  })

  test.for([
    // Renewed on 2027-09-01: two and a half days of the second year are used.
    ['server-subscription', 'P1Y', '0.99310489'],
    ['perpetual-software', 'perpetual', '1.00000000'],
    // Where only the service knows of a window, nobody here knows what it gives back.
    ['linux-plan', 'P1Y', undefined],
    ['server-subscription', 'P5Y', undefined],
  ] as const)('of %s, %s credits %s of the price', ([family, term, fraction]) => {
    const order = orderOf([{ ...lineOf(family, term as Term), cancellableUntil: until }])
    const verdict = judge(order, new Date('2027-09-04T02:11:11.123Z'), 'article')
    const [credit] = verdict.kind === 'open' ? verdict.credit.lines : []
    expect(credit?.fraction?.toFixed(8)).toBe(fraction)
    expect(credit?.amount === undefined).toBe(fraction === undefined)
  })
})

describe('a price that the service does not say', () => {
  test('leaves total and credit empty, of that line and of the order, and is never 0', () => {
    const { unitPrice: _, ...free } = lineOf('perpetual-software', 'perpetual')
    const order: Order = {
      ...orderOf([{}]),
      lines: [
        { ...free, number: 0 },
        { ...free, number: 1, unitPrice: money('5', 'USD') },
      ],
    }
    expect(orderTotal(order)).toBeUndefined()
    const verdict = judge(order, bought, 'article')
    if (verdict.kind !== 'open') throw new Error(`the order is ${verdict.kind}`)
    expect(verdict.credit.total).toBeUndefined()
    expect(verdict.credit.lines.map(({ amount }) => amount?.amount.toString())).toEqual([undefined, '5'])
  })

  test('of another currency than the order has no sum either', () => {
    expect(orderTotal(orderOf([{}, { unitPrice: money('5', 'EUR') }]))).toBeUndefined()
  })
})

describe('dated rules', () => {
  const windowOf = (boughtAt: string, family: Family) => {
    const rule = policyFor('dated', new Date(boughtAt)).rules[family]
    return rule.kind === 'window' ? `${rule.days} ${rule.credit}` : rule.kind
  }

  test.for([
    ['2019-01-01T00:00:00Z', '60 prorated', '60 full', 'support'],
    ['2020-01-30T23:59:59.999Z', '60 prorated', '60 full', 'support'],
    ['2020-01-31T00:00:00Z', '60 prorated', '60 full', '60 full'],
    ['2021-06-30T23:59:59.999Z', '60 prorated', '60 full', '60 full'],
    ['2021-07-01T00:00:00Z', '30 prorated', '30 full', '30 full'],
    ['2023-05-31T23:59:59.999Z', '30 prorated', '30 full', '30 full'],
    ['2023-06-01T00:00:00Z', '7 prorated', '30 full', '30 full'],
  ] as const)('bought at %s: subscription %s, perpetual %s, ESU %s', ([at, subscription, perpetual, esu]) => {
    expect(windowOf(at, 'server-subscription')).toBe(subscription)
    expect(windowOf(at, 'perpetual-software')).toBe(perpetual)
    expect(windowOf(at, 'extended-security-update')).toBe(esu)
    expect(windowOf(at, 'linux-plan')).toBe('never')
    expect(windowOf(at, 'azure-reservation')).toBe('elsewhere')
  })

  test('the article’s choice takes the first set for every date', () => {
    for (const { from } of policySets) expect(policyFor('article', from)).toBe(policySets[0])
  })

  test('of two windows in one order the shorter closes first, and then the other one holds', () => {
    const order = orderOf([lineOf('server-subscription', 'P1Y'), lineOf('perpetual-software', 'perpetual')])
    const closes = later(bought, 7 * day)
    expect(judge(order, later(closes, -1), 'dated')).toMatchObject({ kind: 'open', closesAt: closes })
    const rest = later(bought, 30 * day)
    expect(judge(order, closes, 'dated')).toMatchObject({ kind: 'open', closesAt: rest })
    expect(judge(order, rest, 'dated')).toEqual({ kind: 'closed', closedAt: rest, givenBy: 'policy' })
  })
})

describe('the credit', () => {
  const creditOf = (order: Order, now: Date) => {
    const verdict = judge(order, now, 'article')
    if (verdict.kind !== 'open') throw new Error(`the order is ${verdict.kind}`)
    const { total, lines } = verdict.credit
    if (total === undefined) throw new Error('the credit is not known')
    return { total, lines: lines.map(({ amount }) => amount?.amount ?? new Decimal(NaN)) }
  }

  test('each line item by its own rule: perpetual in full, a subscription by its unused time', () => {
    const createdAt = new Date('2025-01-01T00:00:00Z')
    const order = orderOf(
      [lineOf('perpetual-software', 'perpetual', '35', 10), lineOf('server-subscription', 'P1Y', '365')],
      createdAt,
    )
    const { lines, total } = creditOf(order, later(createdAt, 30 * day))
    expect(lines.map((amount) => amount.toFixed(2))).toEqual(['350.00', '335.00'])
    expect(total.amount.toFixed(2)).toBe('685.00')
  })

  test.for([
    ['JPY', '1001', '1000'],
    ['USD', '0.10', '0.1'],
    ['KWD', '10.001', '10.001'],
  ] as const)('in %s is rounded to its minor unit', ([currency, price, expected]) => {
    const order = orderOf([lineOf('server-subscription', 'P3Y', price, 1, currency)], bought, currency)
    expect(creditOf(order, later(bought, currency === 'JPY' ? day : 1_000)).total.amount.toString()).toBe(expected)
  })

  const cents = fc.integer({ min: 1, max: 1_000_000_000 })
  const millisecondsIn = fc.integer({ min: 0, max: 60 * day - 1 })
  const currencies = fc.constantFrom('USD', 'JPY', 'KWD', 'EUR')

  test('is never negative, never more than was paid, and never has a digit that the currency has not', () => {
    fc.assert(
      fc.property(
        cents,
        fc.integer({ min: 1, max: 500 }),
        millisecondsIn,
        currencies,
        (units, quantity, ms, currency) => {
          const price = new Decimal(units).div(new Decimal(10).pow(minorUnit(currency))).toFixed()
          const order = orderOf([lineOf('server-subscription', 'P3Y', price, quantity, currency)], bought, currency)
          const { total } = creditOf(order, later(bought, ms))
          expect(total.amount.gte(0)).toBe(true)
          expect(total.amount.lte(new Decimal(price).times(quantity))).toBe(true)
          expect(total.amount.decimalPlaces()).toBeLessThanOrEqual(minorUnit(currency))
        },
      ),
    )
  })

  test('never grows with time, and is the sum of its lines', () => {
    fc.assert(
      fc.property(cents, cents, millisecondsIn, millisecondsIn, (one, two, a, b) => {
        const price = (units: number) => new Decimal(units).div(100).toFixed()
        const order = orderOf([
          lineOf('server-subscription', 'P1Y', price(one)),
          lineOf('server-subscription', 'P3Y', price(two)),
        ])
        const [sooner, latest] = [Math.min(a, b), Math.max(a, b)].map((ms) => creditOf(order, later(bought, ms)))
        expect(latest?.total.amount.lte(sooner?.total.amount ?? 0)).toBe(true)
        const lines = sooner?.lines ?? []
        expect(sooner?.total.amount.eq(Decimal.sum(...lines))).toBe(true)
      }),
    )
  })
})

describe('the unused time', () => {
  test.for([
    ['P1Y', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', '1'],
    ['P1Y', '2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z', '0'],
    ['P1Y', '2026-01-01T00:00:00Z', '2030-01-01T00:00:00Z', '0'],
    ['P1Y', '2026-01-01T00:00:00Z', '2025-01-01T00:00:00Z', '1'],
    ['P1Y', '2026-01-01T00:00:00Z', '2026-07-02T12:00:00Z', '0.5'],
    ['P3Y', '2025-01-01T00:00:00Z', '2026-01-01T00:00:00Z', '0.66666666666666666667'],
    ['P1Y', '2024-02-29T00:00:00Z', '2025-02-28T00:00:00Z', '0.0027322404371584699454'],
    ['perpetual', '2026-01-01T00:00:00Z', '2036-01-01T00:00:00Z', '1'],
  ] as const)('of %s from %s at %s is %s', ([term, from, now, expected]) => {
    expect(unusedFraction(term, new Date(from), new Date(now))?.toString()).toBe(expected)
  })
})
