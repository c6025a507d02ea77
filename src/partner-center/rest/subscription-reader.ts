import type { Calls } from './calls.ts'
import { requireId } from './customers.ts'
import { allOf } from './pages.ts'
import { unlessSubscriptionUnknown } from './refusals.ts'
import { subscription, subscriptions, type WireSubscription } from './wire/subscriptions.ts'

/** Subscriptions as the service has them. */
export function subscriptionReader(call: Calls) {
  return { ofCustomer, ofOrder, one }

  function ofCustomer(partnerId: string, customerId: string): Promise<WireSubscription[]> {
    const path = `/customers/${requireId(customerId)}/subscriptions`
    return allOf(call, { name: 'subscriptions', partnerId, customerId, path, answer: subscriptions })
  }

  /** @param orderId as the service has it */
  function ofOrder(partnerId: string, customerId: string, orderId: string): Promise<WireSubscription[]> {
    const path = `/customers/${requireId(customerId)}/subscriptions?order_id=${encodeURIComponent(orderId)}`
    return allOf(call, { name: 'subscriptions of an order', partnerId, customerId, path, answer: subscriptions })
  }

  /** One, with the whole resource and its ETag: a part of it sent back would change the rest. @throws SubscriptionUnknown */
  async function one(partnerId: string, customerId: string, subscriptionId: string) {
    const path = `/customers/${requireId(customerId)}/subscriptions/${subscriptionId}`
    const read = await call({ name: 'subscription', partnerId, customerId, path, answer: subscription }).catch(
      unlessSubscriptionUnknown(subscriptionId),
    )
    const etag = read.etag ?? read.value.attributes?.etag
    return { path, value: read.value, whole: read.json as Readonly<Record<string, unknown>>, etag }
  }
}

export type SubscriptionReader = ReturnType<typeof subscriptionReader>

/** Orders write the ids of subscriptions in capitals, subscriptions in small letters. */
export const lineKey = (subscriptionId: string): string => subscriptionId.toLowerCase()

/** Until when a cancellation is taken, where the service says it. */
export function windowOf(subscription: WireSubscription | undefined): Date | undefined {
  if (subscription === undefined) return undefined
  const { cancellationAllowedUntilDate, refundOptions = [] } = subscription
  const ends = refundOptions.flatMap(({ expiresAfter, expiresAt }) => expiresAfter ?? expiresAt ?? [])
  return cancellationAllowedUntilDate ?? ends.sort((a, b) => b.getTime() - a.getTime())[0]
}
