import { randomUUID } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { inject, onTestFinished } from 'vitest'
import { type Database, databaseOverPGlite, openDatabase } from '../../src/platform/database/database.ts'

export type Template =
  | { kind: 'embedded'; file: string }
  | { kind: 'postgresql'; url: string; template: string; prefix: string }

declare module 'vitest' {
  interface ProvidedContext {
    testDatabase: Template
  }
}

/** Which database this run tests on. */
export const databaseKind = (): Database['kind'] => inject('testDatabase').kind

/** A fresh database of its own: migrated, empty. Closed when the test is over (or the file, when asked for in a hook). */
export async function testDatabase(): Promise<Database> {
  const template = inject('testDatabase')
  if (template.kind === 'embedded') {
    const embedded = await PGlite.create({ loadDataDir: await openAsBlob(template.file) })
    return closedInTheEnd(databaseOverPGlite(embedded, () => embedded.close()))
  }
  return closedInTheEnd(
    await openDatabase({ url: await copyOf(template, template.template), dataDirectory: '', connections: 5 }),
  )
}

/** Puts a migrated embedded database into a data directory, for tests that open it themselves. */
export async function fillDataDirectory(directory: string): Promise<void> {
  const template = inject('testDatabase')
  if (template.kind !== 'embedded') throw new Error('PostgreSQL has no data directory')
  const dataDir = path.join(directory, 'database')
  await (await PGlite.create({ dataDir, loadDataDir: await openAsBlob(template.file) })).close()
}

/** The address of a new PostgreSQL database: with `migrated: false` an empty one. For tests that open it themselves. */
export async function testDatabaseUrl({ migrated }: { migrated: boolean }): Promise<string> {
  const template = inject('testDatabase')
  if (template.kind === 'embedded') throw new Error('the embedded database has no address')
  return copyOf(template, migrated ? template.template : 'template0')
}

/** What is left open by tests and hooks; `setup.ts` closes it after the file. */
export const openDatabases = new Set<Database>()

function closedInTheEnd(database: Database): Database {
  const { close } = database
  const closing: Database = {
    ...database,
    close: async () => {
      if (openDatabases.delete(closing)) await close()
    },
  }
  openDatabases.add(closing)
  try {
    onTestFinished(() => closing.close())
  } catch {
    // Not in a test but in a hook: it lives as long as the file.
  }
  return closing
}

async function copyOf({ url, prefix }: { url: string; prefix: string }, source: string): Promise<string> {
  const name = `${prefix}_${randomUUID().replaceAll('-', '')}`
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`create database ${name} template ${source} strategy file_copy`)
  } finally {
    await client.end()
  }
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}
