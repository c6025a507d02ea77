import type { CardElement, IChoiceSetInput, INumberInput, ITextInput } from '@microsoft/teams.cards'
import type { Card } from '../../chat/card.ts'
import type { Entry } from '../../chat/card-flow.ts'
import { announcements, card, mistake, plain, state, subtle, text, typedOr } from '../../chat/card-parts.ts'
import { buttonRow, type FlowButtons } from '../../chat/press.ts'
import type { Turn } from '../../chat/turn.ts'
import { wordsText } from '../../chat/words.text.ts'
import type { Amounts } from '../../commerce/amounts.ts'
import { money } from '../../commerce/money.ts'
import type { Reader } from '../../platform/language.ts'
import type { ApprovalPolicy } from '../../workflow/approvals/approval-policy.ts'
import { byCurrency } from './amounts.ts'
import { cancellationChoices, formOf, toApprovers } from './approval-rules-form.ts'
import { type ChoosableChat, chatChoices, listStyle } from './choosable-chats.ts'
import { lostChatsWarning } from './lost-chats.cards.ts'
import type { ApprovalSettings } from './settings.service.ts'
import { type SettingsText, settingsText } from './settings.text.ts'

interface ApprovalsCard {
  readonly turn: Turn
  readonly settings: ApprovalSettings
  readonly entry: Entry
  readonly buttons: FlowButtons
}

/** What needs an approval in the partner: above, what holds now; below, the form that changes it. */
export function approvalsCard({ turn, settings, entry, buttons }: ApprovalsCard): Card {
  const { reader: read } = turn
  const words = settingsText[read.language]
  const { policy, chats, lost } = settings
  const holds = formOf(policy)
  return card({
    title: words.approvalsTitle,
    subject: words.forAll,
    body: [
      ...announcements(entry),
      ...lostChatsWarning({ approvals: lost }, read),
      state(
        'neutral',
        text(words.holds, { weight: 'Bolder' }),
        ...policyLines(words, policy, read).map((line) => text(plain(line), { spacing: 'Small' })),
      ),
      amountsInput('purchases', words.purchases, holds.purchases, { words, entry }),
      ...mistake(entry, 'purchases'),
      subtle(words.amountsHint, { size: 'Small', spacing: 'Small' }),
      cancellationsInput(words, holds.cancellations, entry),
      ...mistake(entry, 'cancellations'),
      amountsInput('cancellationAmounts', words.cancellationAmounts, holds.cancellationAmounts, { words, entry }),
      ...mistake(entry, 'cancellationAmounts'),
      cardsInput(words, holds.cards, chats, { read, entry }),
      ...mistake(entry, 'cards'),
      ...(chats.length === 0 ? [subtle(words.noChats, { size: 'Small', spacing: 'Small' })] : []),
      ...hoursInput('waitHours', words.waitHours, holds.waitHours, entry),
      ...hoursInput('remindHours', words.remindHours, holds.remindHours, entry),
      buttonRow(
        buttons.button('save', { title: words.save, style: 'positive' }),
        buttons.button('back', { title: wordsText[read.language].back, withoutInputs: true }),
      ),
    ],
  })
}

/** What needs an approval, a line for each kind. */
export function policyLines(words: SettingsText, { purchases, cancellations }: ApprovalPolicy, read: Reader): string[] {
  const lines = [
    ...(Object.keys(purchases).length > 0 ? [words.purchasesFrom(amountsList(purchases, read))] : []),
    ...(cancellations.when === 'always' ? [words.cancellationsAlways] : []),
    ...(cancellations.when === 'from' ? [words.cancellationsFrom(amountsList(cancellations.amounts, read))] : []),
  ]
  return lines.length === 0 ? [words.noneNeeded] : lines
}

const amountsList = (amounts: Amounts, read: Reader): string =>
  read.list(
    byCurrency(amounts).map(([currency, amount]) => read.money(money(amount, currency))),
    'disjunction',
  )

const amountsInput = (
  id: string,
  label: string,
  kept: string,
  { words, entry }: { words: SettingsText; entry: Entry },
): ITextInput => ({
  type: 'Input.Text',
  id,
  label,
  placeholder: words.purchasesHint,
  maxLength: 500,
  value: typedOr(entry, id, kept) ?? '',
})

const cancellationsInput = (words: SettingsText, kept: string, entry: Entry): IChoiceSetInput => ({
  type: 'Input.ChoiceSet',
  id: 'cancellations',
  label: words.cancellations,
  style: 'compact',
  value: typedOr(entry, 'cancellations', kept) ?? kept,
  choices: cancellationChoices.map((when) => ({ title: words.when[when], value: when })),
})

/** Approvers themselves, or one of the chats that the bot is in; one that it has lost is named as long as it is chosen. */
export function cardsOffered(chats: readonly ChoosableChat[], kept: string, read: Reader) {
  const words = settingsText[read.language]
  const offered = [{ id: toApprovers, title: words.toApprovers, value: words.toApprovers }, ...chatChoices(chats, read)]
  const lost = offered.every(({ id }) => id !== kept)
  return lost ? [...offered, { id: kept, title: words.lostChat, value: words.lostChat }] : offered
}

function cardsInput(
  words: SettingsText,
  kept: string,
  chats: readonly ChoosableChat[],
  { read, entry }: { read: Reader; entry: Entry },
): IChoiceSetInput {
  const offered = cardsOffered(chats, kept, read)
  const saidOf = (id: string | undefined) => offered.find((choice) => choice.id === id)?.value
  return {
    type: 'Input.ChoiceSet',
    id: 'cards',
    label: words.cards,
    style: listStyle(chats.length),
    value: saidOf(typedOr(entry, 'cards', kept)) ?? saidOf(kept) ?? words.lostChat,
    choices: offered.map(({ title, value }) => ({ title, value })),
  }
}

/** What was typed may be no number: then the field is empty again, and says what is wanted. */
function hoursInput(id: string, label: string, kept: string, entry: Entry): CardElement[] {
  const typed = typedOr(entry, id, kept) ?? ''
  const value = /^\s*-?\d+\s*$/.test(typed) ? Number(typed) : undefined
  const input: INumberInput = { type: 'Input.Number', id, label, ...(value !== undefined && { value }) }
  return [input, ...mistake(entry, id)]
}
