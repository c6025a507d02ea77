import { requireRole, type Who } from '../../commerce/access.ts'
import { OrderUnknown } from '../../commerce/errors.ts'
import type { PolicyChoice } from '../../commerce/policy.ts'
import type { Directory } from '../../commerce/ports/directory.ts'
import type { PartnerCenter } from '../../commerce/ports/partner-center.ts'
import type { Clock } from '../../platform/clock.ts'
import type { KnownOrder, KnownOrdersService } from '../../workflow/orders/known-orders.service.ts'
import { type CancellationsOf, stateOf } from '../../workflow/orders/order-state.ts'
import { OrderNowhere } from './orders.errors.ts'

interface OrdersOptions {
  partnerCenter: PartnerCenter
  directory: Directory
  known: KnownOrdersService
  cancellationsOf: CancellationsOf
  clock: Clock
  policy: PolicyChoice
}

/** A customer's software and orders: what was bought, and what holds for it. */
export class OrdersService {
  private readonly options: OrdersOptions

  constructor(options: OrdersOptions) {
    this.options = options
  }

  /** @throws RoleMissing */
  async requireRole(who: Who): Promise<void> {
    await requireRole(this.options.directory, who, 'see-orders')
  }

  /** Newest first; cancelled ones stay in the list. @throws RoleMissing, CustomerUnknown */
  async ofCustomer(who: Who, customerId: string): Promise<KnownOrder[]> {
    const { partnerCenter, cancellationsOf, clock, policy } = this.options
    await this.requireRole(who)
    const [orders, cancellations] = await Promise.all([
      partnerCenter.orders(who.partnerId, customerId),
      cancellationsOf(who.partnerId, customerId),
    ])
    const now = clock.now()
    return orders.map((order) => ({ order, state: stateOf(order, cancellations.get(order.id), now, policy) }))
  }

  /** @throws RoleMissing, CustomerUnknown, OrderUnknown */
  async one(who: Who, customerId: string, orderId: string): Promise<KnownOrder> {
    const orders = await this.ofCustomer(who, customerId)
    const known = orders.find(({ order }) => order.id.toLowerCase() === orderId.toLowerCase())
    if (known === undefined) throw new OrderUnknown(orderId)
    return known
  }

  /** By its ID alone, whosever customer's it is. @throws RoleMissing, OrderNowhere */
  async find(who: Who, orderId: string): Promise<KnownOrder> {
    const { partnerCenter, known } = this.options
    await this.requireRole(who)
    const order = await partnerCenter.findOrder(who.partnerId, orderId)
    const [found] = order === undefined ? [] : await known.known(who.partnerId, [order])
    if (found === undefined) throw new OrderNowhere(orderId)
    return found
  }
}
