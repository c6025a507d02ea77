import type { Money } from './money.ts'
import type { Order } from './order.ts'
import type { ProductRef } from './product.ts'
import type { ReservationPlace } from './reservation-place.ts'

/** What is to be bought, before any price is known. */
export interface WantedCart {
  readonly customerId: string
  readonly lines: readonly WantedLine[]
  /** Microsoft's partner ID (MPN) of the reseller who sells it: an indirect provider names one on each order, and nobody else may. */
  readonly reseller?: string | undefined
  /** What the person who confirms has to say, where the service asks for it. A cart alone buys nothing. */
  readonly attestations?: Attestations | undefined
}

export interface WantedLine {
  readonly ref: ProductRef
  readonly quantity: number
  /** What a reservation applies to; left out, all of the customer's first Azure plan. */
  readonly place?: ReservationPlace | undefined
}

export interface Attestations {
  /** The partner on record accepts the order. */
  readonly partnerOnRecord: boolean
  /** The customer has accepted what it buys and the Microsoft Customer Agreement. */
  readonly agreement: boolean
}

/** What the service says of one line, in its own words. */
export interface SaidOfLine {
  readonly code: string
  readonly text: string
}

/** A line of a cart, in the order in which the lines were wanted. */
export interface CartLine extends WantedLine {
  /** What is paid for one. Missing where the service names no price before the order. */
  readonly unitPrice?: Money | undefined
  readonly taxIncluded: boolean
  /** The id of a promotion that the cart holds: its price is with it. */
  readonly promotion?: string | undefined
  /** Lines of one group become one order. */
  readonly orderGroup: string
  /** Why it cannot be ordered: a cart with such a line is never submitted. */
  readonly error?: SaidOfLine | undefined
}

export interface PreparedCart {
  readonly cartId: string
  readonly expiresAt: Date
  readonly lines: readonly CartLine[]
}

/** What became of a cart: the answer to a time-out. */
export interface CartState {
  readonly status: 'active' | 'ordered' | 'expired'
  /** What it holds now, where the service tells. */
  readonly lines?: readonly CartLine[] | undefined
  /** Of an ordered one, where the service names them; otherwise they are among the customer's orders. */
  readonly orderIds?: readonly string[] | undefined
  readonly errors?: readonly GroupError[] | undefined
}

/** A part of a cart that could not be ordered. */
export interface GroupError extends SaidOfLine {
  readonly orderGroup: string
}

/** What came of submitting a cart: none of its orders need be placed yet. */
export interface Submission {
  readonly state: 'ordered' | 'pending' | 'partly' | 'refused'
  readonly orders: readonly Order[]
  readonly errors: readonly GroupError[]
}
