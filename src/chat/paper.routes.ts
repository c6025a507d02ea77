import { z } from 'zod'

/** Words, some of them stressed. */
const run = z.object({ words: z.string(), strong: z.boolean() })
export type Run = z.infer<typeof run>

const said = z.object({
  kind: z.literal('text'),
  runs: z.array(run),
  look: z.enum(['plain', 'strong', 'faint']),
})
const toggle = z.object({
  kind: z.literal('toggle'),
  name: z.string(),
  label: z.string(),
  title: z.string(),
  ticked: z.boolean(),
})

/** The page where something is worked on, by the command that the chat would begin. */
export const opens = z.object({
  command: z.string(),
  customerId: z.string().optional(),
  orderId: z.string().optional(),
  about: z.string().optional(),
})
export type Opens = z.infer<typeof opens>

const link = z.object({
  title: z.string(),
  leads: z.discriminatedUnion('to', [
    opens.extend({ to: z.literal('page') }),
    z.object({ to: z.literal('web'), url: z.string() }),
    /** Takes back what waits for an approval. */
    z.object({ to: z.literal('withdraw'), approvalId: z.string() }),
  ]),
})

const part = z.discriminatedUnion('kind', [
  said,
  z.object({ kind: z.literal('list'), items: z.array(z.array(run)) }),
  z.object({ kind: z.literal('facts'), facts: z.array(z.object({ name: z.string(), value: z.string() })) }),
  toggle,
  z.object({
    kind: z.literal('field'),
    name: z.string(),
    label: z.string(),
    value: z.string(),
    lines: z.boolean(),
    longest: z.number().optional(),
  }),
  /** What it is on the left, its figures on the right. */
  z.object({ kind: z.literal('sides'), left: z.array(z.union([said, toggle])), right: z.array(said) }),
  z.object({ kind: z.literal('links'), links: z.array(link) }),
])
export type Part = z.infer<typeof part>
export type Link = z.infer<typeof link>

/** A card as a page draws it: in boxes, whose tone is never told by colour alone. */
export const paper = z.object({
  title: z.string(),
  subject: z.string().optional(),
  boxes: z.array(z.object({ tone: z.enum(['none', 'plain', 'good', 'warning', 'bad']), parts: z.array(part) })),
})
export type Paper = z.infer<typeof paper>
