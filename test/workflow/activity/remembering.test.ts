import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { later } from '../../../src/platform/clock.ts'
import { atTheEnd, type Database, openDatabase } from '../../../src/platform/database/database.ts'
import type { ActivityService } from '../../../src/workflow/activity/activity.service.ts'
import { activityReadingRepository } from '../../../src/workflow/activity/activity-reading.repository.ts'
import { activityOf } from '../../support/activity.ts'
import { databaseKind, testDatabase, testDatabaseUrl } from '../../support/database.ts'
import { people } from '../../support/desk.ts'
import { chained, noon, thing, walksOf } from './tampering.ts'

let database: Database
/** Another replica of the desk: on PostgreSQL with connections of its own. */
let replica: Database
beforeAll(async () => {
  if (databaseKind() === 'embedded') {
    database = await testDatabase()
    replica = database
    return
  }
  const url = await testDatabaseUrl({ migrated: true })
  database = await openDatabase({ url, dataDirectory: '', connections: 5 })
  replica = await openDatabase({ url, dataDirectory: '', connections: 5 })
  return async () => {
    await database.close()
    await replica.close()
  }
})

const agentId = people.admin
const holds = async (partnerId: string): Promise<bigint> => {
  const { came, broken } = await walksOf(database).walk(partnerId)
  expect(broken).toBeUndefined()
  return came.number
}

interface Writer {
  readonly of: Database
  readonly activity: ActivityService
}

/** Two replicas, with as many transactions at once as each has connections, and the next one as soon as one is done. */
async function both(count: number, work: (writer: Writer, number: number) => Promise<void>): Promise<void> {
  const writers = [database, replica].map((of) => ({ of, activity: activityOf(of) }))
  let number = 0
  const lane = async (writer: Writer) => {
    while (number < count) await work(writer, number++)
  }
  await Promise.all(writers.flatMap((writer) => Array.from({ length: 5 }, () => lane(writer))))
}

describe('two replicas', () => {
  it('that add 200 entries at the same moment keep one chain without gaps', async () => {
    const partnerId = randomUUID()
    await both(200, ({ of, activity }, number) =>
      of.transaction((rows) => activity.remember(rows, { partnerId, agentId }, thing(number))),
    )
    expect(await holds(partnerId)).toBe(200n)
    const told = await database.rows.activityEntry.findMany({ where: { partnerId }, select: { orderId: true } })
    expect(new Set(told.map(({ orderId }) => orderId)).size).toBe(200)
  })

  it('do not wait for each other in a circle when they tell of partners in different orders', async () => {
    const partners = Array.from({ length: 4 }, () => randomUUID())
    await both(80, async ({ of, activity }, number) => {
      const turned = [...partners.slice(number % 4), ...partners.slice(0, number % 4)]
      const told = number % 3 === 0 ? turned.toReversed() : turned
      await of.transaction(async (rows) => {
        for (const partnerId of told) await activity.remember(rows, { partnerId, agentId }, thing(number))
      })
    })
    for (const partnerId of partners) expect(await holds(partnerId)).toBe(80n)
  })
})

