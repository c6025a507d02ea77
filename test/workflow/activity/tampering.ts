import { randomUUID } from 'node:crypto'
import { later, minute } from '../../../src/platform/clock.ts'
import type { Database } from '../../../src/platform/database/database.ts'
import type { Activity, Happening } from '../../../src/workflow/activity/activity.ts'
import { activityVerifyingRepository } from '../../../src/workflow/activity/activity-verifying.repository.ts'
import { type ChainWalkService, chainWalkService } from '../../../src/workflow/activity/chain-walk.service.ts'
import { activityOf } from '../../support/activity.ts'
import { customer, people } from '../../support/desk.ts'
import { testVault } from '../../support/vault.ts'

export const noon = new Date('2026-11-22T12:00:00Z')

const kinds: Activity[] = ['order-placed', 'key-shown', 'link-made', 'downloaded', 'order-cancelled', 'role-granted']

/** The n-th thing that happens, a minute after the one before. */
export const thing = (number: number): Happening => ({
  what: kinds[number % kinds.length] ?? 'key-shown',
  customerId: customer(number),
  orderId: `CSP-${1_000 + number}`,
  at: later(noon, number * minute),
  facts: { product: 'Windows Server 2022', lineItem: number, amount: '10.50' },
})

/** Things happen to a partner, one after the other. @returns the partner, one that nobody else has. */
export async function chained(database: Database, count: number, partnerId: string = randomUUID()): Promise<string> {
  const who = { partnerId, agentId: people.admin }
  const activity = activityOf(database)
  await database.transaction(async (rows) => {
    for (let number = 1; number <= count; number++) await activity.remember(rows, who, thing(number))
  })
  return partnerId
}

export const walksOf = (database: Database, batch?: number): ChainWalkService =>
  chainWalkService({ vault: testVault() }, activityVerifyingRepository({ database }), batch)

/** What somebody does who has every right in the database: its triggers do not fire for them. */
export async function tampers(database: Database, ...statements: readonly [text: string, ...values: unknown[]][]) {
  const client = await database.pool.connect()
  try {
    await client.query('begin')
    await client.query('set local session_replication_role = replica')
    for (const [text, ...values] of statements) await client.query(text, values)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}
