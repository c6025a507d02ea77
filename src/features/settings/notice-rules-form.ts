import { z } from 'zod'
import { lineField, wordsField } from '../../chat/fields.ts'
import { halfWidth } from '../../platform/plain-text.ts'
import {
  longestDays,
  longestHours,
  mostDownloads,
  mostLeadTimes,
  type NoticePolicy,
} from '../../workflow/notices/notice-policy.ts'
import { type AmountsMistake, readAmounts, writeAmounts } from './amounts.ts'

/** Instead of a chat. */
export const toAdmins = 'admins'

/** The form as it is typed. */
export const noticeRulesForm = z.object({
  hoursBefore: lineField(100),
  downloads: lineField(),
  daysBefore: lineField(100),
  from: wordsField(500).transform(halfWidth),
  /** A chat as it is offered, or the admin agents; left out where there is no chat to choose. */
  channel: z.string().min(1).max(500).optional(),
})
export type NoticeRulesForm = z.infer<typeof noticeRulesForm>

/** A policy as somebody would type it. */
export const noticeFormOf = ({ links, windows }: NoticePolicy): NoticeRulesForm => ({
  hoursBefore: links.hoursBefore.join(', '),
  downloads: String(links.downloads),
  daysBefore: windows.daysBefore.join(', '),
  from: writeAmounts(windows.from),
  ...(windows.channel !== undefined && { channel: windows.channel }),
})

/** Why a list of lead times cannot be read, and at what. */
export interface LeadTimesMistake {
  readonly kind: 'none' | 'not-whole' | 'out-of-range' | 'repeated' | 'too-many'
  readonly at: string
  readonly longest: number
}

export type NoticeRulesMistake = AmountsMistake | LeadTimesMistake | { readonly kind: 'downloads-wanted' }

export type ReadNoticeRules =
  | { readonly policy: NoticePolicy }
  | { readonly mistakes: Partial<Record<keyof NoticeRulesForm, NoticeRulesMistake>> }

const downloadsTyped = z
  .string()
  .trim()
  .regex(/^\d{1,2}$/)
  .transform(Number)
  .pipe(z.int().min(1).max(mostDownloads))

/** Reads the whole form: every mistake is found at once. The channel comes as a conversation id. */
export function readNoticeRules(typed: NoticeRulesForm): ReadNoticeRules {
  const hours = readLeadTimes(typed.hoursBefore, longestHours)
  const days = readLeadTimes(typed.daysBefore, longestDays)
  const downloads = downloadsTyped.safeParse(typed.downloads).data
  const from = readAmounts(typed.from)
  if ('times' in hours && 'times' in days && downloads !== undefined && 'amounts' in from) {
    return {
      policy: {
        links: { hoursBefore: hours.times, downloads },
        windows: {
          daysBefore: days.times,
          from: from.amounts,
          ...(typed.channel !== undefined && typed.channel !== toAdmins && { channel: typed.channel }),
        },
      },
    }
  }
  return {
    mistakes: {
      ...('mistake' in hours && { hoursBefore: hours.mistake }),
      ...(downloads === undefined && { downloads: { kind: 'downloads-wanted' } as const }),
      ...('mistake' in days && { daysBefore: days.mistake }),
      ...('mistake' in from && { from: from.mistake }),
    },
  }
}

/** Reads `72, 24`: whole numbers in any order and width, each once; they are kept with the longest first. */
export function readLeadTimes(typed: string, longest: number): { times: number[] } | { mistake: LeadTimesMistake } {
  const parts = typed
    .normalize('NFKC')
    .split(/[\s,;、]+/)
    .filter((part) => part !== '')
  const mistake = (kind: LeadTimesMistake['kind'], at = '') => ({ mistake: { kind, at, longest } })
  if (parts.length === 0) return mistake('none')
  const times: number[] = []
  for (const part of parts) {
    if (!/^\d+$/.test(part)) return mistake('not-whole', part)
    const time = Number(part)
    if (time < 1 || time > longest) return mistake('out-of-range', part)
    if (times.includes(time)) return mistake('repeated', part)
    times.push(time)
  }
  return times.length > mostLeadTimes ? mistake('too-many') : { times: times.sort((a, b) => b - a) }
}
