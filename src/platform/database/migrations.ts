import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import type { Pool } from 'pg'

/** adapter-pg, with what the database said last when a script failed. */
export type MigrationAdapter = PrismaPg & { failure?: unknown }

export const prismaFolder = fileURLToPath(new URL('../../../prisma', import.meta.url))
const migrationsFolder = path.join(prismaFolder, 'migrations')
const schemaFile = path.join(prismaFolder, 'schema.prisma')
const filters = { externalTables: [], externalEnums: [] }

/** Any number; the same in every replica. */
const migrationLock = 5_114_211_001

/**
 * Brings the database to the newest migration. Replicas that start at once wait for each other on an advisory lock.
 * @returns the names that were applied now.
 */
export async function applyMigrations(pool: Pool, factory: MigrationAdapter): Promise<readonly string[]> {
  if ((await missingMigrations(pool)).length === 0) return []
  return oneAfterAnother(pool, async () => {
    const missing = await missingMigrations(pool)
    if (missing.length === 0) return []
    const { engine } = await openSchemaEngine(factory)
    await engine.applyMigrations({ migrationsList: await migrationsList(), filters }).catch((error: unknown) => {
      // The engine hides what the database said behind a number.
      throw new Error(`the migrations ${missing.join(', ')} were not applied`, { cause: factory.failure ?? error })
    })
    return missing
  })
}

/** Whatever changes the database's shape: of all replicas that start at once, one does it while the others wait. */
export async function oneAfterAnother<T>(pool: Pool, work: () => Promise<T>): Promise<T> {
  const session = await lockedSession(pool)
  try {
    return await work()
  } finally {
    await session.release()
  }
}

/** What `schema.prisma` has and the migrations do not, as SQL; empty when they agree. Replays the history: hand it an empty database. */
export async function unmigratedChanges(factory: MigrationAdapter): Promise<string> {
  const { engine, files } = await openSchemaEngine(factory)
  const history = await migrationsList()
  if (history.migrationDirectories.length > 0) await engine.applyMigrations({ migrationsList: history, filters })
  const difference = await engine.diff({
    from: { tag: 'schemaDatasource', files, configDir: prismaFolder },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: true,
    shadowDatabaseUrl: null,
    filters,
  })
  return difference.exitCode === 2 ? (difference.stdout ?? '') : ''
}

export interface MigrationState {
  /** Of this version, and not in the database. */
  readonly missing: readonly string[]
  /** In the database, and not of this version: a newer one was here. */
  readonly unknown: readonly string[]
  /** Begun, and not ended. */
  readonly failed: readonly string[]
}

/** What a database has of this version's migrations; nothing is changed. */
export async function migrationState(pool: Pick<Pool, 'query'>): Promise<MigrationState> {
  const { rows: tables } = await pool.query<{ found: string | null }>(
    `select to_regclass('_prisma_migrations')::text as found`,
  )
  const names = await migrationNames()
  if (tables[0]?.found == null) return { missing: names, unknown: [], failed: [] }
  const { rows } = await pool.query<{ name: string; finished: boolean }>(
    'select migration_name as name, finished_at is not null as finished from _prisma_migrations where rolled_back_at is null',
  )
  const applied = new Set(rows.flatMap(({ name, finished }) => (finished ? [name] : [])))
  return {
    missing: names.filter((name) => !applied.has(name)),
    unknown: [...applied].filter((name) => !names.includes(name)),
    failed: rows.flatMap(({ name, finished }) => (finished || applied.has(name) ? [] : [name])),
  }
}

const missingMigrations = async (pool: Pool): Promise<readonly string[]> => (await migrationState(pool)).missing

async function lockedSession(pool: Pool): Promise<{ release(): Promise<void> }> {
  // An embedded database has one connection and one process, whose lock file already stands.
  if (pool.options.max === 1) return { release: async () => {} }
  const session = await pool.connect()
  // Of a transaction: a pooler may give the next statement outside of one to another session of the server.
  await session.query('begin')
  await session.query('select pg_advisory_xact_lock($1)', [migrationLock])
  return {
    release: async () => {
      await session.query('commit')
      session.release()
    },
  }
}

async function migrationNames(): Promise<string[]> {
  const entries = await readdir(migrationsFolder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

async function migrationsList() {
  const names = await migrationNames()
  return {
    baseDir: migrationsFolder,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.map(async (name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok', value: await readFile(path.join(migrationsFolder, name, 'migration.sql'), 'utf8') },
        },
      })),
    ),
  }
}

/** The part of Prisma's schema engine that is used here; the package ships it as WASM, with types of its own that are not exported. */
interface SchemaEngine {
  applyMigrations(input: object): Promise<{ appliedMigrationNames: string[] }>
  diff(input: object): Promise<{ exitCode: number; stdout: string | null }>
}

interface SchemaEngineModule {
  __wbg_set_wasm(exports: object): void
  SchemaEngine: { new: (schema: object, log: (line: string) => void, adapter: object) => Promise<SchemaEngine> }
}

/** The one call that is used of WebAssembly, which Node has and `lib` without DOM does not describe. */
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>
}

let loading: Promise<SchemaEngineModule> | undefined

async function openSchemaEngine(factory: MigrationAdapter) {
  loading ??= loadSchemaEngine()
  const { SchemaEngine } = await loading
  const content = await readFile(schemaFile, 'utf8')
  const adapter = bindMigrationAwareSqlAdapterFactory(factory)
  const engine = await SchemaEngine.new({ datamodels: [[schemaFile, content]] }, () => {}, adapter)
  return { engine, files: [{ path: schemaFile, content }] }
}

async function loadSchemaEngine(): Promise<SchemaEngineModule> {
  const bindings = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const engine = (await import(bindings)) as SchemaEngineModule
  const bytes = await readFile(path.join(path.dirname(bindings), 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': engine })
  engine.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  return engine
}
