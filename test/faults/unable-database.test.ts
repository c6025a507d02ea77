import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type Person, people, type World } from '../support/desk.ts'

let world: World
let mina: Person
beforeAll(async () => {
  world = await openWorld()
  mina = await world.person(people.admin)
  await world.database.pool.query(`
    create function takes_nothing() returns trigger language plpgsql as
    $$ begin raise exception using errcode = tg_argv[0]; end $$`)
})
afterEach(async () => {
  for (const table of tables) await world.database.pool.query(`drop trigger if exists takes_nothing on ${table}`)
})

const tables = ['desk.bot_state', 'desk.purchase']
const refuses = (table: string, code: string) =>
  world.database.pool.query(
    `create trigger takes_nothing before insert or update on ${table} for each row execute function takes_nothing('${code}')`,
  )
const takesAgain = (table: string) => world.database.pool.query(`drop trigger takes_nothing on ${table}`)

describe.each([
  ['a full disk', '53100'],
  ['no memory', '53200'],
  ['too many connections', '53300'],
  ['files that cannot be written', '58030'],
  ['a database that only reads', '25006'],
])('%s', (_what, code) => {
  it('is told as "not now" to who said something', async () => {
    await refuses('desk.bot_state', code)
    await mina.says('buy')
    expect(mina.hears()).toContain('Not now')
    await takesAgain('desk.bot_state')
    await mina.says('buy')
    expect(mina.sees()).toContain('Buy')
  })

  it('in a transaction is told to who pressed, and the same press does it once there is room', async () => {
    const before = await world.database.rows.purchase.count()
    await mina.says('buy 2 windows server 2022 datacenter 1 year for Contoso')
    await mina.presses('Review order')
    mina.picks({ acknowledged: 'true' })
    await refuses('desk.purchase', code)
    const button = mina.button('Place order')
    await mina.pressesOld(button, { acknowledged: 'true' })
    expect(mina.hears()).toContain('the same card never does it twice')
    expect(await world.database.rows.purchase.count()).toBe(before)
    await takesAgain('desk.purchase')
    await mina.pressesOld(button, { acknowledged: 'true' })
    expect(await world.database.rows.purchase.count()).toBe(before + 1)
  })
})
