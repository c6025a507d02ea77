import type { Delivered } from '../../chat/teams-request.ts'
import { minute, second } from '../../platform/clock.ts'

/** Teams' codes for people and chats that cannot be reached until they write or install again. */
export const stopCodes: ReadonlySet<string> = new Set([
  'BotNotInConversationRoster',
  'ForbiddenOperationException',
  'ConversationBlockedByUser',
  'MessageWritesBlocked',
  'ConversationNotFound',
  'BotDisabledByAdmin',
  'removed',
])

/** What an answer of Teams means for a notice. */
export type Verdict =
  | { readonly kind: 'sent'; readonly activityId: string | undefined }
  /** Too much for the tenant: it waits as long as told. */
  | { readonly kind: 'throttled'; readonly milliseconds: number | undefined }
  /** It was not taken, and may be sent again soon. */
  | { readonly kind: 'again'; readonly code: string }
  /** It was not taken, and may be sent again, but not soon. */
  | { readonly kind: 'later'; readonly code: string }
  /** It will not be taken. `stops`: nor will anything else for this person. */
  | { readonly kind: 'refused'; readonly code: string; readonly stops: boolean }
  /** It may have been taken: it is not repeated. */
  | { readonly kind: 'unknown'; readonly code: string }

/** How often one notice is tried in a row. */
const triesInARow = 3

/**
 * By Teams' table of status codes: only 412, 429, 502, 503 and 504 may be tried again.
 * @param tries how often it was tried in a row, this time included.
 */
export function judge(delivered: Delivered, tries: number): Verdict {
  if (delivered.kind === 'not-begun') return { kind: 'later', code: reasonOf(delivered.cause) }
  if (delivered.kind === 'lost') return { kind: 'unknown', code: reasonOf(delivered.cause) }
  const { status, id, retryAfterSeconds } = delivered
  const code = delivered.code ?? `HTTP ${status}`
  if (status < 300) return { kind: 'sent', activityId: id }
  const last = tries >= triesInARow
  switch (status) {
    case 429:
      return {
        kind: 'throttled',
        milliseconds: retryAfterSeconds === undefined ? undefined : retryAfterSeconds * second,
      }
    case 412:
    case 503:
      return { kind: last ? 'later' : 'again', code }
    case 502:
    case 504:
      return { kind: last ? 'unknown' : 'again', code }
    default:
      if (status >= 500) return { kind: 'unknown', code }
      return { kind: 'refused', code, stops: stopCodes.has(code) }
  }
}

/** Before another try in a row: with jitter, so that many do not come at once. */
export const soon = (tries: number): number => 2 ** tries * 250 * (0.5 + Math.random())

/** When to try again what was of no use so often: from half a minute on, doubled up to an hour. */
export const later = (now: Date, attempts: number): Date =>
  new Date(now.getTime() + Math.min(60, 2 ** (attempts - 1)) * minute * (0.5 + Math.random() / 2))

/** Whether an edit, which does no harm when it is made twice, may be made again another time. */
export const isRepeatable = (delivered: Delivered): boolean =>
  delivered.kind !== 'answered' || [401, 412].includes(delivered.status) || delivered.status >= 500

/** How often an edit is tried: for about a day, by `later`. */
export const mostEdits = 36

/** When Teams throttles without saying for how long. */
export const untold = (throttledInARow: number): number => Math.min(60, 2 ** throttledInARow) * second

/** undici's code for it, which says enough without an address. */
function reasonOf(cause: unknown): string {
  const code = cause instanceof Error ? (cause as { code?: unknown }).code : undefined
  return typeof code === 'string' && /^[\w.-]{1,100}$/.test(code) ? code : 'connection failed'
}
