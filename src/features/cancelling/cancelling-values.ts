import { z } from 'zod'
import { filledLine } from '../../chat/fields.ts'

export const orderId = filledLine(100)
/** More in one sentence are so seldom that they are said not to have been read. */
export const mostOrders = 20

export const cancellingValues = z.object({
  customerId: z.string().optional(),
  orderId: z.string().optional(),
  /** The lines of it that the card asks about; left out, all that can be cancelled. */
  lines: z.array(z.int()).max(1_000).optional(),
  /** Words of a sentence that name a product, until the customer is known. */
  about: z.string().max(1_000).optional(),
  /** Orders of a sentence that wait for their turn, whosever they are. */
  next: z.array(orderId).max(mostOrders).optional(),
})
export type CancellingValues = z.infer<typeof cancellingValues>
