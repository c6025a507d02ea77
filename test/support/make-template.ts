/**
 * `make-template.ts embedded <folder>` or `make-template.ts postgresql <file> <url>`: a migrated database with its job tables to
 * copy, and what it holds with nothing else and with the sample world in it, as JSON.
 * A process of its own: vitest loads a global setup once per project into one process, and two instances of the schema engine
 * there share (and break) one WASM memory.
 */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { DeskDirectory } from '../../src/directory/desk.directory.ts'
import { seedSampleAgents } from '../../src/directory/sample-agents.ts'
import { EmbeddedPartnerCenter } from '../../src/partner-center/embedded/embedded.partner-center.ts'
import { seedSampleWorld } from '../../src/partner-center/embedded/sample-world.ts'
import {
  type Database,
  databaseOverPGlite,
  migrationAdapter,
  openDatabase,
} from '../../src/platform/database/database.ts'
import { applyMigrations } from '../../src/platform/database/migrations.ts'
import { Jobs } from '../../src/platform/jobs.ts'
import { createLog } from '../../src/platform/log.ts'
import { seedSampleLinks } from '../../src/workflow/links/sample-links.ts'
import { mirrorRoom } from '../../src/workflow/mirror/room.ts'
import { noticePolicyRepository } from '../../src/workflow/notices/notice-policy.repository.ts'
import { noticePolicyService } from '../../src/workflow/notices/notice-policy.service.ts'
import { TestClock } from './clock.ts'
import { askOver, contentsOf, freshnessOf, putBack } from './contents.ts'
import { testVault } from './vault.ts'

const [kind, target = '', url = ''] = process.argv.slice(2)

async function prepareJobs({ pool }: Database): Promise<void> {
  const jobs = new Jobs({ pool, clock: new TestClock(), log: createLog('silent') })
  await jobs.open({})
  await jobs.close()
}

/** As the desk does when it starts: what is here already it will not add. */
async function seedSample(database: Database): Promise<void> {
  const to = { database, clock: new TestClock(), vault: testVault() }
  await seedSampleAgents(database)
  await seedSampleWorld(to)
  const partnerCenter = new EmbeddedPartnerCenter({ ...to, publicUrl: () => '' })
  const ground = { ...to, partnerCenter, policy: 'article', log: createLog('silent') } as const
  await mirrorRoom(ground, { background: false }).open()
  const directory = new DeskDirectory(database)
  const rules = noticePolicyService({ directory, clock: to.clock }, noticePolicyRepository({ database }))
  await seedSampleLinks({ ...to, partnerCenter }, (...asked) => rules.rulesOf('links', ...asked))
}

if (kind === 'postgresql') {
  const database = await openDatabase({ url, dataDirectory: '' })
  await prepareJobs(database)
  const fresh = await freshnessOf(askOver(database.pool))
  await seedSample(database)
  writeFileSync(target, JSON.stringify({ nothing: fresh.contents, sample: await contentsOf(askOver(database.pool)) }))
  await database.close()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await putBack(askOver(client), fresh, fresh.contents)
  await client.end()
} else {
  const embedded = await PGlite.create()
  const database = databaseOverPGlite(embedded, () => embedded.close())
  await applyMigrations(database.pool, migrationAdapter(database.pool))
  await prepareJobs(database)
  const nothing = await contentsOf(askOver(database.pool))
  const files = await embedded.dumpDataDir('none')
  writeFileSync(path.join(target, 'template.tar'), Buffer.from(await files.arrayBuffer()))
  const unpacked = await PGlite.create(path.join(target, 'database'), { loadDataDir: files })
  await unpacked.close()
  await seedSample(database)
  writeFileSync(
    path.join(target, 'contents.json'),
    JSON.stringify({ nothing, sample: await contentsOf(askOver(database.pool)) }),
  )
  await database.close()
}
// The schema engine leaves a timer of ten seconds behind.
process.exit(0)
