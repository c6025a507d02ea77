import { describe, expect, it } from 'vitest'
import { chartOf } from '../../../src/features/activity-log/chart.ts'

const count = (day: string, agentId: string | null, entries: number) => ({ day, agentId, entries })
const of = (agentId: string | null) => ({ agentId })

describe('a chart of the log', () => {
  it('has a bar for every day of the range, those without entries too', () => {
    const chart = chartOf([count('2026-11-20', 'a', 2), count('2026-11-22', 'b', 1), count('2026-11-22', null, 4)], {
      first: '2026-11-20',
      last: '2026-11-22',
    })
    expect(chart.unit).toBe('day')
    expect(chart.bars).toEqual([
      { start: '2026-11-20', entries: 2, parts: [{ of: of('a'), entries: 2 }] },
      { start: '2026-11-21', entries: 0, parts: [] },
      {
        start: '2026-11-22',
        entries: 5,
        parts: [
          { of: of(null), entries: 4 },
          { of: of('b'), entries: 1 },
        ],
      },
    ])
    expect(chart.people.map(({ entries }) => entries)).toEqual([4, 2, 1])
    expect(chart.entries).toBe(7)
  })

  it('names six people, and of seven the five who have most', () => {
    const days = { first: '2026-11-22', last: '2026-11-22' }
    const six = ['a', 'b', 'c', 'd', 'e', 'f'].map((id, at) => count('2026-11-22', id, 10 - at))
    expect(chartOf(six, days).people.map(({ of }) => of)).toEqual(six.map(({ agentId }) => ({ agentId })))
    const seven = [...six, count('2026-11-22', null, 1)]
    expect(chartOf(seven, days).people).toEqual([
      ...['a', 'b', 'c', 'd', 'e'].map((id, at) => ({ of: of(id), entries: 10 - at })),
      { of: 'others', entries: 6 },
    ])
  })

  it.each([
    ['2026-10-23', '2026-11-22', 'day', 31],
    ['2026-10-22', '2026-11-22', 'week', 5],
    ['2025-11-17', '2026-11-22', 'week', 53],
    ['2025-11-16', '2026-11-22', 'month', 13],
    ['2022-01-01', '2026-11-22', 'month', 59],
    ['2000-01-01', '2026-11-22', 'year', 2],
  ])('from %s to %s counts per %s in %i bars, and loses no entry', (first, last, unit, bars) => {
    const counts = [count(first, 'a', 1), count('2026-11-16', 'b', 2), count(last, 'a', 3)].filter(
      ({ day }) => unit !== 'year' || day > '2025',
    )
    const old = unit === 'year' ? [count('2025-02-28', 'a', 1)] : []
    const chart = chartOf([...old, ...counts], { first, last })
    expect(chart.unit).toBe(unit)
    expect(chart.bars).toHaveLength(bars)
    expect(chart.bars.reduce((all, { entries }) => all + entries, 0)).toBe(6)
  })

  it('puts a Sunday into the week of the Monday before it', () => {
    const chart = chartOf([count('2026-11-22', 'a', 1), count('2026-11-16', 'a', 1), count('2026-11-15', 'a', 1)], {
      first: '2026-10-01',
      last: '2026-11-22',
    })
    expect(chart.bars.filter(({ entries }) => entries > 0).map(({ start, entries }) => [start, entries])).toEqual([
      ['2026-11-09', 1],
      ['2026-11-16', 2],
    ])
  })
})
