import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { RoleMissing, type Who } from '../../../src/commerce/access.ts'
import { DeskDirectory } from '../../../src/directory/desk.directory.ts'
import { seedSampleAgents } from '../../../src/directory/sample-agents.ts'
import { minute } from '../../../src/platform/clock.ts'
import type { Database } from '../../../src/platform/database/database.ts'
import { activityVerifyingRepository } from '../../../src/workflow/activity/activity-verifying.repository.ts'
import {
  type ActivityVerifyingService,
  activityVerifyingService,
} from '../../../src/workflow/activity/activity-verifying.service.ts'
import { activityOf } from '../../support/activity.ts'
import { TestClock } from '../../support/clock.ts'
import { testDatabase } from '../../support/database.ts'
import { partnerA, partnerB, people } from '../../support/desk.ts'
import { testVault } from '../../support/vault.ts'
import { chained, tampers, walksOf } from './tampering.ts'

const globalAdmin: Who = { partnerId: partnerA, agentId: people.koreanGlobalAdmin }

let database: Database
let clock: TestClock
let verifying: ActivityVerifyingService
beforeAll(async () => {
  database = await testDatabase()
  await seedSampleAgents(database)
})
beforeEach(async () => {
  clock = new TestClock()
  verifying = service()
  await tampers(
    database,
    ['delete from desk.activity_entry'],
    ['delete from desk.activity_chain'],
    ['delete from desk.activity_check'],
  )
})

/** A desk that verifies ten entries at once. */
const service = (slice = { entries: 10, milliseconds: 60_000 }) =>
  activityVerifyingService(
    { database, vault: testVault(), directory: new DeskDirectory(database), clock },
    activityOf(database),
    slice,
    activityVerifyingRepository({ database }),
    walksOf(database, 5),
  )

const begin = () => verifying.begin(globalAdmin, randomUUID())
const seen = async (checkId: string) => {
  const check = await verifying.check(globalAdmin, checkId)
  if (check === undefined) throw new Error('there is no such check')
  return check
}
/** Slice after slice. @returns how far it had come after each. */
const toTheEnd = async (checkId: string): Promise<bigint[]> => {
  const came: bigint[] = []
  for (let more = true; more; ) {
    more = await verifying.goOn(checkId)
    came.push((await seen(checkId)).checked)
  }
  return came
}
const alter = (number: number) =>
  tampers(database, [
    `update desk.activity_entry set order_id = 'CSP-9' where partner_id = $1 and number = $2`,
    partnerA,
    number,
  ])

