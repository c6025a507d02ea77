import type { KnownSharedChat, SharedChatsRepository } from '../../chat/shared-chats.repository.ts'
import { requireRole, type Who } from '../../commerce/access.ts'
import type { Directory } from '../../commerce/ports/directory.ts'
import type { Clock } from '../../platform/clock.ts'
import type { ActivityService } from '../../workflow/activity/activity.service.ts'
import type { MorningsService } from '../../workflow/notices/mornings.service.ts'
import { byName, listedChats } from './choosable-chats.ts'
import { ChatNotReached } from './settings.errors.ts'

/** A channel or group chat that the bot is in, and when it gets its morning summary. */
export interface MorningChat extends Pick<KnownSharedChat, 'conversationId' | 'name' | 'seenAt' | 'timeZone'> {
  /** `08:00`, in the chat's time zone; undefined for none. */
  readonly time: string | undefined
}

interface ChatMorningsOptions {
  sharedChats: SharedChatsRepository
  mornings: MorningsService
  directory: Directory
  activity: ActivityService
  clock: Clock
}

/** Which of the partner's channels and group chats get a summary each morning: its global admins say. */
export class ChatMorningsService {
  private readonly options: ChatMorningsOptions

  constructor(options: ChatMorningsOptions) {
    this.options = options
  }

  /** Those seen last and those that get one, by name. @throws RoleMissing */
  async chats(who: Who): Promise<MorningChat[]> {
    const { directory, sharedChats, mornings } = this.options
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
  async set(who: Who, conversationId: string, time: string | undefined): Promise<void> {
    const { directory, sharedChats, mornings, activity, clock } = this.options
    await requireRole(directory, who, 'change-settings')
    const [chat] = await sharedChats.ofConversations(who.partnerId, [conversationId])
    if (chat === undefined || chat.stopped !== null) throw new ChatNotReached()
    const facts = { morning: time ?? 'none', chat: chat.name || conversationId }
    await mornings.set(who.partnerId, conversationId, time, (rows) =>
      activity.remember(rows, who, { what: 'settings-changed', at: clock.now(), facts }),
    )
  }
}
