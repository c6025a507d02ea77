import { minute } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'

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

const remembered = 10_000

/** Personal chats, kept from installation and from every message; written only when something about them changed. */
export class PersonalChatsRepository {
  private readonly database: Database
  private readonly written = new Map<string, { fingerprint: string; at: Date }>()

  constructor(database: Database) {
    this.database = database
  }

  async keep(chat: PersonalChat, at: Date): Promise<void> {
    const key = `${chat.partnerId}/${chat.agentId}`
    const fingerprint = JSON.stringify(chat)
    const before = this.written.get(key)
    // Another replica may have written since: what is remembered here holds for a minute.
    if (before?.fingerprint === fingerprint && at.getTime() - before.at.getTime() < minute) return
    const { partnerId, agentId, ...place } = chat
    await this.database.rows.personalChat.upsert({
      where: { partnerId_agentId: { partnerId, agentId } },
      create: { ...chat, seenAt: at },
      update: { ...place, seenAt: at },
    })
    if (this.written.size >= remembered) this.written.clear()
    this.written.set(key, { fingerprint, at })
  }

  find(partnerId: string, agentId: string): Promise<PersonalChat | null> {
    return this.database.rows.personalChat.findUnique({ where: { partnerId_agentId: { partnerId, agentId } } })
  }
}
