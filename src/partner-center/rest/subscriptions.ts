import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import {
  PartnerCenterRefused,
  PartnerCenterUnavailable,
  SubscriptionEnded,
  SubscriptionUnknown,
} from '../../commerce/errors.ts'
import { windowAfterRenewal } from '../../commerce/policy.ts'
import type { RenewalChange, Subscription } from '../../commerce/ports/partner-center.ts'
import { type Clock, day, later } from '../../platform/clock.ts'
import { isGuid } from '../../platform/guid.ts'
import type { Calls } from './calls.ts'
import type { Orders } from './orders.ts'
import { lineKey, type SubscriptionReader, windowOf } from './subscription-reader.ts'
import type { WireSubscription } from './wire/subscriptions.ts'

interface Parts {
  readonly reader: SubscriptionReader
  readonly orders: Pick<Orders, 'allWire' | 'wire' | 'orderFrom'>
  readonly clock: Clock
}

/** How often a change is made again to a subscription that somebody else has just changed. */
const attempts = 3

export function subscriptionsOf(call: Calls, { reader, orders, clock }: Parts) {
  return { of, setAutoRenew, patch }

  /** @throws CustomerUnknown, OrderUnknown */
  async function of(partnerId: string, customerId: string, orderId: string | undefined): Promise<Subscription[]> {
    const ordered = orderId === undefined ? undefined : [await orders.wire(partnerId, customerId, orderId)]
    const found =
      orderId === undefined
        ? await reader.ofCustomer(partnerId, customerId)
        : await reader.ofOrder(partnerId, customerId, orderId)
    const renewing = found.filter((each) => endOf(each) !== undefined)
    if (renewing.length === 0) return []
    const wire = ordered ?? (await orders.allWire(partnerId, customerId))
    const read = await Promise.all(
      wire
        .filter(({ lineItems = [] }) => lineItems.some((line) => line.subscriptionId !== undefined))
        .map((each) => orders.orderFrom(partnerId, customerId, each, renewing)),
    )
    return renewing.flatMap((each) => {
      const order = read.find(({ lines }) => lines.some(({ subscriptionId }) => subscriptionId === each.id))
      const line = order?.lines.find(({ subscriptionId }) => subscriptionId === each.id)
      return order === undefined || line === undefined ? [] : subscriptionFrom(each, order.id, line, clock.now())
    })
  }

  /** @throws CustomerUnknown, SubscriptionUnknown, SubscriptionEnded, PartnerCenterRefused */
  async function setAutoRenew(
    partnerId: string,
    { customerId, subscriptionId, on, requestId }: RenewalChange,
  ): Promise<void> {
    await patch(partnerId, customerId, subscriptionId, requestId, (read) => {
      const { friendlyName, offerName } = read
      const status = statusOf(read, false, clock.now())
      if (isOver(status))
        throw new SubscriptionEnded({
          name: friendlyName ?? offerName ?? '',
          endedAt: (endOf(read) ?? clock.now()).toISOString(),
        })
      return read.autoRenewEnabled === on ? undefined : { autoRenewEnabled: on }
    })
  }

  /**
   * Changes a subscription: all of it is sent back, since what is left out is set to its default, and with its ETag, so that
   * nothing is lost that somebody else has just changed.
   * @param change undefined when it is so already
   */
  async function patch(
    partnerId: string,
    customerId: string,
    subscriptionId: string,
    requestId: string,
    change: (read: WireSubscription) => object | undefined,
  ): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      if (!isGuid(subscriptionId)) throw new SubscriptionUnknown({ subscription: subscriptionId })
      const { path, value, whole, etag } = await reader.one(partnerId, customerId, subscriptionId)
      const changed = change(value)
      if (changed === undefined) return
      try {
        await call({
          ...{ name: 'change of a subscription', partnerId, customerId, method: 'PATCH', path },
          // What was answered keeps its ID: the same one again would be given the same answer.
          requestId: attempt === 1 ? requestId : randomUUID(),
          headers: etag === undefined ? {} : { 'If-Match': etag },
          body: { ...whole, ...changed },
          answer: z.unknown(),
        })
        return
      } catch (error) {
        if (!(error instanceof PartnerCenterRefused && isStale(error))) throw error
        if (attempt >= attempts) throw new PartnerCenterUnavailable({ cause: error })
      }
    }
  }
}

/** "Etag is no longer valid", "Pre-condition failed": somebody else has changed it in between, and nothing was done. */
const isStale = ({ facts: { reason, httpStatus } }: PartnerCenterRefused): boolean =>
  httpStatus === 412 || reason === '2055' || reason === '800036'

export type Subscriptions = ReturnType<typeof subscriptionsOf>

function subscriptionFrom(
  read: WireSubscription,
  orderId: string,
  line: { readonly number: number; readonly product: string; readonly cancelled: boolean },
  now: Date,
): Subscription[] {
  const termEndsAt = endOf(read)
  if (termEndsAt === undefined) return []
  const status = statusOf(read, line.cancelled, now)
  const autoRenew = status === 'active' && read.autoRenewEnabled === true
  const until = isOver(status) ? undefined : windowOf(read)
  return [
    {
      id: lineKey(read.id),
      orderId,
      line: line.number,
      name: line.product || read.friendlyName || read.offerName || read.id,
      status,
      termEndsAt,
      autoRenew,
      ...(until !== undefined && { cancellableUntil: until }),
      ...(autoRenew && { nextWindow: { opensAt: termEndsAt, closesAt: later(termEndsAt, windowAfterRenewal) } }),
    },
  ]
}

const isOver = (status: string): boolean => status === 'ended' || status === 'cancelled'

/** The service's word, but for what has come to its end. @param cancelled as its line shows */
function statusOf(read: WireSubscription, cancelled: boolean, now: Date): string {
  const word = read.status.toLowerCase()
  const end = endOf(read)
  const isPast = end !== undefined && end <= now
  if (cancelled) return 'cancelled'
  if (word === 'deleted') return isPast ? 'ended' : 'cancelled'
  if (word === 'expired' || word === 'disabled') return 'ended'
  // It may be called active for a day after its end.
  return word === 'active' && isPast && read.autoRenewEnabled !== true ? 'ended' : word
}

/** What does not renew itself has an end "far, far away", year 9999. */
const farAway = new Date('9000-01-01T00:00:00Z')

/** When the term is over: a day is inclusive. Undefined for what has no term. */
function endOf({ commitmentEndDate, commitmentEndDateTime }: WireSubscription): Date | undefined {
  const lastDay = commitmentEndDate && new Date((Math.floor(commitmentEndDate.getTime() / day) + 1) * day)
  const end = commitmentEndDateTime ?? lastDay
  return end === undefined || end >= farAway ? undefined : end
}
