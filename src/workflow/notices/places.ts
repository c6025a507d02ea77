import type { KnownPersonalChat, PersonalChatsRepository } from '../../chat/personal-chats.repository.ts'
import type { SharedChatsRepository } from '../../chat/shared-chats.repository.ts'
import { Reader } from '../../platform/language.ts'

/** Where a recipient is reached, and how what they get is written. */
export interface Place {
  readonly partnerId: string
  readonly recipient: string
  /** A channel or group chat: nobody's own wishes hold there. */
  readonly shared: boolean
  readonly conversationId: string
  readonly serviceUrl: string
  readonly botId: string
  readonly reader: Reader
  readonly seenAt: Date
  readonly stopped: string | null
  /** There is no chat yet: it is opened before anything is sent. */
  readonly unmet?: { readonly channelId: string } | undefined
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Where people are told. */
export interface Chats {
  readonly personalChats: PersonalChatsRepository
  readonly sharedChats: SharedChatsRepository
}

/** Where people and shared chats are, for whoever speaks first. */
export function placesOf({ personalChats, sharedChats }: Chats) {
  return { of, stop }

  /** By recipient; who was never met is left out. */
  async function of(partnerId: string, recipients: readonly string[]): Promise<ReadonlyMap<string, Place>> {
    const [agents, chats] = [recipients.filter(isAgent), recipients.filter((recipient) => !isAgent(recipient))]
    const [personal, shared] = await Promise.all([
      agents.length === 0 ? [] : personalChats.ofAgents(partnerId, agents),
      chats.length === 0 ? [] : sharedChats.ofConversations(partnerId, chats),
    ])
    return new Map([
      ...personal.map((chat) => [chat.agentId, placeOf(asChosen(chat), chat.agentId, false)] as const),
      ...shared.map((chat) => [chat.conversationId, placeOf(chat, chat.conversationId, true)] as const),
    ])
  }

  /**
   * Teams said that the recipient cannot be reached: until they write or install again.
   * @returns whether that still holds: not when they came back meanwhile.
   */
  function stop({ partnerId, recipient, shared, seenAt }: Place, code: string): Promise<boolean> {
    return (shared ? sharedChats : personalChats).stop(partnerId, recipient, code, seenAt)
  }
}

export type Places = ReturnType<typeof placesOf>

export const isAgent = (recipient: string): boolean => guid.test(recipient)

const asChosen = (chat: KnownPersonalChat): KnownPersonalChat => ({
  ...chat,
  locale: chat.chosenLocale ?? chat.locale,
  timeZone: chat.chosenTimeZone ?? chat.timeZone,
})

const placeOf = (
  chat: Omit<Place, 'recipient' | 'shared' | 'reader'> & { readonly locale: string; readonly timeZone: string },
  recipient: string,
  shared: boolean,
): Place => ({
  partnerId: chat.partnerId,
  recipient,
  shared,
  conversationId: chat.conversationId,
  serviceUrl: chat.serviceUrl,
  botId: chat.botId,
  reader: new Reader(chat.locale, chat.timeZone),
  seenAt: chat.seenAt,
  stopped: chat.stopped,
})
