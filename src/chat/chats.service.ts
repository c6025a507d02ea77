import type { Who } from '../commerce/access.ts'
import type { Directory } from '../commerce/ports/directory.ts'
import type { Clock } from '../platform/clock.ts'
import type { Rows } from '../platform/database/database.ts'
import { Reader } from '../platform/language.ts'
import { marketReading } from '../platform/market-reading.ts'
import type { Told } from './identity.ts'
import type { Incoming } from './incoming.ts'
import type { PersonalChatsRepository, Reading, Sighting } from './personal-chats.repository.ts'
import type { SharedChatsRepository } from './shared-chats.repository.ts'
import { type TeamsService, teamsService } from './teams.service.ts'
import type { Turn } from './turn.ts'

interface ChatsOptions {
  personalChats: PersonalChatsRepository
  sharedChats: SharedChatsRepository
  directory: Directory
  clock: Clock
  /** Somebody (an agent's id, or a shared chat's) can be reached for the first time, or again: in the same transaction. */
  reachable(rows: Rows, partnerId: string, recipient: string): Promise<void>
}

const remembered = 10_000

/** Learns from what comes in where people and shared chats are reached: only of people whom the desk knows. */
export class ChatsService {
  private readonly options: ChatsOptions
  private readonly teams: TeamsService
  private readonly last = new Map<string, Told>()

  constructor(options: ChatsOptions) {
    this.options = options
    this.teams = teamsService(options, (partnerId) => this.readingOfPartner(partnerId))
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

  /** How what everybody sees in a shared chat is written. */
  async sharedReader(incoming: Incoming, partnerId: string): Promise<Reader> {
    const [chat] = await this.options.sharedChats.ofConversations(partnerId, [sharedChatOf(incoming)])
    const { locale, timeZone } = chat ?? (await this.readingOfPartner(partnerId))
    return new Reader(locale, timeZone)
  }

  /** What happens to teams, channels and the bot in them, whoever did it: they need not be known here. */
  async heed(incoming: Incoming): Promise<void> {
    const { kind, partnerId, chat } = incoming
    if (partnerId === undefined || chat === 'personal') return
    if (kind === 'changed') await this.teams.changed(partnerId, incoming)
    if (incoming.membership === 'taken') await this.teams.left(partnerId, sharedChatOf(incoming), incoming)
    if (incoming.membership === 'brought') await this.teams.entered(partnerId, sharedChatOf(incoming), incoming)
  }

  async learn(incoming: Incoming, turn: Turn): Promise<void> {
    // What is told of a team comes in the conversation of its General channel, and says nothing about that.
    if (incoming.kind === 'changed') return
    if (turn.chat === 'personal') return this.learnPersonal(incoming, turn)
    if (incoming.membership === 'taken') return
    return this.keepShared(incoming, turn)
  }

  private async learnPersonal(incoming: Incoming, turn: Turn): Promise<void> {
    const { partnerId, id } = turn.agent
    const { personalChats, reachable } = this.options
    if (incoming.membership === 'taken') return void (await personalChats.stop(partnerId, id, 'removed'))
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
    const { locale, timeZone } = new Reader(told.locale, told.timeZone)
    await personalChats.keep(chat, {
      ...seen(incoming, turn),
      reading: { locale, timeZone },
      // An activity need not tell them: the reader has defaults then, which are not what was told.
      told: { ...(told.locale !== undefined && { locale }), ...(told.timeZone !== undefined && { timeZone }) },
      back: (rows) => reachable(rows, partnerId, id),
    })
  }

  private keepShared(incoming: Incoming, turn: Turn): Promise<void> {
    const { partnerId } = turn.agent
    const { sharedChats, reachable } = this.options
    const conversationId = sharedChatOf(incoming)
    const chat = { partnerId, conversationId, ...sharedNames(incoming, conversationId), ...placeOf(incoming) }
    return sharedChats.keep(chat, {
      ...seen(incoming, turn),
      reading: () => this.readingOfPartner(partnerId),
      back: (rows) => reachable(rows, partnerId, conversationId),
    })
  }

  private async readingOfPartner(partnerId: string): Promise<Reading> {
    return marketReading((await this.options.directory.partner(partnerId))?.market)
  }
}

const seen = ({ membership }: Incoming, { now }: Turn): Pick<Sighting, 'at' | 'anew'> => ({
  at: now,
  anew: membership === 'brought',
})

const placeOf = ({ serviceUrl, channelId, bot }: Incoming) => ({ serviceUrl, channelId, botId: bot.id })

/** The channel data of an installation may name another channel than the conversation is. */
function sharedNames({ chatName, inTeam }: Incoming, conversationId: string) {
  if (inTeam === undefined) return { name: chatName, teamId: null, teamName: '', channelName: '' }
  const { team, channel } = inTeam
  const channelName = channel?.id === conversationId ? channel.name : ''
  return { name: '', teamId: team.id, teamName: team.name, channelName }
}

/** A thread of a channel is told as `19:…@thread.tacv2;messageid=…`: what is before it is the channel. */
const sharedChatOf = ({ conversation }: Incoming): string => conversation.id.split(';messageid=')[0] ?? ''
