import type { Stored } from '../commerce/ground.ts'
import { minute } from '../platform/clock.ts'
import type { Reading, Sighting } from './personal-chats.repository.ts'

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
export function sharedChatsRepository({ database }: Stored) {
  const written = new Map<string, { fingerprint: string; at: Date }>()

  return { keep, ofConversations, seenLast, stop }

  /** What stands there is written for the person who brought the bot in, as far as Teams told how they read. */
  async function keep(
    chat: Omit<SharedChat, keyof Reading>,
    { at, anew, reading, told, back }: Sighting,
  ): Promise<void> {
    const { partnerId, conversationId, name, ...place } = chat
    const key = `${partnerId}/${conversationId}`
    const fingerprint = JSON.stringify([name, place])
    const before = written.get(key)
    const same = !anew && before?.fingerprint === fingerprint && at.getTime() - before.at.getTime() < minute
    if (same && !(await isStopped(partnerId, conversationId))) return
    // Most activities do not tell the name, and everybody who writes reads in their own way: what was told first stays.
    const named = { ...(name !== '' && { name }), ...(anew && told) }
    const change = { ...place, ...named, seenAt: at, stopped: null }
    const { sharedChat } = database.rows
    const { count } = await sharedChat.updateMany({ where: { partnerId, conversationId, stopped: null }, data: change })
    if (count === 0) {
      await database.transaction(async (rows) => {
        const where = { partnerId_conversationId: { partnerId, conversationId } }
        await rows.sharedChat.upsert({ where, create: { ...chat, ...reading, seenAt: at }, update: change })
        await back(rows)
      })
    }
    if (written.size >= remembered) written.clear()
    written.set(key, { fingerprint, at })
  }

  /** Another replica may have stopped it. */
  async function isStopped(partnerId: string, conversationId: string): Promise<boolean> {
    const stopped = await database.read({
      name: 'shared-chat-stopped',
      text: 'select 1 from desk.shared_chat where partner_id = $1 and conversation_id = $2 and stopped is not null',
      values: [partnerId, conversationId],
    })
    return stopped.length > 0
  }

  function ofConversations(partnerId: string, conversationIds: readonly string[]): Promise<KnownSharedChat[]> {
    const where = { partnerId, conversationId: { in: [...conversationIds] } }
    return database.rows.sharedChat.findMany({ where })
  }

  /** Chats of a partner that can be written to, those first that were heard of last. */
  function seenLast(partnerId: string, limit: number): Promise<KnownSharedChat[]> {
    return database.rows.sharedChat.findMany({
      where: { partnerId, stopped: null },
      orderBy: [{ seenAt: 'desc' }, { conversationId: 'asc' }],
      take: limit,
    })
  }

  /** Nothing is sent there any more until somebody writes there or brings the bot in again. @returns whether by this */
  async function stop(partnerId: string, conversationId: string, code: string, seenAt?: Date): Promise<boolean> {
    written.delete(`${partnerId}/${conversationId}`)
    const where = { partnerId, conversationId, stopped: null, ...(seenAt !== undefined && { seenAt }) }
    const { count } = await database.rows.sharedChat.updateMany({ where, data: { stopped: code } })
    return count > 0
  }
}

export type SharedChatsRepository = ReturnType<typeof sharedChatsRepository>
