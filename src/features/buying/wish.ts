import type { Money } from '../../commerce/money.ts'
import type { Customer } from '../../commerce/order.ts'
import type { CancellationRule } from '../../commerce/policy.ts'
import type { CatalogItem } from '../../commerce/product.ts'
import type { ApprovalRule } from '../../workflow/approvals/approval-policy.ts'

/** What somebody wants to buy, as it was typed. */
export interface Wish {
  readonly customerId: string
  /** A ref as text. */
  readonly item: string
  readonly quantity: string | number | undefined
  readonly poNumber?: string | undefined
}

export interface Quote {
  readonly customer: Customer
  readonly item: CatalogItem
  readonly unitPrice: Money
  readonly taxIncluded: boolean
  readonly quantity: number
  readonly poNumber: string | undefined
  readonly total: Money
  /** What would hold for cancelling it, were it ordered now. */
  readonly rule: CancellationRule
  /** Why somebody else has to agree; undefined when nobody has. */
  readonly approval: ApprovalRule | undefined
}

/** A wish that somebody confirms, and what the card that they confirm it on said. */
export interface Confirmation extends Wish {
  readonly acknowledged: boolean
  readonly requestKey: string
  readonly reviewed: Money
  /** Whether the card said that an approval is asked for, and what for the approvers was written on it. */
  readonly asks: boolean
  readonly why?: string | undefined
}
