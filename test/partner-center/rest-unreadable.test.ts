import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { seedSampleAgents } from '../../src/directory/sample-agents.ts'
import { minute } from '../../src/platform/clock.ts'
import { openRestPartnerCenter } from '../support/rest-partner-center.ts'
import { customerId, mirrorOver, partnerA } from '../support/sample-world.ts'

const software = { productId: 'DG7GMGF0D5RK', skuId: '0001' }

type Body = Record<string, unknown>
const itemsOf = (body: unknown) => (body as { items: Body[] }).items

let opened: Awaited<ReturnType<typeof openRestPartnerCenter>>
let mirror: ReturnType<typeof mirrorOver>
beforeEach(async () => {
  opened = await openRestPartnerCenter()
  await seedSampleAgents(opened.database)
  mirror = mirrorOver(opened)
})
afterEach(() => opened.server.close())

const customers = () => opened.database.rows.mirrorCustomer.count({ where: { partnerId: partnerA } })
const passes = async (minutes: number) => {
  opened.clock.advance(minutes * minute)
  await mirror.look()
}

describe('what cannot be read', () => {
  it('of a list of customers costs itself: the others are in the mirror', async () => {
    opened.server.reshape(({ endpoint }, body) => {
      if (endpoint === 'GET /v1/customers') Object.assign(itemsOf(body)[0] ?? {}, { companyProfile: 'none' })
      return body
    })
    await passes(1)
    const without = await customers()
    expect(without).toBeGreaterThan(5)
    opened.server.reshape(undefined)
    const all = (await opened.partnerCenter.customers(partnerA, { limit: 100 })).customers.length
    expect(without).toBe(all - 1)
  })

  it.each(['operationDate', 'an order'])('of what has changed costs itself: %s; the feed goes on', async (what) => {
    const { server, database } = opened
    await passes(1)
    const broken = server.buyElsewhere(partnerA, customerId(1), software)
    server.reshape(({ endpoint, url }, body) => {
      if (what === 'operationDate' && endpoint === 'GET /v1/auditrecords') {
        const [record] = itemsOf(body).filter((item) => JSON.stringify(item).includes(broken))
        Object.assign(record ?? {}, { operationDate: 'some day' })
      }
      if (what === 'an order' && endpoint.startsWith('GET /v1/customers/{customer}/orders') && url.includes(broken))
        Object.assign(body as Body, { lineItems: 'many' })
      return body
    })
    const whole = server.buyElsewhere(partnerA, customerId(3), software)
    for (let round = 0; round < 5; round++) await passes(10)
    const found = await database.rows.mirrorOrder.findMany({ where: { partnerId: partnerA } })
    expect(found.map(({ id }) => id)).toContain(whole)
    expect(found.map(({ id }) => id)).not.toContain(broken)
  })
})