describe('a transaction', () => {
  it('that is undone leaves no entry and no gap, even when it fails after the entry was chained', async () => {
    const partnerId = await chained(database, 2)
    const activity = activityOf(database)
    const failing = database.transaction(async (rows) => {
      await activity.remember(rows, { partnerId, agentId }, thing(3))
      atTheEnd(rows, async () => {
        expect(await rows.activityEntry.count({ where: { partnerId } })).toBe(3)
        throw new Error('undone')
      })
    })
    await expect(failing).rejects.toThrow('undone')
    expect(await holds(partnerId)).toBe(2n)
    await chained(database, 1, partnerId)
    expect(await holds(partnerId)).toBe(3n)
  })

  it('that is undone before a partner’s first entry leaves no chain behind', async () => {
    const partnerId = randomUUID()
    const failing = database.transaction(async (rows) => {
      await activityOf(database).remember(rows, { partnerId, agentId }, thing(1))
      atTheEnd(rows, () => Promise.reject(new Error('undone')))
    })
    await expect(failing).rejects.toThrow('undone')
    expect(await database.rows.activityChain.findUnique({ where: { partnerId } })).toBeNull()
    expect(await holds(partnerId)).toBe(0n)
  })

  it('may tell of several partners, in any order', async () => {
    const [one, other] = [randomUUID(), randomUUID()]
    const activity = activityOf(database)
    await database.transaction(async (rows) => {
      await activity.remember(rows, { partnerId: one, agentId }, thing(1))
      await activity.remember(rows, { partnerId: other }, thing(2))
      await activity.remember(rows, { partnerId: one }, thing(3))
    })
    expect([await holds(one), await holds(other)]).toEqual([2n, 1n])
    const ofOne = await database.rows.activityEntry.findMany({ where: { partnerId: one }, orderBy: { number: 'asc' } })
    expect(ofOne.map(({ agentId, orderId }) => [agentId, orderId])).toEqual([
      [people.admin, 'CSP-1001'],
      [null, 'CSP-1003'],
    ])
  })

  it('keeps whatever the facts are in a form that fits again when it is read', async () => {
    const partnerId = randomUUID()
    const facts = {
      z: 1,
      a: 'é',
      10: 'ten',
      9: 'nine',
      __proto__x: 0.1,
      big: 1e21,
      small: -1e-7,
      quoted: '"\\\n\u2028',
    }
    const bare = { what: 'settings-changed', at: noon } as const
    await database.transaction(async (rows) => {
      await activityOf(database).remember(rows, { partnerId, agentId }, { ...bare, facts })
      await activityOf(database).remember(rows, { partnerId, agentId }, bare)
    })
    expect(await holds(partnerId)).toBe(2n)
    const question = { partnerId, from: noon, to: later(noon, 1) }
    const { entries } = await activityReadingRepository({ database }).page(question, 2)
    expect(entries.map((entry) => entry.facts)).toEqual([{}, facts])
  })
})

describe('what is remembered', () => {
  it('at the end of a transaction, when its other entries are chained already, is not lost', async () => {
    const partnerId = randomUUID()
    const activity = activityOf(database)
    await database.transaction(async (rows) => {
      await activity.remember(rows, { partnerId }, thing(1))
      atTheEnd(rows, () => activity.remember(rows, { partnerId }, thing(2)))
    })
    expect(await holds(partnerId)).toBe(2n)
  })

  it('of ids in capital letters fits when it is read: the database writes them small', async () => {
    const partnerId = randomUUID()
    const shouted = { partnerId: partnerId.toUpperCase(), agentId: agentId.toUpperCase() }
    const about = { ...thing(1), customerId: partnerId.toUpperCase() }
    await chained(database, 1, partnerId)
    await database.transaction((rows) => activityOf(database).remember(rows, shouted, about))
    expect(await holds(partnerId)).toBe(2n)
  })
})

describe('what was remembered before there was a chain', () => {
  const rememberedBefore = async (partners: readonly string[], count: number) => {
    await database.rows.activityUnchained.createMany({
      data: Array.from({ length: count }, (_, place) => ({
        ...{ id: BigInt(place + 1), partnerId: partners[place % partners.length] ?? '', agentId },
        ...{ at: later(noon, -place), what: 'key-shown', orderId: `CSP-${place}`, facts: { place } },
      })),
    })
  }
  const orders = async (partnerId: string) => {
    const entries = await database.rows.activityEntry.findMany({ where: { partnerId }, orderBy: { number: 'asc' } })
    return entries.map(({ orderId }) => Number(orderId?.slice(4)))
  }
  const every = (step: number, from: number, count: number) =>
    Array.from({ length: count }, (_, place) => from + place * step)

  it('is moved into it in the order in which it was remembered, once', async () => {
    const [one, other] = [randomUUID(), randomUUID()]
    await rememberedBefore([one, other], 2_400)
    expect(await activityOf(database).adopt()).toBe(2_400)
    expect(await activityOf(database).adopt()).toBe(0)
    expect(await orders(one)).toEqual(every(2, 0, 1_200))
    expect(await orders(other)).toEqual(every(2, 1, 1_200))
    expect([await holds(one), await holds(other)]).toEqual([1_200n, 1_200n])
  })

  it('is moved once when two replicas start at the same moment', async () => {
    const partnerId = randomUUID()
    await rememberedBefore([partnerId], 2_400)
    const moved = await Promise.all([activityOf(database).adopt(), activityOf(replica).adopt()])
    expect(moved.reduce((sum, count) => sum + count)).toBe(2_400)
    expect(await orders(partnerId)).toEqual(every(1, 0, 2_400))
    expect(await holds(partnerId)).toBe(2_400n)
    expect(await database.rows.activityUnchained.count()).toBe(0)
  })
})
