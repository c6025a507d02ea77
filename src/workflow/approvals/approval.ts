import { z } from 'zod'
import type { Action } from '../../commerce/access.ts'
import type { Money } from '../../commerce/money.ts'
import { reservationPlaceSchema } from '../../commerce/reservation-place.ts'
import type { Reader } from '../../platform/language.ts'
import type { ApprovalKind, ApprovalRule } from './approval-policy.ts'

export type ApprovalStatus =
  | 'waiting'
  | 'approved'
  | 'rejected'
  | 'withdrawn'
  | 'expired'
  /** Approved, and Partner Center did it. */
  | 'carried-out'
  /** Approved, and by then it could not be done any more. */
  | 'failed'

/** What is bought or cancelled, as it was asked for: the card stands by itself, in any language. */
export const askedLinesSchema = z.array(
  z.object({
    ...{ product: z.string(), sku: z.string(), term: z.string(), quantity: z.int() },
    /** What a reservation applies to. */
    place: reservationPlaceSchema.optional(),
  }),
)
export type AskedLine = z.infer<typeof askedLinesSchema>[number]

/** Another agent's yes that a purchase or a cancellation waits for. */
export interface Approval {
  readonly id: string
  readonly partnerId: string
  readonly requesterId: string
  readonly kind: ApprovalKind
  /** The purchase's, the cancellation's or the renewal's id. */
  readonly subjectId: string
  readonly customerId: string
  /** `Contoso · contoso.com`. */
  readonly customer: string
  readonly lines: readonly AskedLine[]
  /** The order to cancel; of a purchase, once it is placed. */
  readonly orderId: string | null
  /** The purchase's total, the credit that the cancellation gives, or the price of the next term; undefined where it is not known. */
  readonly worth: Money | undefined
  readonly taxIncluded: boolean
  readonly reason: string | null
  /** Why it needs an approval: the rule that held when it was asked. */
  readonly rule: ApprovalRule
  /** From when on it cannot be done any more, whoever agrees: the end of a cancellation's window. */
  readonly closesAt: Date | null
  readonly status: ApprovalStatus
  readonly askedAt: Date
  readonly expiresAt: Date
  readonly decidedBy: string | null
  readonly decidedAt: Date | null
  /** Why it was rejected. */
  readonly answer: string | null
  /** The code of what stood against carrying it out. */
  readonly failure: string | null
  readonly settledAt: Date | null
}

/** Whose roles decide: those that the action itself needs. */
export const actionOf: Record<ApprovalKind, Action> = {
  purchase: 'buy',
  cancellation: 'cancel',
  'renewal-off': 'cancel',
  'renewal-on': 'cancel',
}

/** Longest reason, of asking and of rejecting, in characters. */
export const longestReason = 500

/** An approval with the number of its order, as people read it. */
export interface NumberedApproval extends Approval {
  readonly orderNumber: string | null
}

/** An approval as one person sees it now, with the names that its ids stand for. */
export interface ApprovalView {
  readonly approval: NumberedApproval
  readonly viewer: 'approver' | 'requester' | 'onlooker'
  /** Undefined for who is not in the directory any more. */
  readonly requester: string | undefined
  readonly decider: string | undefined
  /** Names of all who may approve it now. */
  readonly approvers: readonly string[]
  /** Names of those of them who could not be told: for who asked, while it waits. */
  readonly unreached: readonly string[]
  /** Where its page is opened. */
  readonly tab: string
  /** Teams' ids of those who see something of their own on it: at most 60, as Teams has it. */
  readonly refreshFor: readonly string[]
}

/** What a reader is told beside the view itself. */
export interface Look {
  readonly read: Reader
  readonly now: Date
}
