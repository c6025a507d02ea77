import { z } from 'zod'
import { amountsSchema } from '../../commerce/amounts.ts'

/** How long before an end people are told, the longest first. */
const leadTimes = (longest: number) =>
  z
    .array(z.int().min(1).max(longest))
    .min(1)
    .max(mostLeadTimes)
    .refine((times) => new Set(times).size === times.length)
    .transform((times) => times.toSorted((a, b) => b - a))

export const mostLeadTimes = 4
/** A link lives for 336 hours, and a cancellation window is open for 60 days: when one begins is no news that it ends. */
export const longestHours = 335
export const longestDays = 59
/** Of a link's 50; the last one is always told. */
export const mostDownloads = 49

/** What a partner's global admin decided about when people are told. */
export const noticePolicySchema = z.object({
  links: z.object({
    hoursBefore: leadTimes(longestHours),
    /** How many downloads of 50 are taken when few are left. */
    downloads: z.int().min(1).max(mostDownloads),
  }),
  windows: z.object({
    daysBefore: leadTimes(longestDays),
    /** Orders at or above these amounts are told of; in a currency without one, all are. */
    from: amountsSchema,
    /** Where orders are told of that nobody here bought: a shared chat's conversation id; left out, the admin agents. */
    channel: z.string().min(1).max(500).optional(),
  }),
})
export type NoticePolicy = z.infer<typeof noticePolicySchema>

/** What holds until a global admin says otherwise. */
export const firstNoticePolicy: NoticePolicy = {
  links: { hoursBefore: [72, 24], downloads: 45 },
  windows: { daysBefore: [7, 1], from: {} },
}

/** The policy with how long it has been so: what was over before is told late, and only to who was told nothing. */
export interface NoticeRules extends NoticePolicy {
  /** By the stage's name, as notices keep it: `72h`, `45`, `7d`. What has always held is left out. */
  readonly since: Readonly<Record<string, Date>>
}

/** As it is kept in JSON. */
export const noticeRulesSchema = noticePolicySchema.extend({
  since: z.record(
    z.string(),
    z.iso.datetime().transform((at) => new Date(at)),
  ),
})

export const firstNoticeRules: NoticeRules = { ...firstNoticePolicy, since: {} }

/** Rules with another policy: what it keeps goes on as it was, what is new in it holds from then on. */
export function changedRules(before: NoticeRules, policy: NoticePolicy, at: Date): NoticeRules {
  const known = new Set(stagesOf(before))
  const since = stagesOf(policy).flatMap((stage) => {
    const from = known.has(stage) ? before.since[stage] : at
    return from === undefined ? [] : [[stage, from] as const]
  })
  return { ...policy, since: Object.fromEntries(since) }
}

const stagesOf = ({ links, windows }: NoticePolicy): string[] => [
  ...links.hoursBefore.map((hours) => `${hours}h`),
  `${links.downloads}`,
  ...windows.daysBefore.map((days) => `${days}d`),
]
