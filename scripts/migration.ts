/** `npm run db:migration <name>` writes the next migration; `check` fails when schema and migrations disagree. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { databaseOverPGlite, migrationAdapter } from '../src/platform/database/database.ts'
import { prismaFolder, unmigratedChanges } from '../src/platform/database/migrations.ts'

const [name] = process.argv.slice(2)
if (name === undefined || !/^[a-z0-9][a-z0-9_-]*$/.test(name)) {
  console.error('Say what the migration does: npm run db:migration add_support_requests (a-z, 0-9, _ and -).')
  process.exit(2)
}

const embedded = await PGlite.create()
const database = databaseOverPGlite(embedded, () => embedded.close())
const sql = await unmigratedChanges(migrationAdapter(database.pool))
await database.close()

if (name === 'check') {
  if (sql !== '') {
    console.error(`schema.prisma and prisma/migrations disagree. Run: npm run db:migration <name>\n\n${sql}`)
    process.exit(1)
  }
  console.log('schema.prisma and prisma/migrations agree')
} else if (sql === '') {
  console.log('Nothing to write: schema.prisma and prisma/migrations agree.')
} else {
  const folder = `${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}_${name.replaceAll('-', '_')}`
  mkdirSync(path.join(prismaFolder, 'migrations', folder), { recursive: true })
  writeFileSync(path.join(prismaFolder, 'migrations', folder, 'migration.sql'), sql)
  console.log(`Wrote prisma/migrations/${folder}/migration.sql. Read it before you commit it.`)
}
// The schema engine leaves a timer of ten seconds behind.
process.exit(0)
