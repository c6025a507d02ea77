import { randomBytes } from 'node:crypto'
import type { Clock } from '../platform/clock.ts'
import { type Activity, activityOf, type Setting } from './activities.ts'
import { type BotReply, deliver } from './bot-line.ts'
import { ConnectorSide } from './connector-side.ts'
import { FileShelf } from './file-shelf.ts'
import type { PracticeBot, PracticePerson } from './person.ts'
import type { PracticeStore } from './practice-store.ts'
import { PracticeWorld, UnknownInPractice } from './practice-world.ts'
import type { Conversation } from './transcript.ts'

export interface TeamsStandInOptions {
  /** Where the bot listens, as `http://127.0.0.1:3978/api/messages`. */
  botUrl: () => string
  /** Where the bot finds the Connector service, as `http://127.0.0.1:3978/practice/connector/`. */
  serviceUrl: () => string
  /** Where the bot fetches files, as `http://127.0.0.1:3978/practice/files/`. */
  filesUrl: () => string
  people: readonly PracticePerson[]
  clock: Clock
  bot: PracticeBot
  store?: PracticeStore | undefined
}

/** Who has which chat with the bot, who has taken it out or blocked it, and how the bot is told of anything at all. */
export class Chats {
  readonly connector: ConnectorSide
  readonly world: PracticeWorld
  readonly shelf: FileShelf
  private readonly options: TeamsStandInOptions

  constructor(options: TeamsStandInOptions) {
    this.options = options
    this.world = new PracticeWorld(options.people, options.bot, options.clock, options.store)
    this.connector = new ConnectorSide(this.world)
    this.shelf = new FileShelf(options.clock, options.filesUrl)
  }

  /** The person's chat with the bot; the first time, and after a removal, the bot is told that it was added. */
  async openPersonalChat(personId: string): Promise<Conversation> {
    const { name, partnerId } = this.world.person(personId)
    const id = this.world.personalChatId(personId)
    if (this.world.find(id) === undefined) this.start(id, 'personal', name, [personId], partnerId)
    await this.addBot(id, personId)
    return this.world.conversation(id)
  }

  /** Somebody else has the app installed for them, and the bot does not hear of it: an administrator, while the desk was away. */
  preinstall(personId: string): void {
    const { name, partnerId } = this.world.person(personId)
    const id = this.world.personalChatId(personId)
    if (this.world.find(id) === undefined) this.start(id, 'personal', name, [personId], partnerId)
    if (!this.world.conversation(id).installed) this.world.record({ kind: 'installed', conversationId: id })
  }

  async openGroupChat(personIds: readonly string[], topic: string): Promise<Conversation> {
    const [founder, ...others] = personIds.map((id) => this.world.person(id))
    if (founder === undefined) throw new Error('A group chat needs at least one person.')
    const tenantId = founder.partnerId
    if (others.some(({ partnerId }) => partnerId !== tenantId)) {
      throw new Error('People of different partners share no group chat: each belongs to its own tenant.')
    }
    const id = `19:${randomBytes(16).toString('hex')}@thread.v2`
    this.start(id, 'groupChat', topic, [...new Set(personIds)], tenantId)
    await this.addBot(id, founder.id)
    return this.world.conversation(id)
  }

  async addBot(conversationId: string, personId?: string): Promise<void> {
    const conversation = this.world.conversation(conversationId)
    if (conversation.installed) return
    this.world.record({ kind: 'installed', conversationId })
    const setting = this.setting(conversationId, personId ?? conversation.memberIds[0] ?? '')
    const membersAdded = [{ id: this.options.bot.id }]
    await this.tellBot(activityOf(setting, 'conversationUpdate', { membersAdded }))
    await this.tellBot(activityOf(setting, 'installationUpdate', { action: 'add' }))
  }

  async removeBot(conversation: string | Conversation): Promise<void> {
    const { id, memberIds } = this.world.conversation(idOf(conversation))
    const setting = this.setting(id, memberIds[0] ?? '')
    this.world.record({ kind: 'removed', conversationId: id })
    await this.tellBot(activityOf(setting, 'installationUpdate', { action: 'remove' }))
  }

  /** Nothing that the bot sends reaches the person any more. As in Teams, the bot is not told. */
  blockBot(personId: string): void {
    this.world.record({ kind: 'blocked', conversationId: this.world.personalChatId(personId) })
  }

  unblockBot(personId: string): void {
    this.world.record({ kind: 'unblocked', conversationId: this.world.personalChatId(personId) })
  }

  private start(
    conversationId: string,
    type: Conversation['type'],
    topic: string,
    memberIds: string[],
    tenantId: string,
  ): void {
    this.world.record({ kind: 'opened', conversationId, type, topic, memberIds, tenantId })
  }

  protected setting(conversationId: string, personId: string): Setting {
    const conversation = this.world.conversation(conversationId)
    const person = this.world.person(personId)
    if (!conversation.memberIds.includes(personId)) throw new UnknownInPractice('person', personId)
    return {
      bot: this.options.bot,
      conversation,
      person,
      serviceUrl: this.options.serviceUrl(),
      now: this.world.clock.now(),
    }
  }

  protected tellBot(activity: Activity): Promise<BotReply> {
    return deliver(this.options.botUrl(), activity)
  }
}

export const idOf = (conversation: string | Conversation): string =>
  typeof conversation === 'string' ? conversation : conversation.id
