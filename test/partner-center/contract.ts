import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  AgreementNotAccepted,
  CustomerUnknown,
  NoSoftware,
  OrderUnknown,
  PartnerCenterRefused,
} from '../../src/commerce/errors.ts'
import { marketsWithoutReservations } from '../../src/commerce/market.ts'
import { money } from '../../src/commerce/money.ts'
import type { Order } from '../../src/commerce/order.ts'
import type { Change, PartnerCenter } from '../../src/commerce/ports/partner-center.ts'
import {
  type CatalogItem,
  type Family,
  type ProductRef,
  productRefSchema,
  refText,
} from '../../src/commerce/product.ts'
import { minute } from '../../src/platform/clock.ts'
import type { TestClock } from '../support/clock.ts'
import { placeOrder } from '../support/placing.ts'

/** What an implementation brings: two partners, and customers of theirs. Tests share one world and add to it. */
export interface ContractWorld {
  readonly partnerCenter: PartnerCenter
  readonly clock: TestClock
  readonly partner: string
  readonly otherPartner: string
  readonly customers: {
    /** In the US, named `Contoso`, at contoso.com. */
    readonly contoso: string
    readonly withoutAgreement: string
    /** The other partner's, named `Lucerne Publishing`. */
    readonly ofOtherPartner: string
  }
  /** A customer of the partner in this market, who has accepted the agreement. */
  customerIn(market: string): Promise<string>
}

const nobody = 'd0000000-0000-4000-8000-00000000dead'
const notIds = ['', 'contoso', "'; drop table customer; --", '\0', 'c0000000-0000-4000-8000', '../../etc/passwd']