describe('a check of the chain', () => {
  it('goes on in slices until it has come to the end, and says which it is', async () => {
    await chained(database, 24, partnerA)
    const checkId = await begin()
    expect(await seen(checkId)).toMatchObject({ checked: 0n, upTo: 24n, startedAt: clock.now(), outcome: undefined })
    clock.advance(minute)
    // The check is itself an entry: the 25th.
    expect(await toTheEnd(checkId)).toEqual([10n, 20n, 25n])
    const { hash } = await database.rows.activityChain.findUniqueOrThrow({ where: { partnerId: partnerA } })
    expect((await seen(checkId)).outcome).toEqual({
      ...{ holds: true, endedAt: clock.now(), entries: 25n },
      hash: Buffer.from(hash).toString('hex').slice(0, 16),
    })
    expect(await verifying.goOn(checkId)).toBe(false)
  })

  it('stops for others when its time is up, wherever it is', async () => {
    await chained(database, 11, partnerA)
    verifying = service({ entries: 1_000, milliseconds: 0 })
    expect(await toTheEnd(await begin())).toEqual([5n, 10n, 12n])
  })

  it('goes to the end as it is then, when entries are added meanwhile', async () => {
    await chained(database, 8, partnerA)
    const checkId = await begin()
    await chained(database, 3, partnerA)
    expect(await toTheEnd(checkId)).toEqual([10n, 12n])
    expect((await seen(checkId)).outcome).toMatchObject({ holds: true, entries: 12n })
  })

  it('says where the chain breaks, and when that was, and goes no further', async () => {
    await chained(database, 30, partnerA)
    await alter(17)
    const checkId = await begin()
    expect(await toTheEnd(checkId)).toEqual([10n, 16n])
    const { at } = await database.rows.activityEntry.findUniqueOrThrow({
      where: { partnerId_number: { partnerId: partnerA, number: 17n } },
    })
    expect((await seen(checkId)).outcome).toEqual({
      ...{ holds: false, endedAt: clock.now(), broken: { number: 17n, how: 'changed', at } },
    })
  })

  it('says which entry is missing; that one has no time', async () => {
    await chained(database, 4, partnerA)
    await tampers(database, ['delete from desk.activity_entry where partner_id = $1 and number = 2', partnerA])
    const checkId = await begin()
    await toTheEnd(checkId)
    expect((await seen(checkId)).outcome).toMatchObject({ broken: { number: 2n, how: 'missing', at: undefined } })
  })

  it('says where an entry is that somebody took the time from, or put before the first', async () => {
    await chained(database, 4, partnerA)
    const [taken, before] = [await begin(), await begin()]
    await tampers(database, [`update desk.activity_entry set at = '-infinity' where number = 2`])
    await toTheEnd(taken)
    expect((await seen(taken)).outcome).toMatchObject({ broken: { number: 2n, how: 'changed', at: undefined } })
    await tampers(database, ['update desk.activity_entry set number = -9223372036854775808 where number = 2'])
    await toTheEnd(before)
    expect((await seen(before)).outcome).toMatchObject({ broken: { number: -9223372036854775808n, how: 'foreign' } })
  })

  it('finds a chain that was set back behind what it had seen, even to an end of the desk’s own', async () => {
    await chained(database, 4, partnerA)
    const { rows } = await database.pool.query('select number, hash, seal from desk.activity_chain')
    await chained(database, 20, partnerA)
    const checkId = await begin()
    expect(await verifying.goOn(checkId)).toBe(true)
    const { number, hash, seal } = rows[0]
    await tampers(
      database,
      ['delete from desk.activity_entry where number > $1', number],
      ['update desk.activity_chain set number = $1, hash = $2, seal = $3', number, hash, seal],
    )
    expect(await verifying.goOn(checkId)).toBe(false)
    expect((await seen(checkId)).outcome).toMatchObject({ holds: false, broken: { number: 5n, how: 'end' } })
  })

  it.each([
    ['pass over entries', `checked = 17, hash = (select hash from desk.activity_entry where number = 17)`],
    ['pass over entries, with the seal that it had', `checked = 17`],
    ['hold', 'ended_at = now()'],
    ['be of another partner', `partner_id = '${partnerB}'`],
  ])('that somebody made %s counts for nothing', async (_, change) => {
    await chained(database, 24, partnerA)
    await alter(17)
    const checkId = await begin()
    await tampers(database, [`update desk.activity_check set ${change}`])
    expect(await verifying.goOn(checkId)).toBe(false)
    expect(await verifying.check(globalAdmin, checkId)).toBeUndefined()
  })

  it('that found a break still says so when somebody made it hold: it counts for nothing', async () => {
    await chained(database, 4, partnerA)
    await alter(2)
    const checkId = await begin()
    await toTheEnd(checkId)
    expect((await seen(checkId)).outcome).toMatchObject({ holds: false })
    await tampers(database, ['update desk.activity_check set broken = null, broken_at = null'])
    expect(await verifying.check(globalAdmin, checkId)).toBeUndefined()
  })

  it('of a chain with nothing but itself holds', async () => {
    const checkId = await begin()
    expect((await seen(checkId)).upTo).toBe(0n)
    expect(await toTheEnd(checkId)).toEqual([1n])
  })

  it('that two workers do at once goes on in one of them', async () => {
    await chained(database, 24, partnerA)
    const checkId = await begin()
    const more = await Promise.all([verifying.goOn(checkId), service().goOn(checkId)])
    expect(more.toSorted()).toEqual([false, true])
    expect(await toTheEnd(checkId)).toEqual([20n, 25n])
  })

  it('that is not known has nothing left to do', async () => {
    expect(await verifying.goOn(randomUUID())).toBe(false)
    expect(await verifying.check(globalAdmin, randomUUID())).toBeUndefined()
  })
})

describe('beginning a check', () => {
  it('is an entry of its own, and begun twice with one id is one check', async () => {
    await chained(database, 3, partnerA)
    const [checkId, flowId] = [randomUUID(), randomUUID()]
    const followed: string[] = []
    const follow = async (_: unknown, id: string) => void followed.push(id)
    for (const _ of [1, 2]) expect(await verifying.begin(globalAdmin, flowId, { checkId, follow })).toBe(checkId)
    const entries = await database.rows.activityEntry.findMany({ where: { what: 'activity-checked' } })
    expect(entries).toMatchObject([
      { number: 4n, agentId: globalAdmin.agentId, at: clock.now(), facts: { entries: 3 } },
    ])
    expect(followed).toEqual([checkId])
    expect((await seen(checkId)).flowId).toBe(flowId)
  })

  it('is nothing at all when what follows cannot be enqueued', async () => {
    const checkId = randomUUID()
    const follow = () => Promise.reject(new Error('no queue'))
    await expect(verifying.begin(globalAdmin, randomUUID(), { checkId, follow })).rejects.toThrow('no queue')
    expect(await verifying.check(globalAdmin, checkId)).toBeUndefined()
    expect(await database.rows.activityEntry.count()).toBe(0)
  })

  it.each([people.admin, people.sales, people.accountAdmin, people.nobody])(
    'and seeing it are a global admin’s: %s is refused',
    async (agentId) => {
      const who = { partnerId: partnerA, agentId }
      await expect(verifying.begin(who, randomUUID())).rejects.toThrow(RoleMissing)
      await expect(verifying.check(who, await begin())).rejects.toThrow(RoleMissing)
      expect(await database.rows.activityCheck.count()).toBe(1)
    },
  )

  it('is seen by global admins of the same partner alone', async () => {
    const directory = new DeskDirectory(database)
    const checkId = await begin()
    const other = { partnerId: partnerA, agentId: people.globalAndAdmin }
    expect(await verifying.check(other, checkId)).toMatchObject({ id: checkId })
    const [ofB] = await directory.agentsWith(partnerB, ['global-admin'])
    const agentId = ofB?.id ?? people.adminOfB
    await database.rows.agent.updateMany({
      where: { partnerId: partnerB, id: agentId },
      data: { roles: ['global-admin'] },
    })
    expect(await verifying.check({ partnerId: partnerB, agentId }, checkId)).toBeUndefined()
  })
})
