import { describe, expect, it } from 'vitest'
import { PartnerCenterRefused } from '../../src/commerce/errors.ts'
import { knownCodes, meaningOf } from '../../src/commerce/partner-center-codes.ts'

describe("what Microsoft's codes mean", () => {
  it('stands once for each code', () => {
    const codes = knownCodes.flatMap(({ codes }) => codes)
    expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([])
  })

  it.each([
    ['800060', 409, 'under-way'],
    ['800014', 409, 'under-way'],
    ['900421', 401, 'connection'],
    ['900150', 403, 'connection'],
    ['13605', 403, 'customer-must-act'],
    ['900117', 400, 'refused'],
    ['800019', 403, 'refused'],
    ['800003', 500, 'unknown'],
  ] as const)('%s is known, whatever the status: %i, %s', (code, status, meaning) => {
    expect(meaningOf(code)).toBe(meaning)
    expect(meaningOf(code, status)).toBe(meaning)
    expect(new PartnerCenterRefused({ reason: code, text: '', httpStatus: status }).means).toBe(meaning)
  })

  it.each([
    [undefined, 'refused'],
    [400, 'refused'],
    [403, 'refused'],
    [409, 'refused'],
    [401, 'connection'],
    [408, 'unknown'],
    [429, 'unknown'],
    [500, 'unknown'],
    [503, 'unknown'],
  ] as const)('a code that nobody knows, answered with %s, is %s', (status, meaning) => {
    expect(meaningOf('123', status)).toBe(meaning)
  })
})
