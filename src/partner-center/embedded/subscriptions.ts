import { createHash } from 'node:crypto'
import { isBought, stageOf } from '../../commerce/order.ts'
import { windowAfterRenewal } from '../../commerce/policy.ts'
import type { Subscription } from '../../commerce/ports/partner-center.ts'
import { termsLater } from '../../commerce/terms.ts'
import { later } from '../../platform/clock.ts'
import { offerOf } from './catalogue.ts'
import type { OrderRow } from './embedded.repository.ts'
import { statusAt } from './order-answers.ts'

/** The term that runs now, or the last one: what is not told otherwise renews itself. */
export interface RunningTerm {
  readonly startsAt: Date
  readonly endsAt: Date
  /** How often it has renewed itself. */
  readonly renewals: number
  readonly ended: boolean
}

/** @returns undefined for what is no subscription: perpetual software, plans, reservations. */
export function runningTerm(
  { createdAt }: Pick<OrderRow, 'createdAt'>,
  { catalogItem, autoRenewOffAt }: Pick<OrderRow['lines'][number], 'catalogItem' | 'autoRenewOffAt'>,
  now: Date,
): RunningTerm | undefined {
  const offer = offerOf(catalogItem)
  if (offer?.family !== 'server-subscription') return undefined
  let startsAt = createdAt
  for (let renewals = 0; ; renewals++) {
    const endsAt = termsLater(offer.ref.term, createdAt, renewals + 1)
    if (endsAt === undefined) return undefined
    const renews = autoRenewOffAt === null || autoRenewOffAt >= endsAt
    if (endsAt > now || !renews) return { startsAt, endsAt, renewals, ended: endsAt <= now }
    startsAt = endsAt
  }
}

/** Until when a cancellation is taken, where Partner Center says so itself: as it was told, or after a renewal. */
export function cancellableUntil(order: OrderRow, line: OrderRow['lines'][number], now: Date): Date | undefined {
  const term = runningTerm(order, line, now)
  if (line.cancellableUntil !== null) return line.cancellableUntil
  return term !== undefined && term.renewals > 0 ? later(term.startsAt, windowAfterRenewal) : undefined
}

/** Also before it shows. */
export const isCancelledRow = (order: OrderRow, line: OrderRow['lines'][number]): boolean =>
  order.cancelledAt !== null || line.cancelledAt !== null

/** The same GUID for a line of an order always. */
export function subscriptionId(partnerId: string, orderId: string, line: number): string {
  const digest = createHash('sha256').update(`subscription/${partnerId}/${orderId}/${line}`).digest('hex')
  return digest.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5')
}

export function subscriptionsOf(order: OrderRow, now: Date): Subscription[] {
  return order.lines.flatMap((line) => {
    const term = isBought({ state: stageOf(statusAt(order, now)) }) ? runningTerm(order, line, now) : undefined
    if (term === undefined) return []
    const status = isCancelledRow(order, line) ? 'cancelled' : term.ended ? 'ended' : 'active'
    const autoRenew = status === 'active' && line.autoRenewOffAt === null
    const until = cancellableUntil(order, line, now)
    return [
      {
        id: subscriptionId(order.partnerId, order.id, line.number),
        orderId: order.id,
        line: line.number,
        name: offerOf(line.catalogItem)?.product ?? '',
        status,
        termEndsAt: term.endsAt,
        autoRenew,
        ...(until !== undefined && { cancellableUntil: until }),
        ...(autoRenew && {
          nextWindow: { opensAt: term.endsAt, closesAt: later(term.endsAt, windowAfterRenewal) },
        }),
      },
    ]
  })
}
