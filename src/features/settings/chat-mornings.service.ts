import type { KnownSharedChat } from '../../chat/shared-chats.repository.ts'
import { requireRole, requireRoleNow, type Who } from '../../commerce/access.ts'
import type { Shared } from '../../workflow/shared.ts'
import { byName, type ChoosableChat, listedChats } from './choosable-chats.ts'
import { ChatNotReached } from './settings.errors.ts'

/** A channel or group chat that the bot is in, and when it gets its morning summary. */
export interface MorningChat extends ChoosableChat, Pick<KnownSharedChat, 'timeZone' | 'locale'> {
  /** `08:00`, in the chat's time zone; undefined for none. */
  readonly time: string | undefined
}

/** Which of the partner's channels and group chats get a summary each morning: its global admins say. */
export function chatMorningsService({ sharedChats, mornings, directory, activity, clock }: Shared) {
  return { chats, set }

  /** Those seen last and those that get one, by name. @throws RoleMissing */
  async function chats(who: Who): Promise<MorningChat[]> {
    await requireRole(directory, who, 'change-settings')
    const [times, recent] = await Promise.all([
      mornings.ofSharedChats(who.partnerId),
      sharedChats.seenLast(who.partnerId, listedChats),
    ])
    const listed = new Set(recent.map(({ conversationId }) => conversationId))
    const further = [...times.keys()].filter((id) => !listed.has(id))
    const others = await sharedChats.ofConversations(who.partnerId, further)
    const chats = [...recent, ...others.filter(({ stopped }) => stopped === null)]
    return chats.map((chat) => ({ ...chat, time: times.get(chat.conversationId) })).sort(byName)
  }

  /** The same again changes nothing. @param time `08:00`; undefined for none. @throws RoleMissing, ChatNotReached */
  async function set(who: Who, conversationId: string, time: string | undefined): Promise<void> {
    await requireRoleNow(directory, who, 'change-settings')
    const [chat] = await sharedChats.ofConversations(who.partnerId, [conversationId])
    if (chat === undefined || chat.stopped !== null) throw new ChatNotReached()
    const facts = { morning: time ?? 'none', chat: chat.name || conversationId }
    await mornings.set(who.partnerId, conversationId, time, (rows) =>
      activity.remember(rows, who, { what: 'settings-changed', at: clock.now(), facts }),
    )
  }
}

export type ChatMorningsService = ReturnType<typeof chatMorningsService>
