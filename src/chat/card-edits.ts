import type { Log } from '../platform/log.ts'
import { type Card, cardActivity } from './card.ts'
import type { Origin } from './incoming.ts'
import type { TeamsConnector } from './teams-connector.ts'

type At = Pick<Origin, 'serviceUrl' | 'conversation'>

/** Edits of messages that go out after the press was answered: in the background, in order for each message. */
export class CardEdits {
  private readonly connector: TeamsConnector
  private readonly log: Log
  private readonly pending = new Map<string, Promise<void>>()

  constructor(connector: TeamsConnector, log: Log) {
    this.connector = connector
    this.log = log
  }

  /** Edits a message. A failure is logged: whoever presses the old card gets what holds. */
  later({ serviceUrl, conversation }: At, messageId: string, card: Card): void {
    const key = keyOf(conversation.id, messageId)
    const edit = (this.pending.get(key) ?? Promise.resolve())
      .then(() =>
        this.connector.update(serviceUrl, conversation.id, messageId, { ...cardActivity(card), conversation }),
      )
      .catch((err: unknown) => this.log.warn({ err }, 'card not edited for other clients'))
      .then(() => {
        if (this.pending.get(key) === edit) this.pending.delete(key)
      })
    this.pending.set(key, edit)
  }

  /** Resolves when no edit of the message is on its way. */
  async done({ conversation }: At, messageId: string): Promise<void> {
    await this.pending.get(keyOf(conversation.id, messageId))
  }

  /** Resolves when all that were begun are out: for a clean stop, and for tests. */
  async settled(): Promise<void> {
    while (this.pending.size > 0) await Promise.all(this.pending.values())
  }
}

const keyOf = (conversationId: string, messageId: string): string => `${conversationId}/${messageId}`
