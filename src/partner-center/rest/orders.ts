import { OrderUnknown, PartnerCenterRefused } from '../../commerce/errors.ts'
import { type Money, money } from '../../commerce/money.ts'
import { type Order, type OrderLine, stageOf } from '../../commerce/order.ts'
import type { Calls } from './calls.ts'
import { type Customers, requireId } from './customers.ts'
import { allOf } from './pages.ts'
import { billingOf } from './price-sheet-csv.ts'
import { isOfCustomer } from './refusals.ts'
import type { Sold } from './sold.ts'
import { lineKey, type SubscriptionReader, windowOf } from './subscription-reader.ts'
import { order, orders, type WireOrder, type WireOrderLine } from './wire/orders.ts'
import type { WireSubscription } from './wire/subscriptions.ts'

interface Parts {
  readonly customers: Pick<Customers, 'marketOf'>
  readonly sold: Pick<Sold, 'factsOf'>
  readonly subscriptions: SubscriptionReader
}

export function ordersOf(call: Calls, { customers, sold, subscriptions }: Parts) {
  return { all, one, wire, allWire, orderFrom }

  /** Newest first. @throws CustomerUnknown */
  async function all(partnerId: string, customerId: string): Promise<Order[]> {
    const found = await allWire(partnerId, customerId)
    const renewing = found.some(isSubscribed) ? await subscriptions.ofCustomer(partnerId, customerId) : []
    const read = await Promise.all(found.map((each) => orderFrom(partnerId, customerId, each, renewing)))
    return read.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
  }

  /** @throws CustomerUnknown, OrderUnknown */
  async function one(partnerId: string, customerId: string, orderId: string): Promise<Order> {
    const found = await wire(partnerId, customerId, orderId)
    const renewing = isSubscribed(found) ? await subscriptions.ofOrder(partnerId, customerId, found.id) : []
    return orderFrom(partnerId, customerId, found, renewing)
  }

  function allWire(partnerId: string, customerId: string): Promise<WireOrder[]> {
    const path = `/customers/${requireId(customerId)}/orders`
    return allOf(call, { name: 'orders', partnerId, customerId, path, answer: orders })
  }

  /** @throws CustomerUnknown, OrderUnknown: also of a new one, for a quarter of an hour */
  async function wire(partnerId: string, customerId: string, orderId: string): Promise<WireOrder> {
    const path = `/customers/${requireId(customerId)}/orders/${requireOrderId(orderId)}`
    const { value } = await call({ name: 'order', partnerId, customerId, path, answer: order }).catch(
      unlessOrderUnknown(orderId),
    )
    // Two orders may differ by the case of their letters alone.
    if (value.id !== orderId) throw new OrderUnknown({ orderId })
    return value
  }

  async function orderFrom(
    partnerId: string,
    customerId: string,
    given: WireOrder,
    renewing: readonly WireSubscription[],
  ): Promise<Order> {
    const { id, alternateId, creationDate, status, currencyCode: currency, lineItems = [] } = given
    const state = stageOf(status)
    const lines = await Promise.all(lineItems.map((line) => lineFrom(partnerId, customerId, given, line, renewing)))
    return {
      id,
      ...(alternateId !== undefined && alternateId !== id && { alternateId }),
      customerId: customerId.toLowerCase(),
      createdAt: creationDate,
      status,
      state,
      currency,
      lines: lines.sort((a, b) => a.number - b.number),
    }
  }

  async function lineFrom(
    partnerId: string,
    customerId: string,
    of: WireOrder,
    line: WireOrderLine,
    renewing: readonly WireSubscription[],
  ): Promise<OrderLine> {
    const market = marketIn(line) ?? (await customers.marketOf(partnerId, customerId))
    const billing = of.billingCycle === undefined ? undefined : billingOf(of.billingCycle)
    const { ref, product, sku, family } = await sold.factsOf(partnerId, market, line, billing)
    const unitPrice = priceOf(line, of.currencyCode)
    const cancelled = stageOf(of.status) === 'cancelled' || line.quantity === 0
    const subscriptionId = line.subscriptionId === undefined ? undefined : lineKey(line.subscriptionId)
    const until = cancelled ? undefined : windowOf(renewing.find(({ id }) => id === subscriptionId))
    return {
      number: line.lineItemNumber,
      ...(ref !== undefined && { ref }),
      product,
      sku,
      family,
      term: line.termDuration ?? 'perpetual',
      quantity: line.quantity,
      ...(unitPrice !== undefined && { unitPrice, taxIncluded: false }),
      cancelled,
      ...(subscriptionId !== undefined && { subscriptionId }),
      ...(until !== undefined && { cancellableUntil: until }),
    }
  }
}

export type Orders = ReturnType<typeof ordersOf>

/** Order ids are words of letters and digits, of several lengths: anything else never becomes part of an address. */
function requireOrderId(orderId: string): string {
  if (!/^[\w-]{1,100}$/.test(orderId)) throw new OrderUnknown({ orderId })
  return orderId
}

export const unlessOrderUnknown =
  (orderId: string) =>
  (error: unknown): never => {
    if (!(error instanceof PartnerCenterRefused) || isOfCustomer(error)) throw error
    const gone = error.facts.reason === '20000' || error.facts.httpStatus === 404
    throw gone ? new OrderUnknown({ orderId }, { cause: error }) : error
  }

const isSubscribed = ({ lineItems = [] }: WireOrder): boolean =>
  lineItems.some(({ subscriptionId, quantity }) => subscriptionId !== undefined && quantity > 0)

/** Amounts of a line are before taxation, and for one. */
export function priceOf({ pricing }: Pick<WireOrderLine, 'pricing'>, currency: string | undefined): Money | undefined {
  return pricing?.price === undefined || currency === undefined ? undefined : money(pricing.price, currency)
}

/** `/products/DZH318Z0BQ4B/skus/000Z?country=US`: a line's own links say where it was bought. */
function marketIn({ links = {} }: WireOrderLine): string | undefined {
  const uris = Object.values(links).map(({ uri }) => /[?&]country=([a-z]{2})(?:&|$)/i.exec(uri)?.[1])
  return uris.find((country) => country !== undefined)?.toUpperCase()
}
