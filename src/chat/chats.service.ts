import type { Activity } from 'botbuilder'
import { z } from 'zod'
import type { Who } from '../commerce/access.ts'
import type { Rows } from '../platform/database/database.ts'
import { Reader } from '../platform/language.ts'
import { localeOf, type Told } from './identity.ts'
import type { PersonalChatsRepository, Sighting } from './personal-chats.repository.ts'
import type { SharedChatsRepository } from './shared-chats.repository.ts'
import type { Turn } from './turn.ts'

interface ChatsOptions {
  personalChats: PersonalChatsRepository
  sharedChats: SharedChatsRepository
  /** Somebody (an agent's id, or a shared chat's) can be reached for the first time, or again: in the same transaction. */
  reachable(rows: Rows, partnerId: string, recipient: string): Promise<void>
}

const remembered = 10_000

const named = z.object({ name: z.string().min(1).max(200) })
const channelData = z.object({ channel: z.unknown(), team: z.unknown() }).partial()

/** Learns from what comes in where people and shared chats are reached: only of people whom the desk knows. */
export class ChatsService {
  private readonly options: ChatsOptions
  private readonly last = new Map<string, Told>()

  constructor(options: ChatsOptions) {
    this.options = options
  }

  /** How the person reads: as they chose, or else as they are told to now, or else as Teams told last. Phones often tell nothing. */
  async reading({ partnerId, agentId }: Who, told: Told): Promise<Told> {
    const known = await this.options.personalChats.standing(partnerId, agentId)
    const reading = {
      locale: known.chosenLocale ?? told.locale ?? known.locale ?? undefined,
      timeZone: known.chosenTimeZone ?? told.timeZone ?? known.timeZone ?? undefined,
    }
    if (this.last.size >= remembered) this.last.clear()
    this.last.set(`${partnerId}/${agentId}`, reading)
    return reading
  }

  /** The same, as far as it is known without the database: for saying that there is none now. */
  lastReading({ partnerId, agentId }: Who, told: Told): Told {
    return this.last.get(`${partnerId}/${agentId}`) ?? told
  }

  async learn(activity: Activity, turn: Turn): Promise<void> {
    if (isFarewell(activity)) return this.stop(activity, turn)
    return turn.chat === 'personal' ? this.keepPersonal(activity, turn) : this.keepShared(activity, turn)
  }

  private keepPersonal(activity: Activity, turn: Turn): Promise<void> {
    const { partnerId, id } = turn.agent
    const { personalChats, reachable } = this.options
    const chat = {
      partnerId,
      agentId: id,
      conversationId: activity.conversation.id,
      serviceUrl: activity.serviceUrl,
      channelId: activity.channelId,
      botId: activity.recipient.id,
      userId: activity.from.id,
    }
    // What Teams tells is kept beside what the person chose: their choice can be taken back.
    const told = localeOf(activity)
    const asTold = { ...turn, reader: new Reader(told.locale, told.timeZone) }
    return personalChats.keep(chat, { ...seen(activity, asTold), back: (rows) => reachable(rows, partnerId, id) })
  }

  private keepShared(activity: Activity, turn: Turn): Promise<void> {
    const { partnerId } = turn.agent
    const { sharedChats, reachable } = this.options
    const conversationId = sharedChatOf(activity)
    const chat = {
      partnerId,
      conversationId,
      name: nameOf(activity),
      serviceUrl: activity.serviceUrl,
      channelId: activity.channelId,
      botId: activity.recipient.id,
    }
    const back: Sighting['back'] = (rows) => reachable(rows, partnerId, conversationId)
    return sharedChats.keep(chat, { ...seen(activity, turn), back })
  }

  private async stop(activity: Activity, { agent: { partnerId, id }, chat }: Turn): Promise<void> {
    const { personalChats, sharedChats } = this.options
    if (chat === 'personal') await personalChats.stop(partnerId, id, 'removed')
    else await sharedChats.stop(partnerId, sharedChatOf(activity), 'removed')
  }
}

/** An activity need not tell language and zone: the reader has defaults then, which are not what was told. */
function seen(activity: Activity, { reader, now }: Turn): Omit<Sighting, 'back'> {
  const { locale, timeZone } = reader
  const told = localeOf(activity)
  return {
    at: now,
    anew: isArrival(activity),
    reading: { locale, timeZone },
    told: { ...(told.locale !== undefined && { locale }), ...(told.timeZone !== undefined && { timeZone }) },
  }
}

const isArrival = ({ type, action, membersAdded, recipient }: Activity): boolean =>
  (type === 'installationUpdate' && action !== 'remove-upgrade') ||
  (type === 'conversationUpdate' && membersAdded?.some(({ id }) => id === recipient.id) === true)

const isFarewell = ({ type, action, membersRemoved, recipient }: Activity): boolean =>
  (type === 'installationUpdate' && action === 'remove') ||
  (type === 'conversationUpdate' && membersRemoved?.some(({ id }) => id === recipient.id) === true)

/** A thread of a channel is told as `19:…@thread.tacv2;messageid=…`: what is before it is the channel. */
const sharedChatOf = ({ conversation }: Activity): string => conversation.id.split(';messageid=')[0] ?? ''

/** `Sales / Licences` for a channel of a team, a group chat's topic, or nothing. */
function nameOf({ channelData: told, conversation }: Activity): string {
  const { channel, team } = channelData.safeParse(told).data ?? {}
  const parts = [team, channel].flatMap((part) => named.safeParse(part).data?.name ?? [])
  return parts.length > 0 ? parts.join(' / ') : (conversation.name ?? '').slice(0, 200)
}
