import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import {
  type Database,
  databaseOverPGlite,
  migrationAdapter,
  openDatabase,
} from '../../src/platform/database/database.ts'
import { applyMigrations, prismaFolder } from '../../src/platform/database/migrations.ts'
import { databaseKind, testDatabaseUrl } from './database.ts'

const fixtures = path.join(import.meta.dirname, '../fixtures')

/** A desk's database as it was once, brought to today's migrations as a desk does that opens it. The caller closes it. */
export async function oldDatabase(fixture: string): Promise<Database> {
  const data = readFileSync(path.join(fixtures, fixture), 'utf8')
  const last = /^-- Migrated up to (\w+)\.$/m.exec(data)?.[1]
  if (last === undefined) throw new Error('the fixture does not say which migration it had last')
  const script = [...migrationsUpTo(last), data].join('\n')
  if (databaseKind() === 'embedded') {
    const embedded = await PGlite.create()
    await embedded.exec(script)
    const database = databaseOverPGlite(embedded, () => embedded.close())
    await applyMigrations(database.pool, migrationAdapter(database.pool))
    return database
  }
  const url = await testDatabaseUrl({ migrated: false })
  const client = new pg.Client(url)
  await client.connect()
  await client.query(script)
  await client.end()
  return openDatabase({ url, dataDirectory: '', connections: 5 })
}

function migrationsUpTo(last: string): string[] {
  const folder = path.join(prismaFolder, 'migrations')
  const names = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() && entry.name <= last ? [entry.name] : [],
  )
  const made = `create table _prisma_migrations (id varchar(36) primary key, checksum varchar(64) not null,
    finished_at timestamptz, migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
    started_at timestamptz not null default now(), applied_steps_count integer not null default 0);`
  return [
    made,
    ...names.sort().flatMap((name) => {
      const sql = readFileSync(path.join(folder, name, 'migration.sql'), 'utf8')
      const checksum = createHash('sha256').update(sql).digest('hex')
      const known = `insert into _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
        values ('${randomUUID()}', '${checksum}', now(), '${name}', 1);`
      return [sql, known]
    }),
  ]
}
