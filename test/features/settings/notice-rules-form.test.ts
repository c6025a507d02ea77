import { describe, expect, it } from 'vitest'
import { noticeFormOf, readLeadTimes, readNoticeRules } from '../../../src/features/settings/notice-rules-form.ts'
import { firstNoticePolicy } from '../../../src/workflow/notices/notice-policy.ts'

describe('lead times as they are typed', () => {
  it.each([
    ['72, 24', [72, 24]],
    ['24 72', [72, 24]],
    ['  1;96；12、335 ', [335, 96, 12, 1]],
    ['９６，１２', [96, 12]],
    ['5\n3', [5, 3]],
    ['007', [7]],
  ])('%j are %j', (typed, times) => {
    expect(readLeadTimes(typed, 335)).toEqual({ times })
  })

  it.each([
    ['', 'none', ''],
    [' , ', 'none', ''],
    ['72h', 'not-whole', '72h'],
    ['1.5', 'not-whole', '1.5'],
    ['-3', 'not-whole', '-3'],
    ['three', 'not-whole', 'three'],
    ['0', 'out-of-range', '0'],
    ['336', 'out-of-range', '336'],
    ['99999999999999999999', 'out-of-range', '99999999999999999999'],
    ['72, 24, 072', 'repeated', '072'],
    ['1 2 3 4 5', 'too-many', ''],
  ])('%j cannot be read: %s %s', (typed, kind, at) => {
    expect(readLeadTimes(typed, 335)).toEqual({ mistake: { kind, at, longest: 335 } })
  })
})

describe('the form of the notice rules', () => {
  const first = noticeFormOf(firstNoticePolicy)

  it('reads what it was drawn from', () => {
    expect(first).toEqual({ hoursBefore: '72, 24', downloads: '45', daysBefore: '7, 1', from: '' })
    expect(readNoticeRules(first)).toEqual({ policy: firstNoticePolicy })
  })

  it('finds every mistake at once', () => {
    const read = readNoticeRules({ hoursBefore: '', downloads: '50', daysBefore: '60', from: 'USD' })
    expect('mistakes' in read && Object.keys(read.mistakes)).toEqual(['hoursBefore', 'downloads', 'daysBefore', 'from'])
  })
})
