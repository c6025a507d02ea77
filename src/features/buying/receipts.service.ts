import { requireRole, type Who } from '../../commerce/access.ts'
import type { Customer } from '../../commerce/order.ts'
import { DomainError } from '../../platform/errors.ts'
import type { ApprovalView } from '../../workflow/approvals/approval.ts'
import { type OrderState, stateOf } from '../../workflow/orders/order-state.ts'
import type { Shared } from '../../workflow/shared.ts'
import type { BuyingRepository } from './buying.repository.ts'
import type { Purchase, PurchaseOrder } from './purchase.ts'

/** An order of a purchase as it was last seen, and what Partner Center says of it now. */
export interface ReceiptOrder {
  readonly order: PurchaseOrder
  readonly state: OrderState | undefined
}

/** What a receipt shows: the purchase as it was confirmed, and what Partner Center says of its orders now. */
export interface Receipt {
  readonly purchase: Purchase
  readonly customer: Customer | undefined
  readonly orders: readonly ReceiptOrder[]
  /** Of what waits for one, or ended with one. */
  readonly approval: ApprovalView | undefined
}

const ordering: readonly Purchase['status'][] = ['placing', 'pending', 'placed', 'partly', 'failed']

/** What became of purchases, for those who made them. */
export function receiptsService(
  { cancellations, partnerCenter, directory, approvalViews: approvals, clock, policy }: Shared,
  repository: BuyingRepository,
) {
  return { receipt }

  /**
   * What holds for a purchase now; without Partner Center, what the desk knows of it. Whoever made it sees also without a role
   * that it waits, or came to nothing: they are told so anyway.
   * @throws RoleMissing
   */
  async function receipt(who: Who, id: string): Promise<Receipt> {
    const purchase = await repository.find(id)
    if (purchase?.partnerId !== who.partnerId || purchase.agentId !== who.agentId) {
      throw new Error('a card stands for a purchase that is not there')
    }
    const { partnerId, customerId, orders, status } = purchase
    const ordered = ordering.includes(status)
    if (ordered) await requireRole(directory, who, 'see-orders')
    const approval = ordered ? undefined : await approvals.ofSubject(who, id)
    const asStored = orders.map((order) => ({ order, state: undefined }))
    try {
      const customer = await partnerCenter.customer(partnerId, customerId)
      return { purchase, customer, orders: await withStates(purchase), approval }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      return { purchase, customer: undefined, orders: asStored, approval }
    }
  }

  async function withStates({ partnerId, customerId, orders }: Purchase): Promise<ReceiptOrder[]> {
    if (orders.length === 0) return []
    const cancelled = await cancellations.ofCustomer(partnerId, customerId)
    return Promise.all(
      orders.map(async (order) => {
        const now = await partnerCenter.order(partnerId, customerId, order.orderId)
        return { order, state: stateOf(now, cancelled.get(order.orderId), clock.now(), policy) }
      }),
    )
  }
}

export type ReceiptsService = ReturnType<typeof receiptsService>
