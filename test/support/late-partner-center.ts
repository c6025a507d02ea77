import type { Submission } from '../../src/commerce/cart.ts'
import { OrderUnknown } from '../../src/commerce/errors.ts'
import type { Order } from '../../src/commerce/order.ts'
import type { Change, PartnerCenter, Subscription } from '../../src/commerce/ports/partner-center.ts'
import { partnerCenterWith } from './partner-center.ts'

/** What of a customer showed before something was written. */
interface Before {
  readonly orders: readonly Order[]
  readonly subscriptions: readonly Subscription[]
}

/**
 * A Partner Center over another one that promises no more than it must: of what is written about a customer nothing shows, and
 * the feed stands still, until `show` is called; changes are told twice and the last ones first; lists leave out markets, and
 * nothing has a price before it is in a cart. It has none of the capabilities.
 */
export function latePartnerCenter(real: PartnerCenter): { partnerCenter: PartnerCenter; show(): void } {
  const before = new Map<string, Before>()
  const cursors = new Map<string, string>()

  /** @throws CustomerUnknown */
  const hold = async (partnerId: string, customerId: string): Promise<void> => {
    if (before.has(customerId)) return
    const [orders, subscriptions] = [
      await real.orders(partnerId, customerId),
      await real.subscriptions(partnerId, customerId),
    ]
    before.set(customerId, { orders, subscriptions })
    if (!cursors.has(partnerId)) cursors.set(partnerId, (await real.changesSince(partnerId, undefined)).next)
  }
  const lists = <T>(read: readonly T[]): T[] => [...read]

  const late = partnerCenterWith({
    capabilities: () => ({ keys: false, downloadLinks: false, serviceRequests: false, attestations: false }),

    customers: () => async (partnerId, page) => {
      const { customers, next } = await real.customers(partnerId, page)
      return { customers: customers.map(({ id, name, domain }) => ({ id, name, domain })), next }
    },
    catalogue: () => async (partnerId, customerId) =>
      (await real.catalogue(partnerId, customerId)).map(({ unitPrice: _, taxIncluded: __, ...item }) => item),

    changesSince: () => async (partnerId, cursor) => {
      const held = cursors.get(partnerId)
      if (held !== undefined) return { changes: [], next: cursor ?? held, more: false }
      const page = await real.changesSince(partnerId, cursor)
      const backwards: Change[] = page.changes.toReversed()
      return { ...page, changes: [...backwards, ...backwards] }
    },

    orders: () => async (partnerId, customerId) =>
      lists(before.get(customerId)?.orders ?? (await real.orders(partnerId, customerId))),
    order: () => async (partnerId, customerId, orderId) => {
      const held = before.get(customerId)
      if (held === undefined) return real.order(partnerId, customerId, orderId)
      const order = held.orders.find(({ id }) => id === orderId)
      if (order === undefined) throw new OrderUnknown({ orderId })
      return order
    },
    subscriptions: () => async (partnerId, customerId, orderId) => {
      const held = before.get(customerId)
      if (held === undefined) return real.subscriptions(partnerId, customerId, orderId)
      return held.subscriptions.filter((one) => orderId === undefined || one.orderId === orderId)
    },

    cart: () => async (partnerId, customerId, cartId) => {
      const state = await real.cart(partnerId, customerId, cartId)
      return state && { status: state.status }
    },
    submit:
      () =>
      async (partnerId, customerId, cartId, requestId): Promise<Submission> => {
        await hold(partnerId, customerId)
        return real.submit(partnerId, customerId, cartId, requestId)
      },
    cancel: () => async (partnerId, cancellation) => {
      await real.order(partnerId, cancellation.customerId, cancellation.orderId)
      await hold(partnerId, cancellation.customerId)
      return real.cancel(partnerId, cancellation)
    },
    setAutoRenew: () => async (partnerId, change) => {
      await hold(partnerId, change.customerId)
      return real.setAutoRenew(partnerId, change)
    },
  })(real)

  const show = (): void => {
    before.clear()
    cursors.clear()
  }
  return { partnerCenter: late, show }
}
