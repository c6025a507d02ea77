import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { day, later } from '../../src/platform/clock.ts'
import type { Database, Rows } from '../../src/platform/database/database.ts'
import { linkWatchRepository } from '../../src/workflow/links/link-watch.repository.ts'
import {
  type WatchedOrdersRepository,
  watchedOrdersRepository,
} from '../../src/workflow/mirror/watched-orders.repository.ts'
import { databaseKind, testDatabase } from '../support/database.ts'
import { customer, partnerA, people } from '../support/desk.ts'

const now = new Date('2026-11-22T10:00:00Z')
const nextByOldRules = later(now, 2 * day)
const mine = { partnerId: partnerA, agentId: people.admin, customerId: customer(1), product: 'Windows Server' }

async function addLink({ rows }: Database): Promise<() => Promise<Date | null>> {
  const id = randomUUID()
  await rows.downloadLink.create({
    data: {
      ...{ ...mine, id, orderId: 'CSP-1001', lineItem: 0, optionKey: id, version: '2019', language: 'en' },
      ...{ fileType: 'ISO', tokenHash: id, tokenSealed: '', downloadsMax: 50, createdAt: now, renewedAt: now },
      ...{ expiresAt: later(now, 3 * day), watchAt: now },
    },
  })
  return async () => (await rows.downloadLink.findUniqueOrThrow({ where: { id } })).watchAt
}

async function addOrder({ rows }: Database): Promise<() => Promise<Date | null>> {
  const subjectId = randomUUID()
  await rows.mirrorOrder.create({
    data: {
      ...{ subjectId, partnerId: partnerA, id: 'CSP-1', customerId: customer(1), createdAt: now, cancelled: false },
      ...{ families: [], closesAt: later(now, 3 * day), open: true, seenAt: now, watchAt: now },
      content: { id: 'CSP-1', customerId: customer(1), createdAt: now.toISOString(), lines: [] },
    },
  })
  return async () => (await rows.mirrorOrder.findUniqueOrThrow({ where: { subjectId } })).watchAt
}

/** Resolves when a statement waits for another transaction. */
async function somebodyWaits({ rows }: Database): Promise<void> {
  for (;;) {
    const waiting = await rows.$queryRaw<object[]>`
      select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`
    if (waiting.length > 0) return
  }
}

/** Nothing has to be looked up before. */
const watchedByNothingElse = ({ takeDue, watchAgain }: WatchedOrdersRepository) => ({
  watchAgain,
  takeDue: (at: Date, limit: number, look: (rows: Rows, due: readonly object[]) => Promise<Date[]>) =>
    takeDue(at, limit, async () => look),
})

// The embedded database runs one transaction at a time.
describe.runIf(databaseKind() === 'postgresql')('what is looked at while the partner’s rules change', () => {
  it.each([
    ['a link', addLink, (database: Database) => linkWatchRepository({ database })],
    ['an order', addOrder, (database: Database) => watchedByNothingElse(watchedOrdersRepository({ database }))],
  ] as const)('is looked at again by the new ones: %s', async (_what, add, over) => {
    const database = await testDatabase()
    const watchAt = await add(database)
    const repository = over(database)
    let changed: Promise<void> | undefined
    const look = async (_rows: Rows, due: readonly object[]) => {
      changed = database.transaction((rows) => repository.watchAgain(rows, partnerA, now))
      await Promise.race([changed, somebodyWaits(database)])
      return due.map(() => nextByOldRules)
    }
    expect(await repository.takeDue(now, 10, look)).toBe(1)
    await changed
    expect(await watchAt()).toEqual(now)
  })
})
