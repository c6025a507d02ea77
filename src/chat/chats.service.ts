import type { Who } from '../commerce/access.ts'
import type { Rows } from '../platform/database/database.ts'
import { Reader } from '../platform/language.ts'
import type { Told } from './identity.ts'
import type { Incoming } from './incoming.ts'
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

  async learn(incoming: Incoming, turn: Turn): Promise<void> {
    if (incoming.membership === 'taken') return this.stop(incoming, turn)
    return turn.chat === 'personal' ? this.keepPersonal(incoming, turn) : this.keepShared(incoming, turn)
  }

  private keepPersonal(incoming: Incoming, turn: Turn): Promise<void> {
    const { partnerId, id } = turn.agent
    const { personalChats, reachable } = this.options
    const chat = {
      partnerId,
      agentId: id,
      conversationId: incoming.conversation.id,
      serviceUrl: incoming.serviceUrl,
      channelId: incoming.channelId,
      botId: incoming.bot.id,
      userId: incoming.user.id,
    }
    // What Teams tells is kept beside what the person chose: their choice can be taken back.
    const { told } = incoming
    const asTold = { ...turn, reader: new Reader(told.locale, told.timeZone) }
    return personalChats.keep(chat, { ...seen(incoming, asTold), back: (rows) => reachable(rows, partnerId, id) })
  }

  private keepShared(incoming: Incoming, turn: Turn): Promise<void> {
    const { partnerId } = turn.agent
    const { sharedChats, reachable } = this.options
    const conversationId = sharedChatOf(incoming)
    const chat = {
      partnerId,
      conversationId,
      name: incoming.chatName,
      serviceUrl: incoming.serviceUrl,
      channelId: incoming.channelId,
      botId: incoming.bot.id,
    }
    const back: Sighting['back'] = (rows) => reachable(rows, partnerId, conversationId)
    return sharedChats.keep(chat, { ...seen(incoming, turn), back })
  }

  private async stop(incoming: Incoming, { agent: { partnerId, id }, chat }: Turn): Promise<void> {
    const { personalChats, sharedChats } = this.options
    if (chat === 'personal') await personalChats.stop(partnerId, id, 'removed')
    else await sharedChats.stop(partnerId, sharedChatOf(incoming), 'removed')
  }
}

/** An activity need not tell language and zone: the reader has defaults then, which are not what was told. */
function seen({ told, membership }: Incoming, { reader, now }: Turn): Omit<Sighting, 'back'> {
  const { locale, timeZone } = reader
  return {
    at: now,
    anew: membership === 'brought',
    reading: { locale, timeZone },
    told: { ...(told.locale !== undefined && { locale }), ...(told.timeZone !== undefined && { timeZone }) },
  }
}

/** A thread of a channel is told as `19:…@thread.tacv2;messageid=…`: what is before it is the channel. */
const sharedChatOf = ({ conversation }: Incoming): string => conversation.id.split(';messageid=')[0] ?? ''
