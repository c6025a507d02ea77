import { z } from 'zod'
import { act, type Move, type Step } from '../../chat/card-flow.ts'
import { filledLine, lineField, tickedField } from '../../chat/fields.ts'
import type { Turn } from '../../chat/turn.ts'
import { languages, Reader } from '../../platform/language.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import { isQuietTime, quietHoursSchema } from '../../workflow/notices/quiet-hours.ts'
import type { LostChatsService } from './lost-chats.service.ts'
import type { OwnSettingsService } from './own-settings.service.ts'
import { type OwnSettingsText, ownSettingsText } from './own-settings.text.ts'
import { asInTeams, ownSettingsCard, saysAsTeams, tickedKinds } from './settings.cards.ts'
import type { SettingsValues } from './settings-values.ts'
import { zoneCalled } from './time-zones.ts'

/** Clients send `22:00`, some with seconds. */
export const typedTime = lineField(8).transform((time) => time.slice(0, 5))

const ownForm = z.object({
  language: z.enum([asInTeams, ...languages]),
  timeZone: filledLine(100),
  told: tickedField(tickedKinds),
  quietFrom: typedTime,
  quietTo: typedTime,
  morning: typedTime,
})
type OwnForm = z.infer<typeof ownForm>

/** Where the settings begin. @param further what leads to the partner's settings, by button. */
export const ownSettingsStep = (
  own: OwnSettingsService,
  lostChats: LostChatsService,
  further: Step<SettingsValues>['acts'],
): Step<SettingsValues> => ({
  id: 'wishes',
  show: async (turn, _values, entry, buttons) => {
    const [settings, lost] = await Promise.all([own.of(whoOf(turn)), lostChats.forAdmin(whoOf(turn))])
    return ownSettingsCard({ turn, settings, lost, entry, buttons })
  },
  acts: {
    save: act({
      inputs: ownForm,
      mistake: (turn, field) => mistakeIn(ownSettingsText[turn.reader.language], field),
      run: (turn, values: SettingsValues, typed) => save(own, turn, values, typed),
    }),
    ...further,
  },
})

async function save(
  own: OwnSettingsService,
  turn: Turn,
  values: SettingsValues,
  typed: OwnForm,
): Promise<Move<SettingsValues>> {
  const words = ownSettingsText[turn.reader.language]
  const follows = saysAsTeams(typed.timeZone)
  const timeZone = follows ? undefined : zoneCalled(typed.timeZone, turn.now)
  const mistakes = {
    ...timeMistakes(words, typed),
    ...(!follows && timeZone === undefined && { timeZone: words.chooseTimeZone }),
  }
  if (Object.keys(mistakes).length > 0)
    return { values, entry: { typed: { ...typed, told: typed.told.join(',') }, mistakes } }
  const reading = await own.set(whoOf(turn), {
    language: typed.language === asInTeams ? undefined : typed.language,
    timeZone,
    wishes: {
      muted: tickedKinds.filter((kind) => !typed.told.includes(kind)),
      quiet: quietHoursSchema.safeParse({ from: typed.quietFrom, to: typed.quietTo }).data,
    },
    morning: typed.morning === '' ? undefined : typed.morning,
  })
  const reader = new Reader(reading.locale, reading.timeZone)
  return { values, entry: { notice: ownSettingsText[reader.language].saved }, person: { reader } }
}

const mistakeIn = (words: OwnSettingsText, field: string): string =>
  ({
    language: words.chooseLanguage,
    timeZone: words.chooseTimeZone,
    told: words.chooseTold,
    morning: words.morningWanted,
  })[field] ?? words.timeWanted

function timeMistakes(words: OwnSettingsText, { quietFrom, quietTo, morning }: OwnForm): Record<string, string> {
  const quiet = quietMistakes(words, quietFrom, quietTo)
  if (morning === '') return quiet
  if (!isTime(morning)) return { ...quiet, morning: words.morningWanted }
  const hours = quietHoursSchema.safeParse({ from: quietFrom, to: quietTo }).data
  return { ...quiet, ...(hours !== undefined && isQuietTime(hours, morning) && { morning: words.morningQuiet }) }
}

function quietMistakes(words: OwnSettingsText, quietFrom: string, quietTo: string): Record<string, string> {
  if (quietFrom === '' && quietTo === '') return {}
  if (quietFrom === '') return { quietFrom: words.bothTimes }
  if (quietTo === '') return { quietTo: words.bothTimes }
  return {
    ...(quietFrom === quietTo && { quietTo: words.differentTimes }),
    ...(!isTime(quietFrom) && { quietFrom: words.timeWanted }),
    ...(!isTime(quietTo) && { quietTo: words.timeWanted }),
  }
}

export const isTime = (typed: string): boolean => quietHoursSchema.shape.from.safeParse(typed).success
