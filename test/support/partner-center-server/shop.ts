import { randomUUID } from 'node:crypto'
import { afterEach } from 'vitest'
import { TestClock } from '../clock.ts'
import { clientOf } from './client.ts'
import { openPartnerCenterServer, type PartnerCenterServerOptions } from './server.ts'

const partnerA = '11111111-1111-4111-8111-111111111111'
const contoso = 'c0000000-0000-4000-8000-000000000001'

export interface WantedItem {
  readonly productId: string
  readonly skuId: string
}

/** For a file of tests: each opens a shop of its own, which is closed after it. */
export function useShop() {
  let close = async () => {}
  afterEach(() => close())
  return async (options: PartnerCenterServerOptions = {}) => {
    const shop = await openShop(options)
    close = shop.fake.close
    return shop
  }
}

/** A server with a clock that stands, and what somebody does there who buys for Contoso. */
export async function openShop(options: PartnerCenterServerOptions = {}) {
  const clock = new TestClock()
  const fake = await openPartnerCenterServer({ clock, ...options })
  const call = clientOf(fake, partnerA)
  const ofContoso = `/api/v1/customers/${contoso}`

  /** A line of a cart, with the availability that holds now. */
  const wanted = async ({ productId, skuId }: WantedItem, more: Readonly<Record<string, unknown>> = {}) => {
    const path = `${ofContoso}/products/${productId}/skus/${skuId}`
    const sku = (await call('GET', path)).body
    const offer = (await call('GET', `${path}/availabilities?targetSegment=commercial`)).body.items[0]
    return {
      id: 0,
      catalogItemId: offer.catalogItemId as string,
      quantity: 1,
      billingCycle: sku.supportedBillingCycles[0] as string,
      ...(offer.terms !== undefined && { termDuration: offer.terms[0].duration as string }),
      attestationAccepted: true,
      ...more,
    }
  }
  const newCart = (...lineItems: object[]) =>
    call('POST', `${ofContoso}/carts`, { body: { partnerOnRecordAttestationAccepted: true, lineItems } })
  const checkOut = (cartId: string, requestId: string = randomUUID()) =>
    call('POST', `${ofContoso}/carts/${cartId}/checkout`, { headers: { 'ms-requestid': requestId } })
  /** @returns the order as the checkout answers it: it does not show yet */
  const buy = async (...items: WantedItem[]) => {
    const lines = []
    for (const item of items) lines.push(await wanted(item))
    const cart = await newCart(...lines)
    return (await checkOut(cart.body.id)).body.orders[0]
  }
  const order = (id: string) => call('GET', `${ofContoso}/orders/${id}`)
  const cancel = (id: string, lines?: readonly number[], requestId: string = randomUUID()) =>
    call('PATCH', `${ofContoso}/orders/${id}`, {
      body: {
        id,
        status: 'cancelled',
        ...(lines && { lineItems: lines.map((lineItemNumber) => ({ lineItemNumber })) }),
      },
      headers: { 'ms-requestid': requestId },
    })
  return { fake, clock, call, wanted, newCart, checkOut, buy, order, cancel, ofContoso }
}
