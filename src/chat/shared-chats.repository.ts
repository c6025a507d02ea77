import type { Stored } from '../commerce/ground.ts'
import { minute } from '../platform/clock.ts'
import type { Rows } from '../platform/database/database.ts'
import type { Reading, Sighting } from './personal-chats.repository.ts'

/** A channel or group chat with the bot in it, and how what stands there is written. */
export interface SharedChat {
  readonly partnerId: string
  readonly conversationId: string
  /** A group chat's topic; of a channel `Team / Channel`. Empty when Teams told none. */
  readonly name: string
  /** Of a channel, as far as Teams told; the General channel has its team's id, and no name. */
  readonly teamId: string | null
  readonly teamName: string
  readonly channelName: string
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

/** What comes of a channel being known: its names are kept, and what it is called is made of them. */
export type Names = Pick<SharedChat, 'teamName' | 'channelName'>

/** One chat, or all channels of a team. */
export type Which = { readonly conversationId: string } | { readonly teamId: string }

interface SharedSighting extends Omit<Sighting, 'reading' | 'told'> {
  /** How what stands in a chat that is new is written. */
  reading(): Promise<Reading>
}

/** Chats that nothing can be sent to any more, in the transaction in which that is written. */
export interface LostChats {
  readonly rows: Rows
  readonly partnerId: string
  readonly conversationIds: readonly string[]
}

type Reaction = (lost: LostChats) => Promise<() => Promise<void>>

const remembered = 10_000

/** Channels and group chats that the bot is in, kept from installation, from every message in them, and from what happens to teams. */
export function sharedChatsRepository({ database }: Stored) {
  const written = new Map<string, { fingerprint: string; at: Date }>()
  const reactions: Reaction[] = []

  return { keep, add, rename, read, ofConversations, seenLast, isInTeam, stop, stopTeam, revive, whenLost }

  /** @param react is told in the transaction in which chats are lost; what it gives back is done at once, when that is through. */
  function whenLost(react: Reaction): void {
    reactions.push(react)
  }

  /** Something came in from there. How a chat that is known is written stays, whoever writes in it or brings the bot in again. */
  async function keep(
    chat: Omit<SharedChat, keyof Reading>,
    { at, anew, reading, back }: SharedSighting,
  ): Promise<void> {
    const { partnerId, conversationId, name, teamId, teamName, channelName, ...place } = chat
    const key = keyOf(partnerId, conversationId)
    const fingerprint = JSON.stringify([name, teamId, teamName, channelName, place])
    const before = written.get(key)
    const same = !anew && before?.fingerprint === fingerprint && at.getTime() - before.at.getTime() < minute
    if (same && !(await isStopped(partnerId, conversationId))) return
    // Most activities do not tell names: what was told before stays.
    const told = { ...(name !== '' && { name }), ...(teamId !== null && { teamId }) }
    const change = { ...place, ...told, seenAt: at, stopped: null }
    const { sharedChat } = database.rows
    const { count } = await sharedChat.updateMany({ where: { partnerId, conversationId, stopped: null }, data: change })
    if (count === 0) {
      const readIn = await reading()
      await database.transaction(async (rows) => {
        const where = { partnerId_conversationId: { partnerId, conversationId } }
        const create = { ...(await inItsTeam(rows, chat)), ...readIn, seenAt: at }
        await rows.sharedChat.upsert({ where, create, update: change })
        await back(rows)
      })
    }
    await rename(partnerId, { conversationId }, { teamName, channelName })
    if (written.size >= remembered) written.clear()
    written.set(key, { fingerprint, at })
  }

  /** A chat that nobody has written in yet; one that is known stays as it is. */
  async function add(chat: Omit<KnownSharedChat, 'stopped'>): Promise<void> {
    const data = [await inItsTeam(database.rows, chat)]
    await database.rows.sharedChat.createMany({ data, skipDuplicates: true })
  }

  /** Keeps the names that are told; an empty one is none. */
  async function rename(partnerId: string, which: Which, { teamName, channelName }: Names): Promise<void> {
    if (teamName === '' && channelName === '') return
    await database.rows.$executeRaw`
      with called as (
        select conversation_id as id, coalesce(nullif(${teamName}, ''), team_name) as team,
          coalesce(nullif(${channelName}, ''), channel_name) as channel
        from desk.shared_chat where partner_id = ${partnerId}::uuid and (${isOne(which)} and conversation_id = ${idOf(which)}
          or not ${isOne(which)} and (team_id = ${idOf(which)} or conversation_id = ${idOf(which)})))
      update desk.shared_chat chat set team_name = team, channel_name = channel,
        name = concat_ws(' / ', nullif(team, ''), nullif(channel, ''))
      from called where chat.partner_id = ${partnerId}::uuid and chat.conversation_id = called.id
        and (team_name, channel_name) is distinct from (team, channel)`
  }

  /** How what stands there is written from now on. @param alongside done in the same transaction, where that changes something @returns whether the chat is there */
  function read(
    partnerId: string,
    conversationId: string,
    reading: Reading,
    alongside: (rows: Rows) => Promise<void>,
  ): Promise<boolean> {
    return database.transaction(async (rows) => {
      const where = { partnerId, conversationId, stopped: null }
      // Of two at the same moment, the second finds what the first has written.
      const otherwise = { ...where, NOT: { ...reading } }
      const { count } = await rows.sharedChat.updateMany({ where: otherwise, data: { ...reading } })
      if (count > 0) await alongside(rows)
      return count > 0 || (await rows.sharedChat.count({ where })) > 0
    })
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

  async function isInTeam(partnerId: string, teamId: string): Promise<boolean> {
    const where = { ...within(partnerId, { teamId }), stopped: null }
    return (await database.rows.sharedChat.findFirst({ where, select: { conversationId: true } })) !== null
  }

  /** Nothing is sent there any more until somebody writes there or brings the bot in again. @returns whether by this */
  async function stop(partnerId: string, conversationId: string, code: string, seenAt?: Date): Promise<boolean> {
    const where = { partnerId, conversationId, stopped: null, ...(seenAt !== undefined && { seenAt }) }
    return (await stopThose(partnerId, where, code)) > 0
  }

  /** The same for all channels of a team. @param conversationId where it was told, for a chat whose team is not known */
  async function stopTeam(partnerId: string, teamId: string, code: string, conversationId = teamId): Promise<void> {
    const ids = [...new Set([teamId, conversationId])]
    const where = { partnerId, stopped: null, OR: [{ teamId }, { conversationId: { in: ids } }] }
    await stopThose(partnerId, where, code)
  }

  async function stopThose(partnerId: string, where: object, code: string): Promise<number> {
    const follows: (() => Promise<void>)[] = []
    const count = await database.transaction(async (rows) => {
      const lost = await rows.sharedChat.updateManyAndReturn({
        where,
        data: { stopped: code },
        select: { conversationId: true },
      })
      const conversationIds = lost.map(({ conversationId }) => conversationId)
      for (const id of conversationIds) written.delete(keyOf(partnerId, id))
      if (lost.length > 0)
        for (const react of reactions) follows.push(await react({ rows, partnerId, conversationIds }))
      return lost.length
    })
    // A job of the transaction does it again where it does not succeed.
    for (const follow of follows) await follow().catch(() => {})
    return count
  }

  /** Those that were stopped for one of these reasons can be written to again. @param back done for each, in the same transaction */
  async function revive(
    partnerId: string,
    which: Which,
    codes: readonly string[],
    back: (rows: Rows, conversationId: string) => Promise<void>,
  ): Promise<void> {
    await database.transaction(async (rows) => {
      const here = await rows.sharedChat.updateManyAndReturn({
        where: { ...within(partnerId, which), stopped: { in: [...codes] } },
        data: { stopped: null },
        select: { conversationId: true },
      })
      for (const { conversationId } of here) await back(rows, conversationId)
    })
  }
}

export type SharedChatsRepository = ReturnType<typeof sharedChatsRepository>

/** Messages mostly tell a team by its id alone: another channel of it may know its name. */
async function inItsTeam<T extends Names & Pick<SharedChat, 'partnerId' | 'teamId' | 'name'>>(
  { sharedChat }: Rows,
  chat: T,
): Promise<T> {
  const { partnerId, teamId } = chat
  if (teamId === null) return chat
  const where = { ...within(partnerId, { teamId }), teamName: { not: '' } }
  const known = chat.teamName === '' ? await sharedChat.findFirst({ where, select: { teamName: true } }) : null
  const named = { ...chat, teamName: known?.teamName ?? chat.teamName }
  return { ...named, name: calledBy(named) }
}

const calledBy = ({ name, teamName, channelName }: Names & Pick<SharedChat, 'name'>): string =>
  name || [teamName, channelName].filter((part) => part !== '').join(' / ')

const keyOf = (partnerId: string, conversationId: string): string => `${partnerId}/${conversationId}`

const isOne = (which: Which): boolean => 'conversationId' in which
const idOf = (which: Which): string => ('conversationId' in which ? which.conversationId : which.teamId)

/** The General channel has its team's id. */
const within = (partnerId: string, which: Which) =>
  'conversationId' in which
    ? { partnerId, conversationId: which.conversationId }
    : { partnerId, OR: [{ teamId: which.teamId }, { conversationId: which.teamId }] }
