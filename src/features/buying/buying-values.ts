import { z } from 'zod'
import { money } from '../../commerce/money.ts'
import { readLines, stored, storedLine } from './purchase-lines.ts'
import type { Reviewed, Wish } from './wish.ts'

const line = z.object({ item: z.string(), quantity: z.string(), place: z.string().optional() })

const shown = z.object({
  cartId: z.string(),
  lines: z.array(storedLine),
  total: z.string(),
  currency: z.string(),
  taxIncluded: z.boolean(),
})

export const buyingValues = z.object({
  customerId: z.string().optional(),
  /** Lines of the order that are filled in, before the one in the fields. */
  lines: z.array(line).optional(),
  item: z.string().optional(),
  /** As it was typed, until it is reviewed. */
  quantity: z.string().optional(),
  /** What a reservation is to apply to, as it was chosen or said. */
  place: z.string().optional(),
  poNumber: z.string().optional(),
  reseller: z.string().optional(),
  /** Words that name several products, or one that is not known yet: until one is chosen. */
  about: z.string().optional(),
  /** How many of those that fit are on the card. */
  shown: z.number().optional(),
  /** The cart that the review shows. */
  reviewed: shown.optional().catch(undefined),
  /** Whether the review says that an approval is asked for. */
  asks: z.boolean().optional(),
})
export type BuyingValues = z.infer<typeof buyingValues>

export const wishOf = ({
  customerId = '',
  lines = [],
  item,
  quantity,
  place,
  poNumber,
  reseller,
}: BuyingValues): Wish => ({
  customerId,
  lines: [...lines, ...(item === undefined ? [] : [{ item, quantity, place }])],
  poNumber,
  reseller,
})

/** A cart as the flow keeps it: `reviewedIn` is its way back. */
export const keptReview = ({ cartId, lines, total, taxIncluded }: Reviewed): z.infer<typeof shown> => ({
  ...{ cartId, lines: stored(lines), taxIncluded },
  ...{ total: total.amount.toFixed(), currency: total.currency },
})

export const reviewedIn = ({ reviewed }: BuyingValues): Reviewed | undefined =>
  reviewed && {
    cartId: reviewed.cartId,
    lines: readLines(reviewed.lines, reviewed.currency),
    total: money(reviewed.total, reviewed.currency),
    taxIncluded: reviewed.taxIncluded,
  }
