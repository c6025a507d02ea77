import type { Ground } from '../../commerce/ground.ts'
import type { Order } from '../../commerce/order.ts'
import type { Verdict } from '../../commerce/policy.ts'
import { day, later } from '../../platform/clock.ts'
import type { MirrorService } from '../mirror/mirror.service.ts'
import type { OrdersCursor, OrdersQuery } from '../mirror/mirrored-orders.repository.ts'
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

/** Orders of all of a partner's customers, and what holds for them. Who may see them is the caller's to check. */
export function knownOrdersService(
  { clock, policy }: Ground,
  mirror: Pick<MirrorService, 'page' | 'closing'>,
  cancellations: Cancellations,
) {
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
    const { orders, next } = await mirror.page(partnerId, query)
    return { orders: await known(partnerId, orders), next }
  }

  /**
   * Orders whose window closes within so many days, those that close first in front.
   * @param enough how many are read
   * @returns `all`: whether none was left out.
   */
  async function closing(
    partnerId: string,
    now: Date,
    { days, enough }: { days: number; enough: number },
  ): Promise<{ orders: readonly ClosingOrder[]; all: boolean }> {
    const orders = await mirror.closing(partnerId, now, later(now, days * day), enough + 1)
    const open = (await known(partnerId, orders.slice(0, enough))).flatMap(({ order, state }) =>
      state.kind === 'open' ? [{ order, open: state }] : [],
    )
    return { orders: open, all: orders.length <= enough }
  }
}

export type KnownOrdersService = ReturnType<typeof knownOrdersService>
