import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { PartnerCenterUnavailable } from '../../../src/commerce/errors.ts'
import type { Change, PartnerCenter } from '../../../src/commerce/ports/partner-center.ts'
import { seedSampleAgents } from '../../../src/directory/sample-agents.ts'
import { offers } from '../../../src/partner-center/embedded/catalogue.ts'
import { addCustomers, addOrders } from '../../../src/partner-center/embedded/generated-world.ts'
import { day, hour, later, minute } from '../../../src/platform/clock.ts'
import { partnerCenterWith } from '../../support/partner-center.ts'
import { customerId, mirrorOver, openSampleWorld, partnerA } from '../../support/sample-world.ts'

type World = Awaited<ReturnType<typeof openSampleWorld>>

/** The same numbers for the same seed. */
function chances(seed: number) {
  let state = seed
  return (of: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state % of
  }
}

const item = offers.find(({ family }) => family === 'perpetual-software')?.catalogItem ?? ''

/** Something happens at Partner Center. */
async function happens({ database: { rows }, clock }: World, chance: (of: number) => number): Promise<void> {
  const orders = await rows.pcOrder.findMany({ where: { partnerId: partnerA }, select: { id: true } })
  const { id } = orders[chance(orders.length)] ?? { id: '' }
  switch (chance(4)) {
    case 0: {
      const order = { partnerId: partnerA, id: `CSP-${9_000 + orders.length}` }
      const createdAt = later(clock.now(), -chance(90) * day)
      await rows.pcOrder.create({
        data: { ...order, customerId: customerId(1 + chance(9)), currency: 'USD', createdAt },
      })
      const line = { number: 0, catalogItem: item, quantity: 1 + chance(5), unitPrice: '10' }
      await rows.pcOrderLine.create({ data: { partnerId: partnerA, orderId: order.id, ...line } })
      return
    }
    case 1:
      await rows.pcOrder.updateMany({ where: { id, cancelledAt: null }, data: { cancelledAt: clock.now() } })
      return
    case 2:
      await rows.pcOrder.updateMany({ where: { id }, data: { status: chance(2) === 0 ? 'pending' : 'completed' } })
      return
    default:
      await rows.pcCustomer.updateMany({
        where: { id: customerId(1 + chance(9)) },
        data: { name: `Customer ${chance(1_000)}` },
      })
  }
}

/** A feed that tells late, twice and out of order, of a Partner Center that fails now and then. */
const unruly = (chance: (of: number) => number, rules: { calm: boolean }) => {
  // What came late with a page stays a part of it until the feed is read on from there.
  const feeds = new Map<string, { cursor: string | undefined; given: readonly Change[]; held: Change[] }>()
  const fails = () => {
    if (!rules.calm && chance(6) === 0) throw new PartnerCenterUnavailable()
  }
  const failing =
    <K extends 'orders' | 'order' | 'customer' | 'customers'>(name: K) =>
    (real: PartnerCenter) =>
      (async (...asked: never[]) => {
        fails()
        return (real[name] as (...asked: never[]) => unknown)(...asked)
      }) as unknown as PartnerCenter[K]
  return partnerCenterWith({
    orders: failing('orders'),
    order: failing('order'),
    customer: failing('customer'),
    customers: failing('customers'),
    changesSince: (real) => async (partnerId, cursor) => {
      fails()
      const page = await real.changesSince(partnerId, cursor)
      const feed = feeds.get(partnerId) ?? { cursor, given: [], held: [] }
      const { held } = feed
      // What is held back comes with a later reading; what comes may come again, in another order.
      const [now, later] = [[] as Change[], [] as Change[]]
      for (const change of page.changes) (!rules.calm && chance(3) === 0 ? later : now).push(change)
      const known = feed.cursor === cursor ? feed.given : []
      const again = [...known, ...held.splice(0, rules.calm ? held.length : chance(held.length + 1))]
      feeds.set(partnerId, { cursor, given: again, held })
      held.push(...later, ...now.filter(() => !rules.calm && chance(4) === 0))
      return { ...page, changes: [...now, ...again].toSorted(() => chance(3) - 1) }
    },
  })
}

/** What Partner Center holds, and what the mirror says of it. */
async function both({ database, partnerCenter }: World, mirror: ReturnType<typeof mirrorOver>) {
  const customers = await database.rows.pcCustomer.findMany({ where: { partnerId: partnerA } })
  const orders = (await Promise.all(customers.map(({ id }) => partnerCenter.orders(partnerA, id)))).flat()
  const mirrored = await mirror.page(partnerA, { limit: 10_000 })
  const byId = <T extends { id: string }>(all: readonly T[]) => all.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const plain = (all: readonly object[]) => JSON.parse(JSON.stringify(all))
  return {
    there: { names: byId(customers).map(({ name }) => name), orders: plain(byId(orders)) },
    here: {
      names: byId(await mirror.search(partnerA, '', 10_000)).map(({ name }) => name),
      orders: plain(byId(mirrored.orders)),
    },
  }
}

