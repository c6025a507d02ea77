import { z } from 'zod'
import { collection, count, currency, id, optional, word } from './shapes.ts'

const itemType = z.object({ id: optional(word), subType: optional(z.object({ id: optional(word) })) })

export const product = z.object({ id, title: optional(z.string()), productType: optional(itemType) })

export const sku = z.object({
  id,
  title: optional(z.string()),
  minimumQuantity: optional(count),
  maximumQuantity: optional(count),
  purchasePrerequisites: optional(z.array(word)),
  inventoryVariables: optional(z.array(word)),
  provisioningVariables: optional(z.array(word)),
  dynamicAttributes: optional(z.object({ armRegionName: optional(word) })),
})
export type WireSku = z.output<typeof sku>

export const availability = z.object({
  catalogItemId: id,
  segment: optional(word),
  isPurchasable: optional(z.boolean()),
  defaultCurrency: optional(z.object({ code: currency })),
  terms: optional(z.array(z.object({ duration: optional(word), billingCycle: optional(word) }))),
})
export type WireAvailability = z.output<typeof availability>

export const products = collection(product)
export const skus = collection(sku)
export const availabilities = collection(availability)

export const inventory = z.array(
  z.object({
    productId: id,
    skuId: optional(id),
    isRestricted: optional(z.boolean()),
    restrictions: optional(z.array(z.object({ reasonCode: optional(word), description: optional(z.string()) }))),
  }),
)

export const registration = z.object({ status: word })
