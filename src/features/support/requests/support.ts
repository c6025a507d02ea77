import type { Money } from '../../../commerce/money.ts'
import type { Severity } from '../../../commerce/ports/partner-center.ts'
import { hour, later, minute } from '../../../platform/clock.ts'

/** Partner Center's type of problem; the only one that the desk files. People are told it in their language. */
const problemType = 'CSP Purchase/Refund on behalf of customers'

/** `sent` until Microsoft's support has taken it up; nothing moves a closed one. */
export const statuses = ['sent', 'in-progress', 'answered', 'closed'] as const
export type SupportStatus = (typeof statuses)[number]

/** What somebody asks Microsoft's support for, checked. */
export interface SupportWish {
  readonly impact: Severity
  readonly title: string
  /** The customer's primary domain. */
  readonly customer: string
  readonly customerId: string | null
  /** Order ID or subscription ID. */
  readonly about: string
  readonly reason: string
  readonly amount: Money
  readonly contact: { readonly name: string; readonly email: string; readonly phone: string }
}

export interface SupportRequest extends SupportWish {
  readonly id: string
  readonly partnerId: string
  readonly number: number
  readonly requesterId: string
  readonly status: SupportStatus
  /** Partner Center's number of it; null until it has one. */
  readonly ticket: string | null
  /** MS-RequestId of the call that files it: the same on every retry. */
  readonly requestId: string
  readonly createdAt: Date
  readonly movedAt: Date
  /** When Partner Center is asked about it next; null for one that people move by hand, and for one that is settled. */
  readonly lookAt: Date | null
}

export interface SupportComment {
  readonly id: string
  readonly supportId: string
  /** Null for Microsoft's support. */
  readonly agentId: string | null
  readonly text: string
  readonly at: Date
  /** Partner Center's id of it; null for what it has not got (yet). */
  readonly noteId: string | null
}

/** How people call a request: `SR-1001`. */
export const nameOf = ({ number }: Pick<SupportRequest, 'number'>): string => `SR-${number}`

/** The number in `SR-1001`, in any letter case. */
export function numberIn(name: string): number | undefined {
  const digits = /^SR-(\d{1,9})$/i.exec(name)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** Whether people carry it to Partner Center and back themselves. */
export const isByHand = ({ lookAt, status }: SupportRequest): boolean => lookAt === null && status !== 'closed'

/** Being sent: Partner Center has not answered yet with a ticket. */
export const isBeingSent = (request: SupportRequest): boolean =>
  request.ticket === null && !isByHand(request) && request.status !== 'closed'

/** What moved is looked at again after half an hour, then ever more slowly, at least four times a day. */
export const nextLook = (movedAt: Date, now: Date): Date =>
  later(now, Math.min(6 * hour, Math.max(30 * minute, (now.getTime() - movedAt.getTime()) / 8)))

/** Partner Center's status in the desk's words; undefined for one that says nothing of where it stands. */
export function statusIn(partnerCenters: string): SupportStatus | undefined {
  const known: Record<string, SupportStatus> = { open: 'in-progress', attention_needed: 'answered', closed: 'closed' }
  return Object.hasOwn(known, partnerCenters) ? known[partnerCenters] : undefined
}

/** What Partner Center is told: the same on every retry, so in one language whoever asks. */
export const descriptionOf = (wish: SupportWish): string =>
  [
    `Type of problem: ${problemType}`,
    `Customer: ${wish.customer}${wish.customerId === null ? '' : `, tenant ID ${wish.customerId}`}`,
    `Order ID or subscription ID: ${wish.about}`,
    `Amount requested: ${wish.amount.currency} ${wish.amount.amount.toFixed()}`,
    `Reason for the refund: ${wish.reason}`,
    `Contact: ${wish.contact.name}, ${wish.contact.email}, ${wish.contact.phone}`,
  ].join('\n')
