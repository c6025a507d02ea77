import { z } from 'zod'
import { paper } from '../../chat/paper.routes.ts'

const guid = z.guid().transform((id) => id.toLowerCase())
const ofOrder = z.object({ customerId: guid, orderId: z.string().min(1).max(100) })

const turns = z.object({
  title: z.string(),
  subscriptionId: z.string(),
  on: z.boolean(),
  /** Whether somebody else is asked to agree. */
  asks: z.boolean(),
})
export type Turns = z.infer<typeof turns>

export const renewingRoutes = {
  /** What of an order renews itself, and what may be changed about it. */
  'renewing.order': {
    asks: ofOrder,
    tells: z.object({
      paper,
      turns: z.array(turns),
      /** Nothing is under way. */
      settled: z.boolean(),
    }),
  },
  'renewing.turn': {
    asks: ofOrder.extend({ key: guid, subscriptionId: guid, on: z.boolean(), asks: z.boolean() }),
    tells: z.object({}),
  },
  'renewing.withdraw': { asks: z.object({ approvalId: guid }), tells: z.object({}) },
}
