import type { Delivered } from '../../chat/teams-request.ts'
import { judge } from '../notices/delivery.ts'
import type { Place } from '../notices/places.ts'
import type { NoticesRoom } from '../notices/room.ts'

/** What came of asking for a chat with somebody who has none. */
export type Met =
  | { readonly kind: 'there'; readonly place: Place }
  | { readonly kind: 'throttled'; readonly milliseconds: number | undefined }
  | { readonly kind: 'again' }
  /** The app has been installed for them: the chat may be asked for once more. */
  | { readonly kind: 'installed' }
  /** They cannot be reached now. */
  | { readonly kind: 'nobody' }

/** Teams' codes for who does not have the app. */
const withoutApp = new Set(['ForbiddenOperationException', 'BotNotInConversationRoster'])

/** Meets people who never opened the desk, and tells who can be reached any more and who cannot. */
export function meetingOf({ openings, places, notices }: Pick<NoticesRoom, 'openings' | 'places' | 'notices'>) {
  return { conclude, lost }

  /** @param tries how often it was asked for in a row. @param mayInstall not when that was done already */
  async function conclude(place: Place, delivered: Delivered, tries: number, mayInstall: boolean): Promise<Met> {
    const verdict = judge(delivered, tries)
    switch (verdict.kind) {
      case 'throttled':
      case 'again':
        return verdict
      case 'sent':
        return verdict.activityId === undefined
          ? failed(place, 'no-conversation', true)
          : met(place, verdict.activityId)
      case 'refused':
        if (!withoutApp.has(verdict.code)) return failed(place, verdict.code, false)
        if (mayInstall && (await openings.install(place))) return { kind: 'installed' }
        return failed(place, verdict.code, !mayInstall)
      case 'later':
      case 'unknown':
        return failed(place, verdict.code, true)
    }
  }

  async function met(place: Place, conversationId: string): Promise<Met> {
    await openings.opened(place, conversationId)
    const there = (await places.of(place.partnerId, [place.recipient])).get(place.recipient)
    return there === undefined || there.stopped !== null ? { kind: 'nobody' } : { kind: 'there', place: there }
  }

  async function failed(place: Place, code: string, soon: boolean): Promise<Met> {
    await openings.failed(place, code, soon)
    return { kind: 'nobody' }
  }

  /** Nothing goes to somebody any more who could be reached until now. */
  async function lost({ partnerId, recipient, shared }: Place): Promise<void> {
    if (!shared) await openings.tell((rows) => notices.reachChanged(rows, partnerId, recipient))
  }
}

export type Meeting = ReturnType<typeof meetingOf>
