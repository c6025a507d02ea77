import fs, { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { type Database, openDatabase } from '../../src/platform/database/database.ts'
import { databaseKind, fillDataDirectory, testDatabase, testDatabaseUrl } from '../support/database.ts'
import { openWorld, people, type World } from '../support/desk.ts'
import { poolerBefore } from '../support/fake-postgres.ts'

/** The desk on a database as it opens one itself: files, or an address. */
async function open(): Promise<{ world: World; database: Database; url: string }> {
  const dataDirectory = mkdtempSync(path.join(tmpdir(), 'csp-desk-lost-'))
  const embedded = databaseKind() === 'embedded'
  if (embedded) fillDataDirectory(dataDirectory)
  const url = embedded ? '' : await testDatabaseUrl({ migrated: true })
  const database = await openDatabase({ url: url || undefined, dataDirectory, connections: 3 })
  const world = await openWorld({ database })
  onTestFinished(async () => {
    await world.desk.close()
    rmSync(dataDirectory, { recursive: true, force: true })
  })
  return { world, database, url }
}

const ready = async ({ desk }: World): Promise<number> => (await fetch(`${desk.address}/health/ready`)).status

async function works(world: World): Promise<void> {
  const mina = await world.person(people.admin)
  await mina.says('help')
  expect(mina.sees()).toContain('CSP Desk')
  await world.passes(1_000)
  expect(await ready(world)).toBe(200)
}

const shared = async () => {
  const database = await testDatabase()
  return { world: await openWorld({ database }), database }
}

describe('a session', () => {
  it('that is dropped in the middle of a transaction leaves nothing behind', async () => {
    const { world, database } = await shared()
    const client = await database.pool.connect()
    client.on('error', () => {})
    await client.query('begin')
    await client.query(`set timezone = 'Asia/Seoul'`)
    await client.query(`insert into desk.bot_state values ('left', '{}', 1, now())`)
    const [asked, dropped] = [client.query('select pg_advisory_lock(7)'), client.query('commit')]
    ;(client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy()
    await expect(asked).rejects.toThrow()
    await expect(dropped).rejects.toThrow()
    client.release(true)
    expect((await database.pool.query(`select key from desk.bot_state where key = 'left'`)).rows).toEqual([])
    expect((await database.pool.query('show timezone')).rows).toEqual([{ TimeZone: 'UTC' }])
    await vi.waitFor(async () => {
      const { rows } = await database.pool.query(`select 1 from pg_locks where locktype = 'advisory' and objid = 7`)
      expect(rows).toEqual([])
    })
    await works(world)
  })

  it('that is given back in the middle of a transaction is not handed on', async () => {
    const { world, database } = await shared()
    await database.pool.query('begin')
    await database.pool.query(`insert into desk.bot_state values ('kept', '{}', 1, now())`)
    await expect(database.pool.query('begin; insert into desk.bot_state values (1, 2)')).rejects.toThrow()
    await database.pool.query(`set statement_timeout = 0`)
    expect(
      await database.read({ name: 'kept', text: `select key from desk.bot_state where key = $1`, values: ['kept'] }),
    ).toEqual([{ key: 'kept' }])
    await works(world)
  })

  it('whose prepared statements are gone prepares them anew', async () => {
    const { world, database } = await shared()
    const statement = (value: number) => ({ name: 'known', text: 'select $1::int as value', values: [value] })
    const ways = [database.read, async (asked: object) => (await database.pool.query(asked as pg.QueryConfig)).rows]
    for (const ask of ways) {
      const [a, b] = await Promise.all([ask(statement(1) as never), ask(statement(2) as never)])
      expect([a, b]).toEqual([[{ value: 1 }], [{ value: 2 }]])
      await ask({ name: 'forget', text: 'deallocate all', values: [] } as never)
      const [c, d] = await Promise.all([ask(statement(3) as never), ask(statement(4) as never)])
      expect([c, d]).toEqual([[{ value: 3 }], [{ value: 4 }]])
    }
    await works(world)
  })

  it('is not harmed by values that cannot be sent', async () => {
    const { world, database } = await shared()
    const circle: Record<string, unknown> = {}
    circle.circle = circle
    const statement = (value: unknown) => ({ name: 'sent', text: 'select $1::text as value', values: [value] })
    for (const ask of [database.read, database.write, (asked: never) => database.pool.query(asked)]) {
      await ask(statement('before') as never)
      const neighbours = Promise.all([database.read(statement('a')), database.read(statement('b'))])
      await expect(ask(statement(circle) as never)).rejects.toThrow('circular')
      expect(await neighbours).toEqual([[{ value: 'a' }], [{ value: 'b' }]])
      await ask(statement('after') as never)
    }
    await works(world)
  })

  it('whose transaction failed is not said to be committed', async () => {
    const { world, database } = await shared()
    const swallowing = database.transaction(async (rows) => {
      await rows.$executeRaw`insert into desk.bot_state values ('swallowed', '{}', 1, now())`
      await rows.$queryRaw`select 1 / 0`.catch(() => {})
    })
    await expect(swallowing).rejects.toThrow()
    await works(world)
  })
})

describe.runIf(databaseKind() === 'embedded')('the embedded database', () => {
  it('answers everybody again once a full disk has room, and says so', async () => {
    const { world, database } = await open()
    const full = vi.spyOn(fs, 'writeSync').mockImplementation(() => {
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC', errno: -28 })
    })
    onTestFinished(() => full.mockRestore())
    expect(await ready(world)).toBe(503)
    // What is written ahead fails too: then the database itself breaks off.
    await expect(database.pool.query(`insert into desk.bot_state values ('full', '{}', 1, now())`)).rejects.toThrow()
    expect(await ready(world)).toBe(503)
    full.mockRestore()
    await vi.waitFor(async () => expect(await ready(world)).toBe(200), { timeout: 20_000, interval: 200 })
    expect((await database.pool.query(`select key from desk.bot_state where key = 'full'`)).rows).toEqual([])
    await works(world)
  }, 120_000)

  it('opens its files again when a statement ends it', async () => {
    const { world, database } = await open()
    await database.pool.query(`insert into desk.bot_state values ('before', '{}', 1, now())`)
    await database.pool.query(`create function endless(i int) returns int language sql as $$ select endless(i + 1) $$`)
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
    for (const [text, values] of [
      ['select endless($1)', [1]],
      ['select $1::jsonb', [deep]],
    ] as const) {
      const writing = database.pool.query(`insert into desk.bot_state values ('${deep.length}', '{}', 1, now())`)
      await expect(database.pool.query(text, [...values])).rejects.toThrow('embedded database broke off')
      await writing
      expect((await database.pool.query(`delete from desk.bot_state where key <> 'before'`)).rowCount).toBeGreaterThan(
        0,
      )
    }
    expect((await database.pool.query(`select key from desk.bot_state where key = 'before'`)).rows).toHaveLength(1)
    await works(world)
  }, 120_000)
})

describe.runIf(databaseKind() === 'postgresql')('PostgreSQL', () => {
  async function asAdmin(url: string, ...texts: string[]): Promise<void> {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      for (const text of texts) await client.query(text)
    } finally {
      await client.end()
    }
  }
  const endAll = `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`

  it('drops every connection, and the next turn has new ones', async () => {
    const { world, database, url } = await open()
    await works(world)
    const waiting = Array.from({ length: 5 }, (_, at) =>
      database.read({ name: 'slow', text: 'select pg_sleep(0.2), $1::int as at', values: [at] }),
    )
    const transaction = database.transaction(async (rows) => {
      await rows.$executeRaw`insert into desk.bot_state values ('dropped', '{}', 1, now())`
      await rows.$queryRaw`select pg_sleep(2)::text`
    })
    const failed = expect(transaction).rejects.toThrow()
    await vi.waitFor(async () => {
      const { rows } = await database.pool.query(`select 1 from pg_stat_activity where wait_event = 'PgSleep'`)
      expect(rows.length).toBeGreaterThan(1)
    })
    await asAdmin(url, endAll)
    await failed
    // Each is answered with its own rows, on the new connection.
    expect((await Promise.all(waiting)).map(([row]) => (row as { at: number } | undefined)?.at)).toEqual([
      0, 1, 2, 3, 4,
    ])
    await works(world)
  })

  it('stands behind a pooler that takes no limit of time with a session: the desk works without', async () => {
    const pooler = await poolerBefore(await testDatabaseUrl({ migrated: true }))
    onTestFinished(() => pooler.close())
    const database = await openDatabase({ url: pooler.url, dataDirectory: '', connections: 3 })
    const asked = Array.from({ length: 5 }, (_, at) =>
      database.read<{ at: number }>({ name: 'first', text: 'select $1::int as at', values: [at] }),
    )
    expect((await Promise.all(asked)).map(([row]) => row?.at)).toEqual([0, 1, 2, 3, 4])
    await works(await openWorld({ database }))
  })

  it('takes no writes: the desk is not ready until it does again', async () => {
    const { world, url } = await open()
    const name = new URL(url).pathname.slice(1)
    expect(await ready(world)).toBe(200)
    await asAdmin(url, `alter database ${name} set default_transaction_read_only = on`)
    await asAdmin(url, endAll)
    await vi.waitFor(async () => expect(await ready(world)).toBe(503))
    await asAdmin(
      url,
      'set default_transaction_read_only = off',
      `alter database ${name} reset default_transaction_read_only`,
    )
    await asAdmin(url, endAll)
    await vi.waitFor(async () => expect(await ready(world)).toBe(200))
    await works(world)
  })

  it('hangs: whoever asks whether the desk is ready hears no, and waits no longer than for that', async () => {
    const { world, url } = await open()
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query('begin; lock table desk.bot_state in access exclusive mode')
    const began = performance.now()
    const answers = await Promise.all(Array.from({ length: 20 }, () => ready(world)))
    expect(performance.now() - began).toBeLessThan(5_000)
    expect(new Set(answers)).toEqual(new Set([503]))
    await client.query('rollback')
    await client.end()
    await vi.waitFor(async () => expect(await ready(world)).toBe(200), { timeout: 10_000 })
    await works(world)
  })
})
