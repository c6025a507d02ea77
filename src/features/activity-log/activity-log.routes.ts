import { z } from 'zod'
import { fact, moment, toned } from '../../chat/common.routes.ts'

/** The entry that a page of the table begins after. */
const cursor = z.strictObject({ at: z.iso.datetime(), number: z.string().regex(/^\d{1,18}$/) })

/** A question as it was put on record, sealed: whoever pages through its answer asks nothing else. */
const question = z.string().max(4_000)

const typed = z.string().max(200)

const entry = z.object({
  number: z.string(),
  at: moment,
  what: z.string(),
  who: z.string(),
  about: z.array(z.string()),
})
export type LogEntry = z.infer<typeof entry>

/** Entries of one table page at most. */
export const entriesAtOnce = 200
/** How many entries lie between two marks at most. */
export const farthestMark = 100_000

const bar = z.object({
  name: z.string(),
  entries: z.int(),
  /** In the order of `people`. */
  parts: z.array(z.int()),
})
const chart = z.object({
  title: z.string(),
  unit: z.string(),
  all: z.string(),
  bars: z.array(bar),
  people: z.array(z.object({ name: z.string(), entries: z.int() })),
})
export type LogChart = z.infer<typeof chart>

export const activityLogRoutes = {
  /** A new question, on record from now on; what cannot be read is said at its field, and nothing is asked. */
  'activity.ask': {
    asks: z.strictObject({
      range: typed.default('last-7-days'),
      from: typed.default(''),
      to: typed.default(''),
      person: typed.default(''),
      customer: typed.default(''),
      kind: typed.default('work'),
    }),
    tells: z.object({
      mistakes: z.record(z.string(), z.string()),
      answer: z
        .object({
          question,
          /** The days, whose, of which customer and what. */
          words: z.string(),
          total: z.int(),
          /** Every so many entries, newest first, there is a mark: the entry that the next ones come after. */
          step: z.int(),
          marks: z.array(z.object({ at: z.iso.datetime(), number: z.string() })),
          /** How somebody would type whom it is about. */
          person: z.string(),
          customer: z.string(),
          mayCheck: z.boolean(),
        })
        .optional(),
    }),
  },
  'activity.rows': {
    asks: z.strictObject({
      question,
      after: cursor.optional(),
      /** How many are passed over from there. */
      skip: z.int().min(0).max(farthestMark),
      count: z.int().min(1).max(entriesAtOnce),
    }),
    tells: z.object({ rows: z.array(entry) }),
  },
  'activity.chart': { asks: z.strictObject({ question }), tells: chart },
  /** The address of a CSV file of the answer, which works once: a secret. */
  'activity.file': { asks: z.strictObject({ question }), tells: z.object({ address: z.string(), words: z.string() }) },
  /** Who or which customer somebody may mean. */
  'activity.choices': {
    asks: z.strictObject({ of: z.enum(['people', 'customers']), text: typed }),
    tells: z.object({ choices: z.array(z.object({ title: z.string(), value: z.string() })) }),
  },
  /** @param key made when the button was drawn: the same one twice is one check. */
  'activity.check': { asks: z.strictObject({ key: z.guid() }), tells: z.object({}) },
  'activity.checked': {
    asks: z.strictObject({ key: z.guid() }),
    tells: z.object({
      said: toned,
      below: z.array(z.string()),
      facts: z.array(fact),
      /** While it goes on: how many are checked of how many. */
      going: z.object({ checked: z.number(), of: z.number() }).optional(),
    }),
  },
}
