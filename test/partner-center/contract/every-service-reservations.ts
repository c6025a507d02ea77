import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { CustomerUnknown, PartnerCenterRefused } from '../../../src/commerce/errors.ts'
import type { OfferedPlace, ReservationPlace } from '../../../src/commerce/reservation-place.ts'
import { type ContractWorld, handsIn, nobody } from './world.ts'

export function reservingEverywhere(world: () => ContractWorld): void {
  const { itemOf, prepare, submit, ordersOf } = handsIn(world)
  const placesOf = (customerId: string): Promise<OfferedPlace[]> =>
    world().partnerCenter.reservationPlaces(world().partner, customerId)
  const reserving = async (customerId: string, place: ReservationPlace | undefined) => {
    const { ref } = await itemOf('azure-reservation', customerId)
    return prepare(customerId, [{ ref, quantity: 1, place }])
  }

  describe('a reservation', () => {
    test('applies to all of an Azure plan, or to one active Azure subscription under it', async () => {
      const customer = await world().reserving()
      const places = await placesOf(customer)
      expect(places.map(({ scope }) => scope)).toEqual(['shared', 'single', 'single'])
      expect(new Set(places.map(({ planId }) => planId)).size).toBe(1)
      for (const offered of places) {
        const { registration, ...place } = offered
        expect(registration).toBe('registered')
        const cart = await reserving(customer, place)
        expect(cart.lines).toMatchObject([{ quantity: 1, place }])
        expect(cart.lines[0]?.error).toBeUndefined()
        const [order] = (await submit(customer, cart)).orders
        expect(order?.lines).toMatchObject([{ family: 'azure-reservation' }])
      }
    })
    test('for which nothing is named applies to all of the plan, and the cart says so', async () => {
      const customer = await world().reserving()
      const [shared] = await placesOf(customer)
      const { lines } = await reserving(customer, undefined)
      expect(lines).toMatchObject([{ place: { scope: 'shared', planId: shared?.planId } }])
    })
    test('for a plan or a subscription that is not the customer’s has an error, and is never ordered', async () => {
      const customer = await world().reserving()
      const [shared, single] = await placesOf(customer)
      if (shared === undefined || single === undefined) throw new Error('there is nothing to reserve for')
      for (const place of [
        { ...shared, planId: randomUUID() },
        { ...single, subscriptionId: randomUUID() },
      ]) {
        const cart = await reserving(customer, place)
        expect(cart.lines[0]?.error?.code).toBe(place.scope === 'shared' ? '900318' : '900314')
        await expect(submit(customer, cart)).rejects.toThrow(PartnerCenterRefused)
      }
      await world().settle()
      expect(await ordersOf(customer)).not.toContainEqual(
        expect.objectContaining({ lines: [expect.objectContaining({ family: 'azure-reservation' })] }),
      )
    })
    test('applies to nothing of a customer who is not there', async () => {
      await expect(placesOf(nobody)).rejects.toThrow(CustomerUnknown)
    })
  })
}
