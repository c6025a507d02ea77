import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { OrderUnknown, PartnerCenterRefused } from '../../../src/commerce/errors.ts'
import { orderStages } from '../../../src/commerce/order.ts'
import { minute } from '../../../src/platform/clock.ts'
import { type ContractWorld, handsIn, inOtherCase, nobody, notIds } from './world.ts'

/** Carts and what becomes of them. */
export function orderingEverywhere(world: () => ContractWorld): void {
  carts(world)
  orders(world)
}

function carts(world: () => ContractWorld): void {
  const { itemOf, prepare, submit, ordersOf } = handsIn(world)
  const cartIn = (customer: string, cartId: string) => world().partnerCenter.cart(world().partner, customer, cartId)
  const oneOf = async (customer: string) => [{ ref: (await itemOf('perpetual-software', customer)).ref, quantity: 1 }]

  describe('a cart', () => {
    test('has the lines in the order in which they were wanted, and buys nothing', async () => {
      const customer = await world().customerIn('US')
      const [subscription, perpetual] = [await itemOf('server-subscription'), await itemOf('perpetual-software')]
      const wanted = [
        { ref: perpetual.ref, quantity: 3 },
        { ref: subscription.ref, quantity: 2 },
      ]
      const cart = await prepare(customer, wanted)
      expect(cart.lines.map(({ ref, quantity, error }) => ({ ref, quantity, error }))).toEqual(wanted)
      for (const { unitPrice, orderGroup } of cart.lines) {
        if (unitPrice !== undefined) expect(unitPrice.amount.gt(0)).toBe(true)
        expect(orderGroup).toEqual(expect.any(String))
      }
      expect(cart.expiresAt.getTime()).toBeGreaterThan(world().clock.now().getTime())
      expect(await cartIn(customer, cart.cartId)).toMatchObject({ status: 'active' })
      await world().settle()
      expect(await ordersOf(customer)).toEqual([])
    })

    test('is the same when it is asked for again with the same request id', async () => {
      const customer = await world().customerIn('US')
      const requestId = randomUUID()
      const lines = await oneOf(customer)
      const { cartId } = await prepare(customer, lines, requestId)
      expect((await prepare(customer, lines, requestId)).cartId).toBe(cartId)
      expect((await prepare(customer, lines)).cartId).not.toBe(cartId)
    })

    test('says what is wrong with a line beside that line, and is refused when it is submitted', async () => {
      const customer = await world().customerIn('US')
      const [good] = await oneOf(customer)
      if (good === undefined) throw new Error('nothing is wanted')
      const unsold = { ref: { ...good.ref, skuId: '9999' }, quantity: 1 }
      const cart = await prepare(customer, [good, unsold])
      expect(cart.lines.map(({ error }) => error)).toEqual([
        undefined,
        { code: expect.stringMatching(/\S/), text: expect.stringMatching(/\S/) },
      ])
      await expect(submit(customer, cart)).rejects.toThrow(PartnerCenterRefused)
      await world().settle()
      expect(await ordersOf(customer)).toEqual([])
    })

    test.for([0, -1, 1.5])('of a quantity of %d becomes no order', async (quantity) => {
      const customer = await world().customerIn('US')
      const { ref } = await itemOf('perpetual-software', customer)
      const ordering = prepare(customer, [{ ref, quantity }]).then((cart) => submit(customer, cart))
      await expect(ordering).rejects.toThrow(PartnerCenterRefused)
      await world().settle()
      expect(await ordersOf(customer)).toEqual([])
    })

    test('submitted again with the same request id answers the same orders, and makes no other', async () => {
      const customer = await world().customerIn('US')
      const cart = await prepare(customer, await oneOf(customer))
      const requestId = randomUUID()
      const idsOf = async () => (await submit(customer, cart, requestId)).orders.map(({ id }) => id)
      const first = await idsOf()
      expect(first.length).toBeGreaterThan(0)
      expect(await idsOf()).toEqual(first)
      await world().settle()
      expect(await idsOf()).toEqual(first)
      expect((await ordersOf(customer)).map(({ id }) => id).sort()).toEqual(first.toSorted())
    })

    test('that is ordered says so, and makes no second order for another call', async () => {
      const customer = await world().customerIn('US')
      const cart = await prepare(customer, await oneOf(customer))
      const { orders } = await submit(customer, cart)
      await world().settle()
      const ids = orders.map(({ id }) => id)
      const ordered = await cartIn(customer, cart.cartId)
      expect(ordered?.status).toBe('ordered')
      if (ordered?.orderIds !== undefined) expect(ordered.orderIds).toEqual(ids)
      const again = await submit(customer, cart).catch((error: unknown) => error)
      // An answer other than that it is done is never taken for a refusal: nothing would be bought, though it was.
      if (again instanceof PartnerCenterRefused) expect(again.means).not.toBe('refused')
      else expect(again).toMatchObject({ orders: ids.map((id) => ({ id })) })
      await world().settle()
      expect((await ordersOf(customer)).map(({ id }) => id)).toEqual(ids)
    })

    test('that has expired is not ordered any more', async () => {
      const customer = await world().customerIn('US')
      const cart = await prepare(customer, await oneOf(customer))
      world().clock.advance(cart.expiresAt.getTime() - world().clock.now().getTime())
      await world().settle()
      expect((await cartIn(customer, cart.cartId))?.status ?? 'expired').toBe('expired')
      await expect(submit(customer, cart)).rejects.toThrow(PartnerCenterRefused)
      await world().settle()
      expect(await ordersOf(customer)).toEqual([])
    })

    test('of another customer, or of nobody, is not there and is not ordered', async () => {
      const [customer, stranger] = [await world().customerIn('US'), await world().customerIn('US')]
      const { cartId } = await prepare(customer, await oneOf(customer))
      for (const [who, wrong] of [[stranger, cartId], ...[nobody, ...notIds].map((id) => [customer, id])] as const) {
        expect(await cartIn(who ?? '', wrong ?? '')).toBeUndefined()
        await expect(submit(who ?? '', { cartId: wrong ?? '' })).rejects.toThrow(PartnerCenterRefused)
      }
    })
  })
}

