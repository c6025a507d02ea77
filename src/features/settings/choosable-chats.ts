import type { KnownSharedChat } from '../../chat/shared-chats.repository.ts'
import { nameKey } from '../../commerce/name-key.ts'
import { namedBy, typedName } from '../../commerce/typed-name.ts'
import type { Reader } from '../../platform/language.ts'
import { cut } from '../../platform/text.ts'
import { settingsText } from './settings.text.ts'

/** A channel or group chat that the bot is in. */
export type ChoosableChat = Pick<KnownSharedChat, 'conversationId' | 'name' | 'seenAt'>

/** As many as one looks through, and as fit on the card. */
export const listedChats = 100

const names = new Intl.Collator()
export const byName = (one: ChoosableChat, other: ChoosableChat): number => names.compare(one.name, other.name)

/** More choices than that are found by typing; a hundred names have to fit on the card. */
const unfiltered = 15
const longestName = 100

export const chatTitle = ({ name, seenAt }: ChoosableChat, read: Reader): string =>
  name === '' ? settingsText[read.language].unnamed(read.date(seenAt)) : cut(name, longestName)

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
