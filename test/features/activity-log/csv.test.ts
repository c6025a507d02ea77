import { describe, expect, it } from 'vitest'
import { csvLine, withOffset } from '../../../src/features/activity-log/csv.ts'
import { formulas, harmless, parseCsv, splitting, values } from '../../support/csv.ts'

describe('a cell', () => {
  it.each(formulas)('%j stays text: an apostrophe stands in front', (words) => {
    expect(parseCsv(csvLine([words, 'next']))).toEqual([[`'${words}`, 'next']])
  })

  it.each(values)('%j stays the words that it is, and becomes no number, date or truth', (words) => {
    expect(parseCsv(csvLine([words, 'next']))).toEqual([[`'${words}`, 'next']])
  })

  it.each(splitting)('%j is %j: it is no formula behind another separator either', (words, written) => {
    expect(parseCsv(csvLine([words, 'next']))).toEqual([[written, 'next']])
  })

  it.each(harmless)('%j is what it was', (words) => {
    expect(parseCsv(csvLine([words, words]))).toEqual([[words, words]])
  })
})

describe('a time', () => {
  it.each([
    ['2026-11-22T10:00:00.000Z', 'Asia/Seoul', '2026-11-22T19:00:00.000+09:00'],
    ['2026-11-22T10:00:00.007Z', 'Asia/Kolkata', '2026-11-22T15:30:00.007+05:30'],
    ['2026-11-22T03:00:00.000Z', 'America/New_York', '2026-11-21T22:00:00.000-05:00'],
    ['2026-07-01T00:00:00.000Z', 'America/St_Johns', '2026-06-30T21:30:00.000-02:30'],
    ['2026-11-22T10:00:00.000Z', 'UTC', '2026-11-22T10:00:00.000+00:00'],
  ])('%s in %s is %s', (at, timeZone, written) => {
    expect(withOffset(new Date(at), timeZone)).toBe(written)
    expect(new Date(written).toISOString()).toBe(at)
  })
})
