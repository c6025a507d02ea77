import { cpSync } from 'node:fs'
import path from 'node:path'
import { inject, onTestFinished } from 'vitest'
import type { Database } from '../../src/platform/database/database.ts'
import { borrow, copyOnServer, type Holding, type Template } from './database-pool.ts'
import { atSuiteEnd } from './suite-end.ts'

declare module 'vitest' {
  interface ProvidedContext {
    testDatabase: Template
  }
}

/** Which database this run tests on. */
export const databaseKind = (): Database['kind'] => inject('testDatabase').kind

/**
 * A database of its own that is as a fresh one: migrated, and `nothing` in it, or the `sample` world as a desk puts it there at
 * the time of `TestClock`. Closed when the test is over (or its suite, when asked for in a hook before all of them), and used by another test then.
 */
export async function testDatabase(holding: Holding = 'nothing'): Promise<Database> {
  const [database, giveBack] = await borrow(inject('testDatabase'), holding)
  return closedInTheEnd({
    ...database,
    close: async () => {
      await database.close()
      giveBack()
    },
  })
}

/** The address of a new PostgreSQL database: with `migrated: false` an empty one. For tests that open it themselves. */
export async function testDatabaseUrl({ migrated }: { migrated: boolean }): Promise<string> {
  const template = inject('testDatabase')
  if (template.kind === 'embedded') throw new Error('the embedded database has no address')
  return copyOnServer(template, migrated ? template.template : 'template0')
}

/** Puts an embedded database into a data directory, migrated and empty: for processes, which would need seconds to make one. */
export function fillDataDirectory(directory: string): void {
  const template = inject('testDatabase')
  if (template.kind !== 'embedded') return
  cpSync(path.join(template.folder, 'database'), path.join(directory, 'database'), { recursive: true })
}

const openDatabases = new Set<Database>()

/** Desks by the database that they work on. */
const desks = new WeakMap<Database, Set<() => Promise<void>>>()
/** What stands for a database that a test has opened itself. */
const standing = new WeakMap<Database, Database>()

/**
 * For a desk that works on the database: it is closed before the database is, and the database after the last of its desks.
 * @returns what closes the desk.
 */
export function closedWith(database: Database, close: () => Promise<void>): () => Promise<void> {
  const closing = standing.get(database) ?? closedInTheEnd(database)
  const all = desks.get(closing) ?? new Set()
  desks.set(closing, all)
  const closeDesk = async () => {
    if (!all.delete(closeDesk)) return
    await close()
    if (all.size === 0) await closing.close()
  }
  all.add(closeDesk)
  return closeDesk
}

function closedInTheEnd(database: Database): Database {
  const { close } = database
  const closing: Database = {
    ...database,
    close: async () => {
      if (!openDatabases.delete(closing)) return
      for (const desk of desks.get(closing) ?? []) await desk()
      await close()
    },
  }
  openDatabases.add(closing)
  for (const known of [database, closing]) standing.set(known, closing)
  try {
    onTestFinished(() => closing.close())
  } catch {
    // Not in a test but in a hook.
    atSuiteEnd(() => closing.close())
  }
  return closing
}
