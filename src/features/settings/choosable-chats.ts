import type { KnownSharedChat } from '../../chat/shared-chats.repository.ts'
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

/** How a list of so many chats is drawn. */
export const listStyle = (count: number): 'filtered' | 'compact' => (count > unfiltered ? 'filtered' : 'compact')
