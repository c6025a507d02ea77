import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import { AgreementNotAccepted, CustomerUnknown } from '../../../src/commerce/errors.ts'
import { minorUnit } from '../../../src/commerce/money.ts'
import type { Order } from '../../../src/commerce/order.ts'
import type { Change } from '../../../src/commerce/ports/partner-center.ts'
import { isSoftware, productRefSchema, refText } from '../../../src/commerce/product.ts'
import { cancellingEverywhere } from './every-service-cancelling.ts'
import { orderingEverywhere } from './every-service-orders.ts'
import { reservingEverywhere } from './every-service-reservations.ts'
import { subscriptionsEverywhere } from './every-service-subscriptions.ts'
import { attested, type ContractWorld, handsIn, nobody, notIds } from './world.ts'

/**
 * What every Partner Center promises, whoever answers behind the port: what is written shows eventually, and no word, price or
 * id is taken to look as those of the embedded one.
 */
export function everyServiceContract(world: () => ContractWorld): void {
  customersEverywhere(world)
  catalogueEverywhere(world)
  orderingEverywhere(world)
  reservingEverywhere(world)
  cancellingEverywhere(world)
  subscriptionsEverywhere(world)
  changesEverywhere(world)
}

function customersEverywhere(world: () => ContractWorld): void {
  const { itemOf, buy, ordersOf } = handsIn(world)

  describe('customers', () => {
    test('come page after page, each once, and none of another partner', async () => {
      const { partnerCenter, partner, customers } = world()
      const spain = await world().customerIn('ES')
      await world().settle()
      const found: string[] = []
      let after: string | undefined
      do {
        const page = await partnerCenter.customers(partner, { after, limit: 3 })
        expect(page.customers.length).toBeLessThanOrEqual(3)
        found.push(...page.customers.map(({ id }) => id))
        after = page.next
      } while (after !== undefined)
      expect(new Set(found).size).toBe(found.length)
      expect(found).toEqual(expect.arrayContaining([customers.contoso, customers.withoutAgreement, spain]))
      expect(found).not.toContain(customers.ofOtherPartner)
      const [first] = (await partnerCenter.customers(partner, { limit: 1 })).customers
      expect(await partnerCenter.customer(partner, first?.id ?? '')).toMatchObject({ ...first })
    })

    test('a customer that is not the partner’s is unknown in every call', async () => {
      const { partnerCenter, partner } = world()
      const { ref } = await itemOf('perpetual-software')
      const lines = [{ ref, quantity: 1 }]
      for (const id of [world().customers.ofOtherPartner, nobody, ...notIds]) {
        const wanted = { customerId: id, lines, attestations: attested }
        const renewal = { customerId: id, subscriptionId: randomUUID(), on: false, requestId: randomUUID() }
        for (const call of [
          () => partnerCenter.customer(partner, id),
          () => partnerCenter.agreement(partner, id),
          () => partnerCenter.catalogue(partner, id),
          () => partnerCenter.prepare(partner, wanted, randomUUID()),
          () => partnerCenter.cart(partner, id, randomUUID()),
          () => partnerCenter.submit(partner, id, randomUUID(), randomUUID()),
          () => partnerCenter.orders(partner, id),
          () => partnerCenter.order(partner, id, 'CSP-1001'),
          () => partnerCenter.subscriptions(partner, id),
          () => partnerCenter.setAutoRenew(partner, renewal),
        ]) {
          await expect(call()).rejects.toThrow(CustomerUnknown)
        }
      }
    })

    test('one who has not accepted the agreement cannot buy, and is said not to have', async () => {
      const { partnerCenter, partner, customers } = world()
      expect(['accepted', 'unknown']).toContain((await partnerCenter.agreement(partner, customers.contoso)).state)
      const { state } = await partnerCenter.agreement(partner, customers.withoutAgreement)
      expect(['missing', 'outdated', 'unknown']).toContain(state)
      await expect(buy('server-subscription', customers.withoutAgreement)).rejects.toThrow(AgreementNotAccepted)
      await world().settle()
      expect(await ordersOf(customers.withoutAgreement)).toEqual([])
    })
  })
}

