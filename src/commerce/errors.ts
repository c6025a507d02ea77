import { refusal } from '../platform/errors.ts'
import type { ListedCustomer, OrderStage } from './order.ts'
import { type Meaning, meaningOf } from './partner-center-codes.ts'
import type { NoWindow } from './policy.ts'
import type { Family } from './product.ts'

/** With those whom the words fit, when they fit more than one: none is guessed. */
export class CustomerUnknown extends refusal('commerce.customer-unknown').with<{
  asked: string
  several?: readonly Pick<ListedCustomer, keyof ListedCustomer>[]
}>() {}

/** `orderId` here and below: as people read it, or as it was typed. With those that it may mean when they are several, as each is typed: none is guessed. */
export class OrderUnknown extends refusal('commerce.order-unknown').with<{
  orderId: string
  several?: readonly string[]
}>() {}

/**
 * Partner Center's 13605: orders fail until the customer has accepted the Microsoft Customer Agreement, or, when `outdated`, its
 * present version. `address` is where the customer's global administrator accepts it.
 */
export class AgreementNotAccepted extends refusal('commerce.agreement-not-accepted').with<{
  customer: string
  outdated?: boolean | undefined
  address?: string | undefined
}>() {}

export class ReservationsNotSold extends refusal('commerce.reservations-not-sold').with<{ market: string }>() {}

export class ProductNotSold extends refusal('commerce.product-not-sold').with<{ market: string }>() {}

export class QuantityNotAllowed extends refusal('commerce.quantity-not-allowed').with<{
  minimum: number
  maximum: number
}>() {}

export class AlreadyCancelled extends refusal('commerce.already-cancelled').with<{ orderId: string }>() {}

export class CancellationWindowClosed extends refusal('commerce.cancellation-window-closed').with<{
  orderId: string
  closedAt: string
}>() {}

/** The policy gives no cancellation on this card for the family. */
export class NotCancellableHere extends refusal('commerce.not-cancellable-here').with<{
  orderId: string
  family: Family
  why: NoWindow
}>() {}

/** Not bought, or not yet, or suspended: nothing of it can be used or cancelled. `status` is the service's own word. */
export class OrderNotUsable extends refusal('commerce.order-not-usable').with<{
  orderId: string
  stage: OrderStage
  status: string
}>() {}

export class SubscriptionUnknown extends refusal('commerce.subscription-unknown').with<{ subscription: string }>() {}

/** Its term is over, or it is cancelled: there is nothing that could renew itself. */
export class SubscriptionEnded extends refusal('commerce.subscription-ended').with<{
  name: string
  endedAt: string
}>() {}

/** The line item has no key or download: a plan or a reservation, or its order is cancelled. */
export class NoSoftware extends refusal('commerce.no-software').with<{ orderId: string }>() {}

/**
 * Partner Center answered that it does not do it, in words of its own: `reason` is Microsoft's code, `correlationId` what its
 * support asks for. What it means for a wish is in `partner-center-codes.ts`.
 */
export class PartnerCenterRefused extends refusal('commerce.partner-center-refused').with<{
  reason: string
  text: string
  httpStatus?: number
  correlationId?: string
}>() {
  get means(): Meaning {
    return meaningOf(this.facts.reason, this.facts.httpStatus)
  }
}

/** Partner Center did not answer, or not in time: whether the call took effect is not known. */
export class PartnerCenterUnavailable extends refusal('commerce.partner-center-unavailable') {}

/** What Partner Center answered cannot be read, and asking again at once brings the same: for who reads much, it costs itself alone. */
export class AnswerUnreadable extends PartnerCenterUnavailable {}

export type CommerceError =
  | CustomerUnknown
  | OrderUnknown
  | AgreementNotAccepted
  | ReservationsNotSold
  | ProductNotSold
  | QuantityNotAllowed
  | AlreadyCancelled
  | CancellationWindowClosed
  | NotCancellableHere
  | OrderNotUsable
  | SubscriptionUnknown
  | SubscriptionEnded
  | NoSoftware
  | PartnerCenterRefused
  | PartnerCenterUnavailable
