import { requireRole, type Who } from '../../commerce/access.ts'
import type { Customer } from '../../commerce/order.ts'
import { DomainError } from '../../platform/errors.ts'
import type { ApprovalView } from '../../workflow/approvals/approval.ts'
import { type OrderState, stateOf } from '../../workflow/orders/order-state.ts'
import type { Shared } from '../../workflow/shared.ts'
import type { BuyingRepository, Purchase } from './buying.repository.ts'

/** What a receipt shows: the purchase as it was confirmed, and what Partner Center says of its order now. */
export interface Receipt {
  readonly purchase: Purchase
  readonly customer: Customer | undefined
  readonly state: OrderState | undefined
  /** Of what waits for one, or ended with one. */
  readonly approval: ApprovalView | undefined
}

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
    const { partnerId, customerId, orderId, status } = purchase
    const ordered = status === 'placed' || status === 'placing'
    if (ordered) await requireRole(directory, who, 'see-orders')
    const approval = ordered ? undefined : await approvals.ofSubject(who, id)
    try {
      const customer = await partnerCenter.customer(partnerId, customerId)
      if (orderId === null) return { purchase, customer, state: undefined, approval }
      const order = await partnerCenter.order(partnerId, customerId, orderId)
      const cancellation = (await cancellations.ofCustomer(partnerId, customerId)).get(orderId)
      return { purchase, customer, state: stateOf(order, cancellation, clock.now(), policy), approval }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      return { purchase, customer: undefined, state: undefined, approval }
    }
  }
}

export type ReceiptsService = ReturnType<typeof receiptsService>
