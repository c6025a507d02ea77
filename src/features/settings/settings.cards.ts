import type { CardElement, IChoiceSetInput, ITimeInput } from '@microsoft/teams.cards'
import type { Card } from '../../chat/card.ts'
import type { Entry } from '../../chat/card-flow.ts'
import { announcements, card, mistake, subtle, text, typedOr } from '../../chat/card-parts.ts'
import { type NoticeKind, noticeKinds } from '../../chat/feature.ts'
import { buttonRow, type FlowButtons } from '../../chat/press.ts'
import type { Turn } from '../../chat/turn.ts'
import { may } from '../../commerce/access.ts'
import { nameKey } from '../../commerce/name-key.ts'
import { languageOf, languages } from '../../platform/language.ts'
import type { NoticeWishes } from '../../workflow/notices/notice-wishes.repository.ts'
import { noticesText } from '../../workflow/notices/notices.text.ts'
import { lostChatsWarning } from './lost-chats.cards.ts'
import type { ChosenAndLost } from './lost-chats.service.ts'
import type { KnownSettings } from './own-settings.service.ts'
import { type OwnSettingsText, ownNames, ownSettingsText } from './own-settings.text.ts'
import { usualZones, zoneTitle } from './time-zones.ts'

/** Follows Teams: what stands for no choice of one's own. */
export const asInTeams = 'teams'

/** What is ticked in the settings; the morning summary is wished for by its time, and what settings lack is told to all who may change them. */
export const tickedKinds: readonly NoticeKind[] = noticeKinds.filter(
  (kind) => kind !== 'mornings' && kind !== 'settings',
)

interface OwnCard {
  readonly turn: Turn
  readonly settings: KnownSettings
  /** Nothing for who is no global admin. */
  readonly lost: ChosenAndLost
  readonly entry: Entry
  readonly buttons: FlowButtons
}

/** How the desk talks to the person, and when; for global admins the way to the partner's settings. */
export function ownSettingsCard({ turn, settings, lost, entry, buttons }: OwnCard): Card {
  const { agent, reader } = turn
  const words = ownSettingsText[reader.language]
  const { wishes, morning } = settings
  return card({
    title: words.title,
    subject: words.subject(agent.name),
    body: [
      ...announcements(entry),
      ...lostChatsWarning(lost, reader),
      languageInput(words, settings, entry),
      ...mistake(entry, 'language'),
      zoneInput(words, turn, settings, entry),
      ...mistake(entry, 'timeZone'),
      toldInput(words, turn, wishes, entry),
      ...mistake(entry, 'told'),
      text(words.quiet, { weight: 'Bolder' }),
      subtle(words.quietHint, { size: 'Small', spacing: 'None' }),
      {
        type: 'ColumnSet',
        columns: [
          timeColumn('quietFrom', words.quietFrom, typedOr(entry, 'quietFrom', wishes.quiet?.from), entry),
          timeColumn('quietTo', words.quietTo, typedOr(entry, 'quietTo', wishes.quiet?.to), entry),
        ],
      },
      timeInput('morning', words.morning, typedOr(entry, 'morning', morning)),
      ...mistake(entry, 'morning'),
      subtle(words.morningHint, { size: 'Small', spacing: 'Small' }),
      buttonRow(
        buttons.button('save', { title: words.save, style: 'positive' }),
        ...(may(agent, 'change-settings') ? partnerButtons(words, buttons) : []),
      ),
    ],
  })
}

/** Two stand beside Save, the others in the menu. */
const partnerButtons = (words: OwnSettingsText, buttons: FlowButtons) => [
  ...(['approvals', 'people'] as const).map((step) =>
    buttons.button(step, { title: words[step], withoutInputs: true }),
  ),
  ...(['noticeRules', 'chatMornings'] as const).map((step) =>
    buttons.button(step, { title: words[step], withoutInputs: true, mode: 'secondary' }),
  ),
]

const languageInput = (words: OwnSettingsText, { language, teams }: KnownSettings, entry: Entry): IChoiceSetInput => ({
  type: 'Input.ChoiceSet',
  id: 'language',
  label: words.language,
  style: 'compact',
  value: typedOr(entry, 'language', language) ?? asInTeams,
  choices: [
    { title: words.asInTeams(ownNames[languageOf(teams.locale)]), value: asInTeams },
    ...languages.map((known) => ({ title: ownNames[known], value: known })),
  ],
})

/** As any of the desk's languages has it, with the zone behind it or without; cards of before say `teams`. */
export const saysAsTeams = (typed: string): boolean =>
  [asInTeams, ...languages.map((language) => ownSettingsText[language].asTeams)]
    .map(nameKey)
    .some((said) => nameKey(typed) === said || nameKey(typed).startsWith(`${said} `))

/** Clients without typeahead still choose among the usual ones. */
function zoneInput(words: OwnSettingsText, { now }: Turn, { timeZone, teams }: KnownSettings, entry: Entry) {
  const typed = typedOr(entry, 'timeZone', timeZone)
  const value = typed === undefined || saysAsTeams(typed) ? words.asTeams : typed
  const usual = usualZones(now)
  const own = timeZone === undefined || usual.some(({ id }) => id === timeZone) ? [] : [timeZone]
  const input: IChoiceSetInput = {
    type: 'Input.ChoiceSet',
    id: 'timeZone',
    label: words.timeZone,
    placeholder: words.timeZoneHint,
    style: 'filtered',
    value,
    choices: [
      { title: words.asInTeams(zoneTitle(teams.timeZone, now)), value: words.asTeams },
      ...own.map((zone) => ({ title: zoneTitle(zone, now), value: zone })),
      ...usual.map(({ id, title }) => ({ title, value: id })),
    ],
    'choices.data': { type: 'Data.Query', dataset: 'time-zones' },
  }
  return input
}

/** What is ticked is told: what is not, is muted. */
function toldInput(words: OwnSettingsText, { reader }: Turn, { muted }: NoticeWishes, entry: Entry): IChoiceSetInput {
  const told = tickedKinds.filter((kind) => !muted.includes(kind))
  return {
    type: 'Input.ChoiceSet',
    id: 'told',
    label: words.told,
    style: 'expanded',
    isMultiSelect: true,
    wrap: true,
    value: typedOr(entry, 'told', told.join(',')) ?? '',
    choices: tickedKinds.map((kind) => ({ title: noticesText[reader.language].kinds[kind], value: kind })),
  }
}

const timeColumn = (id: string, label: string, value: string | undefined, entry: Entry) => {
  const items: CardElement[] = [timeInput(id, label, value), ...mistake(entry, id)]
  return { type: 'Column' as const, width: 'stretch', items }
}

export const timeInput = (id: string, label: string, value: string | undefined): ITimeInput => ({
  type: 'Input.Time',
  id,
  label,
  ...(value !== undefined && { value }),
})
