import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { SubscriptionEnded, SubscriptionUnknown } from '../../../src/commerce/errors.ts'
import type { Order } from '../../../src/commerce/order.ts'
import type { Subscription } from '../../../src/commerce/ports/partner-center.ts'
import { type ContractWorld, handsIn, nobody } from './world.ts'

/** What renews itself, and turning that off and on. */
export function subscriptionsEverywhere(world: () => ContractWorld): void {
  const { buy, cancel } = handsIn(world)
  const ofOrder = async ({ customerId, id }: Order): Promise<Subscription> => {
    const found = await world().partnerCenter.subscriptions(world().partner, customerId, id)
    const [subscription] = found
    if (subscription === undefined || found.length > 1) throw new Error(`it has ${found.length} subscriptions`)
    return subscription
  }
  const turn = ({ customerId }: Pick<Order, 'customerId'>, subscriptionId: string, on: boolean): Promise<void> =>
    world().partnerCenter.setAutoRenew(world().partner, { customerId, subscriptionId, on, requestId: randomUUID() })

  describe('subscriptions', () => {
    test('are those of software that renews itself, by order and of all of a customer', async () => {
      const { partnerCenter, partner } = world()
      const customer = await world().customerIn('US')
      const perpetual = await buy('perpetual-software', customer)
      const order = await buy('server-subscription', customer)
      const subscription = await ofOrder(order)
      expect(subscription).toMatchObject({ orderId: order.id, line: 0, status: 'active' })
      expect(subscription.name).toMatch(/\S/)
      expect(subscription.termEndsAt.getTime()).toBeGreaterThan(world().clock.now().getTime())
      const { subscriptionId = subscription.id } = order.lines[0] ?? {}
      expect(subscriptionId).toBe(subscription.id)
      expect(await partnerCenter.subscriptions(partner, customer)).toEqual([subscription])
      expect(await partnerCenter.subscriptions(partner, customer, perpetual.id)).toEqual([])
    })

    test('are turned off and on, each as often as one likes, until their term ends', async () => {
      const order = await buy('server-subscription')
      const { id, termEndsAt } = await ofOrder(order)
      for (const on of [false, false, true, true, false]) {
        await turn(order, id, on)
        await world().settle()
        const shown = await ofOrder(order)
        expect(shown).toMatchObject({ id, status: 'active', autoRenew: on, termEndsAt })
        if (!on) expect(shown.nextWindow).toBeUndefined()
      }
      world().clock.advance(termEndsAt.getTime() - world().clock.now().getTime())
      await world().settle()
      expect(await ofOrder(order)).toMatchObject({ id, status: 'ended', autoRenew: false, termEndsAt })
      await expect(turn(order, id, true)).rejects.toThrow(SubscriptionEnded)
    })

    test('that are on renew themselves, and the new term ends later', async () => {
      const order = await buy('server-subscription')
      const { id, termEndsAt } = await ofOrder(order)
      await turn(order, id, true)
      world().clock.advance(termEndsAt.getTime() - world().clock.now().getTime())
      await world().settle()
      const renewed = await ofOrder(order)
      expect(renewed).toMatchObject({ id, status: 'active', autoRenew: true })
      expect(renewed.termEndsAt.getTime()).toBeGreaterThan(termEndsAt.getTime())
    })

    test('of a cancelled line are cancelled, and do not renew', async () => {
      const order = await buy('server-subscription')
      const { id } = await ofOrder(order)
      await cancel(order)
      await world().settle()
      expect(await ofOrder(order)).toMatchObject({ status: 'cancelled', autoRenew: false })
      await expect(turn(order, id, true)).rejects.toThrow(SubscriptionEnded)
    })

    test('of another customer, or of nobody, are unknown', async () => {
      const order = await buy('server-subscription')
      const { id } = await ofOrder(order)
      const stranger = { customerId: await world().customerIn('US') }
      await expect(turn(stranger, id, false)).rejects.toThrow(SubscriptionUnknown)
      await expect(turn(order, nobody, false)).rejects.toThrow(SubscriptionUnknown)
      await world().settle()
      expect((await ofOrder(order)).status).toBe('active')
    })
  })
}
