import { z } from 'zod'

export const buyingValues = z.object({
  customerId: z.string().optional(),
  item: z.string().optional(),
  /** As it was typed, until it is reviewed. */
  quantity: z.string().optional(),
  poNumber: z.string().optional(),
  /** Words that name several products, or one that is not known yet: until one is chosen. */
  about: z.string().optional(),
  /** How many of those that fit are on the card. */
  shown: z.number().optional(),
  /** The total that the review shows. */
  reviewed: z.object({ amount: z.string(), currency: z.string() }).optional(),
  /** Whether the review says that an approval is asked for. */
  asks: z.boolean().optional(),
})
export type BuyingValues = z.infer<typeof buyingValues>
