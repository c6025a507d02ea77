import { minute } from '../platform/clock.ts'
import type { Database, Rows } from '../platform/database/database.ts'

/** Where a person is reached in private, and how they read. */
export interface PersonalChat {
  readonly partnerId: string
  readonly agentId: string
  readonly conversationId: string
  readonly serviceUrl: string
  readonly channelId: string
  readonly botId: string
  readonly userId: string
  readonly locale: string
  readonly timeZone: string
}

export interface KnownPersonalChat extends PersonalChat {
  readonly seenAt: Date
  /** Why nothing can be sent there; null when it can. */
  readonly stopped: string | null
}

const remembered = 10_000

/** Personal chats, kept from installation and from every message; written only when something about them changed. */
export class PersonalChatsRepository {
  private readonly database: Database
  private readonly written = new Map<string, { fingerprint: string; at: Date }>()

  constructor(database: Database) {
    this.database = database
  }

  /**
   * @param anew the bot was installed: written whatever is remembered.
   * @param back done in the same transaction when the chat is new, or could not be reached before.
   */
  async keep(chat: PersonalChat, at: Date, anew: boolean, back: (rows: Rows) => Promise<void>): Promise<void> {
    const { partnerId, agentId, ...place } = chat
    const key = `${partnerId}/${agentId}`
    const fingerprint = JSON.stringify(chat)
    const before = this.written.get(key)
    // Another replica may have written since: what is remembered here holds for a minute.
    if (!anew && before?.fingerprint === fingerprint && at.getTime() - before.at.getTime() < minute) return
    const { personalChat } = this.database.rows
    const change = { ...place, seenAt: at, stopped: null }
    const { count } = await personalChat.updateMany({ where: { partnerId, agentId, stopped: null }, data: change })
    if (count === 0) {
      await this.database.transaction(async (rows) => {
        const where = { partnerId_agentId: { partnerId, agentId } }
        await rows.personalChat.upsert({ where, create: { ...chat, seenAt: at }, update: change })
        await back(rows)
      })
    }
    if (this.written.size >= remembered) this.written.clear()
    this.written.set(key, { fingerprint, at })
  }

  find(partnerId: string, agentId: string): Promise<KnownPersonalChat | null> {
    return this.database.rows.personalChat.findUnique({ where: { partnerId_agentId: { partnerId, agentId } } })
  }

  ofAgents(partnerId: string, agentIds: readonly string[]): Promise<KnownPersonalChat[]> {
    return this.database.rows.personalChat.findMany({ where: { partnerId, agentId: { in: [...agentIds] } } })
  }

  /**
   * Nothing is sent there any more until the person writes or installs again.
   * @param seenAt what was known when it turned out: whoever wrote since can be reached.
   */
  async stop(partnerId: string, agentId: string, code: string, seenAt?: Date): Promise<void> {
    this.written.delete(`${partnerId}/${agentId}`)
    const where = { partnerId, agentId, stopped: null, ...(seenAt !== undefined && { seenAt }) }
    await this.database.rows.personalChat.updateMany({ where, data: { stopped: code } })
  }
}
