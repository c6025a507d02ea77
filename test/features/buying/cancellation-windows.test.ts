import { describe, expect, it } from 'vitest'
import { money } from '../../../src/commerce/money.ts'
import {
  type Bought,
  nextWindowWatch,
  type WindowRules,
  watchedWindow,
  windowStage,
} from '../../../src/features/buying/cancellation-windows.ts'
import { day, later } from '../../../src/platform/clock.ts'
import { firstWindowRules } from '../../support/notice-rules.ts'

const orderedAt = new Date('2026-11-22T10:00:00Z')
const end = later(orderedAt, 60 * day)
const bought: Bought = { families: ['server-subscription'], orderedAt, total: money('5000', 'USD') }
const windowOf = (rules: Partial<WindowRules> = {}, order: Partial<Bought> = {}) =>
  watchedWindow({ ...bought, ...order }, 'article', { ...firstWindowRules, ...rules })

describe('the stages of a cancellation window', () => {
  it.each([
    [[7, 1], 8, undefined, 7],
    [[7, 1], 7, '7d', 1],
    [[7, 1], 1, '1d', undefined],
    [[1, 7], 3, '7d', 1],
    [[59, 30, 14, 3], 60, undefined, 59],
    [[59, 30, 14, 3], 13, '14d', 3],
    [[14], 15, undefined, 14],
    [[14], 0, undefined, undefined],
  ])('%j, %d days before its end: %s, then %s', (daysBefore, left, stage, next) => {
    const window = windowOf({ daysBefore })
    const now = later(end, -left * day)
    expect(windowStage(window, now)?.name).toBe(stage)
    expect(nextWindowWatch(window, now)).toEqual(next === undefined ? null : later(end, -next * day))
  })

  it.each([
    ['4999.99', 'USD', false],
    ['5000', 'USD', true],
    ['5000.01', 'USD', true],
    ['1', 'EUR', true],
    ['699999', 'JPY', false],
    ['700000', 'JPY', true],
  ])('are told of for an order of %s %s when USD 5,000 and JPY 700,000 are the least: %s', (amount, currency, told) => {
    const window = windowOf({ from: { USD: '5000.00', JPY: '700000' } }, { total: money(amount, currency) })
    expect(window !== undefined).toBe(told)
  })

  it('are none for what cannot be cancelled', () => {
    expect(windowOf({}, { families: ['linux-plan'] })).toBeUndefined()
    expect(nextWindowWatch(undefined, orderedAt)).toBeNull()
  })

  it('begin after the window does: one of seven days is not told of when it opens', () => {
    const window = watchedWindow(bought, 'dated', { ...firstWindowRules, daysBefore: [14, 7, 1] })
    expect(windowStage(window, later(orderedAt, day))).toBeUndefined()
    expect(nextWindowWatch(window, orderedAt)).toEqual(later(orderedAt, 6 * day))
  })
})
