import { randomUUID } from 'node:crypto'
import { later } from '../../../src/platform/clock.ts'
import { lineFor } from './cart-lines.ts'
import { placeOrders } from './checkout.ts'
import { customerOf } from './customers.ts'
import { type Answer, type Call, link, ok, Problem, type Routes } from './exchange.ts'
import { segmentOf, skuOf } from './goods.ts'
import { pricing } from './pricing.ts'
import { stamp } from './stamps.ts'
import type { CartRecord, CustomerRecord } from './world.ts'

export const cartRoutes: Routes = {
  'POST /v1/customers/{customer}/carts': create,
  'GET /v1/customers/{customer}/carts/{cart}': (call) => ok(cartBody(call, cartOf(call, customerOf(call)))),
  'POST /v1/customers/{customer}/carts/{cart}/checkout': checkOut,
}

function create(call: Call): Answer {
  const { world, partner } = call
  const customer = customerOf(call)
  const wanted = call.body as { lineItems?: unknown; partnerOnRecordAttestationAccepted?: unknown } | undefined
  if (!Array.isArray(wanted?.lineItems) || wanted.lineItems.length === 0) {
    throw new Problem(400, 800002, 'Invalid request input')
  }
  if (wanted.partnerOnRecordAttestationAccepted !== true)
    throw new Problem(400, 900206, 'Partner Attestation is missing')
  const now = world.clock.now()
  const groups: string[] = []
  const cart: CartRecord = {
    id: randomUUID(),
    customerId: customer.id,
    createdAt: now,
    expiresAt: later(now, world.settings.cartsLiveFor),
    status: 'Active',
    lines: wanted.lineItems.map((line, at) => lineFor(call, customer, line, at, groups)),
  }
  partner.carts.set(cart.id, cart)
  return { status: 201, body: cartBody(call, cart) }
}

/** An expired cart is not there any more; an ordered one is. */
function cartOf({ world, partner, params }: Call, customer: CustomerRecord): CartRecord {
  const cart = partner.carts.get((params.cart ?? '').toLowerCase())
  const gone = cart?.status === 'Active' && cart.expiresAt <= world.clock.now()
  if (cart === undefined || cart.customerId !== customer.id || gone) {
    throw new Problem(404, 800008, 'Unable to retrieve cart ID')
  }
  return cart
}

/** Orders a cart once: any later call, but a repeated one, is told that an order is in progress. */
function checkOut(call: Call): Answer {
  const customer = customerOf(call)
  const cart = cartOf(call, customer)
  if (cart.status === 'Ordered') {
    throw new Problem(
      409,
      800060,
      'Your order is in progress. Check your order history for recent orders in few minutes',
    )
  }
  if (cart.lines.some(({ error }) => error !== undefined)) throw new Problem(400, 800009, 'Error in Cart item(s)')
  if (cart.lines.some(({ catalogItemId }) => !isOffered(call, customer, catalogItemId))) {
    throw new Problem(404, 400019, 'Availability not found.')
  }
  if (customer.agreement === 'missing' || customer.agreement === 'outdated') {
    const text =
      'Either a partner confirmation of the customer acceptance of the Microsoft Customer Agreement must be provided or the customer must accept the Microsoft Customer Agreement in the Microsoft Admin Center before you can complete this purchase'
    throw new Problem(403, 13605, text)
  }
  return { status: 201, body: placeOrders(call, customer, cart) }
}

function isOffered({ world }: Call, { country }: CustomerRecord, catalogItemId: string): boolean {
  const [productId = '', skuId = '', availability = ''] = catalogItemId.split(':')
  const sku = skuOf(productId, skuId)
  return sku !== undefined && segmentOf(sku, availability, country, world.clock.now()) !== undefined
}

function cartBody({ partner }: Call, { id, customerId, createdAt, expiresAt, status, lines }: CartRecord) {
  return {
    id,
    creationTimestamp: stamp(createdAt, `cart/${id}`),
    lastModifiedTimestamp: stamp(createdAt, `cart/${id}`),
    expirationTimestamp: stamp(expiresAt, `cart/${id}/end`),
    lastModifiedUser: partner.signedIn.id,
    status,
    lineItems: lines.map(
      ({ wanted, price, cycles, error, orderGroup, currency, catalogItemId, quantity, ...line }) => ({
        id: line.id,
        catalogItemId,
        quantity,
        currencyCode: currency,
        billingCycle: line.billingCycle,
        ...(line.termDuration !== undefined && { termDuration: line.termDuration }),
        ...(typeof wanted.provisioningContext === 'object' && { provisioningContext: wanted.provisioningContext }),
        ...(orderGroup !== undefined && { orderGroup }),
        ...(price !== undefined && { pricing: pricing(price, quantity * cycles) }),
        ...(error !== undefined && { error }),
      }),
    ),
    links: { self: link(`/customers/${customerId}/carts/${id}`) },
    attributes: { objectType: 'Cart' },
  }
}
