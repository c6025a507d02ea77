import { z } from 'zod'
import { act, type Move, type Step } from '../../chat/card-flow.ts'
import { lineField } from '../../chat/fields.ts'
import type { Turn } from '../../chat/turn.ts'
import { languages } from '../../platform/language.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import { chatReadingCard } from './chat-reading.cards.ts'
import type { ChatReadingService } from './chat-reading.service.ts'
import { ownSettingsText } from './own-settings.text.ts'
import type { SettingsValues } from './settings-values.ts'
import { zoneCalled } from './time-zones.ts'

const form = z.object({ language: z.enum(languages), timeZone: lineField(100) })
type Form = z.infer<typeof form>

/** For global admins: how the desk writes in the chat that was chosen in the step before. */
export const chatReadingStep = (reading: ChatReadingService): Step<SettingsValues> => ({
  id: 'chat-reading',
  show: async (turn, { chat = '' }, entry, buttons) =>
    chatReadingCard({ turn, chat: await reading.of(whoOf(turn), chat), entry, buttons }),
  acts: {
    save: act({
      inputs: form,
      mistake: ({ reader }, field) =>
        field === 'timeZone'
          ? ownSettingsText[reader.language].chooseTimeZone
          : ownSettingsText[reader.language].chooseLanguage,
      run: (turn, values: SettingsValues, typed) => save(reading, turn, values, typed),
    }),
    back: act({
      inputs: z.object({}),
      run: async (_turn, values: SettingsValues) => ({ to: 'chat-mornings', values }),
    }),
  },
})

async function save(
  reading: ChatReadingService,
  turn: Turn,
  values: SettingsValues,
  typed: Form,
): Promise<Move<SettingsValues>> {
  const words = ownSettingsText[turn.reader.language]
  const timeZone = zoneCalled(typed.timeZone, turn.now)
  if (timeZone === undefined) return { values, entry: { typed, mistakes: { timeZone: words.chooseTimeZone } } }
  await reading.set(whoOf(turn), values.chat ?? '', typed.language, timeZone)
  return { values, entry: { notice: words.saved } }
}
