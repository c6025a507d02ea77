import { z } from 'zod'
import { type Act, act, type Move, type Step } from '../../chat/card-flow.ts'
import type { Turn } from '../../chat/turn.ts'
import { nameKey } from '../../commerce/name-key.ts'
import { languages } from '../../platform/language.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import { approvalsCard } from './approval-rules.cards.ts'
import {
  type ApprovalsForm,
  approvalsForm,
  changedIn,
  type FormMistake,
  formOf,
  readForm,
  toApprovers,
} from './approval-rules-form.ts'
import { type ChoosableChat, chatMeant } from './choosable-chats.ts'
import { ChatNotReached, RulesChanged } from './settings.errors.ts'
import type { ApprovalSettings, SettingsService } from './settings.service.ts'
import { type SettingsText, settingsText } from './settings.text.ts'
import type { SettingsValues } from './settings-values.ts'

const nothing = z.object({})

/** Opens the step, from whichever step offers it. */
export const approvalsDoor = (settings: SettingsService): Act<SettingsValues> =>
  act({
    inputs: nothing,
    run: async (turn) => ({ to: 'approvals', values: drawnFrom(await settings.approvals(whoOf(turn))) }),
  })

/** For global admins: what needs an approval. */
export const approvalsStep = (settings: SettingsService): Step<SettingsValues> => ({
  id: 'approvals',
  show: async (turn, _values, entry, buttons) =>
    approvalsCard({ turn, settings: await settings.approvals(whoOf(turn)), entry, buttons }),
  acts: {
    save: act({
      inputs: approvalsForm,
      mistake: (turn) => settingsText[turn.reader.language].chooseCards,
      run: (turn, values: SettingsValues, typed) => saveApprovals(settings, turn, values, typed),
    }),
    back: act({ inputs: nothing, run: async (_turn, values: SettingsValues) => ({ to: 'wishes', values }) }),
  },
})

async function saveApprovals(
  settings: SettingsService,
  turn: Turn,
  values: SettingsValues,
  sent: ApprovalsForm,
): Promise<Move<SettingsValues>> {
  const words = settingsText[turn.reader.language]
  const { chats } = await settings.approvals(whoOf(turn))
  const typed = { ...sent, cards: cardsMeant(sent.cards, chats, { turn, values }) }
  const read = readForm(typed)
  if ('mistakes' in read) return { values, entry: { typed, mistakes: inWords(words, read.mistakes) } }
  const { drawn } = values
  try {
    await settings.setApprovals(whoOf(turn), read.policy, drawn?.changedAt ? new Date(drawn.changedAt) : null)
  } catch (error) {
    if (error instanceof ChatNotReached) {
      return { values, entry: { typed, mistakes: { cards: words.errors[error.code]() } } }
    }
    if (!(error instanceof RulesChanged)) throw error
    const now = drawnFrom(await settings.approvals(whoOf(turn)))
    const own = drawn === undefined ? typed : changedIn(typed, drawn.form)
    return { values: now, entry: { typed: own, problem: words.errors[error.code](error.facts) } }
  }
  return { values: drawnFrom(await settings.approvals(whoOf(turn))), entry: { notice: words.saved } }
}

/** `approvers`, or the conversation id of a chat, from what the field says in any of the desk's languages. */
function cardsMeant(
  typed: string,
  chats: readonly ChoosableChat[],
  { turn, values }: { turn: Turn; values: SettingsValues },
): string {
  const says = (pick: (words: SettingsText) => string) =>
    languages.some((language) => nameKey(pick(settingsText[language])) === nameKey(typed))
  const chat = chatMeant(typed, chats, turn.reader)
  if (chat !== undefined) return chat
  if (says(({ toApprovers }) => toApprovers)) return toApprovers
  return says(({ lostChat }) => lostChat) ? (values.drawn?.form.cards ?? typed) : typed
}

/** What a form is drawn from, as its Save has to know it. */
export const drawnFrom = ({
  policy,
  changedAt,
}: ApprovalSettings): { drawn: NonNullable<SettingsValues['drawn']> } => ({
  drawn: { changedAt: changedAt?.toISOString() ?? null, form: formOf(policy) },
})

const inWords = (words: SettingsText, mistakes: Readonly<Record<string, FormMistake>>): Record<string, string> =>
  Object.fromEntries(Object.entries(mistakes).map(([field, mistake]) => [field, mistakeWords(words, mistake)]))

function mistakeWords(words: SettingsText, mistake: FormMistake): string {
  switch (mistake.kind) {
    case 'amounts-wanted':
      return words.amountsWanted
    case 'hours-wanted':
      return words.hoursWanted
    case 'remind-sooner':
      return words.remindSooner
    case 'digits':
      return words.mistakes.digits(mistake, mistake.digits)
    default:
      return words.mistakes[mistake.kind](mistake)
  }
}
