import { z } from 'zod'
import { fact, moment, toned } from '../../chat/common.routes.ts'
import type { Family } from '../../commerce/product.ts'

/** What may hold for an order: `closing`, its window closes within seven days; `cancelling`, its cancellation waits or is not shown yet. */
export const stateFilters = ['all', 'open', 'closing', 'cancelling', 'cancelled'] as const
/** Days of 24 hours. */
export const boughtFilters = ['any', '7', '30', '60', '365'] as const
export const familyFilters = [
  'all',
  'server-subscription',
  'perpetual-software',
  'azure-reservation',
  'extended-security-update',
  'linux-plan',
  'other',
] as const satisfies readonly ('all' | Family)[]

/** The last order of the page before. */
export const listCursor = z.object({ at: z.iso.datetime(), orderId: z.string().max(100) })

/** How many orders a page of the list has. */
export const ordersAtOnce = 20

const customer = z.object({ id: z.string(), name: z.string(), domain: z.string() })
const orderId = z.string().min(1).max(100)

const orderRow = z.object({
  id: z.string(),
  /** The number that people read. */
  number: z.string(),
  customerId: z.string(),
  /** Whose it is, where orders of everyone are listed. */
  customer: z.string().optional(),
  /** Each with what holds for it, where that is another thing for each. */
  lines: z.array(z.string()),
  state: toned,
  bought: moment,
  total: z.string(),
  /** How long it can be cancelled, or that its cancellation waits. */
  left: toned.optional(),
})
export type OrderRow = z.infer<typeof orderRow>

const orderLine = z.object({
  number: z.number(),
  what: z.string(),
  amount: z.string(),
  /** Where something else holds for it than for the other lines. */
  state: z.string().optional(),
  /** Until when it can be cancelled, or why not, in a sentence. */
  window: z.string(),
  closesAt: moment.extend({ relative: z.string() }).optional(),
  /** What cancelling it now would give back. */
  credit: z.string().optional(),
  /** Whether it has keys and downloads now. */
  software: z.boolean(),
})
export type OrderLineShown = z.infer<typeof orderLine>

/** What the desk knows of what became of it: for all who may see orders. */
const orderStep = z.object({ at: moment, what: z.string(), by: z.string().optional(), more: z.string().optional() })

export const orderShown = z.object({
  id: z.string(),
  customer,
  /** `CSP-1001`, as a heading: `Order CSP-1001`. */
  title: z.string(),
  state: toned,
  sentence: z.string(),
  facts: z.array(fact),
  lines: z.array(orderLine),
  /** What cancelling all of it now would give back. */
  credit: z.string().optional(),
  renewal: z.array(fact),
  /** What the page to turn auto-renew is called by; left out where there is nothing to turn, or the reader may not. */
  turning: z.string().optional(),
  steps: z.array(orderStep),
  /** What may be done with it now, by its state and the reader's roles. */
  may: z.array(z.enum(['keys', 'links', 'cancel', 'support', 'activity'])),
})
export type OrderShown = z.infer<typeof orderShown>

export const ordersRoutes = {
  /** One customer's orders, or everyone's, newest first. */
  'orders.list': {
    asks: z.strictObject({
      /** By tenant ID, domain or name, as in the chat; left out, everyone's. */
      customer: z.string().min(1).max(300).optional(),
      state: z.enum(stateFilters).default('all'),
      family: z.enum(familyFilters).default('all'),
      bought: z.enum(boughtFilters).default('any'),
      cursor: listCursor.optional(),
    }),
    tells: z.object({
      customer: customer.optional(),
      orders: z.array(orderRow),
      /** Where the next page begins; undefined on the last one. */
      next: listCursor.optional(),
      /** `1–20 of 31, newest first`. */
      range: z.string(),
      /** Why there are none. */
      none: z.string().optional(),
      /** Of when it is, where that is not now, and what is left out. */
      remarks: z.array(z.string()),
    }),
  },
  'orders.one': { asks: z.strictObject({ customerId: z.guid(), orderId }), tells: orderShown },
}
