import type { Money } from '../../commerce/money.ts'
import { DomainError } from '../../platform/errors.ts'

/** Confirmed without the checkbox that says what is bought. */
export class OrderNotConfirmed extends DomainError {
  readonly code = 'buying.order-not-confirmed'
  constructor() {
    super('the order was not confirmed by its checkbox')
  }
}

/** Between the review and the order, Partner Center changed the price. */
export class PriceChanged extends DomainError {
  readonly code = 'buying.price-changed'
  readonly total: Money
  constructor(total: Money) {
    super('the total is not the one that was reviewed')
    this.total = total
  }
}

export class PoNumberNotAllowed extends DomainError {
  readonly code = 'buying.po-number-not-allowed'
  readonly longest: number
  constructor(longest: number) {
    super(`the purchase order number must be plain characters, ${longest} at most`)
    this.longest = longest
  }
}

export type BuyingError = OrderNotConfirmed | PriceChanged | PoNumberNotAllowed
