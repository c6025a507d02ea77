import { z } from 'zod'
import { type Act, act, type Move, type Step } from '../../chat/card-flow.ts'
import type { Turn } from '../../chat/turn.ts'
import { nameKey } from '../../commerce/name-key.ts'
import { languages, type Reader } from '../../platform/language.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import { mostDownloads } from '../../workflow/notices/notice-policy.ts'
import { changedIn } from './approval-rules-form.ts'
import { chatMeant } from './choosable-chats.ts'
import { noticeRulesCard } from './notice-rules.cards.ts'
import type { NoticeRulesService, NoticeRulesSettings } from './notice-rules.service.ts'
import { type NoticeRulesText, noticeRulesText } from './notice-rules.text.ts'
import {
  type NoticeRulesForm,
  type NoticeRulesMistake,
  noticeFormOf,
  noticeRulesForm,
  readNoticeRules,
  toAdmins,
} from './notice-rules-form.ts'
import { ChatNotReached, RulesChanged } from './settings.errors.ts'
import { settingsText } from './settings.text.ts'
import type { SettingsValues } from './settings-values.ts'

const nothing = z.object({})

/** For global admins: when the partner's people are told of links and windows. Its button is `noticeRulesDoor`. */
export const noticeRulesStep = (rules: NoticeRulesService): Step<SettingsValues> => ({
  id: 'notice-rules',
  show: async (turn, _values, entry, buttons) =>
    noticeRulesCard({ turn, settings: await rules.of(whoOf(turn)), entry, buttons }),
  acts: {
    save: act({
      inputs: noticeRulesForm,
      mistake: (turn) => noticeRulesText[turn.reader.language].tooLong,
      run: (turn, values: SettingsValues, typed) => save(rules, turn, values, typed),
    }),
    back: act({ inputs: nothing, run: async (_turn, values: SettingsValues) => ({ to: 'wishes', values }) }),
  },
})

/** Opens the step, from whichever step offers it. */
export const noticeRulesDoor = (rules: NoticeRulesService): Act<SettingsValues> =>
  act({
    inputs: nothing,
    run: async (turn, values: SettingsValues) => ({
      to: 'notice-rules',
      values: { ...values, ...drawnFrom(await rules.of(whoOf(turn))) },
    }),
  })

async function save(
  rules: NoticeRulesService,
  turn: Turn,
  values: SettingsValues,
  sent: NoticeRulesForm,
): Promise<Move<SettingsValues>> {
  const words = settingsText[turn.reader.language]
  const holds = await rules.of(whoOf(turn))
  const typed = withChannel(sent, holds, turn)
  const read = readNoticeRules(typed)
  if ('mistakes' in read) return { values, entry: { typed, mistakes: inWords(turn.reader, read.mistakes) } }
  const { drawn } = values
  try {
    await rules.set(whoOf(turn), read.policy, drawn?.changedAt ? new Date(drawn.changedAt) : null)
  } catch (error) {
    if (error instanceof ChatNotReached)
      return { values, entry: { typed: sent, mistakes: { channel: words.errors[error.code]() } } }
    if (!(error instanceof RulesChanged)) throw error
    const now = drawnFrom(await rules.of(whoOf(turn)))
    const own = drawn === undefined ? typed : changedIn(typed, drawn.form)
    return { values: { ...values, ...now }, entry: { typed: own, problem: words.errors[error.code](error.facts) } }
  }
  return { values: { ...values, ...drawnFrom(await rules.of(whoOf(turn))) }, entry: { notice: words.saved } }
}

/** With the chat that is meant as its id; a card without the field leaves it as it is. */
function withChannel(
  { channel, ...typed }: NoticeRulesForm,
  { policy, chats }: NoticeRulesSettings,
  { reader }: Turn,
): NoticeRulesForm {
  const holds = policy.windows.channel
  if (channel === undefined) return { ...typed, ...(holds !== undefined && { channel: holds }) }
  const says = (pick: (words: NoticeRulesText) => string) =>
    languages.some((language) => nameKey(pick(noticeRulesText[language])) === nameKey(channel))
  if (says(({ toAdmins }) => toAdmins)) return { ...typed, channel: toAdmins }
  const lost = languages.some((language) => nameKey(settingsText[language].lostChat) === nameKey(channel))
  return { ...typed, channel: (lost ? holds : chatMeant(channel, chats, reader)) ?? channel }
}

/** What a form is drawn from, as its Save has to know it. */
export const drawnFrom = ({
  policy,
  changedAt,
}: NoticeRulesSettings): { drawn: NonNullable<SettingsValues['drawn']> } => ({
  drawn: { changedAt: changedAt?.toISOString() ?? null, form: { ...noticeFormOf(policy) } as Record<string, string> },
})

const inWords = (read: Reader, mistakes: Readonly<Record<string, NoticeRulesMistake>>): Record<string, string> =>
  Object.fromEntries(Object.entries(mistakes).map(([field, mistake]) => [field, mistakeWords(read, mistake)]))

function mistakeWords(read: Reader, mistake: NoticeRulesMistake): string {
  const words = noticeRulesText[read.language]
  if (mistake.kind === 'downloads-wanted') return words.downloadsWanted(read.number(mostDownloads))
  if ('longest' in mistake) return words.timesMistakes[mistake.kind](mistake.at, read.number(mistake.longest))
  const { mistakes } = settingsText[read.language]
  return mistake.kind === 'digits' ? mistakes.digits(mistake, mistake.digits) : mistakes[mistake.kind](mistake)
}
