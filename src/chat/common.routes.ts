import { z } from 'zod'

/** A moment: to sort by, and as the reader reads it. */
export const moment = z.object({ at: z.iso.datetime(), words: z.string() })
export type Moment = z.infer<typeof moment>

/** Words that are good news, a warning, bad news, or neither: never told by colour alone. */
export const toned = z.object({ words: z.string(), tone: z.enum(['good', 'warning', 'bad', 'plain']) })
export type Toned = z.infer<typeof toned>

/** A fact as a page lists it. */
export const fact = z.object({ name: z.string(), value: z.string() })
export type Fact = z.infer<typeof fact>

/** What a page is told of who opens it. */
export const me = z.object({
  name: z.string(),
  agentId: z.string(),
  partner: z.string(),
  language: z.enum(['en', 'zh', 'ko']),
  locale: z.string(),
  timeZone: z.string(),
  /** What the person may do, to draw by; it is decided again when they do it. */
  may: z.array(z.string()),
})
export type Me = z.infer<typeof me>

/** Something that matters today: what ends has a moment, and all of it a place where it is worked on. */
export const todayRow = z.object({
  title: z.string(),
  below: z.array(z.string()),
  amount: z.string().optional(),
  until: moment.extend({ relative: z.string() }).optional(),
  opens: z
    .object({ command: z.string(), customerId: z.string().optional(), orderId: z.string().optional() })
    .optional(),
})
export type TodayRow = z.infer<typeof todayRow>

/** By feature: what it has, and whether it did not answer in time. */
export const today = z.object({
  parts: z.array(z.object({ name: z.string(), count: z.number(), late: z.boolean(), rows: z.array(todayRow) })),
})

/** What the tab asks of the desk as a whole. */
export const tabRoutes = { me: { asks: z.object({}), tells: me }, today: { asks: z.object({}), tells: today } }
