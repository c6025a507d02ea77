import type { IChoiceSetInput } from '@microsoft/teams.cards'
import type { Card } from '../../chat/card.ts'
import type { Entry } from '../../chat/card-flow.ts'
import { announcements, card, mistake, subtle, typedOr } from '../../chat/card-parts.ts'
import { buttonRow, type FlowButtons } from '../../chat/press.ts'
import type { Turn } from '../../chat/turn.ts'
import { wordsText } from '../../chat/words.text.ts'
import { languages } from '../../platform/language.ts'
import type { ReadingChat } from './chat-reading.service.ts'
import { chatReadingText } from './chat-reading.text.ts'
import { chatTitle } from './choosable-chats.ts'
import { ownNames, ownSettingsText } from './own-settings.text.ts'
import { nameToday, usualZones, zoneTitle } from './time-zones.ts'

interface ChatReadingCard {
  readonly turn: Turn
  readonly chat: ReadingChat
  readonly entry: Entry
  readonly buttons: FlowButtons
}

/** How the desk writes in one channel or group chat. */
export function chatReadingCard({ turn: { reader: read, now }, chat, entry, buttons }: ChatReadingCard): Card {
  const words = ownSettingsText[read.language]
  const { title, hint } = chatReadingText[read.language]
  const language: IChoiceSetInput = {
    type: 'Input.ChoiceSet',
    id: 'language',
    label: words.language,
    style: 'compact',
    value: typedOr(entry, 'language', chat.language) ?? chat.language,
    choices: languages.map((known) => ({ title: ownNames[known], value: known })),
  }
  const zone = nameToday(chat.timeZone)
  const usual = usualZones(now)
  const timeZone: IChoiceSetInput = {
    type: 'Input.ChoiceSet',
    id: 'timeZone',
    label: words.timeZone,
    placeholder: words.timeZoneHint,
    style: 'filtered',
    value: typedOr(entry, 'timeZone', zone) ?? zone,
    choices: [
      ...(usual.some(({ id }) => id === zone) ? [] : [{ title: zoneTitle(zone, now), value: zone }]),
      ...usual.map(({ id, title }) => ({ title, value: id })),
    ],
    'choices.data': { type: 'Data.Query', dataset: 'chat-time-zones' },
  }
  return card({
    title,
    subject: chatTitle(chat, read),
    body: [
      ...announcements(entry),
      language,
      ...mistake(entry, 'language'),
      timeZone,
      ...mistake(entry, 'timeZone'),
      subtle(hint, { size: 'Small', spacing: 'Small' }),
      buttonRow(
        buttons.button('save', { title: words.save, style: 'positive' }),
        buttons.button('back', { title: wordsText[read.language].back, withoutInputs: true }),
      ),
    ],
  })
}
