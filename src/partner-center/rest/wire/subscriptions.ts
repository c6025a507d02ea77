import { z } from 'zod'
import { collection, guid, id, moment, optional, word } from './shapes.ts'

export const subscription = z.object({
  id: guid,
  orderId: optional(id),
  offerId: optional(id),
  offerName: optional(z.string()),
  friendlyName: optional(z.string()),
  entitlementId: optional(z.string()),
  status: word,
  productType: optional(z.object({ id: optional(word) })),
  autoRenewEnabled: optional(z.boolean()),
  creationDate: optional(moment),
  /** A day: its end is inclusive. */
  commitmentEndDate: optional(moment),
  commitmentEndDateTime: optional(moment),
  cancellationAllowedUntilDate: optional(moment),
  refundOptions: optional(
    z.array(z.object({ expiresAfter: optional(moment), expiresAt: optional(moment), type: optional(word) })),
  ),
  attributes: optional(z.object({ etag: optional(z.string()) })),
})
export type WireSubscription = z.output<typeof subscription>

export const subscriptions = collection(subscription)

export const azureEntitlements = collection(
  z.object({ id, friendlyName: optional(z.string()), status: optional(word) }),
)
