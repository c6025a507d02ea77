import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Attestations } from '../../../src/commerce/cart.ts'
import { PartnerCenterRefused } from '../../../src/commerce/errors.ts'
import { attested, type ContractWorld, handsIn } from './world.ts'

export function attestationsPart(world: () => ContractWorld): void {
  const { itemOf, submit, ordersOf } = handsIn(world)
  const ordering = async (customerId: string, attestations: Attestations | undefined) => {
    const { ref } = await itemOf('perpetual-software', customerId)
    const wanted = { customerId, lines: [{ ref, quantity: 1 }], attestations }
    return submit(customerId, await world().partnerCenter.prepare(world().partner, wanted, randomUUID()))
  }

  test('a cart becomes an order when both things are attested, and none while one of them is not', async () => {
    const customer = await world().customerIn('US')
    for (const said of [undefined, { ...attested, partnerOnRecord: false }, { ...attested, agreement: false }]) {
      await expect(ordering(customer, said)).rejects.toThrow(PartnerCenterRefused)
    }
    await world().settle()
    expect(await ordersOf(customer)).toEqual([])
    expect((await ordering(customer, attested)).orders).toHaveLength(1)
  })
  test('a partner who sells directly names no reseller: each line says so, and nothing is bought', async () => {
    const customerId = await world().customerIn('US')
    const { ref } = await itemOf('perpetual-software', customerId)
    const wanted = { customerId, lines: [{ ref, quantity: 1 }], attestations: attested, reseller: '5357564' }
    const made = await world().partnerCenter.prepare(world().partner, wanted, randomUUID())
    expect(made.lines).toMatchObject([{ error: { code: 'ParticipantsIsNotSupportedForPartner' } }])
    await expect(submit(customerId, made)).rejects.toThrow(PartnerCenterRefused)
    await world().settle()
    expect(await ordersOf(customerId)).toEqual([])
  })
}
