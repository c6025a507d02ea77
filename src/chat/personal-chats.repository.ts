import type { Stored } from '../commerce/ground.ts'
import { minute } from '../platform/clock.ts'
import type { Rows } from '../platform/database/database.ts'
import { forgetInTurn, onceInTurn } from '../platform/turn-memory.ts'

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

/** What may have changed since the last message. */
export interface Standing {
  /** Why nothing can be sent there; null when it can. */
  readonly stopped: string | null
  /** What the person chose instead of what Teams tells. */
  readonly chosenLocale: string | null
  readonly chosenTimeZone: string | null
}

/** With what Teams told last; null before the person was met. */
export interface Remembered extends Standing {
  readonly locale: string | null
  readonly timeZone: string | null
}

export interface KnownPersonalChat extends PersonalChat, Standing {
  readonly seenAt: Date
}

/** How somebody reads: a BCP 47 tag, an IANA zone. */
export type Reading = Pick<PersonalChat, 'locale' | 'timeZone'>

/** Something came in from a chat. */
export interface Sighting {
  readonly at: Date
  /** The bot was installed: written whatever is remembered. */
  readonly anew: boolean
  /** What a chat that is new begins with. */
  readonly reading: Reading
  /** What the activity itself told: the rest of what is known stays. */
  readonly told: Partial<Reading>
  /** Done in the same transaction when the chat is new, or could not be reached before. */
  back(rows: Rows): Promise<void>
}

interface Written {
  readonly fingerprint: string
  readonly told: Partial<Reading>
  readonly at: Date
}

const remembered = 10_000

/** Personal chats, kept from installation and from every message; written only when something about them changed. */
export function personalChatsRepository({ database }: Stored) {
  const written = new Map<string, Written>()

  return { keep, meet, newest, standing, choose, find, readingOf, ofAgents, stop }

  async function keep(
    chat: Omit<PersonalChat, keyof Reading>,
    { at, anew, reading, told, back }: Sighting,
  ): Promise<void> {
    const { partnerId, agentId, ...place } = chat
    const key = `${partnerId}/${agentId}`
    const last = written.get(key)
    // Another replica may have written since: what is remembered here holds for a minute.
    const before = !anew && last !== undefined && at.getTime() - last.at.getTime() < minute ? last : undefined
    // Not every activity tells how the person reads: one that does not is no change.
    const known = { ...before?.told, ...told }
    const fingerprint = JSON.stringify([place, known])
    const isStopped = async () => (await standing(partnerId, agentId)).stopped !== null
    if (before?.fingerprint === fingerprint && !(await isStopped())) return
    const { personalChat } = database.rows
    const change = { ...place, ...told, seenAt: at, stopped: null }
    const { count } = await personalChat.updateMany({ where: { partnerId, agentId, stopped: null }, data: change })
    if (count === 0) {
      await database.transaction(async (rows) => {
        const where = { partnerId_agentId: { partnerId, agentId } }
        await rows.personalChat.upsert({ where, create: { ...chat, ...reading, seenAt: at }, update: change })
        await back(rows)
      })
    }
    if (written.size >= remembered) written.clear()
    written.set(key, { fingerprint, told: known, at })
  }

  /** Somebody who never wrote, in a chat that the desk opened: their own id is told when they do. Who wrote meanwhile is left. */
  async function meet(rows: Rows, chat: PersonalChat, at: Date): Promise<void> {
    await rows.personalChat.createMany({ data: [{ ...chat, seenAt: at }], skipDuplicates: true })
  }

  /** The chat of a partner that Teams told something of last: Teams is reached there for the others too. */
  function newest(partnerId: string): Promise<Pick<PersonalChat, 'serviceUrl' | 'channelId' | 'botId'> | null> {
    return database.rows.personalChat.findFirst({
      where: { partnerId },
      select: { serviceUrl: true, channelId: true, botId: true },
      orderBy: { seenAt: 'desc' },
    })
  }

  /** Another replica may have changed it: asked with every message, so one read by key. */
  function standing(partnerId: string, agentId: string): Promise<Remembered> {
    return onceInTurn(standingKey(partnerId, agentId), async () => {
      const [row] = await database.read<Remembered>({
        name: 'personal-chat-standing',
        text: `select stopped, locale, time_zone as "timeZone", chosen_locale as "chosenLocale", chosen_time_zone as "chosenTimeZone"
          from desk.personal_chat where partner_id = $1 and agent_id = $2`,
        values: [partnerId, agentId],
      })
      return row ?? { stopped: null, locale: null, timeZone: null, chosenLocale: null, chosenTimeZone: null }
    })
  }

  /** How the person reads from now on; what is null follows Teams. Nothing happens to who has no personal chat. */
  async function choose(
    partnerId: string,
    agentId: string,
    { locale, timeZone }: { readonly locale: string | null; readonly timeZone: string | null },
  ): Promise<void> {
    const data = { chosenLocale: locale, chosenTimeZone: timeZone }
    await database.rows.personalChat.updateMany({ where: { partnerId, agentId }, data })
    forgetInTurn(standingKey(partnerId, agentId))
  }

  function find(partnerId: string, agentId: string): Promise<KnownPersonalChat | null> {
    return database.rows.personalChat.findUnique({ where: { partnerId_agentId: { partnerId, agentId } } })
  }

  /** How the person reads: as they chose, or else as Teams tells; undefined before they were met. */
  async function readingOf(partnerId: string, agentId: string): Promise<Reading | undefined> {
    const chat = await find(partnerId, agentId)
    if (chat === null) return undefined
    const { locale, timeZone, chosenLocale, chosenTimeZone } = chat
    return { locale: chosenLocale ?? locale, timeZone: chosenTimeZone ?? timeZone }
  }

  function ofAgents(partnerId: string, agentIds: readonly string[]): Promise<KnownPersonalChat[]> {
    return database.rows.personalChat.findMany({ where: { partnerId, agentId: { in: [...agentIds] } } })
  }

  /**
   * Nothing is sent there any more until the person writes or installs again.
   * @param seenAt what was known when it turned out: whoever wrote since can be reached.
   * @returns whether it is stopped by
   */
  async function stop(partnerId: string, agentId: string, code: string, seenAt?: Date): Promise<boolean> {
    written.delete(`${partnerId}/${agentId}`)
    const where = { partnerId, agentId, stopped: null, ...(seenAt !== undefined && { seenAt }) }
    const { count } = await database.rows.personalChat.updateMany({ where, data: { stopped: code } })
    return count > 0
  }
}

export type PersonalChatsRepository = ReturnType<typeof personalChatsRepository>

const standingKey = (partnerId: string, agentId: string): string => `personal-chat/${partnerId}/${agentId}`
