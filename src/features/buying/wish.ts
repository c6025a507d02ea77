import type { Money } from '../../commerce/money.ts'
import type { Customer } from '../../commerce/order.ts'
import type { Origin } from '../../commerce/origin.ts'
import type { CancellationRule } from '../../commerce/policy.ts'
import type { CatalogItem } from '../../commerce/product.ts'
import type { ReservationPlace } from '../../commerce/reservation-place.ts'
import type { ApprovalRule } from '../../workflow/approvals/approval-policy.ts'
import type { PurchaseLine } from './purchase-lines.ts'

/** A line of what somebody wants to buy, as it was typed. */
export interface WishedLine {
  /** A ref as text. */
  readonly item: string
  readonly quantity: string | number | undefined
  /** What a reservation is to apply to, as it was chosen or said. */
  readonly place?: string | undefined
}

export interface Wish {
  readonly customerId: string
  readonly lines: readonly WishedLine[]
  readonly poNumber?: string | undefined
  readonly reseller?: string | undefined
}

/** A line that can be bought, as far as the price list knows. */
export interface ReadLine {
  readonly item: CatalogItem
  readonly quantity: number
  /** Of a reservation. */
  readonly place?: ReservationPlace | undefined
}

/** What a card shows before it is confirmed: what Partner Center's cart holds. */
export interface Reviewed {
  readonly cartId: string
  readonly lines: readonly PurchaseLine[]
  readonly total: Money
  readonly taxIncluded: boolean
}

export interface Quote extends Reviewed {
  readonly customer: Customer
  readonly poNumber: string | undefined
  /** The partner ID of who sells it, for an indirect provider. */
  readonly reseller: string | undefined
  /** Why somebody else has to agree; undefined when nobody has. */
  readonly approval: ApprovalRule | undefined
}

/** What the review says beside the cart. */
export interface Terms {
  /** What would hold for cancelling each line, were it ordered now. */
  readonly rules: readonly CancellationRule[]
  readonly approval: ApprovalRule | undefined
  /** Whether who confirms has to say so for the partner on record and the customer. */
  readonly attests: boolean
  /** Whether there may be promotions that the cart does not hold: nobody here reads them. */
  readonly promotionsUnread: boolean
}

/** What somebody confirms, and what the card that they confirm it on said. */
export interface Confirmation {
  readonly customerId: string
  readonly reviewed: Reviewed
  readonly poNumber?: string | undefined
  readonly reseller?: string | undefined
  readonly acknowledged: boolean
  readonly origin: Origin
  /** Whether the card said that an approval is asked for, and what for the approvers was written on it. */
  readonly asks: boolean
  readonly why?: string | undefined
}
