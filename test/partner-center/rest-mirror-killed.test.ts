import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { readThroughLimiter } from '../../bench/mirror-rest.ts'
import { seedSampleAgents } from '../../src/directory/sample-agents.ts'
import { openDatabase } from '../../src/platform/database/database.ts'
import { databaseKind, fillDataDirectory, testDatabaseUrl } from '../support/database.ts'

it('the mirror of a large partner is filled within the limit; killed on the way, it reads on where it was', async () => {
  const dataDirectory = mkdtempSync(path.join(tmpdir(), 'csp-desk-mirror-'))
  fillDataDirectory(dataDirectory)
  const databaseUrl = databaseKind() === 'embedded' ? undefined : await testDatabaseUrl({ migrated: true })
  const database = await openDatabase({ url: databaseUrl, dataDirectory })
  await seedSampleAgents(database)
  await database.close()
  const read = await readThroughLimiter({ customers: 600, orders: 1, databaseUrl, dataDirectory })
  expect(read).toMatchObject({ customers: 600, orders: 600, refused: 0 })
  expect(read.killedAt).toBeGreaterThanOrEqual(300)
  // What was under way when it was killed: less than a page of 50.
  expect(read.calls).toBeGreaterThan(600)
  expect(read.calls).toBeLessThanOrEqual(650)
  expect(read.mostAMinute).toBeLessThanOrEqual(400)
  expect(read.minutes).toBeGreaterThan(600 / 400)
  expect(read.heapAt100 / read.heapAt10).toBeLessThan(1.5)
  rmSync(dataDirectory, { recursive: true, force: true })
}, 240_000)
