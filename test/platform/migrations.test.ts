import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../src/platform/database/database.ts'
import { databaseKind, testDatabase, testDatabaseUrl } from '../support/database.ts'

const isEmbedded = databaseKind() === 'embedded'

test.skipIf(isEmbedded)(
  'replicas that open an empty PostgreSQL database at once apply each migration once',
  async () => {
    const url = await testDatabaseUrl({ migrated: false })
    const replicas = await Promise.all([1, 2, 3].map(() => openDatabase({ url, dataDirectory: '', connections: 3 })))
    onTestFinished(() => Promise.all(replicas.map((replica) => replica.close())).then(() => {}))
    const applied = 'select migration_name, count(*)::int as times from _prisma_migrations group by 1 order by 1'
    const { rows } = (await replicas[0]?.pool.query(applied)) ?? { rows: [] }
    expect(rows.length).toBeGreaterThan(0)
    for (const { times } of rows) expect(times).toBe(1)
    for (const replica of replicas) expect(await replica.rows.partner.count()).toBe(0)
  },
)

test.skipIf(!isEmbedded)(
  'an embedded database keeps what was written, refuses a second opener, and opens again',
  async () => {
    const dataDirectory = mkdtempSync(path.join(tmpdir(), 'csp-desk-data-'))
    onTestFinished(() => rmSync(dataDirectory, { recursive: true, force: true }))
    const partner = { id: '11111111-1111-4111-8111-111111111111', name: 'A', market: 'US' }
    const first = await openDatabase({ dataDirectory })
    await first.rows.partner.create({ data: partner })
    await expect(openDatabase({ dataDirectory })).rejects.toThrow('in use by the process')
    await first.close()
    const second = await openDatabase({ dataDirectory })
    expect(await second.rows.partner.findMany()).toEqual([partner])
    await second.close()
  },
)

test('a transaction that fails leaves nothing, and the next one works', async () => {
  const database = await testDatabase()
  const data = { id: '11111111-1111-4111-8111-111111111111', name: 'A', market: 'US' }
  const failing = database.transaction(async (rows) => {
    await rows.partner.create({ data })
    throw new Error('after writing')
  })
  await expect(failing).rejects.toThrow('after writing')
  expect(await database.rows.partner.count()).toBe(0)
  await database.transaction((rows) => rows.partner.create({ data }))
  expect(await database.rows.partner.count()).toBe(1)
})

test('moments are stored in UTC, to the millisecond', async () => {
  const database = await testDatabase()
  const updatedAt = new Date('2026-03-29T01:30:00.123Z')
  await database.rows.botState.create({ data: { key: 'k', value: {}, version: 1n, updatedAt } })
  expect((await database.rows.botState.findFirstOrThrow()).updatedAt).toEqual(updatedAt)
  const { rows } = await database.pool.query<{ updated_at: Date }>('select updated_at from desk.bot_state')
  expect(rows[0]?.updated_at).toEqual(updatedAt)
})
