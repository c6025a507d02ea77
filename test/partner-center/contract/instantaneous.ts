import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { CustomerUnknown, OrderUnknown, PartnerCenterRefused } from '../../../src/commerce/errors.ts'
import type { Order } from '../../../src/commerce/order.ts'
import type { Family, ProductRef } from '../../../src/commerce/product.ts'
import { minute } from '../../../src/platform/clock.ts'
import { placeOrder } from '../../support/placing.ts'
import { sampleCatalogue } from './sample-catalogue.ts'
import { type ContractWorld, handsIn, nobody, notIds } from './world.ts'

/**
 * What a Partner Center promises beyond the rest that is at hand and does at once what it is asked to: the embedded one. It has
 * the catalogue of the sample world.
 */
export function instantaneousContract(world: () => ContractWorld): void {
  sampleCatalogue(world)
  placing(world)
  atOnce(world)
}

function handsAtOnce(world: () => ContractWorld) {
  const { itemOf, ordersOf } = handsIn(world)
  const place = (customerId: string, ref: ProductRef, quantity = 1, requestId: string = randomUUID()): Promise<Order> =>
    placeOrder(world().partnerCenter, world().partner, { customerId, ref, quantity, requestId })
  const buy = async (family: Family, customer = world().customers.contoso): Promise<Order> =>
    place(customer, (await itemOf(family, customer)).ref)
  return { itemOf, ordersOf, place, buy }
}

function placing(world: () => ContractWorld): void {
  const { itemOf, ordersOf, place, buy } = handsAtOnce(world)
  const { read } = handsIn(world)

  describe('placing an order', () => {
    test('answers the order as it is stored, at the catalogue’s price', async () => {
      const { contoso } = world().customers
      const item = await itemOf('perpetual-software')
      const order = await place(contoso, item.ref, 3)
      const { product, sku, family, unitPrice } = item
      expect(order).toEqual({
        id: expect.stringMatching(/\S/),
        customerId: contoso,
        createdAt: world().clock.now(),
        status: 'completed',
        state: 'placed',
        currency: 'USD',
        lines: [
          {
            ...{ number: 0, ref: item.ref, product, sku, family, term: item.ref.term, quantity: 3, unitPrice },
            taxIncluded: item.taxIncluded,
            cancelled: false,
          },
        ],
      })
      expect(await read(order)).toEqual(order)
      expect(await ordersOf(contoso)).toContainEqual(order)
    })

    test.for(['JP', 'KW'])('prices of %s come back to the last digit', async (market) => {
      const customer = await world().customerIn(market)
      const order = await buy('perpetual-software', customer)
      const item = await itemOf('perpetual-software', customer)
      expect((await read(order)).lines[0]?.unitPrice).toEqual(item.unitPrice)
    })

    test('again with the same request id for cart and order answers the same order, and makes no other', async () => {
      const customer = await world().customerIn('CA')
      const { ref } = await itemOf('server-subscription', customer)
      const requestId = randomUUID()
      const first = await place(customer, ref, 1, requestId)
      expect(await place(customer, ref, 1, requestId)).toEqual(first)
      expect(await ordersOf(customer)).toEqual([first])
    })

    test('eight calls at the same moment with one request id make one order', async () => {
      const customer = await world().customerIn('FR')
      const { ref } = await itemOf('server-subscription', customer)
      const requestId = randomUUID()
      const calls = Array.from({ length: 8 }, () => place(customer, ref, 1, requestId))
      const ids = new Set((await Promise.all(calls)).map((order) => order.id))
      expect(ids.size).toBe(1)
      expect(await ordersOf(customer)).toHaveLength(1)
    })

    test('eight different orders at the same moment get eight ids', async () => {
      const customer = await world().customerIn('IT')
      const orders = await Promise.all(Array.from({ length: 8 }, () => buy('server-subscription', customer)))
      expect(new Set(orders.map((order) => order.id)).size).toBe(8)
      expect(await ordersOf(customer)).toHaveLength(8)
    })

    test('two partners may use one request id: each gets its own order', async () => {
      const { partnerCenter, partner, otherPartner, customers } = world()
      const { ref } = await itemOf('perpetual-software')
      const mine = { customerId: customers.contoso, ref, quantity: 1, requestId: randomUUID() }
      const theirs = { ...mine, customerId: customers.ofOtherPartner }
      expect((await placeOrder(partnerCenter, partner, mine)).customerId).toBe(mine.customerId)
      expect((await placeOrder(partnerCenter, otherPartner, theirs)).customerId).toBe(theirs.customerId)
    })

    test.for([0, -1, 1.5, 1e9, Number.NaN, Number.POSITIVE_INFINITY])(
      'a quantity of %d is refused',
      async (quantity) => {
        const customer = await world().customerIn('SE')
        const { ref } = await itemOf('server-subscription', customer)
        const refusal = await place(customer, ref, quantity).catch((error: unknown) => error)
        expect(refusal).toBeInstanceOf(PartnerCenterRefused)
        expect(refusal).toMatchObject({ facts: { reason: '800017' }, means: 'refused' })
        expect(await ordersOf(customer)).toEqual([])
      },
    )

    test('the least and the most are allowed, one more is not', async () => {
      const customer = await world().customerIn('NO')
      const { ref, minimumQuantity = 0, maximumQuantity = 0 } = await itemOf('azure-reservation', customer)
      expect((await place(customer, ref, minimumQuantity)).lines[0]?.quantity).toBe(minimumQuantity)
      expect((await place(customer, ref, maximumQuantity)).lines[0]?.quantity).toBe(maximumQuantity)
      await expect(place(customer, ref, maximumQuantity + 1)).rejects.toThrow(PartnerCenterRefused)
    })

    test('what is not in the catalogue, and who is not the partner’s customer, is refused', async () => {
      const { ref } = await itemOf('perpetual-software')
      const known = { skuId: '9999', productId: ref.productId.toLowerCase(), term: `${ref.term} `, billing: 'annual' }
      const others = Object.entries(known).map(([part, value]) => ({ ...ref, [part]: value }))
      for (const other of [...others, ...notIds.map((segment) => ({ ...ref, segment }))]) {
        await expect(place(world().customers.contoso, other)).rejects.toThrow(PartnerCenterRefused)
      }
      for (const customer of [world().customers.ofOtherPartner, nobody, ...notIds]) {
        await expect(place(customer, ref)).rejects.toThrow(CustomerUnknown)
      }
    })
  })
}

