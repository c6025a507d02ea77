import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PartnerCenterRefused } from '../../src/commerce/errors.ts'
import { minute } from '../../src/platform/clock.ts'
import { openRestPartnerCenter } from '../support/rest-partner-center.ts'
import { partnerA } from '../support/sample-world.ts'
import { attested } from './contract/world.ts'

const carts = 'POST /v1/customers/{customer}/carts'

describe('an Azure reservation', () => {
  let opened: Awaited<ReturnType<typeof openRestPartnerCenter>>
  let customer: string
  beforeEach(async () => {
    opened = await openRestPartnerCenter()
    customer = opened.server.addCustomer(partnerA)
  })
  afterEach(() => opened.server.close())

  const prepare = async () => {
    const items = await opened.partnerCenter.catalogue(partnerA, customer)
    const item = items.find(({ family }) => family === 'azure-reservation')
    if (item === undefined) throw new Error('no reservation is sold')
    const wanted = { customerId: customer, lines: [{ ref: item.ref, quantity: 1 }], attestations: attested }
    return opened.partnerCenter.prepare(partnerA, wanted, randomUUID())
  }
  const registered = async () => {
    opened.server.addAzurePlan(partnerA, customer)
    await prepare()
    opened.clock.advance(10 * minute)
  }

  it('is not put into a cart for a customer without an Azure plan, and that is said', async () => {
    const cart = await prepare()
    expect(cart.lines.map(({ error }) => error)).toEqual([
      { code: '900318', text: expect.stringContaining('Azure Plan') },
    ])
    expect(opened.server.count(carts)).toBe(0)
    const submit = opened.partnerCenter.submit(partnerA, customer, cart.cartId, randomUUID())
    await expect(submit).rejects.toThrow(PartnerCenterRefused)
  })

  it('has the plan registered first, once, and is bought when that is done', async () => {
    const planId = opened.server.addAzurePlan(partnerA, customer)
    for (const again of [1, 2])
      expect((await prepare()).lines[0]?.error, String(again)).toMatchObject({ code: 'SubscriptionNotRegistered' })
    const registrations = 'POST /v1/customers/{customer}/subscriptions/{subscription}/registrations'
    expect(opened.server.count(registrations)).toBe(1)
    opened.clock.advance(10 * minute)
    const cart = await prepare()
    expect(cart.lines[0]?.error).toBeUndefined()
    const made = opened.server.calls.findLast(({ endpoint }) => endpoint === carts)
    expect(made?.body).toMatchObject({
      lineItems: [{ provisioningContext: { scope: 'shared', subscriptionId: planId } }],
    })
    const { orders } = await opened.partnerCenter.submit(partnerA, customer, cart.cartId, randomUUID())
    expect(orders[0]?.lines).toMatchObject([{ family: 'azure-reservation', quantity: 1 }])
  })

  it('that is not in stock is said so, in the service’s words', async () => {
    await registered()
    opened.server.reshape(({ endpoint }, body) =>
      endpoint.endsWith('checkinventory')
        ? (body as object[]).map((item) => ({
            ...item,
            isRestricted: true,
            restrictions: [{ reasonCode: 'NotAvailableForSubscription', description: 'Not in japanwest.' }],
          }))
        : body,
    )
    expect((await prepare()).lines[0]?.error).toEqual({
      code: 'NotAvailableForSubscription',
      text: 'Not in japanwest.',
    })
  })
})
