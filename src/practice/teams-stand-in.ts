import { randomBytes } from 'node:crypto'
import type { EventEmitter } from 'node:events'
import type { Clock } from '../platform/clock.ts'
import { type Activity, activityOf, messageActivity, pictureActivity, type Setting } from './activities.ts'
import { type BotReply, deliver } from './bot-line.ts'
import { ConnectorSide } from './connector-side.ts'
import type { PracticeBot, PracticePerson } from './person.ts'
import type { PracticeStore } from './practice-store.ts'
import { PracticeWorld, type SeenMessage, type Toast, UnknownInPractice, type WorldEvents } from './practice-world.ts'
import {
  type CardAction,
  choicesIn,
  outcomeOf,
  type PressOutcome,
  pressActivity,
  type SearchQuery,
  searchActivity,
  wentWrong,
} from './presses.ts'
import type { Card, Conversation } from './transcript.ts'

export interface TeamsStandInOptions {
  /** Where the bot listens, as `http://127.0.0.1:3978/api/messages`. */
  botUrl: () => string
  /** Where the bot finds the Connector service, as `http://127.0.0.1:3978/practice/connector/`. */
  serviceUrl: () => string
  people: readonly PracticePerson[]
  clock: Clock
  bot: PracticeBot
  store?: PracticeStore | undefined
}

/**
 * Microsoft Teams in small: people open chats, write and press; the bot is told in the Bot Connector protocol and answers
 * through `connector`. Every act resolves when the bot has answered its HTTP request.
 */
export class TeamsStandIn {
  readonly connector: ConnectorSide
  readonly world: PracticeWorld
  private readonly options: TeamsStandInOptions

  constructor(options: TeamsStandInOptions) {
    this.options = options
    this.world = new PracticeWorld(options.people, options.bot, options.clock, options.store)
    this.connector = new ConnectorSide(this.world)
  }

  /** The person's chat with the bot; the first time, and after a removal, the bot is told that it was added. */
  async openPersonalChat(personId: string): Promise<Conversation> {
    const { name, partnerId } = this.world.person(personId)
    const id = this.world.personalChatId(personId)
    if (this.world.find(id) === undefined) this.start(id, 'personal', name, [personId], partnerId)
    await this.addBot(id, personId)
    return this.world.conversation(id)
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

  /** Writes to the bot; in a group chat with its mention. */
  async say(conversation: string | Conversation, personId: string, text: string): Promise<BotReply> {
    const setting = this.setting(idOf(conversation), personId)
    const mention = setting.conversation.type === 'groupChat'
    const content = { text, ...(mention ? { mention: true as const } : {}) }
    const messageId = this.world.addMessage(setting.conversation.id, personId, content)
    return this.tellBotOfMessage(setting, messageId, messageActivity(setting, messageId, text, mention))
  }

  async sendPicture(conversation: string | Conversation, personId: string): Promise<BotReply> {
    const setting = this.setting(idOf(conversation), personId)
    const messageId = this.world.addMessage(setting.conversation.id, personId, { picture: true })
    return this.tellBotOfMessage(setting, messageId, pictureActivity(setting, messageId))
  }

  /**
   * Presses a button of a message's card. The card need not have that button, so that tests can forge a press.
   * @param options.deliverTwice delivers it a second time at the same moment, as Teams does when a bot is slow.
   */
  async press(
    conversation: string | Conversation,
    personId: string,
    messageId: string,
    action: CardAction,
    inputs: Readonly<Record<string, unknown>> = {},
    options: { deliverTwice?: 'same id' | 'new id' } = {},
  ): Promise<PressOutcome> {
    const setting = this.setting(idOf(conversation), personId)
    this.mustHave(setting.conversation, messageId)
    const first = pressActivity(setting, messageId, action, inputs)
    const again = options.deliverTwice === 'new id' ? pressActivity(setting, messageId, action, inputs) : first
    const deliveries = options.deliverTwice === undefined ? [first] : [first, again]
    const [outcome, second] = await Promise.all(
      deliveries.map((activity) => this.deliverPress(setting, messageId, activity)),
    )
    if (outcome === undefined) throw new Error('A press has at least one delivery.')
    return second === undefined ? outcome : { ...outcome, second }
  }

  /** Asks the bot for the choices of a typeahead; none when it answers with an error. */
  async search(
    conversation: string | Conversation,
    personId: string,
    messageId: string,
    query: SearchQuery,
  ): Promise<{ title: string; value: string }[]> {
    const setting = this.setting(idOf(conversation), personId)
    this.mustHave(setting.conversation, messageId)
    return choicesIn(await this.tellBot(searchActivity(setting, messageId, query)))
  }

  messages(conversation: string | Conversation, viewerId: string): SeenMessage[] {
    return this.world.seenBy(idOf(conversation), viewerId)
  }

  /** The newest message with a card, as the viewer sees it. */
  lastCard(conversation: string | Conversation, viewerId: string): (SeenMessage & { card: Card }) | undefined {
    const message = this.messages(conversation, viewerId).findLast(({ card }) => card !== undefined)
    return message?.card === undefined ? undefined : { ...message, card: message.card }
  }

  toasts(personId: string): Toast[] {
    return this.world.toasts(personId)
  }

  isTyping(conversation: string | Conversation): boolean {
    return this.world.isTyping(idOf(conversation))
  }

  /** Calls back at each change or toast. Returns what ends the subscription. */
  on<K extends keyof WorldEvents>(event: K, listener: (...told: WorldEvents[K]) => void): () => void {
    const emitter: EventEmitter = this.world
    emitter.on(event, listener)
    return () => emitter.off(event, listener)
  }

  /** Resolves with what `look` gives as soon as it gives something: at once, or after a later change. */
  async until<T>(look: () => T | undefined | false, withinMilliseconds = 10_000): Promise<T> {
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer)
        stop()
      }
      const check = () => {
        const seen = look()
        if (seen === undefined || seen === false) return
        end()
        resolve(seen)
      }
      const stop = this.on('change', check)
      const timer = setTimeout(() => {
        end()
        reject(new Error(`Nothing of the kind happened within ${withinMilliseconds} ms: ${look}`))
      }, withinMilliseconds)
      check()
    })
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

  private setting(conversationId: string, personId: string): Setting {
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

  private mustHave(conversation: Conversation, messageId: string): void {
    if (this.world.message(conversation.id, messageId) === undefined) throw new UnknownInPractice('message', messageId)
  }

  private tellBot(activity: Activity): Promise<BotReply> {
    return deliver(this.options.botUrl(), activity)
  }

  private async tellBotOfMessage({ conversation, person }: Setting, messageId: string, activity: Activity) {
    if (!conversation.installed) return { status: 403, body: undefined }
    const reply = await this.tellBot(activity)
    if (reply.status >= 300) this.answered(conversation.id, messageId, person.id, { line: wentWrong, failed: true })
    return reply
  }

  private async deliverPress({ conversation, person }: Setting, messageId: string, activity: Activity) {
    const reply = await this.tellBot(activity)
    const outcome = outcomeOf(activity, reply)
    const { card, line, failed } = outcome
    this.answered(conversation.id, messageId, person.id, { card, line, failed })
    return outcome
  }

  private answered(
    conversationId: string,
    messageId: string,
    personId: string,
    view: { card?: Card | undefined; line?: string | undefined; failed?: boolean },
  ): void {
    this.world.record({ kind: 'answered', conversationId, messageId, personId, ...view })
  }
}

const idOf = (conversation: string | Conversation): string =>
  typeof conversation === 'string' ? conversation : conversation.id
