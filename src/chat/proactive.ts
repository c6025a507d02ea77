import type { Who } from '../commerce/access.ts'
import { Reader } from '../platform/language.ts'
import type { Log } from '../platform/log.ts'
import { type Card, cardActivity } from './card.ts'
import type { PersonalChatsRepository } from './personal-chats.repository.ts'
import { ConnectorError, type TeamsConnector } from './teams-connector.ts'

/** Speaks first: a card in a person's own chat, in their language and zone. */
export class Proactive {
  private readonly connector: TeamsConnector
  private readonly personalChats: PersonalChatsRepository
  private readonly log: Log

  constructor({
    connector,
    personalChats,
    log,
  }: { connector: TeamsConnector; personalChats: PersonalChatsRepository; log: Log }) {
    this.connector = connector
    this.personalChats = personalChats
    this.log = log
  }

  /** Somebody who never wrote, or who removed or blocked the bot, is not told. */
  async tell(who: Who, draw: (read: Reader) => Card): Promise<void> {
    const chat = await this.personalChats.find(who.partnerId, who.agentId)
    if (chat === null) return
    const message = cardActivity(draw(new Reader(chat.locale, chat.timeZone)))
    try {
      await this.connector.send(chat.serviceUrl, chat.conversationId, {
        ...message,
        channelData: { notification: { alert: true } },
      })
    } catch (error) {
      if (!(error instanceof ConnectorError) || (error.statusCode !== 403 && error.statusCode !== 404)) throw error
      this.log.info({ agentId: who.agentId, code: error.code }, 'person cannot be told')
    }
  }
}
