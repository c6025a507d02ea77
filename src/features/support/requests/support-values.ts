import { randomUUID } from 'node:crypto'
import { z } from 'zod'

export const supportValues = z.object({
  /** How many requests of the list were paged over. */
  from: z.number().int().nonnegative().default(0),
  /** The form: the id that its request will have, and what it is about. */
  key: z.guid().optional(),
  customerId: z.string().optional(),
  orderId: z.string().optional(),
  /** The request that is open, the id of the next comment, and how many comments were paged over. */
  supportId: z.guid().optional(),
  commentKey: z.guid().optional(),
  skipped: z.number().int().nonnegative().default(0),
  /** Its ticket number is being corrected. */
  correcting: z.boolean().optional(),
})
export type SupportValues = z.infer<typeof supportValues>

export const listOpened = (from = 0): SupportValues => ({ from, skipped: 0 })

/** The id of what a button sends. Older cards call it `key`, which renderers keep for themselves. */
export const sentOnce = { once: z.guid().optional(), key: z.guid().optional() }
export const onceOf = ({ once, key }: { once?: string | undefined; key?: string | undefined }) => key ?? once

/** A form of its own: what it sends is one request, however often it is sent. */
export const newForm = (about: { customerId?: string; orderId?: string } = {}): SupportValues => ({
  ...about,
  ...listOpened(),
  key: randomUUID(),
})

export const requestOpened = (supportId: string, from = 0): SupportValues => ({
  ...listOpened(from),
  supportId,
  commentKey: randomUUID(),
})

/** How many of a list a button pages over: the button says where to, so that pressed twice it leads there once. */
export const pagedOver = z.number().int().nonnegative().max(1_000_000)
