import type { MoneyFacts } from '../../commerce/money.ts'
import { refusal } from '../../platform/errors.ts'
import { outcomeNotKnown } from './purchase.ts'

/** Confirmed without the checkbox that says what is bought. */
export class OrderNotConfirmed extends refusal('buying.order-not-confirmed') {}

/** A line as it is told: what, how many, for how much. */
export type LineFacts = {
  readonly product: string
  readonly sku: string
  readonly term: string
  readonly quantity: number
  readonly unitPrice: MoneyFacts
  /** Of a reservation. */
  readonly place?: { readonly scope: 'shared' | 'single'; readonly name: string }
}

/** A reservation is for an Azure plan with an active Azure subscription under it: the customer has none. */
export class AzurePlanMissing extends refusal('buying.azure-plan-missing').with<{ customer: string }>() {}

/** What a reservation is to apply to is none of what there is, or could be several. */
export class PlaceWanted extends refusal('buying.place-wanted').with<{ typed: string }>() {}

/** Between what somebody confirmed, or approved, and the cart there is a difference: both are told. */
export class CartChanged extends refusal('buying.cart-changed').with<{
  was: MoneyFacts
  is: MoneyFacts | null
  lines: readonly { readonly was: LineFacts; readonly is: LineFacts | null }[]
}>() {}

/** Lines that the cart cannot hold, in Partner Center's words. */
export class LinesRefused extends refusal('buying.lines-refused').with<{
  lines: readonly {
    readonly product: string
    readonly sku: string
    readonly term: string
    readonly code: string
    readonly text: string
  }[]
}>() {}

/** Partner Center names no price for it before the order: nothing is confirmed without one. */
export class PriceUnknown extends refusal('buying.price-unknown').with<{ product: string }>() {}

/** Amounts of several currencies have no total. */
export class SeveralCurrencies extends refusal('buying.several-currencies').with<{ currencies: readonly string[] }>() {}

/** The cart was not ordered in its seven days. */
export class CartExpired extends refusal('buying.cart-expired') {}

/** An hour after it was submitted, Partner Center has named neither its orders nor what failed: it is not called bought, and not bought again. */
export class OutcomeNotKnown extends refusal(outcomeNotKnown) {}

export class TooManyLines extends refusal('buying.too-many-lines').with<{ most: number }>() {}

export class PoNumberNotAllowed extends refusal('buying.po-number-not-allowed').with<{ longest: number }>() {}

/** No purchase of the person's own. */
export class PurchaseUnknown extends refusal('buying.purchase-unknown') {}

/** What is confirmed was not shown for this form, or too long ago. */
export class ReviewTooOld extends refusal('buying.review-too-old') {}

/** An indirect provider sells through resellers, and names the one on each order. */
export class ResellerWanted extends refusal('buying.reseller-wanted').with<{ longest: number }>() {}

export type BuyingError =
  | OrderNotConfirmed
  | AzurePlanMissing
  | PlaceWanted
  | CartChanged
  | LinesRefused
  | PriceUnknown
  | SeveralCurrencies
  | CartExpired
  | OutcomeNotKnown
  | TooManyLines
  | ResellerWanted
  | PoNumberNotAllowed
  | PurchaseUnknown
  | ReviewTooOld
