import { z } from 'zod'
import { act, type CardFlow, cardFlow } from '../../chat/card-flow.ts'
import { refusalText } from '../../chat/error-reply.ts'
import type { Turn } from '../../chat/turn.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import { approvalsDoor, approvalsStep } from './approval-rules.step.ts'
import type { ChatMorningsService } from './chat-mornings.service.ts'
import { chatMorningsStep } from './chat-mornings.step.ts'
import type { ChatReadingService } from './chat-reading.service.ts'
import { chatReadingStep } from './chat-reading.step.ts'
import type { LostChatsService } from './lost-chats.service.ts'
import type { NoticeRulesService } from './notice-rules.service.ts'
import { noticeRulesDoor, noticeRulesStep } from './notice-rules.step.ts'
import type { OwnSettingsService } from './own-settings.service.ts'
import { ownSettingsStep } from './own-settings.step.ts'
import type { PeopleService } from './people.service.ts'
import { peopleSteps } from './people.step.ts'
import { peopleText } from './people.text.ts'
import type { SettingsService } from './settings.service.ts'
import { settingsText } from './settings.text.ts'
import { type SettingsValues, settingsValues } from './settings-values.ts'

export interface SettingsRooms {
  own: OwnSettingsService
  settings: SettingsService
  noticeRules: NoticeRulesService
  people: PeopleService
  chatMornings: ChatMorningsService
  chatReading: ChatReadingService
  lostChats: LostChatsService
}

/** One's own settings; for global admins a step further, those of the partner. */
export function settingsDialog({
  own,
  settings,
  noticeRules,
  people,
  chatMornings,
  chatReading,
  lostChats,
}: SettingsRooms): CardFlow {
  return cardFlow<SettingsValues>({
    id: 'settings',
    values: settingsValues,
    problem: ({ reader }, error) =>
      refusalText(reader, error, { ...settingsText[reader.language].errors, ...peopleText[reader.language].errors }),
    steps: [
      ownSettingsStep(own, lostChats, {
        approvals: approvalsDoor(settings),
        noticeRules: noticeRulesDoor(noticeRules),
        people: doorTo('people', (turn) => people.search(whoOf(turn), { limit: 1 })),
        chatMornings: doorTo('chat-mornings', (turn) => chatMornings.chats(whoOf(turn))),
      }),
      approvalsStep(settings),
      noticeRulesStep(noticeRules),
      ...peopleSteps(people),
      chatMorningsStep(chatMornings, chatReading, lostChats),
      chatReadingStep(chatReading),
    ],
  })
}

/** @param allowed refuses who may not go there: they stay where they are, and are told. */
const doorTo = (step: string, allowed: (turn: Turn) => Promise<unknown>) =>
  act({
    inputs: z.object({}),
    run: async (turn, values: SettingsValues) => {
      await allowed(turn)
      return { to: step, values: { ...values, from: 0 } }
    },
  })
