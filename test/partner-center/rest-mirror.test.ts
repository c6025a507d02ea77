import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedSampleAgents } from '../../src/directory/sample-agents.ts'
import { minute } from '../../src/platform/clock.ts'
import { openRestPartnerCenter } from '../support/rest-partner-center.ts'
import { mirrorOver, partnerA } from '../support/sample-world.ts'

const software = { productId: 'DG7GMGF0D5RK', skuId: '0001' }
const customers = 900

describe('the mirror of a partner with many customers', () => {
  let opened: Awaited<ReturnType<typeof openRestPartnerCenter>>
  let mirror: ReturnType<typeof mirrorOver>
  const mirrored = async () => {
    const { database } = opened
    const where = { partnerId: partnerA }
    return {
      customers: await database.rows.mirrorCustomer.count({ where }),
      orders: await database.rows.mirrorOrder.count({ where }),
    }
  }
  /** Calls by the minute in which they were made. */
  const made = new Map<number, number>()
  beforeAll(async () => {
    opened = await openRestPartnerCenter()
    const { server, database } = opened
    await seedSampleAgents(database)
    server.addCustomers(partnerA, customers)
    server.failAsChosen(() => {
      const now = Math.floor(opened.clock.now().getTime() / minute)
      made.set(now, (made.get(now) ?? 0) + 1)
      return undefined
    })
    mirror = mirrorOver(opened)
  })
  afterAll(() => opened.server.close())

  it('is read through the limiter, and goes on where it was after the process has ended', async () => {
    const { clock } = opened
    const began = clock.now().getTime()
    await mirror.open()
    await mirror.look()
    const first = await mirrored()
    expect(first.customers).toBeLessThan(customers)
    await mirror.stop()
    mirror = mirrorOver(opened)
    for (let round = 0; round < 30; round++) {
      clock.advance(minute)
      await mirror.look()
    }
    expect((await mirrored()).customers).toBeGreaterThanOrEqual(customers)
    expect(Math.max(...made.values())).toBeLessThan(500)
    expect(clock.now().getTime() - began).toBeGreaterThanOrEqual(2 * minute)
  })

  it('is fed with what somebody buys in Partner Center itself', async () => {
    const { server, clock, partnerCenter } = opened
    const [some] = (await partnerCenter.customers(partnerA, { limit: 1 })).customers
    const id = server.buyElsewhere(partnerA, some?.id ?? '', software)
    clock.advance(20 * minute)
    await mirror.look()
    expect(await mirror.ofIds(partnerA, [id])).toMatchObject([{ id, customerId: some?.id, state: 'placed' }])
  })
})
