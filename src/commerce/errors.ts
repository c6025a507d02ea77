import { DomainError } from '../platform/errors.ts'
import type { Customer } from './order.ts'
import type { Family } from './product.ts'

export class CustomerUnknown extends DomainError {
  readonly code = 'commerce.customer-unknown'
  readonly asked: string
  /** Those whom the words fit, when they fit more than one: none is guessed. */
  readonly several: readonly Customer[]
  constructor(asked: string, several: readonly Customer[] = []) {
    super(several.length === 0 ? 'the partner has no such customer' : 'the words fit more than one customer')
    this.asked = asked
    this.several = several
  }
}

export class OrderUnknown extends DomainError {
  readonly code = 'commerce.order-unknown'
  readonly orderId: string
  constructor(orderId: string) {
    super(`the customer has no order ${orderId}`)
    this.orderId = orderId
  }
}

/** Partner Center's 13605: orders fail until the customer has accepted the Microsoft Customer Agreement. */
export class AgreementNotAccepted extends DomainError {
  readonly code = 'commerce.agreement-not-accepted'
  readonly customer: string
  constructor(customer: string) {
    super(`${customer} has not accepted the Microsoft Customer Agreement`)
    this.customer = customer
  }
}

export class ReservationsNotSold extends DomainError {
  readonly code = 'commerce.reservations-not-sold'
  readonly market: string
  constructor(market: string) {
    super(`Azure reservations are not sold in ${market}`)
    this.market = market
  }
}

export class ProductNotSold extends DomainError {
  readonly code = 'commerce.product-not-sold'
  readonly market: string
  constructor(market: string) {
    super(`the product is not in the catalogue of ${market}`)
    this.market = market
  }
}

export class QuantityNotAllowed extends DomainError {
  readonly code = 'commerce.quantity-not-allowed'
  readonly minimum: number
  readonly maximum: number
  constructor(minimum: number, maximum: number) {
    super(`the quantity must be a whole number from ${minimum} to ${maximum}`)
    this.minimum = minimum
    this.maximum = maximum
  }
}

export class AlreadyCancelled extends DomainError {
  readonly code = 'commerce.already-cancelled'
  readonly orderId: string
  constructor(orderId: string) {
    super(`order ${orderId} is cancelled already`)
    this.orderId = orderId
  }
}

export class CancellationWindowClosed extends DomainError {
  readonly code = 'commerce.cancellation-window-closed'
  readonly orderId: string
  readonly closedAt: Date
  constructor(orderId: string, closedAt: Date) {
    super(`the cancellation window of order ${orderId} closed at ${closedAt.toISOString()}`)
    this.orderId = orderId
    this.closedAt = closedAt
  }
}

/** The policy gives no cancellation on this card for the family: support only, never, or elsewhere. */
export class NotCancellableHere extends DomainError {
  readonly code = 'commerce.not-cancellable-here'
  readonly orderId: string
  readonly family: Family
  readonly why: 'support' | 'never' | 'elsewhere'
  constructor(orderId: string, family: Family, why: 'support' | 'never' | 'elsewhere') {
    super(`order ${orderId} (${family}) cannot be cancelled here: ${why}`)
    this.orderId = orderId
    this.family = family
    this.why = why
  }
}

/** The line item has no key or download: a plan or a reservation, or its order is cancelled. */
export class NoSoftware extends DomainError {
  readonly code = 'commerce.no-software'
  readonly orderId: string
  constructor(orderId: string) {
    super(`order ${orderId} has no key and no download`)
    this.orderId = orderId
  }
}

/** Partner Center did not answer, or not in time: whether the call took effect is not known. */
export class PartnerCenterUnavailable extends DomainError {
  readonly code = 'commerce.partner-center-unavailable'
  constructor(cause?: unknown) {
    super('Partner Center did not answer')
    this.cause = cause
  }
}

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
  | NoSoftware
  | PartnerCenterUnavailable
