import { describe, expect, it } from 'vitest'
import { money } from '../../src/commerce/money.ts'
import { firstPolicy, ruleFor } from '../../src/workflow/approvals/approval-policy.ts'

describe('what needs an approval', () => {
  it('is nothing until a global admin says so', () => {
    expect(ruleFor(firstPolicy, 'purchase', money('1e9', 'USD'))).toBeUndefined()
    expect(ruleFor(firstPolicy, 'cancellation', money('1e9', 'USD'))).toBeUndefined()
  })

  it.each([
    ['49999.99', 'USD', false],
    ['50000', 'USD', true],
    ['50000.00', 'USD', true],
    ['50000.01', 'USD', true],
    ['6999999', 'JPY', false],
    ['7000000', 'JPY', true],
    ['99.999', 'KWD', false],
    ['100', 'KWD', true],
    ['1000000', 'EUR', false],
  ])('purchases of %s %s: %s', (amount, currency, needed) => {
    const policy = { ...firstPolicy, purchases: { USD: '50000', JPY: '7000000', KWD: '100.000' } }
    expect(ruleFor(policy, 'purchase', money(amount, currency)) !== undefined).toBe(needed)
  })

  it('names the rule with its amount', () => {
    const policy = { ...firstPolicy, cancellations: { when: 'from' as const, amounts: { USD: '10.50' } } }
    expect(ruleFor(policy, 'cancellation', money('10.5', 'USD'))).toEqual({ when: 'from', from: money('10.50', 'USD') })
    expect(ruleFor({ ...policy, cancellations: { when: 'always' } }, 'cancellation', money(0, 'EUR'))).toEqual({
      when: 'always',
    })
    expect(ruleFor(policy, 'purchase', money('10.5', 'USD'))).toBeUndefined()
  })
})
