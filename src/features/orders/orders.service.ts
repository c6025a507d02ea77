import { requireRole, type Who } from '../../commerce/access.ts'
import type { Order } from '../../commerce/order.ts'
import { orderSaid } from '../../commerce/order-said.ts'
import type { Subscription } from '../../commerce/ports/partner-center.ts'
import type { PastCancellation } from '../../workflow/orders/cancellations.repository.ts'
import type { KnownOrder } from '../../workflow/orders/known-orders.service.ts'
import { stateOf } from '../../workflow/orders/order-state.ts'
import type { Shared } from '../../workflow/shared.ts'
import { OrderNowhere } from './orders.errors.ts'

/** What the desk itself knows of an order's past; a name is undefined of who has left. */
export interface OrderPast {
  /** Nobody, where it was not bought through the desk. */
  readonly buyers: readonly (string | undefined)[]
  readonly cancellations: readonly (PastCancellation & { readonly by: string | undefined })[]
}

/** A customer's software and orders: what was bought, and what holds for it. */
export function ordersService({
  buyers,
  cancellations,
  mirror,
  partnerCenter,
  directory,
  knownOrders: known,
  poNumbers,
  clock,
  policy,
}: Shared) {
  /** @throws RoleMissing */
  const admit = (who: Who) => requireRole(directory, who, 'see-orders')
  return { requireRole: admit, ofCustomer, one, find, poNumber, subscriptions, past }

  /** Newest first; cancelled ones stay in the list. @throws RoleMissing, CustomerUnknown */
  async function ofCustomer(who: Who, customerId: string): Promise<KnownOrder[]> {
    await admit(who)
    const [orders, cancelled] = await Promise.all([
      partnerCenter.orders(who.partnerId, customerId),
      cancellations.ofCustomer(who.partnerId, customerId),
    ])
    const now = clock.now()
    return orders.map((order) => ({ order, state: stateOf(order, cancelled.get(order.id), now, policy) }))
  }

  /** By its ID, or else as it is typed. @throws RoleMissing, CustomerUnknown, OrderUnknown */
  async function one(who: Who, customerId: string, orderId: string): Promise<KnownOrder> {
    const orders = (await ofCustomer(who, customerId)).map((known) => ({ ...known.order, known }))
    return (orders.find(({ id }) => id === orderId) ?? orderSaid(orders, orderId)).known
  }

  /** What the desk wrote on it. @throws RoleMissing */
  async function poNumber(who: Who, orderId: string): Promise<string | undefined> {
    await admit(who)
    return poNumbers.ofOrder(who.partnerId, orderId)
  }

  /** What of the order renews itself. @throws RoleMissing, OrderUnknown */
  async function subscriptions(who: Who, { customerId, id, lines }: Order): Promise<Subscription[]> {
    await admit(who)
    const some = lines.some(({ subscriptionId }) => subscriptionId !== undefined)
    return some ? partnerCenter.subscriptions(who.partnerId, customerId, id) : []
  }

  /** Who bought it through the desk, and what was asked for since. @throws RoleMissing */
  async function past(who: Who, { customerId, id }: Order): Promise<OrderPast> {
    await admit(who)
    const { partnerId } = who
    const [bought, asked] = await Promise.all([
      buyers.ofOrders(partnerId, [id]),
      cancellations.history(partnerId, customerId, id),
    ])
    const buyerIds = bought.get(id) ?? []
    const ids = [...new Set([...buyerIds, ...asked.map(({ agentId }) => agentId)])]
    const known = await Promise.all(ids.map((agentId) => directory.agent(partnerId, agentId)))
    const names = new Map(known.flatMap((agent) => (agent === undefined ? [] : [[agent.id, agent.name] as const])))
    return {
      buyers: buyerIds.map((agentId) => names.get(agentId)),
      cancellations: asked.map((one) => ({ ...one, by: names.get(one.agentId) })),
    }
  }

  /** As it is typed, whosever customer's it is. @throws RoleMissing, OrderNowhere, OrderUnknown where it may be several */
  async function find(who: Who, orderId: string): Promise<KnownOrder> {
    await admit(who)
    const order = await mirror.find(who.partnerId, orderId)
    const [found] = order === undefined ? [] : await known.known(who.partnerId, [order])
    if (found === undefined) throw new OrderNowhere({ orderId })
    return found
  }
}

export type OrdersService = ReturnType<typeof ordersService>
