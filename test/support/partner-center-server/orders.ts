import { symbolOf } from './currency-symbols.ts'
import { customerOf, requirePerson } from './customers.ts'
import { type Call, collection, link, ok, Problem, type Routes } from './exchange.ts'
import { keptOrders, ordersOf } from './history.ts'
import { pricing } from './pricing.ts'
import { stamp } from './stamps.ts'
import type { CustomerRecord, LineRecord, OrderRecord } from './world.ts'

export const orderRoutes: Routes = {
  'GET /v1/customers/{customer}/orders/{order}/provisioningstatus': provisioning,
  'GET /v1/customers/{customer}/orders': list,
  'GET /v1/customers/{customer}/orders/{order}': (call) => {
    const customer = customerOf(call)
    return ok(orderBody(orderOf(call, customer), customer, call.world.clock.now()))
  },
}

/** No paging, no order and no filter but the billing type. */
function list(call: Call) {
  const customer = customerOf(call)
  const now = call.world.clock.now()
  const billing = call.query.get('billingType')?.toLowerCase().replace('onetime', 'one_time')
  const shown = ordersOf(call.partner, customer).filter(
    ({ showsFrom, billingCycle }) => showsFrom <= now && (billing === undefined || billing === billingCycle),
  )
  const links = { self: link(`/customers/${customer.id}/orders`) }
  return ok(
    collection(
      shown.map((order) => orderBody(order, customer, now)),
      links,
    ),
  )
}

/** Of each line: "Get subscription provisioning status" says it of subscriptions. */
function provisioning(call: Call) {
  requirePerson(call)
  const order = orderOf(call, customerOf(call))
  const done = statusOf(order, call.world.clock.now()) === 'completed'
  const status = done ? 'fulfilled' : 'pending'
  const items = order.lines.map(({ number, quantity }) => ({
    lineItemNumber: number,
    status,
    quantityProvisioningInformation: [{ quantity, status }],
  }))
  return ok(collection(items))
}

/** Letter case matters; one that does not show yet is not found. */
export function orderOf({ world, partner, params }: Call, customer: CustomerRecord): OrderRecord {
  const order = keptOrders(partner, customer).find((known) => known.id === params.order)
  if (order === undefined || order.showsFrom > world.clock.now()) throw new Problem(404, 20000, 'Order ID not found')
  return order
}

export const isCancelledLine = ({ cancelledShowsFrom }: LineRecord, now: Date): boolean =>
  cancelledShowsFrom !== undefined && cancelledShowsFrom <= now

/** An order is cancelled when all of its lines are; until then its own word stands. */
export function statusOf({ lines, progress }: OrderRecord, now: Date): string {
  if (lines.every((line) => isCancelledLine(line, now))) return 'cancelled'
  return progress.findLast(({ from }) => from <= now)?.status ?? progress[0]?.status ?? 'unknown'
}

/** @param now for a cancellation that has just been taken: the moment when it shows */
export function orderBody(order: OrderRecord, { country }: Pick<CustomerRecord, 'country'>, now: Date) {
  const { id, alternateId, customerId, billingCycle, currency, lines, createdAt } = order
  const uri = `/customers/${customerId}/orders/${id}`
  const prices = lines.map(({ price, quantity, cycles }) =>
    price === undefined ? undefined : price * quantity * cycles,
  )
  const priced = prices.every((price) => price !== undefined)
  return {
    id,
    alternateId,
    referenceCustomerId: customerId,
    billingCycle,
    currencyCode: currency,
    currencySymbol: symbolOf(currency),
    lineItems: lines.map((line) => lineBody(line, customerId, country, now)),
    ...(priced && { totalPrice: Number(prices.reduce((sum, price) => sum + price, 0).toFixed(3)) }),
    creationDate: stamp(createdAt, `order/${id}`),
    status: statusOf(order, now),
    transactionType: 'UserPurchase',
    links: {
      provisioningStatus: link(`${uri}/provisioningstatus`),
      self: link(uri),
      patchOperation: link(uri, 'PATCH'),
    },
    client: { marketplaceCountry: country, deviceFamily: 'UniversalStore-PartnerCenter', name: 'Partner Center API' },
    attributes: { objectType: 'Order' },
  }
}

/** A cancelled line has quantity 0. */
function lineBody(line: LineRecord, customerId: string, country: string, now: Date) {
  const { number, offerId, subscriptionId, termDuration, friendlyName, quantity, price, cycles } = line
  const [product, sku, availability] = offerId.split(':')
  const skuUri = `/products/${product}/skus/${sku}`
  return {
    lineItemNumber: number,
    offerId,
    ...(subscriptionId !== undefined && { subscriptionId }),
    ...(termDuration !== undefined && { termDuration }),
    transactionType: 'New',
    friendlyName,
    quantity: isCancelledLine(line, now) ? 0 : quantity,
    ...(price !== undefined && { pricing: pricing(price, quantity * cycles) }),
    links: {
      product: link(`/products/${product}?country=${country}`),
      sku: link(`${skuUri}?country=${country}`),
      availability: link(`${skuUri}/availabilities/${availability}?country=${country}`),
      ...(subscriptionId !== undefined && {
        subscription: link(`/customers/${customerId}/subscriptions/${subscriptionId}`),
      }),
    },
  }
}