function catalogueEverywhere(world: () => ContractWorld): void {
  describe('the catalogue', () => {
    test('names each thing once, with what is needed to put it into a cart', async () => {
      const items = await world().partnerCenter.catalogue(world().partner, world().customers.contoso)
      expect(new Set(items.map(({ ref }) => refText(ref))).size).toBe(items.length)
      expect(items.some(({ family }) => isSoftware(family))).toBe(true)
      for (const { ref, product, minimumQuantity = 1, maximumQuantity = minimumQuantity } of items) {
        expect(productRefSchema.safeParse(ref).success).toBe(true)
        expect(product).toMatch(/\S/)
        expect(minimumQuantity).toBeGreaterThan(0)
        expect(maximumQuantity).toBeGreaterThanOrEqual(minimumQuantity)
      }
    })

    test.for(['US', 'JP', 'KW'])('a price in %s, where there is one, is an amount in a currency', async (market) => {
      const items = await world().partnerCenter.catalogue(world().partner, await world().customerIn(market))
      for (const { unitPrice } of items) {
        if (unitPrice === undefined) continue
        expect(unitPrice.currency).toMatch(/^[A-Z]{3}$/)
        expect(unitPrice.amount.gt(0)).toBe(true)
        expect(unitPrice.amount.decimalPlaces()).toBeLessThanOrEqual(minorUnit(unitPrice.currency))
      }
    })
  })
}

function changesEverywhere(world: () => ContractWorld): void {
  const { itemOf, prepare, submit, read, buy, cancel } = handsIn(world)
  const readFrom = async (cursor: string | undefined, partner = world().partner) => {
    const changes: Change[] = []
    let [from, more] = [cursor, true]
    while (more) {
      const page = await world().partnerCenter.changesSince(partner, from)
      changes.push(...page.changes)
      ;[from, more] = [page.next, page.more]
    }
    return { changes, next: from }
  }
  const tellsOf = ({ changes }: { changes: readonly Change[] }, order: Order): boolean =>
    changes.some(
      ({ kind, customerId, orderId = order.id }) =>
        kind !== 'customer' && customerId === order.customerId && orderId === order.id,
    )

  describe('the feed of changes', () => {
    test('tells of nothing without a cursor, and says where it is', async () => {
      expect(await world().partnerCenter.changesSince(world().partner, undefined)).toMatchObject({
        changes: [],
        next: expect.any(String),
      })
    })

    test('tells of each purchase and each cancellation at least once, by when it shows', async () => {
      const { next: start } = await readFrom(undefined)
      const customers = [await world().customerIn('ES'), await world().customerIn('US')]
      const orders: Order[] = []
      for (const customer of customers) orders.push(await buy('perpetual-software', customer))
      const bought = await readFrom(start)
      for (const order of orders) expect(tellsOf(bought, order)).toBe(true)
      for (const order of orders) await cancel(order)
      const atOnce = await readFrom(bought.next)
      await world().settle()
      const cancelled = await readFrom(atOnce.next)
      for (const order of orders) expect(tellsOf(cancelled, order)).toBe(true)
    })

    test('tells of what does not show yet when it is read, once it does', async () => {
      const customer = await world().customerIn('ES')
      const { ref } = await itemOf('perpetual-software', customer)
      const [order] = (await submit(customer, await prepare(customer, [{ ref, quantity: 1 }]))).orders
      if (order === undefined) throw new Error('a cart became no order')
      const { next: start } = await readFrom(undefined)
      const before = await read(order).catch(() => undefined)
      await world().settle()
      expect(isDeepStrictEqual(await read(order), before) || tellsOf(await readFrom(start), order)).toBe(true)
    })

    test('tells that a subscription does not renew itself any more', async () => {
      const order = await buy('server-subscription')
      const { partnerCenter, partner } = world()
      const [subscription] = await partnerCenter.subscriptions(partner, order.customerId, order.id)
      const { next: start } = await readFrom(undefined)
      const change = { customerId: order.customerId, subscriptionId: subscription?.id ?? '', on: false }
      await partnerCenter.setAutoRenew(partner, { ...change, requestId: randomUUID() })
      await world().settle()
      expect(tellsOf(await readFrom(start), order)).toBe(true)
    })

    test('read again from where it was read before, it tells the same at least', async () => {
      const { next: start } = await readFrom(undefined)
      const order = await buy('perpetual-software')
      expect(tellsOf(await readFrom(start), order)).toBe(true)
      expect(tellsOf(await readFrom(start), order)).toBe(true)
    })

    test('tells one partner nothing of another', async () => {
      const { next: theirs } = await readFrom(undefined, world().otherPartner)
      const order = await buy('perpetual-software')
      expect(tellsOf(await readFrom(theirs, world().otherPartner), order)).toBe(false)
    })
  })
}
