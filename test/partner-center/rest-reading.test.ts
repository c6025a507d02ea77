import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CustomerUnknown } from '../../src/commerce/errors.ts'
import { day, hour, minute } from '../../src/platform/clock.ts'
import { openRestPartnerCenter } from '../support/rest-partner-center.ts'
import { customerId, partnerA } from '../support/sample-world.ts'

const contoso = customerId(1)
const software = { productId: 'DG7GMGF0DVT7', skuId: '0001' }

let opened: Awaited<ReturnType<typeof openRestPartnerCenter>>
beforeEach(async () => {
  opened = await openRestPartnerCenter()
})
afterEach(() => opened.server.close())

describe('customers', () => {
  it('are those that are sold to: other relationships are in no list, and unknown', async () => {
    const { server, partnerCenter } = opened
    server.setRelationship(partnerA, contoso, 'advisor')
    const { customers } = await partnerCenter.customers(partnerA, { limit: 50 })
    expect(customers.map(({ id }) => id)).not.toContain(contoso)
    await expect(partnerCenter.customer(partnerA, contoso)).rejects.toThrow(CustomerUnknown)
  })

  it('are in the market where they are billed', async () => {
    const { server, partnerCenter } = opened
    server.reshape(({ endpoint }, body) =>
      endpoint === 'GET /v1/customers/{customer}' ? { ...(body as object), billingProfile: null } : body,
    )
    const japanese = server.addCustomer(partnerA, { country: 'JP' })
    expect((await partnerCenter.customer(partnerA, japanese)).market).toBe('JP')
  })

  it('come whole although the place in their list has aged', async () => {
    const { partnerCenter } = opened
    const first = await partnerCenter.customers(partnerA, { limit: 3 })
    const old = JSON.stringify({ ...JSON.parse(first.next ?? ''), token: 'of-last-year' })
    expect((await partnerCenter.customers(partnerA, { after: old, limit: 3 })).customers).toEqual(first.customers)
  })
})

describe('the agreement', () => {
  it.for([
    ['direct', 'accepted'],
    ['attested', 'accepted'],
    ['outdated', 'outdated'],
    ['missing', 'missing'],
  ] as const)('that is %s is %s', async ([given, state]) => {
    opened.server.setAgreement(partnerA, contoso, given)
    expect((await opened.partnerCenter.agreement(partnerA, contoso)).state).toBe(state)
  })

  it('is not known where the service does not tell, and in a cloud that has no such call', async () => {
    const { server, partnerCenter } = opened
    server.setAgreement(partnerA, contoso, 'outdated')
    const endpoint = 'GET /v1/customers/{customer}/directSignedMicrosoftCustomerAgreementStatus'
    server.failNext({ kind: 'status', status: 404, code: 40400 }, { endpoint })
    expect(await partnerCenter.agreement(partnerA, contoso)).toEqual({ state: 'unknown' })
    const china = await openRestPartnerCenter({ cloud: 'china' })
    expect(await china.partnerCenter.agreement(partnerA, contoso)).toEqual({ state: 'unknown' })
    await expect(china.partnerCenter.agreement(partnerA, customerId(11))).rejects.toThrow(CustomerUnknown)
    await china.server.close()
  })
})

describe('changes', () => {
  const readFrom = async (cursor: string | undefined) => {
    const all: string[] = []
    let [next, more, pages] = [cursor, true, 0]
    while (more) {
      const read = await opened.partnerCenter.changesSince(partnerA, next)
      all.push(...read.changes.map(({ orderId = '' }) => orderId))
      ;[next, more, pages] = [read.next, read.more, pages + 1]
    }
    return { all, next, pages }
  }

  it('are read page after page, and the place in the midst of them outlives a restart', async () => {
    opened.server.settings.auditRecordsOnAPage = 4
    const { next } = await readFrom(undefined)
    const bought = Array.from({ length: 10 }, () => opened.server.buyElsewhere(partnerA, contoso, software))
    const read = await readFrom(next)
    expect(read.all).toEqual(expect.arrayContaining(bought))
    expect(read.pages).toBeGreaterThanOrEqual(3)
    const first = await opened.partnerCenter.changesSince(partnerA, next)
    const rest = await readFrom(first.next)
    expect([...first.changes.map(({ orderId }) => orderId), ...rest.all]).toEqual(expect.arrayContaining(bought))
  })

  it('that are recorded late are told, when it is no later than an hour', async () => {
    opened.server.settings.auditedAfter = 50 * minute
    const { next } = await readFrom(undefined)
    const bought = opened.server.buyElsewhere(partnerA, contoso, software)
    opened.clock.advance(20 * minute)
    const before = await readFrom(next)
    expect(before.all).toEqual([])
    opened.clock.advance(35 * minute)
    expect((await readFrom(before.next)).all).toContain(bought)
  })

  it('of more than 90 days are lost, and that is said', async () => {
    const { next = '' } = await readFrom(undefined)
    opened.clock.advance(88 * day)
    expect((await opened.partnerCenter.changesSince(partnerA, next)).lost).toBeUndefined()
    opened.clock.advance(2 * day + hour)
    const late = await opened.partnerCenter.changesSince(partnerA, next)
    expect(late).toMatchObject({ changes: [], more: false, lost: true })
    expect((await opened.partnerCenter.changesSince(partnerA, late.next)).lost).toBeUndefined()
  })
})
