import type { CardElement, IChoiceSetInput, ITimeInput } from '@microsoft/teams.cards'
import type { Card } from '../../chat/card.ts'
import type { Entry } from '../../chat/card-flow.ts'
import { announcements, card, mistake, subtle, text, typedOr } from '../../chat/card-parts.ts'
import { noticeKinds } from '../../chat/feature.ts'
import { buttonRow, type FlowButtons } from '../../chat/press.ts'
import type { Turn } from '../../chat/turn.ts'
import { may } from '../../commerce/access.ts'
import type { NoticeWishes } from '../../workflow/notices/notice-wishes.repository.ts'
import { noticesText } from '../../workflow/notices/notices.text.ts'
import { type SettingsText, settingsText } from './settings.text.ts'

interface WishesCard {
  readonly turn: Turn
  readonly wishes: NoticeWishes
  readonly entry: Entry
  readonly buttons: FlowButtons
}

/** How the person wishes to be told: kinds of notices, and hours of quiet. */
export function wishesCard({ turn, wishes, entry, buttons }: WishesCard): Card {
  const { agent, reader } = turn
  const words = settingsText[reader.language]
  return card({
    title: words.title,
    subject: words.forYou(agent.name),
    body: [
      ...announcements(entry),
      toldInput(words, turn, wishes, entry),
      ...mistake(entry, 'told'),
      text(words.quiet, { weight: 'Bolder' }),
      subtle(words.quietHint(reader.timeZone), { size: 'Small', spacing: 'None' }),
      {
        type: 'ColumnSet',
        columns: [
          timeColumn('quietFrom', words.quietFrom, typedOr(entry, 'quietFrom', wishes.quiet?.from), entry),
          timeColumn('quietTo', words.quietTo, typedOr(entry, 'quietTo', wishes.quiet?.to), entry),
        ],
      },
      buttonRow(
        buttons.button('save', { title: words.save, style: 'positive' }),
        ...(may(agent, 'change-settings')
          ? [buttons.button('approvals', { title: words.approvals, withoutInputs: true })]
          : []),
      ),
    ],
  })
}

/** What is ticked is told: what is not, is muted. */
function toldInput(words: SettingsText, { reader }: Turn, { muted }: NoticeWishes, entry: Entry): IChoiceSetInput {
  const told = noticeKinds.filter((kind) => !muted.includes(kind))
  return {
    type: 'Input.ChoiceSet',
    id: 'told',
    label: words.told,
    style: 'expanded',
    isMultiSelect: true,
    wrap: true,
    value: typedOr(entry, 'told', told.join(',')) ?? '',
    choices: noticeKinds.map((kind) => ({ title: noticesText[reader.language].kinds[kind], value: kind })),
  }
}

const timeColumn = (id: string, label: string, value: string | undefined, entry: Entry) => {
  const input: ITimeInput = { type: 'Input.Time', id, label, ...(value !== undefined && { value }) }
  const items: CardElement[] = [input, ...mistake(entry, id)]
  return { type: 'Column' as const, width: 'stretch', items }
}
