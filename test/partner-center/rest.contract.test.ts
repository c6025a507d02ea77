import { afterAll, beforeAll, describe } from 'vitest'
import { minute } from '../../src/platform/clock.ts'
import { openRestPartnerCenter } from '../support/rest-partner-center.ts'
import { customerId, partnerA, partnerB } from '../support/sample-world.ts'
import { capabilitiesContract } from './contract/capabilities.ts'
import { everyServiceContract } from './contract/every-service.ts'
import type { ContractWorld } from './contract/world.ts'

async function openWorld(settings: Parameters<typeof openRestPartnerCenter>[0] = {}) {
  const { server, partnerCenter, clock } = await openRestPartnerCenter(settings)
  const world: ContractWorld = {
    ...{ partnerCenter, clock, partner: partnerA, otherPartner: partnerB },
    settle: async () => clock.advance(15 * minute),
    customers: { contoso: customerId(1), withoutAgreement: customerId(10), ofOtherPartner: customerId(11) },
    customerIn: async (country) => server.addCustomer(partnerA, { country }),
    reserving: async () => {
      const customer = server.addCustomer(partnerA)
      server.addAzurePlan(partnerA, customer, { registered: true })
      return customer
    },
  }
  return { world, close: server.close }
}

const capabilities = { keys: false, downloadLinks: false, serviceRequests: false, attestations: true }

describe('the connector keeps the port’s contract', () => {
  let opened: Awaited<ReturnType<typeof openWorld>>
  const world = () => opened.world
  beforeAll(async () => {
    opened = await openWorld()
  })
  afterAll(() => opened.close())

  everyServiceContract(world)
  capabilitiesContract(capabilities, world)
})

describe('where a service takes support requests by call, the connector keeps the contract of it', () => {
  let opened: Awaited<ReturnType<typeof openWorld>>
  beforeAll(async () => {
    opened = await openWorld({ serviceRequests: true, settings: { createsServiceRequests: true } })
  })
  afterAll(() => opened.close())

  capabilitiesContract({ ...capabilities, serviceRequests: true }, () => opened.world)
})

// The samples with prices are of licences: nobody has shown one of a cart of software.
describe('where carts name no prices, the connector keeps the port’s contract', () => {
  let opened: Awaited<ReturnType<typeof openWorld>>
  beforeAll(async () => {
    opened = await openWorld({ settings: { pricesInCarts: false, ordersCancelSubscriptions: false } })
  })
  afterAll(() => opened.close())

  everyServiceContract(() => opened.world)
})
