import path from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { PrismaPg } from '@prisma/adapter-pg'
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import type pg from 'pg'
import { takeDataDirectory } from './data-directory.ts'
import { EmbeddedServer } from './embedded-server.ts'
import { type Prisma, PrismaClient } from './generated/client.ts'
import { applyMigrations, type MigrationAdapter } from './migrations.ts'
import { PGliteStream } from './pglite-stream.ts'
import { PipelinedConnection, type Statement } from './pipelined-connection.ts'
import { SessionPool } from './session-pool.ts'
import { statementName } from './statement-names.ts'

export type { Prisma } from './generated/client.ts'

/** What repositories work with: the client, or a transaction of it. */
export type Rows = Prisma.TransactionClient

export interface Database {
  readonly kind: 'embedded' | 'postgresql'
  /** node-postgres, for the few statements that are hot or that Prisma cannot say. */
  readonly pool: pg.Pool
  /** One read that finds its rows by key, on PostgreSQL pipelined with those of other turns. Outside transactions only. */
  read<R extends pg.QueryResultRow>(statement: Statement): Promise<R[]>
  /** The same for one small write that is a transaction of its own; on a connection of its own, so that reads need not wait for commits. */
  write(statement: Statement): Promise<{ rowCount: number }>
  /** Outside transactions only: with one connection, using it inside a transaction waits for itself. */
  readonly rows: PrismaClient
  /** Runs `work` in one transaction: all of it or nothing. What was put off with `atTheEnd` is done before it commits. */
  transaction<T>(work: (rows: Rows) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export interface DatabaseOptions {
  /** PostgreSQL's address; without it the embedded database in `dataDirectory` is opened. */
  url?: string | undefined
  dataDirectory: string
  /** Connections to PostgreSQL. */
  connections?: number
}

/** Opens the database and brings it to the newest migration. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const database = options.url === undefined ? await openEmbedded(options.dataDirectory) : openPostgres(options)
  try {
    await applyMigrations(database.pool, migrationAdapter(database.pool))
  } catch (error) {
    await database.close()
    throw error
  }
  return database
}

/** Over a PGlite that is already open: what tests use with a prepared in-memory one. The caller applies migrations. */
export function databaseOverPGlite(embedded: PGlite, closing: () => Promise<void>): Database {
  return databaseOverServer(new EmbeddedServer(embedded), closing)
}

async function openEmbedded(dataDirectory: string): Promise<Database> {
  const giveBack = takeDataDirectory(dataDirectory)
  try {
    const { PGlite } = await import('@electric-sql/pglite')
    const open = () => PGlite.create(path.join(dataDirectory, 'database'))
    const server = new EmbeddedServer(await open(), open)
    return databaseOverServer(server, async () => {
      await server.close()
      giveBack()
    })
  } catch (error) {
    giveBack()
    throw error
  }
}

function databaseOverServer(server: EmbeddedServer, closing: () => Promise<void>): Database {
  const stream = () => new PGliteStream(server) as never
  const pool = new SessionPool({ max: 1, user: 'postgres', database: 'postgres', idleTimeoutMillis: 0, ...utc, stream })
  const query = (statement: Statement) => pool.query({ ...statement, values: [...statement.values] })
  return databaseOver('embedded', pool, { reading: { query }, writing: { query } }, closing)
}

function openPostgres({ url, connections = 10 }: DatabaseOptions): Database {
  const connection = { connectionString: url, connectionTimeoutMillis: 5_000, ...utc }
  const pool = new SessionPool({ ...connection, max: connections, keepAlive: true })
  const reading = new PipelinedConnection(connection, { repeatable: true })
  const writing = new PipelinedConnection(connection, { repeatable: false })
  const closing = async () => {
    await Promise.all([reading.close(), writing.close()])
  }
  return databaseOver('postgresql', pool, { reading, writing }, closing)
}

// Without it, adapter-pg shifts timestamps by the server's zone.
const utc = { options: '-c TimeZone=UTC' }

interface Quick {
  readonly reading: Pick<PipelinedConnection, 'query'>
  readonly writing: Pick<PipelinedConnection, 'query'>
}

function databaseOver(
  kind: Database['kind'],
  pool: pg.Pool,
  { reading, writing }: Quick,
  closing: () => Promise<void>,
): Database {
  const rows = new PrismaClient({
    adapter: new PrismaPg(pool, { disposeExternalPool: false, statementNameGenerator: statementName }),
    transactionOptions: { maxWait: 15_000, timeout: 15_000 },
  })
  return {
    kind,
    pool,
    rows,
    read: async (statement) => (await reading.query<never>(statement)).rows,
    write: async (statement) => ({ rowCount: (await writing.query(statement)).rowCount ?? 0 }),
    transaction: (work) =>
      rows.$transaction(async (tx) => {
        const last: (() => Promise<void>)[] = []
        putOff.set(tx, last)
        const result = await work(tx)
        for (const work of last) await work()
        return result
      }),
    close: async () => {
      await rows.$disconnect()
      await pool.end()
      await closing()
    },
  }
}

const putOff = new WeakMap<Rows, (() => Promise<void>)[]>()

/** Puts work off to the end of the transaction: a lock that many wait for is taken last, and held for the shortest time. */
export function atTheEnd(rows: Rows, work: () => Promise<void>): void {
  const last = putOff.get(rows)
  if (last === undefined) throw new Error('only a transaction of the database has an end to put work off to')
  last.push(work)
}

/**
 * adapter-pg as the schema engine needs it. It splits a migration at each `;`, which breaks quoted ones and is not atomic:
 * the script is sent whole. And it does not know the type `"char"` of PostgreSQL's own catalogue: that becomes a character.
 */
export function migrationAdapter(pool: pg.Pool): MigrationAdapter {
  const characters = new Set<string>()
  const reading: pg.Pool = Object.create(pool)
  const query = pool.query.bind(pool) as (...input: unknown[]) => Promise<pg.QueryArrayResult>
  reading.query = (async (...input: unknown[]) => {
    const result = await query(...input)
    for (const field of result.fields ?? []) {
      if (field.dataTypeID !== charType) continue
      field.dataTypeID = textType
      characters.add(field.name)
    }
    return result
  }) as pg.Pool['query']
  const factory: MigrationAdapter = new PrismaPg(reading, { disposeExternalPool: false })
  const connect = factory.connect.bind(factory)
  factory.connect = async () => {
    const adapter = await connect()
    const queryRaw = adapter.queryRaw.bind(adapter)
    adapter.queryRaw = async (input) => {
      const result = await queryRaw(input)
      const typed = (name: string, index: number) =>
        characters.has(name) ? ColumnTypeEnum.Character : (result.columnTypes[index] ?? ColumnTypeEnum.Text)
      return { ...result, columnTypes: result.columnNames.map(typed) }
    }
    adapter.executeScript = async (script) => {
      await pool.query(script).catch((error: unknown) => {
        factory.failure = error
        throw error
      })
    }
    return adapter
  }
  return factory
}

const charType = 18
const textType = 25