function atOnce(world: () => ContractWorld): void {
  const { ordersOf, buy } = handsAtOnce(world)
  const { cancel, read } = handsIn(world)

  describe('what is written', () => {
    test('shows at once but for a cancellation, which shows after fifteen minutes and not a millisecond earlier', async () => {
      const customer = await world().customerIn('ES')
      const order = await buy('server-subscription', customer)
      expect(await ordersOf(customer)).toEqual([order])
      await cancel(order)
      expect((await read(order)).status).toBe('completed')
      world().clock.advance(15 * minute - 1)
      expect((await read(order)).status).toBe('completed')
      world().clock.advance(1)
      expect((await ordersOf(customer)).map(({ status }) => status)).toEqual(['cancelled'])
      expect((await read(order)).status).toBe('cancelled')
    })

    test('is not written again: the first moment of a cancellation stays', async () => {
      const order = await buy('server-subscription')
      await cancel(order)
      world().clock.advance(10 * minute)
      expect(await cancel(order)).toBe('under-way')
      world().clock.advance(5 * minute)
      expect((await read(order)).status).toBe('cancelled')
      expect(await cancel(order)).toBe('under-way')
      expect((await read(order)).status).toBe('cancelled')
    })

    test('is told by the feed at once, once, and a cancellation when it shows', async () => {
      const ordersFrom = async (cursor: string | undefined, partner = world().partner) => {
        const { changes, next, more } = await world().partnerCenter.changesSince(partner, cursor)
        expect(more).toBe(false)
        return { orders: changes.map(({ orderId }) => orderId), changes, next }
      }
      const { next: start } = await ordersFrom(undefined)
      expect((await ordersFrom(start)).orders).toEqual([])
      const order = await buy('perpetual-software', await world().customerIn('ES'))
      const bought = await ordersFrom(start)
      expect(bought.orders).toContain(order.id)
      expect((await ordersFrom(bought.next)).orders).toEqual([])
      await cancel(order)
      const submitted = await ordersFrom(bought.next)
      world().clock.advance(15 * minute)
      expect((await ordersFrom(submitted.next)).orders).toContain(order.id)
      const theirs = await ordersFrom(start, world().otherPartner)
      expect(theirs.changes.map(({ customerId }) => customerId)).not.toContain(order.customerId)
    })
  })

  test('to who is no partner every customer is unknown, and there are none', async () => {
    for (const stranger of notIds) {
      expect((await world().partnerCenter.customers(stranger, { limit: 1 })).customers).toEqual([])
      await expect(world().partnerCenter.customer(stranger, world().customers.contoso)).rejects.toThrow(CustomerUnknown)
    }
  })

  test('a number that no order was given is unknown', async () => {
    for (const id of ['CSP-0', 'CSP-999999999', 'CSP-1001 ']) {
      await expect(read({ customerId: world().customers.contoso, id })).rejects.toThrow(OrderUnknown)
    }
  })

  test('what becomes of an agreement is known: accepted or missing', async () => {
    const { partnerCenter, partner, customers } = world()
    expect(await partnerCenter.agreement(partner, customers.contoso)).toEqual({ state: 'accepted' })
    expect(await partnerCenter.agreement(partner, customers.withoutAgreement)).toMatchObject({ state: 'missing' })
  })
}
