import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { day, later, minute } from '../../../src/platform/clock.ts'
import type { Database } from '../../../src/platform/database/database.ts'
import type { Activity, ChainedEntry } from '../../../src/workflow/activity/activity.ts'
import {
  type ActivityCursor,
  type ActivityQuestion,
  type ActivityReadingRepository,
  activityReadingRepository,
} from '../../../src/workflow/activity/activity-reading.repository.ts'
import { activityOf } from '../../support/activity.ts'
import { testDatabase } from '../../support/database.ts'
import { customer, people } from '../../support/desk.ts'
import { chained, noon } from './tampering.ts'

let database: Database
let reading: ActivityReadingRepository
let partnerId: string
beforeAll(async () => {
  database = await testDatabase()
  reading = activityReadingRepository({ database })
})
beforeEach(() => {
  partnerId = randomUUID()
})

interface Told {
  at?: Date
  agentId?: string
  customerId?: string
  what?: Activity
}

/** In one transaction, numbered from 1 in this order. */
const tell = (...things: readonly Told[]) =>
  database.transaction(async (rows) => {
    const activity = activityOf(database)
    for (const { agentId, at = noon, what = 'key-shown', customerId } of things)
      await activity.remember(
        rows,
        { partnerId, ...(agentId !== undefined && { agentId }) },
        { what, at, ...(customerId !== undefined && { customerId }) },
      )
  })

const asked = (more: Partial<ActivityQuestion> = {}): ActivityQuestion => ({
  ...{ partnerId, from: later(noon, -30 * day), to: later(noon, day) },
  ...more,
})

const numbers = (entries: readonly ChainedEntry[]): number[] => entries.map(({ number }) => Number(number))
const page = async (more?: Partial<ActivityQuestion>, limit = 100) =>
  numbers((await reading.page(asked(more), limit)).entries)

/** Page after page, to the last. */
async function pages(limit: number, more?: Partial<ActivityQuestion>): Promise<number[][]> {
  const seen: number[][] = []
  let after: ActivityCursor | undefined
  do {
    const { entries, next } = await reading.page(asked(more), limit, after)
    seen.push(numbers(entries))
    after = next
  } while (after !== undefined)
  return seen
}

const down = (from: number, to: number): number[] => Array.from({ length: from - to + 1 }, (_, place) => from - place)

describe('a page', () => {
  it('shows the newest first, and the next ones from where it ended, though they are of one moment', async () => {
    await tell(...Array.from({ length: 25 }, () => ({})))
    expect(await pages(10)).toEqual([down(25, 16), down(15, 6), down(5, 1)])
    expect(await pages(25)).toEqual([down(25, 1)])
    expect(await pages(26, { what: ['key-shown', 'link-made'] })).toEqual([down(25, 1)])
    expect(await pages(12, { what: ['key-shown', 'link-made'] })).toEqual([down(25, 14), down(13, 2), [1]])
  })

  it('goes by time, not by number: who was slow to commit stands where it happened', async () => {
    await tell({ at: later(noon, 2 * minute) }, { at: noon }, { at: later(noon, minute) })
    expect(await pages(1)).toEqual([[1], [3], [2]])
  })

  it('is as it was asked for while entries are added', async () => {
    await tell({}, {}, {}, {})
    const { next } = await reading.page(asked(), 2)
    await tell({ at: later(noon, minute) }, { at: later(noon, minute) })
    expect(numbers((await reading.page(asked(), 10, next)).entries)).toEqual([2, 1])
  })

  it('is of its range: the first moment is in it, the last is not', async () => {
    await tell({ at: later(noon, -1) }, { at: noon }, { at: later(noon, minute - 1) }, { at: later(noon, minute) })
    expect(await page({ from: noon, to: later(noon, minute) })).toEqual([3, 2])
    expect(await page({ from: noon, to: noon })).toEqual([])
  })

  it('is of one partner', async () => {
    const other = await chained(database, 3)
    await tell({})
    expect(await page()).toEqual([1])
    expect((await reading.page(asked({ partnerId: other }), 10)).entries).toHaveLength(3)
  })

  it('says all of an entry', async () => {
    await tell({ what: 'link-renewed', agentId: people.admin, customerId: customer(7) }, { what: 'downloaded' })
    const { entries, next } = await reading.page(asked(), 2)
    const rest = { partnerId, at: noon, orderId: null, facts: {} }
    expect(entries).toEqual([
      { ...rest, number: 2n, agentId: null, customerId: null, what: 'downloaded' },
      { ...rest, number: 1n, agentId: people.admin, customerId: customer(7), what: 'link-renewed' },
    ])
    expect(next).toBeUndefined()
  })
})

