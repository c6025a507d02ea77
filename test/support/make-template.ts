/**
 * `make-template.ts embedded <file>` or `make-template.ts postgresql <url>`: a migrated, empty database to copy.
 * A process of its own: vitest loads a global setup once per project into one process, and two instances of the schema engine
 * there share (and break) one WASM memory.
 */
import { writeFileSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { databaseOverPGlite, migrationAdapter, openDatabase } from '../../src/platform/database/database.ts'
import { applyMigrations } from '../../src/platform/database/migrations.ts'

const [kind, target = ''] = process.argv.slice(2)

if (kind === 'postgresql') {
  const database = await openDatabase({ url: target, dataDirectory: '' })
  await database.close()
} else {
  const embedded = await PGlite.create()
  const database = databaseOverPGlite(embedded, () => embedded.close())
  await applyMigrations(database.pool, migrationAdapter(database.pool))
  const files = await embedded.dumpDataDir('none')
  writeFileSync(target, Buffer.from(await files.arrayBuffer()))
  await database.close()
}
// The schema engine leaves a timer of ten seconds behind.
process.exit(0)
