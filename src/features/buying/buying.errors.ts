import type { MoneyFacts } from '../../commerce/money.ts'
import { refusal } from '../../platform/errors.ts'

/** Confirmed without the checkbox that says what is bought. */
export class OrderNotConfirmed extends refusal('buying.order-not-confirmed') {}

/** Between the review and the order, Partner Center changed the price. */
export class PriceChanged extends refusal('buying.price-changed').with<{ total: MoneyFacts }>() {}

export class PoNumberNotAllowed extends refusal('buying.po-number-not-allowed').with<{ longest: number }>() {}

export type BuyingError = OrderNotConfirmed | PriceChanged | PoNumberNotAllowed
