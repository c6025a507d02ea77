import { z } from 'zod'
import { act, type Move, type Step } from '../../chat/card-flow.ts'
import type { Turn } from '../../chat/turn.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import { chatMorningsCard } from './chat-mornings.cards.ts'
import type { ChatMorningsService } from './chat-mornings.service.ts'
import { chatMorningsText } from './chat-mornings.text.ts'
import type { ChatReadingService } from './chat-reading.service.ts'
import { chatMeant } from './choosable-chats.ts'
import type { LostChatsService } from './lost-chats.service.ts'
import { isTime, typedTime } from './own-settings.step.ts'
import { ownSettingsText } from './own-settings.text.ts'
import { ChatNotReached } from './settings.errors.ts'
import { settingsText } from './settings.text.ts'
import type { SettingsValues } from './settings-values.ts'

const form = z.object({ chat: z.string().min(1).max(500), time: typedTime })
type Form = z.infer<typeof form>

/** For global admins: which channels and group chats get a summary each morning. */
export const chatMorningsStep = (
  mornings: ChatMorningsService,
  reading: ChatReadingService,
  lostChats: LostChatsService,
): Step<SettingsValues> => ({
  id: 'chat-mornings',
  show: async (turn, _values, entry, buttons) => {
    const [chats, lost] = await Promise.all([mornings.chats(whoOf(turn)), lostChats.forAdmin(whoOf(turn))])
    return chatMorningsCard({ turn, chats, lost, entry, buttons })
  },
  acts: {
    save: act({
      inputs: form,
      mistake: ({ reader }, field) =>
        field === 'time' ? ownSettingsText[reader.language].morningWanted : settingsText[reader.language].chooseCards,
      run: (turn, values: SettingsValues, typed) => save(mornings, turn, values, typed),
    }),
    reading: act({
      inputs: z.object({ chat: form.shape.chat }),
      mistake: ({ reader }) => settingsText[reader.language].chooseCards,
      run: async (turn, values: SettingsValues, typed) => {
        const chat = chatMeant(typed.chat, await mornings.chats(whoOf(turn)), turn.reader) ?? typed.chat
        await reading.of(whoOf(turn), chat)
        return { to: 'chat-reading', values: { ...values, chat } }
      },
    }),
    back: act({ inputs: z.object({}), run: async (_turn, values: SettingsValues) => ({ to: 'wishes', values }) }),
  },
})

async function save(
  mornings: ChatMorningsService,
  turn: Turn,
  values: SettingsValues,
  typed: Form,
): Promise<Move<SettingsValues>> {
  const { language } = turn.reader
  if (typed.time !== '' && !isTime(typed.time)) {
    return { values, entry: { typed, mistakes: { time: ownSettingsText[language].morningWanted } } }
  }
  try {
    const chats = await mornings.chats(whoOf(turn))
    const chat = chatMeant(typed.chat, chats, turn.reader) ?? typed.chat
    await mornings.set(whoOf(turn), chat, typed.time === '' ? undefined : typed.time)
  } catch (error) {
    if (!(error instanceof ChatNotReached)) throw error
    return { values, entry: { typed, mistakes: { chat: settingsText[language].errors[error.code]() } } }
  }
  return { values, entry: { typed: { chat: typed.chat }, notice: chatMorningsText[language].saved } }
}
