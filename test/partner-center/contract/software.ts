import { expect, test } from 'vitest'
import { NoSoftware, OrderUnknown } from '../../../src/commerce/errors.ts'
import type { Order } from '../../../src/commerce/order.ts'
import type { LineRef } from '../../../src/commerce/ports/partner-center.ts'
import { isSoftware } from '../../../src/commerce/product.ts'
import { type ContractWorld, firstLine, handsIn, inOtherCase, notIds } from './world.ts'

type OneCall = (partner: string, line: LineRef) => Promise<unknown>

/** What holds of keys and of downloads alike. */
function softwareOf(world: () => ContractWorld, calls: () => readonly OneCall[]): void {
  const { buy, cancel } = handsIn(world)

  test('end with the cancellation at once, before it shows', async () => {
    const order = await buy('perpetual-software')
    await cancel(order)
    for (const call of calls()) await expect(call(world().partner, firstLine(order))).rejects.toThrow(NoSoftware)
  })

  test('are not of what is no software', async () => {
    const items = await world().partnerCenter.catalogue(world().partner, world().customers.contoso)
    const families = new Set(items.map(({ family }) => family))
    for (const family of [...families].filter((sold) => !isSoftware(sold) && sold !== 'other')) {
      const line = firstLine(await buy(family))
      for (const call of calls()) await expect(call(world().partner, line)).rejects.toThrow(NoSoftware)
    }
  })

  test('are of the lines that an order has', async () => {
    const line = firstLine(await buy('perpetual-software'))
    for (const lineItem of [1, -1, 0.5, Number.NaN]) {
      for (const call of calls()) await expect(call(world().partner, { ...line, lineItem })).rejects.toThrow(NoSoftware)
    }
  })

  test('of an order of another customer, of another partner or of nobody are unknown', async () => {
    const { partner, otherPartner, customers } = world()
    const order: Order = await buy('perpetual-software')
    const line = firstLine(order)
    const stranger = await world().customerIn('PL')
    const wrong = [
      [partner, { ...line, customerId: stranger }],
      [otherPartner, { ...line, customerId: customers.ofOtherPartner }],
      ...[...notIds, `${order.id} `, `${order.id}0`, ...inOtherCase(order.id)].map(
        (orderId) => [partner, { ...line, orderId }] as const,
      ),
    ] as const
    for (const [who, where] of wrong) {
      for (const call of calls()) await expect(call(who, where)).rejects.toThrow(OrderUnknown)
    }
  })
}

export function keysPart(world: () => ContractWorld): void {
  const { buy } = handsIn(world)
  const keyOf = (line: LineRef, partner = world().partner) => world().partnerCenter.productKey(partner, line)

  softwareOf(world, () => [(partner, line) => keyOf(line, partner)])

  test('a key looks like a key, is the same at every look, and is of its order alone', async () => {
    const [line, other] = [firstLine(await buy('perpetual-software')), firstLine(await buy('perpetual-software'))]
    const key = await keyOf(line)
    expect(key).toMatch(/^[0-9A-Z]{5}(-[0-9A-Z]{5}){4}$/)
    expect(await keyOf(line)).toBe(key)
    expect(await keyOf(other)).not.toBe(key)
  })

  test('a partner id in capital letters opens the same key', async () => {
    const line = firstLine(await buy('perpetual-software'))
    expect(await keyOf(line, world().partner.toUpperCase())).toBe(await keyOf(line))
  })
}

export function downloadLinksPart(world: () => ContractWorld): void {
  const { buy } = handsIn(world)
  const optionsOf = (line: LineRef, partner = world().partner) => world().partnerCenter.downloadOptions(partner, line)
  const urlOf = (line: LineRef, option: string, partner = world().partner) =>
    world().partnerCenter.downloadUrl(partner, line, option)
  const keyOfAnOption = async (): Promise<string> =>
    (await optionsOf(firstLine(await buy('perpetual-software'))))[0]?.key ?? ''

  softwareOf(world, () => [
    (partner, line) => optionsOf(line, partner),
    async (partner, line) => urlOf(line, await keyOfAnOption(), partner),
  ])

  test('download options are combinations that exist, each with an address', async () => {
    const line = firstLine(await buy('perpetual-software'))
    const options = await optionsOf(line)
    const distinct = (of: (option: (typeof options)[number]) => string) => new Set(options.map(of)).size
    const combinations = distinct((o) => o.version) * distinct((o) => o.language) * distinct((o) => o.fileType)
    expect(distinct((option) => option.version)).toBeGreaterThan(1)
    expect(options.length).toBeLessThan(combinations)
    const urls = await Promise.all(options.map(({ key }) => urlOf(line, key)))
    expect(new Set(urls).size).toBe(options.length)
    for (const url of urls) expect(url).toMatch(/^http/)
  })

  test('an option that does not exist has no address', async () => {
    const line = firstLine(await buy('perpetual-software'))
    for (const option of [...notIds, '1999.en.iso64']) await expect(urlOf(line, option)).rejects.toThrow(NoSoftware)
  })
}
