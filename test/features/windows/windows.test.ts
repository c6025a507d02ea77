import { describe, expect, it } from 'vitest'
import { money } from '../../../src/commerce/money.ts'
import {
  nextWindowWatch,
  type OpenWindow,
  type WindowRules,
  watchedWindow,
  windowStage,
} from '../../../src/features/windows/windows.ts'
import { day, later } from '../../../src/platform/clock.ts'
import { firstWindowRules } from '../../support/notice-rules.ts'

const createdAt = new Date('2026-11-22T10:00:00Z')
const end = later(createdAt, 60 * day)
const bought: OpenWindow = { createdAt, closesAt: end, total: money('5000', 'USD'), watchedFrom: null }
const windowOf = (rules: Partial<WindowRules> = {}, order: Partial<OpenWindow> = {}) =>
  watchedWindow({ ...bought, ...order }, { ...firstWindowRules, ...rules })

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

  it('are told of for an order whose price nobody knows', () => {
    expect(windowOf({ from: { USD: '5000.00' } }, { total: undefined })?.end).toEqual(end)
  })

  it('are none where the window is not told of', () => {
    expect(nextWindowWatch(undefined, createdAt)).toBeNull()
  })

  it('begin after the window does: one of seven days is not told of when it opens', () => {
    const window = windowOf({ daysBefore: [14, 7, 1] }, { closesAt: later(createdAt, 7 * day) })
    expect(windowStage(window, later(createdAt, day))).toBeUndefined()
    expect(nextWindowWatch(window, createdAt)).toEqual(later(createdAt, 6 * day))
  })

  it('are none that were over when the desk read everything first', () => {
    const window = windowOf({}, { watchedFrom: later(end, -3 * day) })
    expect(windowStage(window, later(end, -2 * day))).toBeUndefined()
    expect(windowStage(window, later(end, -day))?.name).toBe('1d')
  })
})
