import { describe, expect, it } from 'vitest'
import {
  changedRules,
  firstNoticePolicy,
  firstNoticeRules,
  type NoticePolicy,
  noticePolicySchema,
} from '../../src/workflow/notices/notice-policy.ts'

const policy = (hoursBefore: number[], downloads = 45, daysBefore = [7, 1]): NoticePolicy => ({
  links: { hoursBefore, downloads },
  windows: { daysBefore, from: {} },
})

describe('what a partner may decide about its notices', () => {
  it.each([
    [[72, 24], true],
    [[1], true],
    [[335, 96, 12, 1], true],
    [[336], false],
    [[0], false],
    [[1.5], false],
    [[-1], false],
    [[], false],
    [[72, 72], false],
    [[5, 4, 3, 2, 1], false],
  ])('hours before a link ends: %j: %s', (hours, allowed) => {
    expect(noticePolicySchema.safeParse(policy(hours)).success).toBe(allowed)
  })

  it.each([
    [[59], 49, true],
    [[60], 49, false],
    [[7, 7], 49, false],
    [[7], 50, false],
    [[7], 0, false],
    [[7], 1, true],
  ])('days before a window closes: %j, and few downloads at %d: %s', (days, downloads, allowed) => {
    expect(noticePolicySchema.safeParse(policy([72], downloads, days)).success).toBe(allowed)
  })

  it('is kept with the longest first, however it was given', () => {
    expect(noticePolicySchema.parse(policy([12, 335, 96], 45, [1, 14]))).toEqual(policy([335, 96, 12], 45, [14, 1]))
    expect(noticePolicySchema.parse(firstNoticePolicy)).toEqual(firstNoticePolicy)
  })
})

describe('rules that change', () => {
  const at = (day: number) => new Date(Date.UTC(2026, 10, day))

  it('know since when each lead time holds, and nothing of those that always have', () => {
    const second = changedRules(firstNoticeRules, policy([96, 24], 40, [14, 1]), at(1))
    expect(second.since).toEqual({ '96h': at(1), '40': at(1), '14d': at(1) })
    const third = changedRules(second, policy([96, 12], 40, [14, 7]), at(2))
    expect(third.since).toEqual({ '96h': at(1), '12h': at(2), '40': at(1), '14d': at(1), '7d': at(2) })
    // What was given up meanwhile is new again.
    expect(changedRules(third, firstNoticePolicy, at(3)).since).toEqual({
      ...{ '72h': at(3), '24h': at(3), '45': at(3) },
      ...{ '7d': at(2), '1d': at(3) },
    })
  })
})
