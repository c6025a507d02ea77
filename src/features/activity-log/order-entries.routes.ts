import { z } from 'zod'
import { moment } from '../../chat/common.routes.ts'

/** How many entries a page of an order's has. */
export const orderEntriesAtOnce = 50

const cursor = z.object({ at: z.iso.datetime(), number: z.string().regex(/^\d{1,18}$/) })

export const orderEntriesRoutes = {
  /** What the log has of one order, newest first; that it was looked at is on record, as with every question to the log. */
  'activity.of-order': {
    asks: z.strictObject({
      customerId: z.guid(),
      orderId: z.string().min(1).max(100),
      /** Of keys alone, or everything. */
      of: z.enum(['keys', 'work']),
      after: cursor.optional(),
    }),
    tells: z.object({
      entries: z.array(
        z.object({ number: z.string(), at: moment, what: z.string(), who: z.string(), about: z.string() }),
      ),
      next: cursor.optional(),
    }),
  },
}
