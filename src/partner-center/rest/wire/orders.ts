import { z } from 'zod'
import { amount, collection, count, currency, guid, id, links, moment, optional, word } from './shapes.ts'

/** Before taxation; of a licence-based line for sure, of a software line perhaps. */
export const pricing = z.object({ price: optional(amount), extendedPrice: optional(amount) })

const orderLine = z.object({
  lineItemNumber: count,
  offerId: optional(id),
  subscriptionId: optional(z.string()),
  termDuration: optional(word),
  friendlyName: optional(z.string()),
  quantity: count,
  pricing: optional(pricing),
  links,
})
export type WireOrderLine = z.output<typeof orderLine>

export const order = z.object({
  id,
  alternateId: optional(id),
  referenceCustomerId: optional(guid),
  billingCycle: optional(word),
  currencyCode: currency,
  lineItems: optional(z.array(orderLine)),
  creationDate: moment,
  status: word,
  links,
})
export type WireOrder = z.output<typeof order>

export const orders = collection(order)

export const checkout = z.object({
  orders: optional(z.array(order)),
  orderErrors: optional(
    z.array(z.object({ orderGroupId: optional(word), code: optional(word), description: optional(z.string()) })),
  ),
})
export type WireCheckout = z.output<typeof checkout>

const cartLine = z.object({
  id: word,
  catalogItemId: id,
  /** As it was wanted, also where that is what is wrong with it. */
  quantity: z.int(),
  currencyCode: optional(currency),
  billingCycle: optional(word),
  termDuration: optional(word),
  orderGroup: optional(word),
  promotionId: optional(word),
  provisioningContext: optional(
    z.object({ scope: optional(word), subscriptionId: optional(word), entitlementId: optional(word) }),
  ),
  pricing: optional(pricing),
  error: optional(z.object({ errorCode: optional(word), errorDescription: optional(z.string()) })),
})
export type WireCartLine = z.output<typeof cartLine>

export const cart = z
  .object({
    id,
    status: optional(word),
    expirationTimestamp: optional(moment),
    expirationTimeStamp: optional(moment),
    lineItems: optional(z.array(cartLine)),
  })
  .transform(({ expirationTimestamp, expirationTimeStamp, ...rest }) => ({
    ...rest,
    expiresAt: expirationTimestamp ?? expirationTimeStamp,
  }))
export type WireCart = z.output<typeof cart>
