import type { IContainer } from '@microsoft/teams.cards'
import { card, plain, state, subtle, text } from '../../chat/card-parts.ts'
import type { Telling } from '../../chat/feature.ts'
import { buttonRow, startButton } from '../../chat/press.ts'
import { tabButton } from '../../chat/tab-button.ts'
import type { Reader } from '../../platform/language.ts'
import { chatTitle } from './choosable-chats.ts'
import type { ChosenAndLost, LostChat } from './lost-chats.service.ts'
import { lostChatsText } from './lost-chats.text.ts'

/** What a global admin is told when a chat is lost that the settings choose. */
export function lostChatsNotice(lost: ChosenAndLost, read: Reader, tab: string): Telling {
  const words = lostChatsText[read.language]
  const lines = lostChatLines(lost, read)
  return {
    line: [words.title, ...lines].join(' · '),
    card: card({
      title: words.title,
      subject: words.subject,
      body: [
        ...lostChatsWarning(lost, read),
        subtle(words.what),
        buttonRow(startButton('settings', { title: words.settings, style: 'positive' }), tabButton(read, tab)),
      ],
    }),
  }
}

/** The same on the cards of the settings, as long as it is so. */
export function lostChatsWarning(lost: Partial<ChosenAndLost>, read: Reader): IContainer[] {
  const lines = lostChatLines(lost, read)
  return lines.length === 0 ? [] : [state('warning', ...lines.map((line) => text(plain(line))))]
}

/** One line for each chat that is lost. */
export function lostChatLines({ approvals, windows, mornings }: Partial<ChosenAndLost>, read: Reader): string[] {
  const words = lostChatsText[read.language]
  return [
    ...(approvals === undefined ? [] : [words.approvals(titleOf(approvals, read))]),
    ...(windows === undefined ? [] : [words.windows(titleOf(windows, read))]),
    ...(mornings ?? []).map((chat) => words.morning(titleOf(chat, read))),
  ]
}

const titleOf = (
  { conversationId, name, seenAt, teamId = null, teamName = '', channelName = '' }: LostChat,
  read: Reader,
) =>
  name === undefined || seenAt === undefined
    ? conversationId
    : chatTitle({ conversationId, name, seenAt, teamId, teamName, channelName }, read)
