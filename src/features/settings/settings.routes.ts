import { z } from 'zod'

const typed = z.string().max(2_000)
const choice = z.object({ title: z.string(), value: z.string() })
export type Choice = z.infer<typeof choice>

/** What came of a form that was sent. */
const outcome = z.object({
  notice: z.string().optional(),
  problem: z.string().optional(),
  /** By field. */
  mistakes: z.record(z.string(), z.string()),
})
export type Outcome = z.infer<typeof outcome>

/** The rules that a form was drawn from: whoever saves it changes those, and no others. */
const drawn = z.strictObject({
  changedAt: z.iso.datetime().nullable(),
  form: z.record(z.string().max(50), typed),
})

/** A partner's rules: what holds in words, and the form that changes it. */
const rules = z.object({
  holds: z.array(z.string()),
  warnings: z.array(z.string()),
  chats: z.array(choice),
  /** Fields as they are shown; after a mistake or a change of somebody else's, with what was typed. */
  form: z.record(z.string(), z.string()),
  drawn,
})
export type Rules = z.infer<typeof rules>

const own = z.object({
  language: z.string(),
  languages: z.array(choice),
  timeZone: z.string(),
  /** What *As in Teams* is. */
  teamsZone: z.string(),
  kinds: z.array(choice),
  /** The kinds that are told; the others are muted. */
  told: z.array(z.string()),
  quietFrom: z.string(),
  quietTo: z.string(),
  morning: z.string(),
  warnings: z.array(z.string()),
})

const chat = z.object({
  id: z.string(),
  title: z.string(),
  /** `08:00`, in the chat's time zone; empty for no summary. */
  time: z.string(),
  language: z.string(),
  timeZone: z.string(),
})
export type ChatSettings = z.infer<typeof chat>

const chatId = z.string().min(1).max(500)

export const settingsRoutes = {
  'settings.own': { asks: z.strictObject({}), tells: own },
  'settings.save-own': {
    asks: z.strictObject({
      language: typed,
      timeZone: typed,
      told: z.array(z.string().max(50)).max(50),
      quietFrom: typed,
      quietTo: typed,
      morning: typed,
    }),
    tells: outcome,
  },
  'settings.zones': {
    asks: z.strictObject({
      text: z.string().max(200),
      /** Whether Teams' own zone may be meant. */
      own: z.boolean(),
    }),
    tells: z.object({ choices: z.array(choice) }),
  },
  'settings.approvals': { asks: z.strictObject({}), tells: rules },
  'settings.save-approvals': {
    asks: z.strictObject({
      drawn,
      purchases: typed,
      cancellations: typed,
      cancellationAmounts: typed,
      cards: typed,
      waitHours: typed,
      remindHours: typed,
    }),
    tells: outcome.extend({ rules }),
  },
  'settings.notices': {
    asks: z.strictObject({}),
    tells: rules.extend({
      /** How many times may be given, how long ahead at most, and how many downloads a link has. */
      most: z.object({ times: z.int(), hours: z.int(), days: z.int(), downloads: z.int() }),
    }),
  },
  'settings.save-notices': {
    asks: z.strictObject({
      drawn,
      hoursBefore: typed,
      downloads: typed,
      daysBefore: typed,
      from: typed,
      channel: typed.optional(),
    }),
    tells: outcome.extend({ rules }),
  },
  'settings.chats': {
    asks: z.strictObject({}),
    tells: z.object({ chats: z.array(chat), languages: z.array(choice), warnings: z.array(z.string()) }),
  },
  'settings.save-morning': { asks: z.strictObject({ chat: chatId, time: typed }), tells: outcome },
  'settings.save-reading': {
    asks: z.strictObject({ chat: chatId, language: typed, timeZone: typed }),
    tells: outcome,
  },
}
