import { type Days, firstOfMonth, mondayOf } from '../../chat/range-presets.ts'
import type { ActivityCount } from '../../workflow/activity/activity-reading.repository.ts'
import { addDays, daysBetween } from './days.ts'

export const units = ['day', 'week', 'month', 'year'] as const
export type Unit = (typeof units)[number]

/** Who has a colour of their own: more cannot be told apart. */
const mostPeople = 5

/** Null: customers, the desk, and whoever did it in Partner Center. */
export type Series = { readonly agentId: string | null } | 'others'

export interface Total {
  readonly of: Series
  readonly entries: number
}

export interface Bar {
  /** The first day of it. */
  readonly start: string
  readonly entries: number
  /** In the order of `people`; who has none is left out. */
  readonly parts: readonly Total[]
}

export interface Chart {
  readonly unit: Unit
  /** Oldest first, also those without entries. */
  readonly bars: readonly Bar[]
  /** Who has most first, at most five; then the others together. */
  readonly people: readonly Total[]
  readonly entries: number
}

/** Entries per day and person; long ranges per week, month or year, so that the bars stay wide enough to be seen. */
export function chartOf(counts: readonly ActivityCount[], days: Days): Chart {
  const unit = unitFor(days)
  const totals = sums(counts, ({ agentId }) => agentId).sort((a, b) => b[1] - a[1])
  const named = totals.slice(0, totals.length > mostPeople + 1 ? mostPeople : mostPeople + 1).map(([id]) => id)
  const seriesOf = (agentId: string | null): Series => (named.includes(agentId) ? { agentId } : 'others')
  const order: Series[] = [
    ...named.map((agentId) => ({ agentId })),
    ...(totals.length > named.length ? ['others' as const] : []),
  ]
  const totalsOf = (some: readonly ActivityCount[]): Total[] => {
    const known = new Map(sums(some, ({ agentId }) => keyOf(seriesOf(agentId))))
    return order.map((of) => ({ of, entries: known.get(keyOf(of)) ?? 0 })).filter(({ entries }) => entries > 0)
  }
  const byStart = Map.groupBy(counts, ({ day }) => startOfUnit(unit, day))
  const bars = starts(unit, days, [...byStart.keys()]).map((start) => {
    const some = byStart.get(start) ?? []
    return { start, entries: sum(some), parts: totalsOf(some) }
  })
  return { unit, bars, people: totalsOf(counts), entries: sum(counts) }
}

export const keyOf = (series: Series): string => (series === 'others' ? series : (series.agentId ?? 'nobody'))

/** Up to 31 days are shown each, up to a year by weeks, up to five by months. */
function unitFor({ first, last }: Days): Unit {
  const days = daysBetween(first, last) + 1
  if (days <= 31) return 'day'
  if (days <= 371) return 'week'
  return days <= 5 * 366 ? 'month' : 'year'
}

function startOfUnit(unit: Unit, day: string): string {
  switch (unit) {
    case 'day':
      return day
    case 'week':
      return mondayOf(day)
    case 'month':
      return firstOfMonth(day)
    case 'year':
      return `${day.slice(0, 4)}-01-01`
  }
}

/** Every bar of the range; years from the first that has entries, since ranges may begin long before the desk did. */
function starts(unit: Unit, { first, last }: Days, found: readonly string[]): string[] {
  const from = unit === 'year' ? (found.toSorted()[0] ?? last) : first
  const all: string[] = []
  for (let start = startOfUnit(unit, from); start <= last; start = startOfUnit(unit, addDays(start, steps[unit])))
    all.push(start)
  return all
}

/** From the first day of one into the next. */
const steps: Record<Unit, number> = { day: 1, week: 7, month: 31, year: 366 }

function sums<K>(counts: readonly ActivityCount[], of: (count: ActivityCount) => K): [K, number][] {
  return [...Map.groupBy(counts, of)].map(([key, some]) => [key, sum(some)])
}

const sum = (counts: readonly ActivityCount[]): number => counts.reduce((all, { entries }) => all + entries, 0)
