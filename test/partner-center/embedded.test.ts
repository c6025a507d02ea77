import { beforeAll, describe } from 'vitest'
import { minute } from '../../src/platform/clock.ts'
import { customerId, openSampleWorld, partnerA, partnerB } from '../support/sample-world.ts'
import { capabilitiesContract } from './contract/capabilities.ts'
import { everyServiceContract } from './contract/every-service.ts'
import { instantaneousContract } from './contract/instantaneous.ts'
import type { ContractWorld } from './contract/world.ts'

describe('the embedded Partner Center keeps the port’s contract', () => {
  let opened: ContractWorld
  const world = () => opened
  beforeAll(async () => {
    const sample = await openSampleWorld()
    opened = {
      ...sample,
      reserving: () => sample.customerIn('US'),
      settle: async () => sample.clock.advance(15 * minute),
      partner: partnerA,
      otherPartner: partnerB,
      customers: { contoso: customerId(1), withoutAgreement: customerId(10), ofOtherPartner: customerId(11) },
    }
  })

  everyServiceContract(world)
  instantaneousContract(world)
  capabilitiesContract({ keys: true, downloadLinks: true, serviceRequests: true, attestations: true }, world)
})
