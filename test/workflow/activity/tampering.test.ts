import { beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/platform/database/database.ts'
import { Vault } from '../../../src/platform/secrets.ts'
import { activityVerifyingRepository } from '../../../src/workflow/activity/activity-verifying.repository.ts'
import type { ChainBreak } from '../../../src/workflow/activity/chain.ts'
import { chainWalkService } from '../../../src/workflow/activity/chain-walk.service.ts'
import { activityOf } from '../../support/activity.ts'
import { testDatabase } from '../../support/database.ts'
import { customer, people } from '../../support/desk.ts'
import { chained, tampers, thing, walksOf } from './tampering.ts'

let database: Database
beforeAll(async () => {
  database = await testDatabase()
})

const entries = 6
const found = async (partnerId: string): Promise<Pick<ChainBreak, 'number' | 'how'> | 'holds'> => {
  // In batches of two, so that breaks fall within them and between them.
  const { broken } = await walksOf(database, 2).walk(partnerId)
  return broken === undefined ? 'holds' : { number: broken.number, how: broken.how }
}

/** Somebody with rights in the database does this to a chain of six entries; `$1` is its partner. */
async function afterwards(...statements: readonly (string | readonly [text: string, ...values: unknown[]])[]) {
  const partnerId = await chained(database, entries)
  const said = statements.map((statement) => (typeof statement === 'string' ? ([statement] as const) : statement))
  await tampers(database, ...said.map(([text, ...values]) => [text, partnerId, ...values] as [string, ...unknown[]]))
  return found(partnerId)
}

const set = (what: string, number = 3) =>
  `update desk.activity_entry set ${what} where partner_id = $1 and number = ${number}`
const remove = (numbers: string) => `delete from desk.activity_entry where partner_id = $1 and number ${numbers}`
const copied = 'agent_id, at, what, customer_id, order_id, facts'
/** An entry like the third one, with these links. */
const insert = (number: number, previous: string, hash: string) =>
  `insert into desk.activity_entry (partner_id, number, ${copied}, previous, hash)
   select partner_id, ${number}, ${copied}, ${previous}, ${hash} from desk.activity_entry where partner_id = $1 and number = 3`
const hashOf = (number: number) => `(select hash from desk.activity_entry where partner_id = $1 and number = ${number})`
const plainHash = `sha256('a hash that anybody can make')`
const setEnd = (what: string) => `update desk.activity_chain set ${what} where partner_id = $1`

describe('a chain that nobody touched', () => {
  it('holds, as do the chains of other partners beside it', async () => {
    const [one, other] = [await chained(database, entries), await chained(database, 3)]
    await chained(database, 2, one)
    expect(await found(one)).toBe('holds')
    expect((await walksOf(database).walk(one)).came.number).toBe(8n)
    expect((await walksOf(database).walk(other)).came.number).toBe(3n)
  })

  it('holds for a partner who has done nothing yet', async () => {
    expect(await walksOf(database).walk(people.nobody)).toMatchObject({ came: { number: 0n }, broken: undefined })
  })

  it('names every partner who has one, and who has none: somebody may have removed it whole', async () => {
    const removed = await chained(database, 2)
    await database.rows.partner.create({ data: { id: removed, name: 'Alpine', market: 'US' } })
    await tampers(
      database,
      ['delete from desk.activity_chain where partner_id = $1', removed],
      ['delete from desk.activity_entry where partner_id = $1', removed],
    )
    const [one, other] = [await chained(database, 1), await chained(database, 1)]
    await tampers(database, ['delete from desk.activity_chain where partner_id = $1', one])
    await tampers(database, ['delete from desk.activity_entry where partner_id = $1', other])
    const partners = await activityVerifyingRepository({ database }).partners()
    expect(partners).toEqual(expect.arrayContaining([one, other, removed]))
    expect(partners).toEqual([...new Set(partners)])
  })
})

describe('whoever asks, the database', () => {
  it.each([
    ['UPDATE', `update desk.activity_entry set what = 'key-shown'`],
    ['DELETE', 'delete from desk.activity_entry'],
    ['TRUNCATE', 'truncate desk.activity_entry'],
  ])('refuses %s on the log', async (what, text) => {
    const partnerId = await chained(database, 1)
    await expect(database.pool.query(text)).rejects.toThrow(`only ever added: ${what} is refused`)
    expect(await found(partnerId)).toBe('holds')
  })
})

describe('an entry that was changed is found', () => {
  it.each([
    ['who did it', `agent_id = '${people.sales}'`],
    ['that somebody did it', 'agent_id = null'],
    ['when', `at = at + interval '1 millisecond'`],
    ['when, to no time at all', `at = 'infinity'`],
    ['what', `what = 'key-shown'`],
    ['the customer', `customer_id = '${customer(9)}'`],
    ['that there was a customer', 'customer_id = null'],
    ['the order', `order_id = order_id || '1'`],
    ['that there was an order', 'order_id = null'],
    ['a fact', `facts = facts || '{"amount": "10.51"}'`],
    ['a number to the same digits', `facts = facts || '{"lineItem": "3"}'`],
    ['one fact more', `facts = facts || '{"discount": 0}'`],
    ['one fact less', `facts = facts - 'amount'`],
    [
      'facts to a list of the same',
      `facts = '[["amount", "10.50"], ["lineItem", 3], ["product", "Windows Server 2022"]]'`,
    ],
    ['its link', `previous = ${hashOf(1)}`],
    ['its hash', `hash = ${plainHash}`],
    ['its hash, to nothing', `hash = ''`],
  ])('%s', async (_, what) => {
    expect(await afterwards(set(what))).toEqual({ number: 3n, how: 'changed' })
  })

  it('says when it was', async () => {
    const partnerId = await chained(database, entries)
    await tampers(database, [set(`what = 'key-shown'`), partnerId])
    expect((await walksOf(database).walk(partnerId)).broken?.at).toEqual(thing(3).at)
  })

  it('in the first place and in the last', async () => {
    expect(await afterwards(set(`order_id = 'CSP-1'`, 1))).toEqual({ number: 1n, how: 'changed' })
    expect(await afterwards(set(`order_id = 'CSP-1'`, 6))).toEqual({ number: 6n, how: 'changed' })
  })

  it('even where all links behind it were made to fit again, by hashes without the key', async () => {
    const relinked = [4, 5, 6].map((number) =>
      set(`previous = ${hashOf(number - 1)}, hash = sha256(${hashOf(number - 1)})`, number),
    )
    expect(await afterwards(set(`what = 'key-shown', hash = ${plainHash}`), ...relinked)).toEqual({
      number: 3n,
      how: 'changed',
    })
  })
})

describe('an entry that was removed is found', () => {
  it.each([
    ['the first', '= 1', 1n],
    ['one in the middle', '= 4', 4n],
    ['several', 'in (2, 3, 5)', 2n],
  ])('%s', async (_, numbers, number) => {
    expect(await afterwards(remove(numbers))).toEqual({ number, how: 'missing' })
  })

  it('the last, or all: the end that is kept tells of them', async () => {
    expect(await afterwards(remove('= 6'))).toEqual({ number: 6n, how: 'end' })
    expect(await afterwards(remove('> 2'))).toEqual({ number: 3n, how: 'end' })
    expect(await afterwards(remove('> 0'))).toEqual({ number: 1n, how: 'end' })
  })

  it('and where the others were moved up into its place', async () => {
    const movedUp = [4, 5, 6].map((number) => set(`number = ${number - 1}`, number))
    expect(await afterwards(remove('= 3'), ...movedUp)).toEqual({ number: 3n, how: 'foreign' })
  })
})

describe('entries in another place are found', () => {
  it('two that changed places', async () => {
    const swapped = [set('number = 99', 3), set('number = 3', 4), set('number = 4', 99)]
    expect(await afterwards(...swapped)).toEqual({ number: 3n, how: 'foreign' })
  })

  it('two that changed what they say', async () => {
    const said = [set(`what = 'link-made', order_id = 'CSP-1002'`, 3), set(`what = 'downloaded'`, 2)]
    expect(await afterwards(...said)).toEqual({ number: 2n, how: 'changed' })
  })

  it('one with another number', async () => {
    expect(await afterwards(set('number = 50'))).toEqual({ number: 3n, how: 'missing' })
    expect(await afterwards(set('number = 0'))).toEqual({ number: 0n, how: 'foreign' })
    expect(await afterwards(set('number = -9223372036854775808'))).toEqual({
      number: -9223372036854775808n,
      how: 'foreign',
    })
  })

  it('one that was moved to another partner, in both chains', async () => {
    const [from, to] = [await chained(database, entries), await chained(database, 2)]
    const move = `update desk.activity_entry set partner_id = $2 where partner_id = $1 and number = 3`
    await tampers(database, [move, from, to])
    expect(await found(from)).toEqual({ number: 3n, how: 'missing' })
    expect(await found(to)).toEqual({ number: 3n, how: 'end' })
  })

  it('one that took the place of another partner’s', async () => {
    const [from, to] = [await chained(database, entries), await chained(database, entries)]
    await tampers(
      database,
      [remove('= 3'), to],
      [`update desk.activity_entry set partner_id = $2 where partner_id = $1 and number = 3`, ...[from, to]],
    )
    expect(await found(to)).toEqual({ number: 3n, how: 'foreign' })
  })
})

describe('an entry that was inserted is found', () => {
  const room = [set('number = 7', 6), set('number = 6', 5), set('number = 5', 4)]

  it('in the middle, with any hash or with one that looks right', async () => {
    expect(await afterwards(...room, insert(4, plainHash, plainHash))).toEqual({ number: 4n, how: 'foreign' })
    expect(await afterwards(...room, insert(4, hashOf(3), plainHash))).toEqual({ number: 4n, how: 'changed' })
    expect(await afterwards(...room, insert(4, hashOf(3), hashOf(3)))).toEqual({ number: 4n, how: 'changed' })
    const between = [insert(4, hashOf(3), plainHash), set(`previous = ${hashOf(4)}`, 5)]
    expect(await afterwards(...room, ...between)).toEqual({ number: 4n, how: 'changed' })
  })

  it('at the end: a copy, and one with a hash that looks right', async () => {
    expect(await afterwards(insert(7, 'previous', 'hash'))).toEqual({ number: 7n, how: 'end' })
    expect(await afterwards(insert(7, hashOf(6), plainHash))).toEqual({ number: 7n, how: 'end' })
  })

  it('at the end, with the end moved to it', async () => {
    const moved = setEnd(`number = 7, hash = ${plainHash}`)
    expect(await afterwards(insert(7, hashOf(6), plainHash), moved)).toEqual({ number: 7n, how: 'changed' })
  })

  it('before the first', async () => {
    expect(await afterwards(insert(0, plainHash, plainHash))).toEqual({ number: 0n, how: 'foreign' })
  })

  it('for a partner who has done nothing', async () => {
    const [from, to] = [await chained(database, 1), people.helpdesk]
    await tampers(database, [`update desk.activity_entry set partner_id = $2 where partner_id = $1`, from, to])
    expect(await found(to)).toMatchObject({ number: 1n })
  })
})

describe('an entry that was put among those of before there was a chain', () => {
  const forged = `insert into desk.activity_unchained (id, partner_id, agent_id, at, what, customer_id, order_id, facts)
    values ((select coalesce(max(id), 0) + 1 from desk.activity_unchained), $1, null, now(), 'downloaded', null, null, '{}')`

  it('is not chained behind what the desk wrote since, and is found', async () => {
    const partnerId = await chained(database, entries)
    await tampers(database, [forged, partnerId])
    expect(await activityOf(database).adopt()).toBe(0)
    expect((await walksOf(database).walk(partnerId)).came.number).toBe(0n)
    expect(await found(partnerId)).toEqual({ number: 7n, how: 'foreign' })
    await tampers(database, ['delete from desk.activity_unchained where partner_id = $1', partnerId])
    expect(await found(partnerId)).toBe('holds')
  })

  it('in the place of a whole chain says of itself that it was not chained when it was written', async () => {
    const partnerId = await chained(database, entries)
    await tampers(
      database,
      [`delete from desk.activity_entry where partner_id = $1`, partnerId],
      [`delete from desk.activity_chain where partner_id = $1`, partnerId],
      [forged, partnerId],
    )
    expect(await activityOf(database).adopt()).toBe(1)
    const [entry] = await database.rows.activityEntry.findMany({ where: { partnerId } })
    expect(entry?.facts).toEqual({ chained: 'later' })
  })
})

describe('the end of a chain', () => {
  const backTo = (number: number) => `number = ${number}, hash = ${hashOf(number)}`

  it('is missed when it was removed', async () => {
    expect(await afterwards('delete from desk.activity_chain where partner_id = $1')).toEqual({
      number: 6n,
      how: 'end',
    })
  })

  it('is the desk’s own: another number, hash or seal is found', async () => {
    expect(await afterwards(setEnd(backTo(4)))).toEqual({ number: 6n, how: 'end' })
    expect(await afterwards(setEnd('number = 7'))).toEqual({ number: 6n, how: 'end' })
    expect(await afterwards(setEnd(`hash = ${plainHash}`))).toEqual({ number: 6n, how: 'end' })
    expect(await afterwards(setEnd(`seal = ''`))).toEqual({ number: 6n, how: 'end' })
  })

  it('set back together with the entries after it is found: its seal is of the later one', async () => {
    expect(await afterwards(setEnd(backTo(4)), remove('> 4'))).toEqual({ number: 4n, how: 'end' })
  })

  it('set back so is not vouched for by what the desk writes next', async () => {
    const partnerId = await chained(database, entries)
    await tampers(database, [setEnd(backTo(4)), partnerId], [remove('> 4'), partnerId])
    await chained(database, 1, partnerId)
    expect(await found(partnerId)).toEqual({ number: 5n, how: 'end' })
    await chained(database, 3, partnerId)
    expect(await found(partnerId)).toEqual({ number: 8n, how: 'end' })
  })

  it('of another partner does not fit', async () => {
    const [one, other] = [await chained(database, entries), await chained(database, entries)]
    const take = `update desk.activity_chain set (number, hash, seal) =
      (select number, hash, seal from desk.activity_chain where partner_id = $2) where partner_id = $1`
    await tampers(database, [take, one, other])
    expect(await found(one)).toEqual({ number: 6n, how: 'end' })
  })

  it('of before, with its own seal, is found as long as the entries are there; without them only by an end kept elsewhere', async () => {
    const partnerId = await chained(database, 4)
    const { came: before } = await walksOf(database).walk(partnerId)
    const { rows } = await database.pool.query('select * from desk.activity_chain where partner_id = $1', [partnerId])
    await chained(database, 2, partnerId)
    const { came: kept } = await walksOf(database).walk(partnerId)
    const { number, hash, seal } = rows[0]
    await tampers(database, [setEnd('number = $2, hash = $3, seal = $4'), partnerId, number, hash, seal])
    expect(await found(partnerId)).toEqual({ number: 5n, how: 'end' })
    await tampers(database, [remove('> 4'), partnerId])
    expect(await found(partnerId)).toBe('holds')
    expect(await walksOf(database).contains(partnerId, kept)).toBe(false)
    expect(await walksOf(database).contains(partnerId, before)).toBe(true)
    // What is told after that takes the numbers again, with other hashes.
    const others = [7, 8, 9].map(thing)
    for (const other of others)
      await database.transaction((rows) => activityOf(database).remember(rows, { partnerId }, other))
    expect(await found(partnerId)).toBe('holds')
    expect(await walksOf(database).contains(partnerId, kept)).toBe(false)
    expect(await walksOf(database).contains(partnerId, before)).toBe(true)
  })
})

describe('with another key', () => {
  it('no entry fits', async () => {
    const partnerId = await chained(database, 2)
    const repository = activityVerifyingRepository({ database })
    const walks = chainWalkService({ vault: new Vault(Buffer.alloc(32, 8)) }, repository)
    expect((await walks.walk(partnerId)).broken).toMatchObject({ number: 1n, how: 'changed' })
  })
})

describe('while it is looked at', () => {
  it('entries that are added are not missed by the end, however the two fall', async () => {
    const partnerId = await chained(database, 50)
    const adding = (async () => {
      for (let number = 0; number < 30; number++) await chained(database, 1, partnerId)
    })()
    const looks = await Promise.all(Array.from({ length: 20 }, () => walksOf(database, 10).walk(partnerId)))
    await adding
    expect(looks.map(({ broken }) => broken)).toEqual(looks.map(() => undefined))
    expect((await walksOf(database).walk(partnerId)).came.number).toBe(80n)
  })
})