describe('asked of people, customers and kinds', () => {
  beforeEach(() =>
    tell(
      { agentId: people.admin, customerId: customer(1), what: 'key-shown' },
      { agentId: people.admin, customerId: customer(2), what: 'link-made' },
      { customerId: customer(1), what: 'downloaded' },
      { agentId: people.chineseAdmin, customerId: customer(1), what: 'key-shown' },
      { agentId: people.admin, what: 'activity-seen' },
      { agentId: people.admin, customerId: customer(1), what: 'link-made' },
    ),
  )

  it.each<[string, Partial<ActivityQuestion>, number[]]>([
    ['a person', { agentId: people.admin }, [6, 5, 2, 1]],
    ['nobody of the partner', { agentId: null }, [3]],
    ['a customer', { customerId: customer(1) }, [6, 4, 3, 1]],
    ['one kind', { what: ['link-made'] }, [6, 2]],
    ['several kinds', { what: ['downloaded', 'link-made', 'activity-seen'] }, [6, 5, 3, 2]],
    ['a kind twice', { what: ['link-made', 'link-made'] }, [6, 2]],
    ['no kind', { what: [] }, []],
    ['a kind that there is not', { what: ['support-sent'] }, []],
    ['a person and a kind', { agentId: people.admin, what: ['key-shown', 'downloaded'] }, [1]],
    ['a person and a customer', { agentId: people.admin, customerId: customer(1) }, [6, 1]],
    ['nobody and a kind', { agentId: null, what: ['downloaded'] }, [3]],
    ['all at once', { agentId: people.admin, customerId: customer(1), what: ['link-made'] }, [6]],
    ['somebody who did nothing', { agentId: people.nobody }, []],
  ])('it shows what is of %s, on one page or on many, and in the stream', async (_, more, expected) => {
    expect(await page(more)).toEqual(expected)
    expect((await pages(1, more)).flat()).toEqual(expected)
    const streamed: number[] = []
    for await (const entries of reading.stream(asked(more))) streamed.push(...numbers(entries))
    expect(streamed).toEqual(expected)
    const counts = await reading.perDay(asked(more), 'UTC')
    expect(counts.reduce((sum, { entries }) => sum + entries, 0)).toBe(expected.length)
  })
})

describe('the stream', () => {
  it('gives all, newest first, in batches of 1,000, and reads no further than it is asked to', async () => {
    await tell(...Array.from({ length: 2_050 }, (_, place) => ({ at: later(noon, place >> 4) })))
    const batches: number[][] = []
    for await (const entries of reading.stream(asked())) batches.push(numbers(entries))
    expect(batches.map(({ length }) => length)).toEqual([1_000, 1_000, 50])
    expect(batches.flat()).toEqual(down(2_050, 1))
    const queries: string[] = []
    const watched = {
      ...database,
      pool: {
        query: (text: string, values: unknown[]) => {
          queries.push(text)
          return database.pool.query(text, values)
        },
      },
    } as Database
    for await (const entries of activityReadingRepository({ database: watched }).stream(asked())) {
      expect(entries).toHaveLength(1_000)
      break
    }
    expect(queries).toHaveLength(1)
  })

  it('of nothing is nothing', async () => {
    for await (const entries of reading.stream(asked())) expect(entries).toBe('never given')
  })
})

describe('the number of the newest entry', () => {
  it('is 0 before the first', async () => {
    expect(await reading.newest(partnerId)).toBe(0n)
    await tell({ at: later(noon, minute) }, {})
    expect(await reading.newest(partnerId)).toBe(2n)
  })
})

describe('entries per day', () => {
  const days = async (timeZone: string, moments: readonly string[]) => {
    await tell(...moments.map((at) => ({ at: new Date(at), agentId: people.admin })))
    const range = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2027-01-01T00:00:00Z') }
    const counts = await reading.perDay(asked(range), timeZone)
    return Object.fromEntries(counts.map(({ day, entries }) => [day, entries]))
  }

  it('are those of the zone where the clock is set forward: a day of 23 hours', async () => {
    const moments = [
      '2026-03-08T04:59:59.999Z',
      '2026-03-08T05:00:00Z',
      '2026-03-09T03:59:59.999Z',
      '2026-03-09T04:00:00Z',
    ]
    expect(await days('America/New_York', moments)).toEqual({ '2026-03-07': 1, '2026-03-08': 2, '2026-03-09': 1 })
  })

  it('and where it is set back: a day of 25 hours', async () => {
    const moments = [
      '2026-11-01T03:59:59.999Z',
      '2026-11-01T04:00:00Z',
      '2026-11-02T04:59:59.999Z',
      '2026-11-02T05:00:00Z',
    ]
    expect(await days('America/New_York', moments)).toEqual({ '2026-10-31': 1, '2026-11-01': 2, '2026-11-02': 1 })
  })

  it('begin at half past in India', async () => {
    const moments = ['2026-11-21T18:29:59.999Z', '2026-11-21T18:30:00Z', '2026-11-22T18:29:59.999Z']
    expect(await days('Asia/Kolkata', moments)).toEqual({ '2026-11-21': 1, '2026-11-22': 2 })
  })

  it('are counted for each person, and for customers and the desk together', async () => {
    const yesterday = later(noon, -day)
    await tell(
      { agentId: people.admin, at: yesterday },
      { agentId: people.admin },
      { agentId: people.admin },
      { agentId: people.chineseAdmin },
      { what: 'downloaded' },
      { what: 'approval-expired' },
    )
    expect(await reading.perDay(asked(), 'Asia/Seoul')).toEqual([
      { day: '2026-11-21', agentId: people.admin, entries: 1 },
      { day: '2026-11-22', agentId: people.admin, entries: 2 },
      { day: '2026-11-22', agentId: people.chineseAdmin, entries: 1 },
      { day: '2026-11-22', agentId: null, entries: 2 },
    ])
  })
})
