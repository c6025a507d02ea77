import type { Answer } from './feature.ts'
import type { Flows } from './flows.ts'
import type { Origin } from './incoming.ts'
import type { PersonalChatsRepository } from './personal-chats.repository.ts'
import type { TeamsAdapter } from './teams-adapter.ts'
import { ConnectorError } from './teams-connector.ts'
import type { Turn } from './turn.ts'

/** Answers somebody in their personal chat, wherever they asked. */
export function privateAnswers(adapter: TeamsAdapter, flows: Flows, personalChats: PersonalChatsRepository) {
  return { answer }

  /** @returns whether it is there; not when they have no chat with the bot, have blocked it or taken it out. */
  async function answer(turn: Turn, answer: Answer): Promise<boolean> {
    const chat = await personalChats.find(turn.agent.partnerId, turn.agent.id)
    if (chat === null) return false
    const { conversationId, serviceUrl, channelId, botId, userId, partnerId } = chat
    const place: Origin = {
      serviceUrl,
      channelId,
      conversation: { id: conversationId, isGroup: false, conversationType: 'personal', name: '', tenantId: partnerId },
      bot: { id: botId, name: '' },
      user: { id: userId, name: turn.agent.name },
    }
    try {
      await adapter.continueWith(place, async (context) => {
        await flows.answer({ context, incoming: place, turn: { ...turn, chat: 'personal', privately: false } }, answer)
      })
      return true
    } catch (error) {
      if (error instanceof ConnectorError && (error.statusCode === 403 || error.statusCode === 404)) return false
      throw error
    }
  }
}

export type PrivateAnswers = ReturnType<typeof privateAnswers>
