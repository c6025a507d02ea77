import { beforeAll, describe, expect, it } from 'vitest'
import { EmbeddedPartnerCenter } from '../../src/partner-center/embedded/embedded.partner-center.ts'
import { minute } from '../../src/platform/clock.ts'
import { databaseKind } from '../support/database.ts'
import { latePartnerCenter } from '../support/late-partner-center.ts'
import { customerId, openSampleWorld, partnerA, partnerB } from '../support/sample-world.ts'
import { capabilitiesContract, partsFor } from './contract/capabilities.ts'
import { everyServiceContract } from './contract/every-service.ts'
import { type ContractWorld, handsIn } from './contract/world.ts'

const none = { keys: false, downloadLinks: false, serviceRequests: false, attestations: false }

async function openLateWorld(): Promise<ContractWorld> {
  const { database, clock, vault, customerIn } = await openSampleWorld()
  const ground = { database, clock, vault, publicUrl: () => 'http://127.0.0.1:3978' }
  const { partnerCenter, show } = latePartnerCenter(new EmbeddedPartnerCenter({ ...ground, answer: 'pending' }))
  const settle = async () => {
    clock.advance(15 * minute)
    show()
  }
  return {
    ...{
      partnerCenter,
      clock,
      settle,
      customerIn,
      reserving: () => customerIn('US'),
      partner: partnerA,
      otherPartner: partnerB,
    },
    customers: { contoso: customerId(1), withoutAgreement: customerId(10), ofOtherPartner: customerId(11) },
  }
}

// What it proves is of the contract, not of a database.
describe.runIf(databaseKind() === 'embedded')('a service where everything shows late keeps the port’s contract', () => {
  let opened: ContractWorld
  const world = () => opened
  const { itemOf, prepare, submit, ordersOf } = handsIn(world)
  beforeAll(async () => {
    opened = await openLateWorld()
  })

  everyServiceContract(world)
  capabilitiesContract(none, world)

  it('shows nothing of an order before it settles', async () => {
    const customer = await world().customerIn('US')
    const { ref, unitPrice } = await itemOf('perpetual-software', customer)
    expect(unitPrice).toBeUndefined()
    expect(await submit(customer, await prepare(customer, [{ ref, quantity: 1 }]))).toMatchObject({ state: 'pending' })
    expect(await ordersOf(customer)).toEqual([])
    await world().settle()
    expect(await ordersOf(customer)).toMatchObject([{ state: 'placed' }])
  })
})

it('is asked for the parts of the capabilities that it has, and for no other', () => {
  expect(partsFor(none)).toEqual([])
  expect(partsFor({ ...none, keys: true })).toEqual(['keys'])
  expect(partsFor({ ...none, downloadLinks: true, attestations: true })).toEqual(['downloadLinks', 'attestations'])
  expect(partsFor({ keys: true, downloadLinks: true, serviceRequests: false, attestations: true })).not.toContain(
    'serviceRequests',
  )
})
