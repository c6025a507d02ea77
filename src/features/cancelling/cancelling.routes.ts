import { z } from 'zod'
import { paper } from '../../chat/paper.routes.ts'

const guid = z.guid().transform((id) => id.toLowerCase())
const orderId = z.string().min(1).max(100)
const lines = z.array(z.int().min(0)).max(1_000)

export const cancellingRoutes = {
  /** Whose orders can be cancelled, by id, domain or name, or by an order; and what holds for the one that is looked at. */
  'cancelling.form': {
    asks: z.object({
      key: guid,
      customer: z.string().max(300).optional(),
      order: orderId.optional(),
      /** Numbers of the lines that it is about; left out, all that can be cancelled. */
      lines: lines.optional(),
    }),
    tells: z.object({
      customer: z.object({ id: z.string(), name: z.string(), domain: z.string() }),
      orders: z.array(z.object({ id: z.string(), words: z.string() })),
      /** What is said where there is no order to choose. */
      none: z.string().optional(),
      /** Why the order that was asked for is not among them. */
      missed: z.string().optional(),
      chosen: z.string().optional(),
      /** What holds for the chosen order, what waits for an approval, and what is to be read before anything is submitted. */
      paper,
      /** What would be submitted, where something can be. */
      submits: z
        .object({
          asks: z.boolean(),
          lines,
          /** Whether there are lines to choose from: each has a box `line-<number>`. */
          ticks: z.boolean(),
        })
        .optional(),
    }),
  },
  /** The key is made when the form is opened: the same click twice is one cancellation. */
  'cancelling.submit': {
    asks: z.object({
      key: guid,
      customerId: guid,
      orderId,
      /** As they were shown. */
      lines,
      acknowledged: z.boolean(),
      asks: z.boolean(),
      why: z.string().max(500),
    }),
    tells: z.object({ orderId: z.string() }),
  },
  'cancelling.receipt': {
    asks: z.object({ key: guid, customerId: guid, orderId }),
    tells: z.object({
      paper,
      /** Nothing more becomes of it. */
      settled: z.boolean(),
      /** How many orders of the customer are left. */
      left: z.number(),
    }),
  },
  'cancelling.withdraw': { asks: z.object({ key: guid, approvalId: guid }), tells: z.object({}) },
}
