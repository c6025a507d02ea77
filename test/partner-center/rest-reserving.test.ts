import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { minute } from '../../src/platform/clock.ts'
import { openWorld, type Person, partnerA, people, type World } from '../support/desk.ts'
import { openRestPartnerCenter } from '../support/rest-partner-center.ts'

const carts = 'POST /v1/customers/{customer}/carts'
const item = 'Virtual Machines Dsv3 Series, Reserved VM Instance, Standard_D2s_v3, US West 2, 1 year'

describe('a reservation at the real Partner Center', () => {
  let rest: Awaited<ReturnType<typeof openRestPartnerCenter>>
  let world: World
  let mina: Person
  let customer: string
  beforeEach(async () => {
    rest = await openRestPartnerCenter()
    customer = rest.server.addCustomer(partnerA)
    const { database, clock, partnerCenter } = rest
    world = await openWorld({ database, clock, partnerCenter: () => partnerCenter })
    mina = await world.person(people.admin)
  })
  afterEach(() => rest.server.close())

  const reviews = async () => {
    const { domain } = await rest.partnerCenter.customer(partnerA, customer)
    await mina.says(`buy for ${domain}`)
    mina.picks({ item, quantity: '1' })
    await mina.presses('Review order')
  }

  it('is not sold without an Azure plan, or without an active subscription under it: what to do is said', async () => {
    await reviews()
    expect(mina.sees()).toContain('has no Azure plan with an active Azure subscription')
    rest.server.addAzurePlan(partnerA, customer, { registered: true })
    rest.server.keepActive(partnerA, customer, [])
    await reviews()
    expect(mina.sees()).toContain('has no Azure plan with an active Azure subscription')
    expect(rest.server.count(carts)).toBe(0)
  })

  it('is offered with the word that promotions are not read; one that the cart holds is named', async () => {
    rest.server.addAzurePlan(partnerA, customer, { registered: true })
    const { domain } = await rest.partnerCenter.customer(partnerA, customer)
    await mina.says(`buy for ${domain}`)
    expect(mina.sees()).toContain('Promotions are in no price list and are not read here.')
    rest.server.reshape(({ endpoint }, body) =>
      endpoint === carts
        ? {
            ...(body as object),
            lineItems: (body as { lineItems: object[] }).lineItems.map((line) => ({
              ...line,
              promotionId: '39NFJQT1PJQB:0001:39NFJQT1Q5KN',
            })),
          }
        : body,
    )
    mina.picks({ item, quantity: '1' })
    await mina.presses('Review order')
    expect(mina.sees()).toContain('Promotion: 39NFJQT1PJQB:0001:39NFJQT1Q5KN, in this price')
    expect(mina.sees()).toContain('One that has to be chosen is not applied')
  })

  it('waits for the registration of the plan, which the review starts', async () => {
    rest.server.addAzurePlan(partnerA, customer)
    await reviews()
    expect(mina.sees()).toContain('not registered for reservations yet. Its registration has been started')
    rest.clock.advance(10 * minute)
    await mina.presses('Review order')
    expect(mina.sees()).toContain('shared scope: all Azure subscriptions of Azure plan')
  })

  it('for one subscription names the plan and the subscription, and how long it is', async () => {
    const planId = rest.server.addAzurePlan(partnerA, customer, { registered: true })
    const [, development] = rest.server.keepActive(partnerA, customer, ['Production', 'Development'])
    await reviews()
    await mina.presses('Back')
    mina.picks({ place: mina.mayChoose('place')[2]?.value ?? '' })
    await mina.presses('Review order')
    expect(mina.sees()).toContain('single scope: Azure subscription Development')
    const made = rest.server.calls.findLast(({ endpoint }) => endpoint === carts)?.body
    const provisioningContext = {
      ...{ scope: 'single', subscriptionId: planId, entitlementId: development, duration: '1Year' },
    }
    expect(made).toMatchObject({ lineItems: [{ provisioningContext }] })
    const stock = rest.server.calls.findLast(({ endpoint }) => endpoint.endsWith('checkinventory'))?.body
    expect(stock).toMatchObject({ inventoryContext: { azureSubscriptionId: development, armRegionName: 'westus2' } })
  })

  it('is not ordered where the cart holds another scope than was chosen', async () => {
    rest.server.addAzurePlan(partnerA, customer, { registered: true })
    await reviews()
    await mina.presses('Back')
    mina.picks({ place: mina.mayChoose('place')[1]?.value ?? '' })
    rest.server.reshape(({ endpoint }, body) =>
      endpoint === carts ? JSON.parse(JSON.stringify(body).replaceAll('"single"', '"shared"')) : body,
    )
    await mina.presses('Review order')
    expect(mina.sees()).toContain('put another scope, or another subscription, into the cart than was chosen')
  })

  it.each(['provisioningVariables', 'inventoryVariables', 'purchasePrerequisites'])(
    'is not bought where its %s ask for what nobody here knows: that is said',
    async (variables) => {
      rest.server.addAzurePlan(partnerA, customer, { registered: true })
      rest.server.reshape(({ endpoint }, body) =>
        endpoint.endsWith('skus/{sku}') ? { ...(body as object), [variables]: ['ResourceGroup'] } : body,
      )
      await reviews()
      expect(mina.sees()).toContain(`does not know (${variables}: ResourceGroup)`)
      expect(rest.server.count(carts)).toBe(0)
    },
  )
})
