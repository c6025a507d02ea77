import { z } from 'zod'
import { act, type CardFlow, cardFlow, type Move, type Step } from '../../chat/card-flow.ts'
import { refusalText } from '../../chat/error-reply.ts'
import { noticeKinds } from '../../chat/feature.ts'
import type { Turn } from '../../chat/turn.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import { quietHoursSchema } from '../../workflow/notices/quiet-hours.ts'
import { approvalsCard } from './approvals.cards.ts'
import { type ApprovalsForm, approvalsForm, changedIn, type FormMistake, formOf, readForm } from './approvals-form.ts'
import { wishesCard } from './settings.cards.ts'
import { ChatNotReached, RulesChanged } from './settings.errors.ts'
import type { ApprovalSettings, SettingsService } from './settings.service.ts'
import { type SettingsText, settingsText } from './settings.text.ts'

const settingsValues = z.object({
  /** The rules that the form was drawn from: whoever saves it changes those, and no others. */
  drawn: z.object({ changedAt: z.iso.datetime().nullable(), form: z.record(z.string(), z.string()) }).optional(),
})
type SettingsValues = z.infer<typeof settingsValues>

const nothing = z.object({})
/** Clients send `22:00`, some with seconds. */
const typedTime = z
  .string()
  .trim()
  .max(8)
  .default('')
  .transform((time) => time.slice(0, 5))
const wishesForm = z.object({ told: z.string().max(200).default(''), quietFrom: typedTime, quietTo: typedTime })

/** One's own notices; for global admins a step further, the partner's approval rules. */
export function settingsDialog(settings: SettingsService): CardFlow {
  return cardFlow<SettingsValues>({
    id: 'settings',
    values: settingsValues,
    problem: (turn, error) => refusalText(turn.reader, error, settingsText[turn.reader.language].errors),
    steps: [wishesStep(settings), approvalsStep(settings)],
  })
}

const wishesStep = (settings: SettingsService): Step<SettingsValues> => ({
  id: 'wishes',
  show: async (turn, _values, entry, buttons) =>
    wishesCard({ turn, wishes: await settings.wishes(whoOf(turn)), entry, buttons }),
  acts: {
    save: act({
      inputs: wishesForm,
      mistake: (turn) => settingsText[turn.reader.language].timeWanted,
      run: (turn, values: SettingsValues, typed) => saveWishes(settings, turn, values, typed),
    }),
    approvals: act({
      inputs: nothing,
      run: async (turn) => ({ to: 'approvals', values: drawnFrom(await settings.approvals(whoOf(turn))) }),
    }),
  },
})

async function saveWishes(
  settings: SettingsService,
  turn: Turn,
  values: SettingsValues,
  typed: z.infer<typeof wishesForm>,
): Promise<Move<SettingsValues>> {
  const words = settingsText[turn.reader.language]
  const mistakes = timeMistakes(words, typed)
  if (Object.keys(mistakes).length > 0) return { values, entry: { typed, mistakes } }
  const told = typed.told.split(',')
  const quiet = quietHoursSchema.safeParse({ from: typed.quietFrom, to: typed.quietTo }).data
  await settings.setWishes(whoOf(turn), { muted: noticeKinds.filter((kind) => !told.includes(kind)), quiet })
  return { values, entry: { notice: words.saved } }
}

function timeMistakes(words: SettingsText, { quietFrom, quietTo }: z.infer<typeof wishesForm>): Record<string, string> {
  if (quietFrom === '' && quietTo === '') return {}
  if (quietFrom === '') return { quietFrom: words.bothTimes }
  if (quietTo === '') return { quietTo: words.bothTimes }
  const { from, to } = quietHoursSchema.shape
  return {
    ...(quietFrom === quietTo && { quietTo: words.differentTimes }),
    ...(!from.safeParse(quietFrom).success && { quietFrom: words.timeWanted }),
    ...(!to.safeParse(quietTo).success && { quietTo: words.timeWanted }),
  }
}

const approvalsStep = (settings: SettingsService): Step<SettingsValues> => ({
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
    return { values: now, entry: { typed: own, problem: words.errors[error.code](error) } }
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
