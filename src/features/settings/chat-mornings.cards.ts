import type { CardElement } from '@microsoft/teams.cards'
import type { Card } from '../../chat/card.ts'
import type { Entry } from '../../chat/card-flow.ts'
import { announcements, card, mistake, plain, state, subtle, text, typedOr } from '../../chat/card-parts.ts'
import { buttonRow, type FlowButtons } from '../../chat/press.ts'
import type { Turn } from '../../chat/turn.ts'
import { wordsText } from '../../chat/words.text.ts'
import type { Reader } from '../../platform/language.ts'
import type { MorningChat } from './chat-mornings.service.ts'
import { chatMorningsText } from './chat-mornings.text.ts'
import { chatChoices, chatMeant, listStyle } from './choosable-chats.ts'
import { lostChatsWarning } from './lost-chats.cards.ts'
import type { ChosenAndLost } from './lost-chats.service.ts'
import { ownSettingsText } from './own-settings.text.ts'
import { timeInput } from './settings.cards.ts'
import { nameToday } from './time-zones.ts'

interface ChatMorningsCard {
  readonly turn: Turn
  readonly chats: readonly MorningChat[]
  readonly lost: ChosenAndLost
  readonly entry: Entry
  readonly buttons: FlowButtons
}

/** Which channels and group chats get a morning summary: above, what holds now; below, one of them to change. */
export function chatMorningsCard({ turn: { reader: read }, chats, lost, entry, buttons }: ChatMorningsCard): Card {
  const words = chatMorningsText[read.language]
  return card({
    title: words.title,
    subject: words.subject,
    body: [
      ...announcements(entry),
      ...lostChatsWarning({ approvals: undefined, mornings: lost.mornings }, read),
      ...(chats.length === 0 ? [text(words.noChats)] : form(chats, read, entry)),
      buttonRow(
        ...(chats.length === 0
          ? []
          : [
              buttons.button('save', { title: ownSettingsText[read.language].save, style: 'positive' }),
              buttons.button('reading', { title: words.reading }),
            ]),
        buttons.button('back', { title: wordsText[read.language].back, withoutInputs: true }),
      ),
    ],
  })
}

function form(chats: readonly MorningChat[], read: Reader, entry: Entry): CardElement[] {
  const words = chatMorningsText[read.language]
  const choices = chatChoices(chats, read)
  const typed = typedOr(entry, 'chat', undefined)
  const chosen = (typed === undefined ? undefined : chatMeant(typed, chats, read)) ?? chats[0]?.conversationId
  const time = chats.find(({ conversationId }) => conversationId === chosen)?.time
  return [
    state(
      'neutral',
      text(words.holds, { weight: 'Bolder' }),
      ...holding(chats, new Map(choices.map(({ id, title }) => [id, title])), read).map((line) =>
        text(plain(line), { spacing: 'Small' }),
      ),
    ),
    {
      type: 'Input.ChoiceSet',
      id: 'chat',
      label: words.chat,
      style: listStyle(chats.length),
      choices: choices.map(({ title, value }) => ({ title, value })),
      value: choices.find(({ id }) => id === chosen)?.value ?? '',
    },
    ...mistake(entry, 'chat'),
    timeInput('time', words.time, typedOr(entry, 'time', time)),
    ...mistake(entry, 'time'),
    subtle(words.timeHint, { size: 'Small', spacing: 'Small' }),
  ]
}

function holding(chats: readonly MorningChat[], titles: ReadonlyMap<string, string>, read: Reader): string[] {
  const words = chatMorningsText[read.language]
  const lines = chats.flatMap(({ conversationId, time, timeZone }) =>
    time === undefined ? [] : [words.line(titles.get(conversationId) ?? '', time, nameToday(timeZone))],
  )
  return lines.length === 0 ? [words.none] : lines
}
