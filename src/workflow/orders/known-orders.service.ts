import type { Ground } from '../../commerce/ground.ts'
import type { Order } from '../../commerce/order.ts'
import { closingSpans, familiesWithWindow, type Verdict } from '../../commerce/policy.ts'
import type { OrdersCursor, OrdersQuery } from '../../commerce/ports/partner-center.ts'
import { day, later } from '../../platform/clock.ts'
import type { Cancellations } from './cancellations.repository.ts'
import { type OrderState, stateOf } from './order-state.ts'

/** An order and what holds for it now. */
export interface KnownOrder {
  readonly order: Order
  readonly state: OrderState
}

/** An order whose cancellation window closes soon. */
export interface ClosingOrder {
  readonly order: Order
  readonly open: Extract<Verdict, { kind: 'open' }>
}

const batch = 200

/** Orders of all of a partner's customers, and what holds for them. Who may see them is the caller's to check. */
export function knownOrdersService({ partnerCenter, clock, policy }: Ground, cancellations: Cancellations) {
  return { known, page, closing }

  /** What Partner Center shows, with the cancellations that the desk knows of. */
  async function known(partnerId: string, orders: readonly Order[]): Promise<KnownOrder[]> {
    const ids = orders.map(({ id }) => id)
    const standing = await cancellations.ofOrders(partnerId, ids)
    const now = clock.now()
    return orders.map((order) => ({ order, state: stateOf(order, standing.get(order.id), now, policy) }))
  }

  async function page(
    partnerId: string,
    query: OrdersQuery,
  ): Promise<{ orders: readonly KnownOrder[]; next: OrdersCursor | undefined }> {
    const { orders, next } = await partnerCenter.ordersOfAll(partnerId, query)
    return { orders: await known(partnerId, orders), next }
  }

  /**
   * Orders whose window closes within so many days, those that close first in front. They are read by the day on which they
   * close until there are `enough`: those that are left out close last.
   * @returns `all`: whether none was left out.
   */
  async function closing(
    partnerId: string,
    now: Date,
    { days, enough }: { days: number; enough: number },
  ): Promise<{ orders: readonly ClosingOrder[]; all: boolean }> {
    const found: ClosingOrder[] = []
    let ahead = 0
    for (; ahead < days && found.length < enough; ahead++) found.push(...(await closingOn(partnerId, now, ahead)))
    return { orders: found, all: ahead === days }
  }

  /** @param ahead which day from now, 0 for the next 24 hours */
  async function closingOn(partnerId: string, now: Date, ahead: number): Promise<ClosingOrder[]> {
    const [from, to] = [later(now, ahead * day), later(now, (ahead + 1) * day)]
    const found: ClosingOrder[] = []
    for (const span of closingSpans(policy, from, to)) {
      const query = { ...span, cancelled: false, families: familiesWithWindow(policy), limit: batch }
      let read: Awaited<ReturnType<typeof page>> | undefined
      do {
        read = await page(partnerId, { ...query, after: read?.next })
        found.push(...read.orders.flatMap((known) => closingBetween(known, from, to)))
      } while (read.next !== undefined)
    }
    return found.sort((a, b) => a.open.closesAt.getTime() - b.open.closesAt.getTime())
  }
}

export type KnownOrdersService = ReturnType<typeof knownOrdersService>

/** A span reaches as far back as its window is long; an order of it may have a window of another length. */
const closingBetween = ({ order, state }: KnownOrder, from: Date, to: Date): ClosingOrder[] =>
  state.kind === 'open' && state.closesAt > from && state.closesAt <= to ? [{ order, open: state }] : []
