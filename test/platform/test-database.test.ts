import { describe, expect, inject, it, onTestFinished } from 'vitest'
import type { Database } from '../../src/platform/database/database.ts'
import { askOver, type Contents, contentsOf, sequencesOf, shapeOf } from '../support/contents.ts'
import { testDatabase } from '../support/database.ts'
import { type Made, makeDatabase } from '../support/database-pool.ts'
import { customer, openWorld, partnerA, people, type World } from '../support/desk.ts'
import { everythingOnce } from '../support/every-activity.ts'

/** Everything of a database that a test could see. */
async function stateOf(database: Database) {
  const ask = askOver({ query: (sql) => database.pool.query(sql) })
  return {
    contents: await contentsOf(ask),
    shape: await shapeOf(ask),
    sequences: await sequencesOf(ask),
    settings: await ask(
      `select name, setting, source from pg_settings where source in ('session', 'client', 'database', 'user')`,
    ),
    prepared: await ask('select name from pg_prepared_statements'),
    listening: await ask('select pg_listening_channels() as channel'),
    cursors: await ask(`select name from pg_cursors where name <> ''`),
    temporary: await ask(`select relname from pg_class where relpersistence = 't'`),
    locks: await ask(`select locktype from pg_locks where locktype = 'advisory'`),
    triggers: await ask(`select tgname, tgenabled from pg_trigger where not tgisinternal order by 1`),
    sizes: await ask(
      `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = relnamespace
       where nspname in ('desk', 'partner_center', 'jobs') and relkind = 'r' and pg_relation_size(c.oid) > 0 order by 1`,
    ),
    sessions: await ask(
      `select count(*)::int as others from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    ),
  }
}

const template = inject('testDatabase')
const { nothing, sample } = template.contents

/** Opens it, works with it and closes it. */
async function using<T>(made: Made, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await made.open()
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

async function newOne(): Promise<Made> {
  const made = await makeDatabase(template)
  onTestFinished(() => made.drop())
  return made
}

/** A whole desk's life, and what a careless test leaves in its session. */
async function useUp(made: Made, work = everythingOnce as (world: World) => Promise<unknown>): Promise<void> {
  const database = await made.open()
  const world = await openWorld({ database })
  await work(world)
  const client = await database.pool.connect()
  for (const statement of [
    'create temporary table left_over (id int)',
    'listen left_over',
    'prepare left_over as select 1',
    `set statement_timeout = '123s'`,
    `set search_path to jobs`,
    'select pg_advisory_lock(42)',
    'begin',
    'declare left_over cursor with hold for select 1',
    'commit',
    'begin',
    `insert into desk.partner (id, name, market) values ('33333333-3333-4333-8333-333333333333', 'left', 'US')`,
  ])
    await client.query(statement)
  client.release(true)
  await world.desk.close()
}

const openChat = (world: World) => world.person(people.admin)

describe('a database that one test after the other uses', { timeout: 400_000 }, () => {
  it('is as a fresh one for each: rows, sequences, settings, job queue, triggers, prepared statements, locks', async () => {
    const fresh = await using(await newOne(), stateOf)
    expect(fresh.contents).toEqual(nothing)
    const made = await newOne()
    for (const work of [everythingOnce, openChat]) {
      await useUp(made, work)
      expect(await made.putBack(nothing)).toBe(true)
      expect(await using(made, stateOf)).toEqual(fresh)
    }
  })

  it('holds the sample world when that is asked for, whatever it held before', async () => {
    const fresh = await newOne()
    expect(await fresh.putBack(sample)).toBe(true)
    const state = await using(fresh, stateOf)
    expect(state.contents).toEqual(sample)
    const made = await newOne()
    await useUp(made, openChat)
    expect(await made.putBack(sample)).toBe(true)
    expect(await using(made, stateOf)).toEqual(state)
    expect(await made.putBack(sample)).toBe(true)
    expect(await using(made, stateOf)).toEqual(state)
  })

  it('keeps the activity log one that is only added to', async () => {
    const made = await newOne()
    await useUp(made, openChat)
    await made.putBack(nothing)
    await using(made, async ({ pool }) => {
      for (const statement of ['truncate desk.activity_entry', 'delete from desk.activity_entry'])
        await expect(pool.query(statement)).rejects.toThrow()
    })
  })

  it('is thrown away when more than rows was changed, and only then', async () => {
    const made = await newOne()
    for (const [change, undo] of [
      ['alter table desk.activity_entry disable trigger user', 'alter table desk.activity_entry enable trigger user'],
      ['create table desk.left_over (id int)', 'drop table desk.left_over'],
      [`create function desk.left_over() returns int language sql as 'select 1'`, 'drop function desk.left_over'],
      [
        `alter table desk.partner add constraint left_over check (name <> 'x')`,
        'alter table desk.partner drop constraint left_over',
      ],
      ['create index left_over on desk.partner (name)', 'drop index desk.left_over'],
      // A column that was dropped leaves its number taken.
      ['alter table desk.partner add column left_over int', undefined],
    ]) {
      await using(made, ({ pool }) => pool.query(change ?? ''))
      expect(await made.putBack(nothing), change).toBe(false)
      if (undo === undefined) continue
      await using(made, ({ pool }) => pool.query(undo))
      expect(await made.putBack(nothing), undo).toBe(true)
    }
  })

  it('is told from the one before when a worker runs out of them', async () => {
    const [first, second] = [await testDatabase(), await testDatabase()]
    await first.rows.partner.create({ data: { id: partnerA, name: 'first', market: 'US' } })
    expect(await second.rows.partner.count()).toBe(0)
  })
})

describe('the sample world that is prepared', { timeout: 400_000 }, () => {
  // Keys, addresses and identifiers are drawn by lot, each time anew.
  const drawn = new Set(['key_sealed', 'id', 'address_hash', 'address_sealed', 'token_hash', 'token_sealed'])
  const inCommon = (contents: Contents) =>
    Object.entries(contents)
      .filter(([name]) => name.startsWith('desk.') || name.startsWith('partner_center.'))
      .map(([name, rows]) => [
        name,
        (JSON.parse(rows) as object[]).map((row) =>
          Object.fromEntries(Object.entries(row).filter(([column]) => !drawn.has(column))),
        ),
      ])

  it('is the one that a desk makes at its first start', async () => {
    const made = await newOne()
    const { database } = await openWorld({ database: await made.open() })
    expect(inCommon((await stateOf(database)).contents)).toEqual(inCommon(sample))
  })

  it('is left as it is by a desk that starts', async () => {
    const world = await openWorld()
    const ofDesk = (contents: Contents) => Object.entries(contents).filter(([name]) => !name.startsWith('jobs.'))
    expect(ofDesk((await stateOf(world.database)).contents)).toEqual(ofDesk(sample))
    const mina = await world.person(people.admin)
    await mina.says('keys CSP-1002 for contoso.com')
    expect(mina.sees()).toContain('CSP-1002')
    expect(await world.database.rows.pcCustomer.count({ where: { id: customer(1) } })).toBe(1)
  })
})
