import type { KnownSharedChat } from '../../chat/shared-chats.repository.ts'
import { nameKey } from '../../commerce/name-key.ts'
import { namedBy, typedName } from '../../commerce/typed-name.ts'
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

const namedFor = (read: Reader) => (chat: ChoosableChat) => ({ id: chat.conversationId, name: chatTitle(chat, read) })

/** Each as it is offered, which is how somebody would type it: of several with one title, with the end of its id. */
export function chatChoices(chats: readonly ChoosableChat[], read: Reader) {
  const named = chats.map(namedFor(read))
  const byTitle = Map.groupBy(named, ({ name }) => nameKey(name))
  return named.map((chat) => {
    const title = typedName(chat, byTitle.get(nameKey(chat.name)) ?? [])
    return { id: chat.id, title, value: title }
  })
}

/** The conversation that is meant; cards of before carry its id. Undefined where the words tell none apart. */
export function chatMeant(typed: string, chats: readonly ChoosableChat[], read: Reader): string | undefined {
  const named = chats.map(namedFor(read))
  const [only, other] =
    [named.filter(({ id }) => id === typed), namedBy(typed, named)].find((it) => it.length > 0) ?? []
  return other === undefined ? only?.id : undefined
}

/** How a list of so many chats is drawn. */
export const listStyle = (count: number): 'filtered' | 'compact' => (count > unfiltered ? 'filtered' : 'compact')
