import { describe, expect, test } from 'vitest'
import { PartnerCenterRefused } from '../../../src/commerce/errors.ts'
import { isBought, isCancelled, type Order } from '../../../src/commerce/order.ts'
import { type ContractWorld, handsIn } from './world.ts'

/** Cancelling by lines: it shows line by line, eventually. */
export function cancellingEverywhere(world: () => ContractWorld): void {
  const { itemsOf, read, buy, buyItems, cancel } = handsIn(world)
  const linesCancelled = async (order: Order) => (await read(order)).lines.map(({ cancelled }) => cancelled)
  /** Things of one kind, which every service takes in one order. */
  const buyTwo = async (): Promise<Order> => {
    const order = await buyItems((await itemsOf('server-subscription')).slice(0, 2))
    if (order.lines.length !== 2) throw new Error('two things of one kind are not one order of two lines')
    return order
  }

  describe('cancelling', () => {
    test('shows eventually, and the order stays bought', async () => {
      const order = await buy('perpetual-software')
      expect(await cancel(order)).toBe('accepted')
      await world().settle()
      const shown = await read(order)
      expect(isCancelled(shown)).toBe(true)
      expect(isBought(shown)).toBe(true)
      expect(shown).toMatchObject({ id: order.id, createdAt: order.createdAt, lines: [{ number: 0, cancelled: true }] })
    })

    test('takes some of the lines: they alone are cancelled, and the order with the last of them', async () => {
      const order = await buyTwo()
      const [first, second] = order.lines.map(({ number }) => number)
      expect(await cancel(order, [first ?? 0])).toBe('accepted')
      await world().settle()
      expect(await linesCancelled(order)).toEqual([true, false])
      expect(isCancelled(await read(order))).toBe(false)
      await cancel(order, [second ?? 1])
      await world().settle()
      expect(await linesCancelled(order)).toEqual([true, true])
      expect(isCancelled(await read(order))).toBe(true)
    })

    test('takes what is left of an order when no lines are named', async () => {
      const order = await buyTwo()
      await cancel(order, [order.lines[1]?.number ?? 1])
      await world().settle()
      expect(await linesCancelled(order)).toEqual([false, true])
      await cancel(order)
      await world().settle()
      expect(await linesCancelled(order)).toEqual([true, true])
    })

    test('again while it is under way is no refusal, and changes nothing', async () => {
      const order = await buy('perpetual-software')
      await cancel(order)
      expect(['accepted', 'under-way']).toContain(await cancel(order))
      await world().settle()
      const shown = await read(order)
      expect(isCancelled(shown)).toBe(true)
      const late = await cancel(order).catch((error: unknown) => error)
      if (typeof late !== 'string') expect(late).toBeInstanceOf(PartnerCenterRefused)
      await world().settle()
      expect(await read(order)).toEqual(shown)
    })
  })
}