describe('the mirror', () => {
  it.each([1, 2, 3])(
    'comes to what Partner Center holds, whatever is late, doubled or interrupted (%i)',
    async (seed) => {
      const world = await openSampleWorld()
      await seedSampleAgents(world.database)
      const chance = chances(seed)
      const rules = { calm: false }
      const port = unruly(chance, rules)(world.partnerCenter)
      const newMirror = () => mirrorOver({ ...world, partnerCenter: port })
      let mirror = newMirror()
      for (let step = 0; step < 40; step++) {
        await happens(world, chance)
        // A process may end anywhere: another one goes on with what was stored.
        if (chance(5) === 0) mirror = newMirror()
        await mirror.look()
        world.clock.advance(chance(20) * minute)
      }
      rules.calm = true
      for (let round = 0; round < 3; round++) {
        world.clock.advance(20 * minute)
        await mirror.look()
      }
      const { here, there } = await both(world, mirror)
      expect(here).toEqual(there)
    },
  )

  it('is filled by pages that a budget of calls lets through, goes on where it was, and says how far it is', async () => {
    const world = await openSampleWorld()
    await seedSampleAgents(world.database)
    await addCustomers(world.database, partnerA, 200)
    await addOrders(world.database, partnerA, 300, 7)
    let calls = 0
    const counting = partnerCenterWith({
      reading: () => ({ freshFor: 0, callsAMinute: 60 }),
      orders:
        (real) =>
        (...asked) => {
          calls++
          return real.orders(...asked)
        },
    })
    const port = counting(world.partnerCenter)
    let mirror = mirrorOver({ ...world, partnerCenter: port })
    await mirror.look()
    const { filling } = await mirror.upToDate(partnerA)
    expect(filling).toEqual({ read: 100, about: 210 })
    const before = calls
    await mirror.look()
    expect(calls).toBe(before)
    mirror = mirrorOver({ ...world, partnerCenter: port })
    for (let minutes = 0; minutes < 4; minutes++) {
      world.clock.advance(minute)
      await mirror.look()
    }
    expect((await mirror.upToDate(partnerA)).filling).toBeUndefined()
    // Partner B has one customer.
    expect(calls).toBe(211)
    const { here, there } = await both(world, mirror)
    expect(here).toEqual(there)
  })

  it('reads everything anew when more has changed at once than the feed tells one by one', async () => {
    const world = await openSampleWorld()
    await seedSampleAgents(world.database)
    const mirror = mirrorOver(world)
    await mirror.open()
    await addCustomers(world.database, partnerA, 20)
    await addOrders(world.database, partnerA, 1_200, 3)
    await mirror.look()
    const { here, there } = await both(world, mirror)
    expect(here).toEqual(there)
    expect(here.orders).toHaveLength(1_207)
  })

  it('finds what no change told, some customers each night, and forgets who is no customer any more', async () => {
    const world = await openSampleWorld()
    const { database, clock } = world
    await seedSampleAgents(database)
    const mirror = mirrorOver(world)
    await mirror.open()
    await database.rows.mirrorOrder.delete({ where: { partnerId_id: { partnerId: partnerA, id: 'CSP-1003' } } })
    const stranger = { partnerId: partnerA, id: randomUUID(), name: 'Gone', nameKey: 'gone', domain: 'gone.example' }
    await database.rows.mirrorCustomer.create({
      data: { ...stranger, domainKey: 'gone.example', keyForm: 1, market: null, seenAt: clock.now() },
    })
    for (let nights = 0; nights < 100; nights++) {
      clock.advance(day)
      await mirror.look()
    }
    expect(await mirror.find(partnerA, 'CSP-1003')).toMatchObject({ id: 'CSP-1003', customerId: customerId(1) })
    expect(await mirror.search(partnerA, 'gone', 5)).toEqual([])
  })

  it('has the new window of a subscription that renews itself', async () => {
    const world = await openSampleWorld()
    const { database, clock } = world
    await seedSampleAgents(database)
    const mirror = mirrorOver(world)
    await mirror.open()
    const createdAt = later(clock.now(), -(3 * 365 + 1 - 2) * day)
    await database.rows.pcOrder.updateMany({ where: { id: 'CSP-1001' }, data: { createdAt } })
    await mirror.look()
    const closing = async () =>
      (await mirror.closing(partnerA, clock.now(), later(clock.now(), 8 * day), 10)).map(({ id }) => id)
    expect(await closing()).not.toContain('CSP-1001')
    clock.advance(3 * day)
    await mirror.look()
    clock.advance(hour)
    await mirror.look()
    expect(await closing()).toContain('CSP-1001')
  })
})
