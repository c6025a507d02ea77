import { requireRole, type Who } from '../../commerce/access.ts'
import { type Language, languageOf } from '../../platform/language.ts'
import type { Shared } from '../../workflow/shared.ts'
import type { ChoosableChat } from './choosable-chats.ts'
import { localeFor } from './own-settings.service.ts'
import { ChatNotReached } from './settings.errors.ts'

/** A channel or group chat, and how what everybody sees there is written. */
export interface ReadingChat extends ChoosableChat {
  readonly language: Language
  /** IANA name. */
  readonly timeZone: string
}

/** In which language and time zone the desk writes in a channel or group chat: the partner's global admins say. */
export function chatReadingService({ sharedChats, directory, activity, clock }: Shared) {
  return { of, set }

  /** Also of a chat that the bot has left since. @throws RoleMissing, ChatNotReached */
  async function of(who: Who, conversationId: string): Promise<ReadingChat> {
    const chat = await find(who, conversationId)
    return { ...chat, language: languageOf(chat.locale) }
  }

  /** From now on, in all that is sent there; the same again changes nothing. @throws RoleMissing, ChatNotReached */
  async function set(who: Who, conversationId: string, language: Language, timeZone: string): Promise<void> {
    const chat = await find(who, conversationId)
    if (chat.stopped !== null) throw new ChatNotReached()
    const reading = { locale: localeFor(language, chat.locale), timeZone }
    const facts = { ...reading, chat: chat.name || conversationId }
    const kept = await sharedChats.read(who.partnerId, conversationId, reading, (rows) =>
      activity.remember(rows, who, { what: 'settings-changed', at: clock.now(), facts }),
    )
    if (!kept) throw new ChatNotReached()
  }

  async function find(who: Who, conversationId: string) {
    await requireRole(directory, who, 'change-settings')
    const [chat] = await sharedChats.ofConversations(who.partnerId, [conversationId])
    if (chat === undefined) throw new ChatNotReached()
    return chat
  }
}

export type ChatReadingService = ReturnType<typeof chatReadingService>
