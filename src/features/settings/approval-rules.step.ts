import { z } from 'zod'
import { type Act, act, type Move, type Step } from '../../chat/card-flow.ts'
import type { Turn } from '../../chat/turn.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import { approvalsCard } from './approval-rules.cards.ts'
import {
  type ApprovalsForm,
  approvalsForm,
  changedIn,
  type FormMistake,
  formOf,
  readForm,
} from './approval-rules-form.ts'
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
  typed: ApprovalsForm,
): Promise<Move<SettingsValues>> {
  const words = settingsText[turn.reader.language]
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

const drawnFrom = ({ policy, changedAt }: ApprovalSettings): SettingsValues => ({
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
