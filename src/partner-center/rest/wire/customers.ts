import { z } from 'zod'
import { collection, collectionOfFitting, guid, market, moment, optional, word } from './shapes.ts'

const companyProfile = z.object({ companyName: optional(z.string()), domain: optional(z.string()) })

export const billingProfile = z.object({ defaultAddress: z.object({ country: market }) })

export const customer = z.object({
  id: guid,
  companyProfile,
  billingProfile: optional(billingProfile),
  relationshipToPartner: optional(word),
})
export type WireCustomer = z.output<typeof customer>

export const listedCustomer = customer.omit({ billingProfile: true })
export const customers = collectionOfFitting(listedCustomer)

export const agreements = collection(z.object({ type: optional(word), dateAgreed: optional(moment) }))

export const directAgreement = z.object({ isSigned: z.boolean() })
