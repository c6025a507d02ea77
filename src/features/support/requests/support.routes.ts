import { z } from 'zod'
import { paper } from '../../../chat/paper.routes.ts'

const guid = z.guid().transform((id) => id.toLowerCase())
const typed = z.string().max(5_000)

/** A file that somebody sent, and what became of it in words. */
export const fileRow = z.object({ id: z.string(), name: z.string(), words: z.string(), refused: z.boolean() })
export type FileRow = z.infer<typeof fileRow>

/** The form as it is typed. */
const fields = z.object({
  impact: typed,
  title: typed,
  customer: typed,
  about: typed,
  reason: typed,
  amount: typed,
  currency: typed,
  contactName: typed,
  contactEmail: typed,
  contactPhone: typed,
})
export type SupportFields = z.infer<typeof fields>

const row = z.object({
  id: z.string(),
  name: z.string(),
  title: z.string(),
  below: z.string(),
  standing: z.string(),
  amount: z.string(),
  sent: z.string(),
})

export const supportRoutes = {
  'support.list': {
    asks: z.object({ from: z.int().min(0).max(1_000_000) }),
    tells: z.object({ requests: z.array(row), next: z.number().optional(), before: z.number().optional() }),
  },
  /** What a form begins with: for an order or a customer, or as it was typed on the card whose request it is. */
  'support.form': {
    asks: z.object({
      customer: z.string().max(300).optional(),
      order: z.string().max(100).optional(),
      request: guid.optional(),
    }),
    tells: z.object({
      fields,
      /** Who is chosen, as it reads. */
      customer: z.string().optional(),
      files: z.array(fileRow),
      takesFiles: z.boolean(),
      /** How many files, and how large. */
      limits: z.string(),
      largest: z.number(),
    }),
  },
  /** The key is made when the form is opened: it becomes the request's id, so that the same click twice is one request. */
  'support.send': {
    asks: z.object({ key: guid, fields, fileIds: z.array(guid).max(100) }),
    tells: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('sent'), id: z.string() }),
      z.object({
        kind: z.literal('mistakes'),
        words: z.string(),
        mistakes: z.partialRecord(fields.keyof(), z.string()),
      }),
    ]),
  },
  'support.request': {
    asks: z.object({
      id: guid,
      /** How many of the newest comments are passed over. */
      skip: z.int().min(0).max(1_000_000),
      correcting: z.boolean(),
    }),
    tells: z.object({
      paper,
      open: z.boolean(),
      closable: z.boolean(),
      /** Whether Microsoft's answers are typed in here. */
      takesAnswers: z.boolean(),
      asksTicket: z.boolean(),
      correctable: z.boolean(),
      ticket: z.string().nullable(),
      earlier: z.number().optional(),
      newest: z.boolean(),
    }),
  },
  'support.comment': {
    asks: z.object({ id: guid, key: guid, text: z.string().max(2_000), answer: z.boolean() }),
    tells: z.object({ added: z.boolean(), mistake: z.string().optional() }),
  },
  'support.ticket': {
    asks: z.object({ id: guid, ticket: z.string().max(200), was: z.string().max(40).nullable() }),
    tells: z.object({ mistake: z.string().optional() }),
  },
  'support.close': { asks: z.object({ id: guid }), tells: z.object({}) },
  /** Gives files that wait to a request that was sent. */
  'support.attach': { asks: z.object({ id: guid, fileIds: z.array(guid).max(100) }), tells: z.object({}) },
  'support.discard': { asks: z.object({ fileIds: z.array(guid).max(100) }), tells: z.object({}) },
}
