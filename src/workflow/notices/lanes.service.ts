import { cardActivity } from '../../chat/card.ts'
import type { Occasion } from '../../chat/feature.ts'
import type { PersonalChatsRepository } from '../../chat/personal-chats.repository.ts'
import type { TeamsConnector } from '../../chat/teams-connector.ts'
import type { Clock } from '../../platform/clock.ts'
import { Reader } from '../../platform/language.ts'
import type { Log } from '../../platform/log.ts'
import type { Notice, NoticesRepository } from './notices.repository.ts'

interface LanesOptions {
  repository: NoticesRepository
  personalChats: PersonalChatsRepository
  connector: TeamsConnector
  /** The doors of all features, joined. */
  occasions(): Readonly<Record<string, Occasion>>
  clock: Clock
  log: Log
}

/** A partner's line to Teams. */
export class LanesService {
  private readonly options: LanesOptions

  constructor(options: LanesOptions) {
    this.options = options
  }

  /** Sends what is due for a partner and edits what was sent, until nothing is left. */
  async drain(partnerId: string): Promise<void> {
    const { repository, clock } = this.options
    for (const notice of await repository.due(partnerId, clock.now())) await this.send(notice)
    for (const notice of await repository.toRedraw(partnerId)) await this.redraw(notice)
  }

  private async send(notice: Notice): Promise<void> {
    const { repository, personalChats, connector, clock } = this.options
    const chat = await personalChats.find(notice.partnerId, notice.recipient)
    if (chat === null) return
    const telling = await this.draw(notice, new Reader(chat.locale, chat.timeZone))
    const settledAt = clock.now()
    if (telling === undefined) return repository.settle(notice.id, { status: 'overtaken', settledAt })
    const { id: activityId = '' } = await connector.send(chat.serviceUrl, chat.conversationId, {
      ...cardActivity(telling.card),
      channelData: { notification: { alert: true } },
    })
    const { conversationId } = chat
    await repository.settle(notice.id, { status: 'sent', conversationId, activityId, settledAt })
  }

  private async redraw(notice: Notice): Promise<void> {
    const { repository, personalChats, connector } = this.options
    const chat = await personalChats.find(notice.partnerId, notice.recipient)
    const { conversationId, activityId } = notice
    if (chat === null || conversationId === null || activityId === null) return
    const telling = await this.draw(notice, new Reader(chat.locale, chat.timeZone))
    if (telling !== undefined) {
      await connector.update(chat.serviceUrl, conversationId, activityId, cardActivity(telling.card))
    }
    await repository.drawn(notice.id)
  }

  private async draw(notice: Notice, reader: Reader) {
    const { occasions, clock } = this.options
    return occasions()[notice.occasion]?.draw(notice, { reader, now: clock.now() })
  }
}