/** What every Partner Center must do, whoever answers behind the port. */
export function partnerCenterContract(name: string, open: () => Promise<ContractWorld>): void {
  describe(name, () => {
    let world: ContractWorld
    beforeAll(async () => {
      world = await open()
    })

    const itemOf = async (customer: string, family: Family): Promise<CatalogItem> => {
      const items = await world.partnerCenter.catalogue(world.partner, customer)
      const item = items.find((known) => known.family === family)
      if (item === undefined) throw new Error(`no ${family} is sold`)
      return item
    }
    const buy = async (family: Family, customer = world.customers.contoso): Promise<Order> => {
      const { ref } = await itemOf(customer, family)
      const wanted = { customerId: customer, ref, quantity: 1, requestId: randomUUID() }
      return placeOrder(world.partnerCenter, world.partner, wanted)
    }
    const cancel = (order: Order, lines?: readonly number[]): Promise<string> => {
      const cancellation = { customerId: order.customerId, orderId: order.id, lines, requestId: randomUUID() }
      return world.partnerCenter.cancel(world.partner, cancellation)
    }
    const read = (order: Order): Promise<Order> => world.partnerCenter.order(world.partner, order.customerId, order.id)
    const firstLine = (order: Order) => ({ customerId: order.customerId, orderId: order.id, lineItem: 0 })

    describe('customers', () => {
      test('come page after page, each once, and none of another partner', async () => {
        const { partnerCenter, partner, customers } = world
        const spain = await world.customerIn('ES')
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
        for (const stranger of notIds)
          expect((await partnerCenter.customers(stranger, { limit: 1 })).customers).toEqual([])
      })

      test('a customer that is not the partner’s is unknown in every call', async () => {
        const { partnerCenter, partner } = world
        for (const id of [world.customers.ofOtherPartner, nobody, ...notIds]) {
          await expect(partnerCenter.customer(partner, id)).rejects.toThrow(CustomerUnknown)
          await expect(partnerCenter.agreement(partner, id)).rejects.toThrow(CustomerUnknown)
          await expect(partnerCenter.catalogue(partner, id)).rejects.toThrow(CustomerUnknown)
          await expect(partnerCenter.orders(partner, id)).rejects.toThrow(CustomerUnknown)
          await expect(partnerCenter.order(partner, id, 'CSP-1001')).rejects.toThrow(CustomerUnknown)
        }
        for (const stranger of notIds) {
          await expect(partnerCenter.customer(stranger, world.customers.contoso)).rejects.toThrow(CustomerUnknown)
        }
      })
    })

    describe('the catalogue', () => {
      test('has all families where reservations are sold, with refs that are the same in every market', async () => {
        const us = await world.partnerCenter.catalogue(world.partner, world.customers.contoso)
        expect(new Set(us.map((item) => item.family)).size).toBe(5)
        const german = await world.partnerCenter.catalogue(world.partner, await world.customerIn('DE'))
        expect(german.map((item) => item.ref)).toEqual(us.map((item) => item.ref))
        expect(new Set(us.map((item) => refText(item.ref))).size).toBe(us.length)
        for (const { ref } of us) expect(productRefSchema.safeParse(ref).success).toBe(true)
      })

      test.for([
        ['US', 'USD', false, 2],
        ['AU', 'AUD', true, 2],
        ['BR', 'BRL', true, 2],
        ['NZ', 'NZD', false, 2],
        ['JP', 'JPY', false, 0],
        ['KR', 'KRW', false, 0],
        ['KW', 'KWD', false, 3],
        ['DE', 'EUR', false, 2],
        ['GL', 'DKK', false, 2],
        ['CN', 'CNY', false, 2],
      ] as const)(
        'prices in %s are in %s; with tax: %s; at most %i digits',
        async ([market, currency, withTax, digits]) => {
          const items = await world.partnerCenter.catalogue(world.partner, await world.customerIn(market))
          for (const { unitPrice = money(0, '???'), taxIncluded } of items) {
            expect(unitPrice.currency).toBe(currency)
            expect(taxIncluded).toBe(withTax)
            expect(unitPrice.amount.gt(0)).toBe(true)
            expect(unitPrice.amount.decimalPlaces()).toBeLessThanOrEqual(digits)
          }
        },
      )

      test.for(marketsWithoutReservations.map((market) => [market]))(
        'in %s no reservation is offered, and a forged order of one is refused',
        async ([market = '']) => {
          const customer = await world.customerIn(market)
          const offered = await world.partnerCenter.catalogue(world.partner, customer)
          expect(offered.map((item) => item.family)).not.toContain('azure-reservation')
          expect(offered.map((item) => item.family)).toContain('server-subscription')
          const { ref } = await itemOf(world.customers.contoso, 'azure-reservation')
          const forged = { customerId: customer, ref, quantity: 1, requestId: randomUUID() }
          const refusal = await placeOrder(world.partnerCenter, world.partner, forged).catch((error: unknown) => error)
          expect(refusal).toBeInstanceOf(PartnerCenterRefused)
          expect(refusal).toMatchObject({ means: 'refused' })
          expect(await world.partnerCenter.orders(world.partner, customer)).toEqual([])
        },
      )
    })

    describe('placing an order', () => {
      test('answers the order as it is stored, at the catalogue’s price', async () => {
        const { contoso } = world.customers
        const item = await itemOf(contoso, 'perpetual-software')
        const wanted = {
          customerId: contoso,
          ref: item.ref,
          quantity: 3,
          requestId: randomUUID(),
        }
        const order = await placeOrder(world.partnerCenter, world.partner, wanted)
        const { product, sku, family, unitPrice } = item
        expect(order).toEqual({
          id: expect.stringMatching(/\S/),
          customerId: contoso,
          createdAt: world.clock.now(),
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
        expect(await world.partnerCenter.orders(world.partner, contoso)).toContainEqual(order)
      })

      test.for(['JP', 'KW'])('prices of %s come back to the last digit', async (market) => {
        const customer = await world.customerIn(market)
        const order = await buy('perpetual-software', customer)
        const item = await itemOf(customer, 'perpetual-software')
        expect((await read(order)).lines[0]?.unitPrice).toEqual(item.unitPrice)
      })

      test('again with the same request id answers the same order, and makes no other', async () => {
        const customer = await world.customerIn('CA')
        const { ref } = await itemOf(customer, 'server-subscription')
        const wanted = { customerId: customer, ref, quantity: 1, requestId: randomUUID() }
        const first = await placeOrder(world.partnerCenter, world.partner, wanted)
        expect(await placeOrder(world.partnerCenter, world.partner, wanted)).toEqual(first)
        expect(await world.partnerCenter.orders(world.partner, customer)).toEqual([first])
      })

      test('eight calls at the same moment with one request id make one order', async () => {
        const customer = await world.customerIn('FR')
        const { ref } = await itemOf(customer, 'server-subscription')
        const wanted = { customerId: customer, ref, quantity: 1, requestId: randomUUID() }
        const calls = Array.from({ length: 8 }, () => placeOrder(world.partnerCenter, world.partner, wanted))
        const ids = new Set((await Promise.all(calls)).map((order) => order.id))
        expect(ids.size).toBe(1)
        expect(await world.partnerCenter.orders(world.partner, customer)).toHaveLength(1)
      })

      test('eight different orders at the same moment get eight ids', async () => {
        const customer = await world.customerIn('IT')
        const orders = await Promise.all(Array.from({ length: 8 }, () => buy('server-subscription', customer)))
        expect(new Set(orders.map((order) => order.id)).size).toBe(8)
        expect(await world.partnerCenter.orders(world.partner, customer)).toHaveLength(8)
      })

      test('two partners may use one request id: each gets its own order', async () => {
        const requestId = randomUUID()
        const { ref } = await itemOf(world.customers.contoso, 'perpetual-software')
        const mine = { customerId: world.customers.contoso, ref, quantity: 1, requestId }
        const theirs = { ...mine, customerId: world.customers.ofOtherPartner }
        expect((await placeOrder(world.partnerCenter, world.partner, mine)).customerId).toBe(mine.customerId)
        expect((await placeOrder(world.partnerCenter, world.otherPartner, theirs)).customerId).toBe(theirs.customerId)
      })

      test.for([0, -1, 1.5, 1e9, Number.NaN, Number.POSITIVE_INFINITY])(
        'a quantity of %d is refused',
        async (quantity) => {
          const customer = await world.customerIn('SE')
          const { ref } = await itemOf(customer, 'server-subscription')
          const wanted = { customerId: customer, ref, quantity, requestId: randomUUID() }
          const refusal = await placeOrder(world.partnerCenter, world.partner, wanted).catch((error: unknown) => error)
          expect(refusal).toBeInstanceOf(PartnerCenterRefused)
          expect(refusal).toMatchObject({ facts: { reason: '800017' }, means: 'refused' })
          expect(await world.partnerCenter.orders(world.partner, customer)).toEqual([])
        },
      )

      test('the least and the most are allowed, one more is not', async () => {
        const customer = await world.customerIn('NO')
        const { ref, minimumQuantity = 0, maximumQuantity = 0 } = await itemOf(customer, 'azure-reservation')
        const order = (quantity: number) =>
          placeOrder(world.partnerCenter, world.partner, {
            customerId: customer,
            ref,
            quantity,
            requestId: randomUUID(),
          })
        expect((await order(minimumQuantity)).lines[0]?.quantity).toBe(minimumQuantity)
        expect((await order(maximumQuantity)).lines[0]?.quantity).toBe(maximumQuantity)
        await expect(order(maximumQuantity + 1)).rejects.toThrow(PartnerCenterRefused)
      })

      test('a customer who has not accepted the agreement cannot buy', async () => {
        const { withoutAgreement, contoso } = world.customers
        expect(await world.partnerCenter.agreement(world.partner, contoso)).toEqual({ state: 'accepted' })
        expect(await world.partnerCenter.agreement(world.partner, withoutAgreement)).toMatchObject({ state: 'missing' })
        await expect(buy('server-subscription', withoutAgreement)).rejects.toThrow(AgreementNotAccepted)
        expect(await world.partnerCenter.orders(world.partner, withoutAgreement)).toEqual([])
      })

      test('what is not in the catalogue, and who is not the partner’s customer, is refused', async () => {
        const { ref } = await itemOf(world.customers.contoso, 'perpetual-software')
        const place = (customerId: string, wanted: ProductRef) =>
          placeOrder(world.partnerCenter, world.partner, {
            customerId,
            ref: wanted,
            quantity: 1,
            requestId: randomUUID(),
          })
        const known = { skuId: '9999', productId: ref.productId.toLowerCase(), term: `${ref.term} `, billing: 'annual' }
        const others = Object.entries(known).map(([part, value]) => ({ ...ref, [part]: value }))
        for (const other of [...others, ...notIds.map((segment) => ({ ...ref, segment }))]) {
          await expect(place(world.customers.contoso, other)).rejects.toThrow(PartnerCenterRefused)
        }
        for (const customer of [world.customers.ofOtherPartner, nobody, ...notIds]) {
          await expect(place(customer, ref)).rejects.toThrow(CustomerUnknown)
        }
      })
    })

    describe('orders', () => {
      test('come newest first, cancelled ones too', async () => {
        const customer = await world.customerIn('ES')
        const old = await buy('server-subscription', customer)
        world.clock.advance(minute)
        const young = await buy('perpetual-software', customer)
        await cancel(old)
        world.clock.advance(15 * minute)
        const orders = await world.partnerCenter.orders(world.partner, customer)
        expect(orders.map(({ id, status }) => [id, status])).toEqual([
          [young.id, 'completed'],
          [old.id, 'cancelled'],
        ])
      })

      test('an order of another customer, of another partner or of nobody is unknown', async () => {
        const { partnerCenter, partner, otherPartner, customers } = world
        const order = await buy('perpetual-software')
        const stranger = await world.customerIn('PL')
        const wrong = [
          [partner, { ...firstLine(order), customerId: stranger }],
          [otherPartner, { ...firstLine(order), customerId: customers.ofOtherPartner }],
          ...[...notIds, 'CSP-0', 'CSP-999999999', 'CSP-1001 '].map(
            (orderId) => [partner, { ...firstLine(order), orderId }] as const,
          ),
        ] as const
        for (const [who, line] of wrong) {
          await expect(partnerCenter.order(who, line.customerId, line.orderId)).rejects.toThrow(OrderUnknown)
          await expect(partnerCenter.productKey(who, line)).rejects.toThrow(OrderUnknown)
          await expect(partnerCenter.downloadOptions(who, line)).rejects.toThrow(OrderUnknown)
          await expect(partnerCenter.downloadUrl(who, line, 'x')).rejects.toThrow(OrderUnknown)
          await expect(partnerCenter.cancel(who, { ...line, requestId: randomUUID() })).rejects.toThrow(OrderUnknown)
        }
        world.clock.advance(60 * minute)
        expect((await read(order)).status).toBe('completed')
      })
    })

    describe('the feed of changes', () => {
      const changes = async (cursor: string | undefined) => {
        const found: Change[] = []
        let [from, more] = [cursor, true]
        while (more) {
          const page = await world.partnerCenter.changesSince(world.partner, from)
          found.push(...page.changes)
          ;[from, more] = [page.next, page.more]
        }
        return { orders: found.map(({ orderId }) => orderId), next: from }
      }

      test('tells of what was bought, and when a cancellation shows; nothing of another partner', async () => {
        const { next: start } = await changes(undefined)
        expect((await changes(start)).orders).toEqual([])
        const order = await buy('perpetual-software', await world.customerIn('ES'))
        const bought = await changes(start)
        expect(bought.orders).toContain(order.id)
        expect((await changes(bought.next)).orders).toEqual([])
        await cancel(order)
        const submitted = await changes(bought.next)
        world.clock.advance(15 * minute)
        expect((await changes(submitted.next)).orders).toContain(order.id)
        const theirs = await world.partnerCenter.changesSince(world.otherPartner, start)
        expect(theirs.changes.map(({ customerId }) => customerId)).not.toContain(order.customerId)
      })

      test('read again from where it was read before, it tells the same at least', async () => {
        const { next: start } = await changes(undefined)
        const order = await buy('perpetual-software')
        await changes(start)
        expect((await changes(start)).orders).toContain(order.id)
      })
    })

    describe('cancelling', () => {
      test('shows after fifteen minutes, and not a millisecond earlier', async () => {
        const order = await buy('server-subscription')
        await cancel(order)
        expect((await read(order)).status).toBe('completed')
        world.clock.advance(15 * minute - 1)
        expect((await read(order)).status).toBe('completed')
        world.clock.advance(1)
        expect((await read(order)).status).toBe('cancelled')
      })

      test('again changes nothing: the first moment stays', async () => {
        const order = await buy('server-subscription')
        await cancel(order)
        world.clock.advance(10 * minute)
        await cancel(order)
        world.clock.advance(5 * minute)
        expect((await read(order)).status).toBe('cancelled')
        await cancel(order)
        expect((await read(order)).status).toBe('cancelled')
      })

      test('ends keys and downloads at once, before it shows', async () => {
        const { partnerCenter, partner } = world
        const order = await buy('perpetual-software')
        const line = firstLine(order)
        const [option] = await partnerCenter.downloadOptions(partner, line)
        await partnerCenter.productKey(partner, line)
        await cancel(order)
        expect((await read(order)).status).toBe('completed')
        await expect(partnerCenter.productKey(partner, line)).rejects.toThrow(NoSoftware)
        await expect(partnerCenter.downloadOptions(partner, line)).rejects.toThrow(NoSoftware)
        await expect(partnerCenter.downloadUrl(partner, line, option?.key ?? '')).rejects.toThrow(NoSoftware)
      })
    })

    describe('keys and downloads', () => {
      test('a key looks like a key, is the same at every look, and is of its order alone', async () => {
        const [order, other] = [await buy('perpetual-software'), await buy('perpetual-software')]
        const key = await world.partnerCenter.productKey(world.partner, firstLine(order))
        expect(key).toMatch(/^[0-9A-Z]{5}(-[0-9A-Z]{5}){4}$/)
        expect(await world.partnerCenter.productKey(world.partner, firstLine(order))).toBe(key)
        expect(await world.partnerCenter.productKey(world.partner, firstLine(other))).not.toBe(key)
      })

      test('a partner id in capital letters opens the same key', async () => {
        const order = await buy('perpetual-software')
        const key = await world.partnerCenter.productKey(world.partner, firstLine(order))
        expect(await world.partnerCenter.productKey(world.partner.toUpperCase(), firstLine(order))).toBe(key)
      })

      test('download options are combinations that exist, each with an address', async () => {
        const line = firstLine(await buy('perpetual-software'))
        const options = await world.partnerCenter.downloadOptions(world.partner, line)
        const distinct = (of: (option: (typeof options)[number]) => string) => new Set(options.map(of)).size
        const combinations = distinct((o) => o.version) * distinct((o) => o.language) * distinct((o) => o.fileType)
        expect(distinct((option) => option.version)).toBeGreaterThan(1)
        expect(options.length).toBeLessThan(combinations)
        const urls = options.map(({ key }) => world.partnerCenter.downloadUrl(world.partner, line, key))
        expect(new Set(await Promise.all(urls)).size).toBe(options.length)
        expect((await urls[0])?.startsWith('http')).toBe(true)
      })

      test.for(['azure-reservation', 'extended-security-update', 'linux-plan'] as const)(
        '%s has neither',
        async (family) => {
          const line = firstLine(await buy(family))
          await expect(world.partnerCenter.productKey(world.partner, line)).rejects.toThrow(NoSoftware)
          await expect(world.partnerCenter.downloadOptions(world.partner, line)).rejects.toThrow(NoSoftware)
          await expect(world.partnerCenter.downloadUrl(world.partner, line, 'x')).rejects.toThrow(NoSoftware)
        },
      )

      test.for([1, -1, 0.5, Number.NaN])('line item %d of an order with one has neither', async (lineItem) => {
        const line = { ...firstLine(await buy('perpetual-software')), lineItem }
        await expect(world.partnerCenter.productKey(world.partner, line)).rejects.toThrow(NoSoftware)
      })

      test('an option that does not exist has no address', async () => {
        const line = firstLine(await buy('perpetual-software'))
        for (const option of [...notIds, '1999.en.iso64']) {
          await expect(world.partnerCenter.downloadUrl(world.partner, line, option)).rejects.toThrow(NoSoftware)
        }
      })
    })

    describe('service requests', () => {
      const file = (requestId: string = randomUUID()) =>
        world.partnerCenter.createServiceRequest(world.partner, {
          title: 'Refund for CSP-1004',
          description: 'It was bought for the wrong customer.',
          severity: 'moderate',
          customer: world.customers.contoso,
          contact: { name: 'Mina Park', email: 'mina@alpine.example', phone: '+1 425 555 0100' },
          requestId,
        })
      const look = (id: string, partner = world.partner) => world.partnerCenter.serviceRequest(partner, id)

      test('the same call again answers the same one, also at the same moment', async () => {
        const requestId = randomUUID()
        const first = await file(requestId)
        expect((await file(requestId)).id).toBe(first.id)
        const both = randomUUID()
        const [one, other] = await Promise.all([file(both), file(both)])
        expect(one.id).toBe(other.id)
        expect(one.id).not.toBe(first.id)
      })

      test('one of another partner, or of nobody, is unknown', async () => {
        const { id } = await file()
        expect((await look(id))?.id).toBe(id)
        expect(await look(id, world.otherPartner)).toBeUndefined()
        for (const wrong of [...notIds, '999999999999999', nobody]) expect(await look(wrong)).toBeUndefined()
        const note = { noteId: randomUUID(), text: 'Hello?' }
        const { partnerCenter, otherPartner } = world
        await expect(partnerCenter.addServiceRequestNote(otherPartner, id, note)).rejects.toThrow()
        await expect(partnerCenter.closeServiceRequest(otherPartner, id, randomUUID())).rejects.toThrow()
        expect(await look(id)).toMatchObject({ notes: [] })
        expect((await look(id))?.status).not.toBe('closed')
      })

      test('a note is added once for each id, and keeps it', async () => {
        const { id } = await file()
        const note = { noteId: randomUUID(), text: 'The invoice is attached.' }
        await world.partnerCenter.addServiceRequestNote(world.partner, id, note)
        await world.partnerCenter.addServiceRequestNote(world.partner, id, note)
        const seen = await look(id)
        expect(seen?.notes.filter(({ byMicrosoft }) => !byMicrosoft)).toMatchObject([
          { id: note.noteId, text: note.text },
        ])
      })

      test('closing it closes it, and closing again changes nothing', async () => {
        const { id } = await file()
        const requestId = randomUUID()
        await world.partnerCenter.closeServiceRequest(world.partner, id, requestId)
        const closed = await look(id)
        expect(closed?.status).toBe('closed')
        world.clock.advance(minute)
        await world.partnerCenter.closeServiceRequest(world.partner, id, requestId)
        expect(await look(id)).toEqual(closed)
      })
    })
  })
}
