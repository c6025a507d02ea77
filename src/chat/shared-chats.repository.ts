import { minute } from '../platform/clock.ts'
import type { Database, Rows } from '../platform/database/database.ts'

/** A channel or group chat with the bot in it, and how what stands there is written. */
export interface SharedChat {
  readonly partnerId: string
  readonly conversationId: string
  /** Empty when Teams did not tell it. */
  readonly name: string
  readonly locale: string
  readonly timeZone: string
  readonly serviceUrl: string
  readonly channelId: string
  readonly botId: string
}

export interface KnownSharedChat extends SharedChat {
  readonly seenAt: Date
  /** Why nothing can be sent there; null when it can. */
  readonly stopped: string | null
}

const remembered = 10_000

/** Channels and group chats that the bot is in, kept from installation and from every message in them. */
export class SharedChatsRepository {
  private readonly database: Database
  private readonly written = new Map<string, { fingerprint: string; at: Date }>()

  constructor(database: Database) {
    this.database = database
  }

  /**
   * @param anew the bot was installed: what stands there is written for the person who brought it in.
   * @param back done in the same transaction when the chat is new, or could not be reached before.
   */
  async keep(chat: SharedChat, at: Date, anew: boolean, back: (rows: Rows) => Promise<void>): Promise<void> {
    const { partnerId, conversationId, name, locale, timeZone, ...place } = chat
    const key = `${partnerId}/${conversationId}`
    const fingerprint = JSON.stringify([name, place])
    const before = this.written.get(key)
    if (!anew && before?.fingerprint === fingerprint && at.getTime() - before.at.getTime() < minute) return
    // Most activities do not tell the name, and everybody who writes reads in their own way: what was told first stays.
    const told = { ...(name !== '' && { name }), ...(anew && { locale, timeZone }) }
    const change = { ...place, ...told, seenAt: at, stopped: null }
    const { sharedChat } = this.database.rows
    const { count } = await sharedChat.updateMany({ where: { partnerId, conversationId, stopped: null }, data: change })
    if (count === 0) {
      await this.database.transaction(async (rows) => {
        const where = { partnerId_conversationId: { partnerId, conversationId } }
        await rows.sharedChat.upsert({ where, create: { ...chat, seenAt: at }, update: change })
        await back(rows)
      })
    }
    if (this.written.size >= remembered) this.written.clear()
    this.written.set(key, { fingerprint, at })
  }

  ofConversations(partnerId: string, conversationIds: readonly string[]): Promise<KnownSharedChat[]> {
    const where = { partnerId, conversationId: { in: [...conversationIds] } }
    return this.database.rows.sharedChat.findMany({ where })
  }

  /** Chats of a partner that can be written to, by name. */
  ofPartner(partnerId: string): Promise<KnownSharedChat[]> {
    return this.database.rows.sharedChat.findMany({ where: { partnerId, stopped: null }, orderBy: { name: 'asc' } })
  }

  /** Nothing is sent there any more until somebody writes there or brings the bot in again. */
  async stop(partnerId: string, conversationId: string, code: string, seenAt?: Date): Promise<void> {
    this.written.delete(`${partnerId}/${conversationId}`)
    const where = { partnerId, conversationId, stopped: null, ...(seenAt !== undefined && { seenAt }) }
    await this.database.rows.sharedChat.updateMany({ where, data: { stopped: code } })
  }
}
