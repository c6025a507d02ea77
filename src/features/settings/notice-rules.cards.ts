import type { CardElement, IChoiceSetInput, INumberInput, ITextInput } from '@microsoft/teams.cards'
import type { Card } from '../../chat/card.ts'
import type { Entry } from '../../chat/card-flow.ts'
import { announcements, card, mistake, plain, state, subtle, text, typedOr } from '../../chat/card-parts.ts'
import { buttonRow, type FlowButtons } from '../../chat/press.ts'
import type { Turn } from '../../chat/turn.ts'
import { wordsText } from '../../chat/words.text.ts'
import { money } from '../../commerce/money.ts'
import type { Reader } from '../../platform/language.ts'
import { linkDownloads } from '../../workflow/links/download-link.ts'
import { longestDays, longestHours, mostLeadTimes, type NoticePolicy } from '../../workflow/notices/notice-policy.ts'
import { byCurrency } from './amounts.ts'
import { chatChoices, listStyle } from './choosable-chats.ts'
import { lostChatsWarning } from './lost-chats.cards.ts'
import type { NoticeRulesSettings } from './notice-rules.service.ts'
import { noticeRulesText } from './notice-rules.text.ts'
import { noticeFormOf, toAdmins } from './notice-rules-form.ts'
import { settingsText } from './settings.text.ts'

interface NoticeRulesCard {
  readonly turn: Turn
  readonly settings: NoticeRulesSettings
  readonly entry: Entry
  readonly buttons: FlowButtons
}

/** When the partner's people are told: above, what holds now; below, the form that changes it. */
export function noticeRulesCard({ turn: { reader: read }, settings, entry, buttons }: NoticeRulesCard): Card {
  const { policy, chats, lost } = settings
  const words = noticeRulesText[read.language]
  const { holds, save } = settingsText[read.language]
  const kept = noticeFormOf(policy)
  const most = read.number(mostLeadTimes)
  return card({
    title: words.title,
    subject: words.forAll,
    body: [
      ...announcements(entry),
      ...lostChatsWarning({ windows: lost }, read),
      state(
        'neutral',
        text(holds, { weight: 'Bolder' }),
        ...noticeLines(read, settings).map((line) => text(plain(line), { spacing: 'Small' })),
      ),
      ...textField('hoursBefore', { label: words.hoursBefore, value: kept.hoursBefore, maxLength: 100 }, entry),
      hint(words.hoursHint(most, read.number(longestHours))),
      ...downloadsField(words.downloads(read.number(linkDownloads)), kept.downloads, entry),
      ...textField('daysBefore', { label: words.daysBefore, value: kept.daysBefore, maxLength: 100 }, entry),
      hint(words.daysHint(most, read.number(longestDays))),
      ...textField(
        'from',
        { label: words.from, value: kept.from, maxLength: 500, placeholder: words.fromExample },
        entry,
      ),
      hint(words.fromHint),
      ...(chats.length === 0 && policy.windows.channel === undefined
        ? []
        : [channelInput(read, settings, entry), ...mistake(entry, 'channel')]),
      buttonRow(
        buttons.button('save', { title: save, style: 'positive' }),
        buttons.button('back', { title: wordsText[read.language].back, withoutInputs: true }),
      ),
    ],
  })
}

/** When people are told, a line for each kind. */
export const noticeLines = (read: Reader, settings: NoticeRulesSettings): string[] => [
  linksLine(read, settings.policy),
  windowsLine(read, settings.policy),
  othersLine(read, settings),
]

function linksLine(read: Reader, { links }: NoticePolicy): string {
  const words = noticeRulesText[read.language]
  const times = read.list(links.hoursBefore.map((hours) => words.hours(hours, read.number(hours))))
  return words.links(times, read.number(links.downloads), read.number(linkDownloads))
}

function windowsLine(read: Reader, { windows: { daysBefore, from } }: NoticePolicy): string {
  const words = noticeRulesText[read.language]
  const times = read.list(daysBefore.map((days) => words.days(days, read.number(days))))
  const amounts = byCurrency(from).map(([currency, amount]) => read.money(money(amount, currency)))
  return amounts.length === 0 ? words.windows(times) : words.windowsFrom(times, read.list(amounts, 'disjunction'))
}

const othersLine = (read: Reader, { policy, chats }: NoticeRulesSettings): string => {
  const words = noticeRulesText[read.language]
  const chosen = chatChoices(chats, read).find(({ id }) => id === policy.windows.channel)
  return words.others(chosen?.title ?? words.toAdmins)
}

/** The admin agents, or one of the chats that the bot is in; one that it has lost is named as long as it is chosen. */
export function channelsOffered(read: Reader, { policy, chats }: Pick<NoticeRulesSettings, 'policy' | 'chats'>) {
  const words = noticeRulesText[read.language]
  const { lostChat } = settingsText[read.language]
  const offered = [{ id: toAdmins, title: words.toAdmins, value: words.toAdmins }, ...chatChoices(chats, read)]
  const kept = policy.windows.channel
  const lost = kept !== undefined && offered.every(({ id }) => id !== kept)
  return lost ? [...offered, { id: kept, title: lostChat, value: lostChat }] : offered
}

function channelInput(read: Reader, settings: NoticeRulesSettings, entry: Entry): IChoiceSetInput {
  const words = noticeRulesText[read.language]
  const offered = channelsOffered(read, settings)
  const chosen = offered.find(({ id }) => id === (settings.policy.windows.channel ?? toAdmins))?.value ?? words.toAdmins
  const values = offered.map(({ value }) => value)
  const typed = typedOr(entry, 'channel', chosen) ?? chosen
  return {
    type: 'Input.ChoiceSet',
    id: 'channel',
    label: words.channel,
    style: listStyle(settings.chats.length),
    value: values.includes(typed) ? typed : (offered.find(({ id }) => id === typed)?.value ?? chosen),
    choices: values.map((value) => ({ title: value, value })),
  }
}

const textField = (
  id: string,
  { value, ...look }: Pick<ITextInput, 'label' | 'maxLength' | 'placeholder'> & { value: string },
  entry: Entry,
): CardElement[] => {
  const input: ITextInput = { type: 'Input.Text', id, ...look, value: typedOr(entry, id, value) ?? '' }
  return [input, ...mistake(entry, id)]
}

/** What was typed may be no number: then the field is empty again, and says what is wanted. */
function downloadsField(label: string, kept: string, entry: Entry): CardElement[] {
  const typed = typedOr(entry, 'downloads', kept) ?? ''
  const value = /^\s*-?\d+\s*$/.test(typed) ? Number(typed) : undefined
  const input: INumberInput = { type: 'Input.Number', id: 'downloads', label, ...(value !== undefined && { value }) }
  return [input, ...mistake(entry, 'downloads')]
}

const hint = (words: string): CardElement => subtle(words, { size: 'Small', spacing: 'Small' })
