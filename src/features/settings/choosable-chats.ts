import type { KnownSharedChat } from '../../chat/shared-chats.repository.ts'
import type { Reader } from '../../platform/language.ts'
import { cut } from '../../platform/text.ts'
import { settingsText } from './settings.text.ts'

/** A channel or group chat that the bot is in. */
export type ChoosableChat = Pick<
  KnownSharedChat,
  'conversationId' | 'name' | 'seenAt' | 'teamId' | 'teamName' | 'channelName'
>

/** As many as one looks through, and as fit on the card. */
export const listedChats = 100

const names = new Intl.Collator()
export const byName = (one: ChoosableChat, other: ChoosableChat): number => names.compare(one.name, other.name)

/** More choices than that are found by typing; a hundred names have to fit on the card. */
const unfiltered = 15
const longestName = 100

/** `Team / Channel`, or a group chat's topic; what Teams did not tell is told apart by when it was seen last. */
export function chatTitle(chat: ChoosableChat, read: Reader): string {
  const { conversationId, name, seenAt, teamId, teamName, channelName } = chat
  const words = settingsText[read.language]
  if (teamId === null || channelName !== '')
    return name === '' ? words.unnamed(read.date(seenAt)) : cut(name, longestName)
  const channel = conversationId === teamId ? words.general : words.unnamedChannel(read.dateTime(seenAt))
  return teamName === '' ? channel : `${cut(teamName, longestName)} / ${channel}`
}

/** Those of one title with a number behind it. */
export function chatTitles(chats: readonly ChoosableChat[], read: Reader): ReadonlyMap<string, string> {
  const seen = new Map<string, number>()
  return new Map(
    chats.map((chat) => {
      const title = chatTitle(chat, read)
      const nth = (seen.get(title) ?? 0) + 1
      seen.set(title, nth)
      return [chat.conversationId, nth === 1 ? title : `${title} (${read.number(nth)})`]
    }),
  )
}

/** How a list of so many chats is drawn. */
export const listStyle = (count: number): 'filtered' | 'compact' => (count > unfiltered ? 'filtered' : 'compact')