function orders(world: () => ContractWorld): void {
  const { itemOf, prepare, submit, ordersOf, read, buy, cancel } = handsIn(world)

  describe('orders', () => {
    test('are called placed only when they are, and show what was in the cart', async () => {
      const customer = await world().customerIn('US')
      const { ref } = await itemOf('perpetual-software', customer)
      const cart = await prepare(customer, [{ ref, quantity: 3 }])
      const before = world().clock.now()
      const { state, orders, errors } = await submit(customer, cart)
      expect(errors).toEqual([])
      expect(state).toBe(orders.every((order) => order.state === 'placed') ? 'ordered' : 'pending')
      for (const order of orders) expect(orderStages).toContain(order.state)
      await world().settle()
      const [order, ...more] = await ordersOf(customer)
      if (order === undefined) throw new Error('it does not show')
      expect(more).toEqual([])
      expect(order).toMatchObject({ id: orders[0]?.id, customerId: customer, state: 'placed' })
      expect(order.status).toMatch(/\S/)
      expect(order.createdAt.getTime()).toBeGreaterThanOrEqual(before.getTime() - minute)
      expect(order.createdAt.getTime()).toBeLessThanOrEqual(world().clock.now().getTime())
      expect(order.lines).toMatchObject([{ number: 0, quantity: 3, term: ref.term, cancelled: false }])
      const [line] = order.lines
      expect(line?.product).toMatch(/\S/)
      if (line?.ref !== undefined) expect(line.ref).toEqual(ref)
      if (line?.unitPrice !== undefined) expect(line.unitPrice.currency).toBe(order.currency)
      const asked = cart.lines[0]?.unitPrice
      if (line?.unitPrice !== undefined && asked !== undefined) expect(line.unitPrice).toEqual(asked)
      expect(await read(order)).toEqual(order)
    })

    test('come newest first, cancelled ones too', async () => {
      const customer = await world().customerIn('US')
      const old = await buy('server-subscription', customer)
      world().clock.advance(minute)
      const young = await buy('perpetual-software', customer)
      world().clock.advance(minute)
      const youngest = await buy('server-subscription', customer)
      await cancel(young)
      await world().settle()
      const shown = await ordersOf(customer)
      expect(shown.map(({ id }) => id)).toEqual([youngest.id, young.id, old.id])
      expect(shown.map(({ lines }) => lines.every(({ cancelled }) => cancelled))).toEqual([false, true, false])
    })

    test('of another customer, of another partner or of nobody are unknown, and an id’s letter case matters', async () => {
      const { partnerCenter, partner, otherPartner, customers } = world()
      const order = await buy('server-subscription')
      const stranger = await world().customerIn('PL')
      const ids = [...notIds, nobody, `${order.id} `, ` ${order.id}`, `${order.id}0`, ...inOtherCase(order.id)]
      const wrong = [
        [partner, stranger, order.id],
        [otherPartner, customers.ofOtherPartner, order.id],
        ...ids.map((id) => [partner, order.customerId, id] as const),
      ] as const
      for (const [who, customerId, orderId] of wrong) {
        const cancellation = { customerId, orderId, requestId: randomUUID() }
        await expect(partnerCenter.order(who, customerId, orderId)).rejects.toThrow(OrderUnknown)
        await expect(partnerCenter.subscriptions(who, customerId, orderId)).rejects.toThrow(OrderUnknown)
        await expect(partnerCenter.cancel(who, cancellation)).rejects.toThrow(OrderUnknown)
      }
      await world().settle()
      expect(await read(order)).toEqual(order)
    })
  })
}
