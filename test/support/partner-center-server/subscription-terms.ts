import { randomUUID } from 'node:crypto'
import { termsLater } from '../../../src/commerce/terms.ts'
import { later } from '../../../src/platform/clock.ts'
import { startOfDay, windowEnd } from './stamps.ts'
import type { CartLineRecord, OrderRecord, SubscriptionRecord, World } from './world.ts'

/** Software bought since October 2021 renews itself, "Software subscriptions autorenew by default". */
export function newSubscription(
  { settings }: World,
  order: OrderRecord,
  line: CartLineRecord & { readonly number: number },
): SubscriptionRecord {
  const startsAt = order.createdAt
  return {
    id: randomUUID(),
    customerId: order.customerId,
    order,
    line: line.number,
    offerId: line.catalogItemId,
    kind: 'subscription',
    termDuration: line.termDuration ?? 'P1Y',
    billingCycle: line.billingCycle,
    showsFrom: later(startsAt, settings.subscriptionsShowAfter),
    friendlyName: line.friendlyName,
    quantity: line.quantity,
    startsAt,
    endsAt: endOf(startsAt, line.termDuration),
    cancellableUntil: windowEnd(startsAt, settings.cancellationDays.subscription),
    status: 'active',
    autoRenew: true,
    version: 1,
  }
}

/** A term runs through the whole of its last day; the next one begins at 00:00 UTC of the day after. */
const endOf = (startsAt: Date, term = 'P1Y'): Date => termsLater(term, startOfDay(startsAt), 1) ?? startsAt

/** What time has made of it: it has renewed itself, each time with a new window, or has expired. */
export function caughtUp(subscription: SubscriptionRecord, { clock, settings }: World): SubscriptionRecord {
  const now = later(clock.now(), -settings.renewedAfter)
  while (subscription.status === 'active' && subscription.kind === 'subscription' && subscription.endsAt <= now) {
    subscription.version++
    if (subscription.autoRenew) {
      subscription.startsAt = subscription.endsAt
      subscription.endsAt = endOf(subscription.startsAt, subscription.termDuration)
      subscription.cancellableUntil = windowEnd(subscription.startsAt, settings.cancellationDays.subscription)
    } else {
      subscription.status = 'expired'
    }
  }
  return subscription
}

/** The subscription of an order's line, if it has one. */
export const subscriptionOfLine = (
  subscriptions: readonly SubscriptionRecord[],
  order: OrderRecord,
  line: number,
): SubscriptionRecord | undefined => subscriptions.find((known) => known.order === order && known.line === line)

/** Deleted at once, and shown so later. */
export function deleteSubscription(subscription: SubscriptionRecord, showsFrom: Date): void {
  subscription.deletedShowsFrom = showsFrom
  subscription.autoRenew = false
  subscription.version++
}

export const statusOfSubscription = ({ status, deletedShowsFrom }: SubscriptionRecord, now: Date): string =>
  deletedShowsFrom !== undefined && deletedShowsFrom <= now ? 'deleted' : status
