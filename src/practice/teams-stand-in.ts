import type { EventEmitter } from 'node:events'
import {
  type Activity,
  consentActivity,
  editedActivity,
  filesActivity,
  messageActivity,
  pictureActivity,
  type Setting,
  type ToldFile,
} from './activities.ts'
import type { BotReply } from './bot-line.ts'
import { Chats, idOf } from './chats.ts'
import type { PutFile } from './file-shelf.ts'
import {
  closedActivity,
  type Dialog,
  dialogIn,
  fetchedActivity,
  pointedActivity,
  usedActivity,
} from './message-actions.ts'
import { type SeenMessage, type Toast, UnknownInPractice, type WorldEvents } from './practice-world.ts'
import {
  type CardAction,
  choicesIn,
  outcomeOf,
  type PressOutcome,
  peopleDataset,
  pressActivity,
  type SearchQuery,
  searchActivity,
  type Trigger,
  wentWrong,
} from './presses.ts'
import { refreshActionOf, refreshIsDue } from './refresh.ts'
import type { Card, Conversation, Message, OwnView } from './transcript.ts'
import { waitUntil } from './waiting.ts'

// One grey pixel: what the page's picture shows is of no matter.
const practicePicture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNcunTpfwAGFQLL5DKo7gAAAABJRU5ErkJggg==',
  'base64',
)

/**
 * Microsoft Teams in small: people open chats, write and press; the bot is told in the Bot Connector protocol and answers
 * through `connector`. Every act resolves when the bot has answered its HTTP request.
 */
export class TeamsStandIn extends Chats {
  /** Writes to the bot; in a group chat with its mention. */
  async say(conversation: string | Conversation, personId: string, text: string): Promise<BotReply> {
    const setting = this.setting(idOf(conversation), personId)
    const mention = setting.conversation.type === 'groupChat'
    const content = { text, ...(mention ? { mention: true as const } : {}) }
    const messageId = this.world.addMessage(setting.conversation.id, personId, content)
    return this.tellBotOfMessage(setting, messageId, messageActivity(setting, messageId, text, mention))
  }

  /** Changes what a message of one's own says. @param options.deliverTwice tells it a second time at the same moment */
  async edit(
    conversation: string | Conversation,
    personId: string,
    messageId: string,
    text: string,
    { deliverTwice = false }: { deliverTwice?: boolean } = {},
  ): Promise<BotReply> {
    const setting = this.setting(idOf(conversation), personId)
    const message = this.message(setting.conversation, messageId)
    if (message.from !== personId) throw new UnknownInPractice('message', messageId)
    const { mention, files, picture } = message
    const content = { text, mention, files, picture }
    this.world.record({ kind: 'edited', conversationId: setting.conversation.id, messageId, content })
    // What was said of the message before goes: it is told anew.
    if (message.ownViews.has(personId)) this.answered(setting, messageId, {})
    const activity = editedActivity(setting, message, text)
    const again = deliverTwice ? this.tellBotOfMessage(setting, messageId, activity) : undefined
    const reply = await this.tellBotOfMessage(setting, messageId, activity)
    await again
    return reply
  }

  /** Sends a picture in the message itself, as phones send photos. @param url anywhere, so that tests can forge where */
  async sendPicture(
    conversation: string | Conversation,
    personId: string,
    { content = practicePicture, url }: { content?: Buffer; url?: string } = {},
  ): Promise<BotReply> {
    const setting = this.setting(idOf(conversation), personId)
    const messageId = this.world.addMessage(setting.conversation.id, personId, { picture: true })
    const kept = this.connector.keepPicture(content)
    const contentUrl = url ?? `${setting.serviceUrl}v3/attachments/${kept}/views/original`
    return this.tellBotOfMessage(setting, messageId, pictureActivity(setting, messageId, contentUrl))
  }

  /** Sends files with a message, as Teams does in a personal chat: the bot is told where to fetch them. */
  sendFiles(
    conversation: string | Conversation,
    personId: string,
    files: readonly PutFile[],
    text = '',
    options: { deliverTwice?: boolean } = {},
  ): Promise<BotReply> {
    const told = files.map((file) => ({
      name: file.name,
      size: file.content.length,
      downloadUrl: this.shelf.put(file),
    }))
    return this.tellOfFiles(conversation, personId, told, text, options)
  }

  /** Sends files that lie anywhere, so that tests can forge where. */
  async tellOfFiles(
    conversation: string | Conversation,
    personId: string,
    files: readonly (ToldFile & { readonly size: number })[],
    text = '',
    { deliverTwice = false }: { deliverTwice?: boolean } = {},
  ): Promise<BotReply> {
    const setting = this.setting(idOf(conversation), personId)
    const shown = files.map(({ name, size }) => ({ name, size }))
    const content = { ...(text !== '' && { text }), files: shown }
    const messageId = this.world.addMessage(setting.conversation.id, personId, content)
    const activity = filesActivity(setting, messageId, text, files)
    const again = deliverTwice ? this.tellBotOfMessage(setting, messageId, activity) : undefined
    const reply = await this.tellBotOfMessage(setting, messageId, activity)
    await again
    return reply
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
    this.message(setting.conversation, messageId)
    const first = pressActivity(setting, messageId, action, inputs)
    const again = options.deliverTwice === 'new id' ? pressActivity(setting, messageId, action, inputs) : first
    const deliveries = options.deliverTwice === undefined ? [first] : [first, again]
    const [outcome, second] = await Promise.all(
      deliveries.map((activity) => this.deliverPress(setting, messageId, activity)),
    )
    if (outcome === undefined) throw new Error('A press has at least one delivery.')
    return second === undefined ? outcome : { ...outcome, second }
  }

  /**
   * Asks the bot for the person's own view of a card that has `refresh`. It does not happen by itself: the page asks
   * 'automatic' when it shows a message, and 'manual' when the person presses "Refresh card".
   * @returns undefined when Teams would not ask: no `refresh`, not one of its `userIds`, or asked within the last minute.
   */
  async refresh(
    conversation: string | Conversation,
    personId: string,
    messageId: string,
    trigger: Trigger = 'automatic',
  ): Promise<PressOutcome | undefined> {
    const setting = this.setting(idOf(conversation), personId)
    const message = this.message(setting.conversation, messageId)
    const action = refreshActionOf(message, personId)
    if (action === undefined) return undefined
    if (trigger === 'automatic' && !refreshIsDue(setting.conversation, message, personId, setting.now)) return undefined
    message.viewedAt.set(personId, setting.now)
    const activity = pressActivity(setting, messageId, action, {}, trigger)
    const outcome = outcomeOf(activity, await this.tellBot(activity))
    // An edit has taken the card's place meanwhile, and is refreshed anew.
    if (this.world.message(setting.conversation.id, messageId) !== message) return outcome
    if (trigger === 'manual' || outcome.card !== undefined) this.answered(setting, messageId, outcome)
    return outcome
  }

  /** Whether their Teams would ask for their own view of the message now, or only when they say so. */
  refreshOf(conversation: string | Conversation, personId: string, messageId: string): 'due' | 'offered' | undefined {
    const { conversation: found, now } = this.setting(idOf(conversation), personId)
    const message = this.message(found, messageId)
    if (refreshActionOf(message, personId) === undefined) return undefined
    return refreshIsDue(found, message, personId, now) ? 'due' : 'offered'
  }

  /** Asks the bot for the choices of a typeahead; none when it answers with an error. People are found by Teams itself. */
  async search(
    conversation: string | Conversation,
    personId: string,
    messageId: string,
    query: SearchQuery,
  ): Promise<{ title: string; value: string }[]> {
    const setting = this.setting(idOf(conversation), personId)
    this.message(setting.conversation, messageId)
    if (query.dataset === peopleDataset) return this.world.colleagues(setting.person, setting.conversation, query.text)
    return choicesIn(await this.tellBot(searchActivity(setting, messageId, query)))
  }

  /** Chooses *Use in CSP Desk* in a message's menu: the app need not be in the chat. */
  async useMessage(conversation: string | Conversation, personId: string, messageId: string): Promise<Dialog> {
    const setting = this.setting(idOf(conversation), personId)
    const message = this.message(setting.conversation, messageId)
    return dialogIn(await this.tellBot(pointedActivity(setting, message, this.world.people.get(message.from))))
  }

  /** Presses a button in the dialog that was opened there; `data` is the button's, with the inputs. */
  async pressDialog(conversation: string | Conversation, personId: string, data: unknown): Promise<Dialog> {
    return dialogIn(await this.tellBot(usedActivity(this.setting(idOf(conversation), personId), data)))
  }

  /** Presses a button that asks for a dialog; `data` is the button's. */
  async openDialog(
    conversation: string | Conversation,
    personId: string,
    messageId: string,
    data: unknown,
  ): Promise<Dialog> {
    const setting = this.setting(idOf(conversation), personId)
    this.message(setting.conversation, messageId)
    return dialogIn(await this.tellBot(fetchedActivity(setting, messageId, data)))
  }

  /** Closes a dialog with what its page hands back. @returns what the bot has to say; nothing where it has not. */
  async closeDialog(
    conversation: string | Conversation,
    personId: string,
    messageId: string,
    result: unknown,
  ): Promise<Dialog | undefined> {
    const setting = this.setting(idOf(conversation), personId)
    const reply = await this.tellBot(closedActivity(setting, messageId, result))
    return reply.status < 300 && !reply.body ? undefined : dialogIn(reply)
  }

  /** Accepts or declines a file that is offered by a message, or was: as a client still shows it. @param uploadUrl anywhere, for tests */
  async answerOffer(
    conversation: string | Conversation,
    personId: string,
    offering: string | Pick<Message, 'id' | 'consent'>,
    accepted: boolean,
    uploadUrl = this.shelf.expect(),
  ): Promise<BotReply> {
    const setting = this.setting(idOf(conversation), personId)
    const message = typeof offering === 'string' ? this.message(setting.conversation, offering) : offering
    return this.tellBot(consentActivity(setting, message, accepted, uploadUrl))
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
  until<T>(look: () => T | undefined | false, withinMilliseconds = 10_000): Promise<T> {
    return waitUntil(look, (check) => this.on('change', check), withinMilliseconds)
  }

  private message(conversation: Conversation, messageId: string): Message {
    const message = this.world.message(conversation.id, messageId)
    if (message === undefined) throw new UnknownInPractice('message', messageId)
    return message
  }

  private async tellBotOfMessage(setting: Setting, messageId: string, activity: Activity) {
    const { installed, blocked } = setting.conversation
    if (!installed || blocked) return { status: 403, body: undefined }
    const reply = await this.tellBot(activity)
    if (reply.status >= 300) this.answered(setting, messageId, { line: wentWrong, failed: true })
    return reply
  }

  private async deliverPress(setting: Setting, messageId: string, activity: Activity) {
    const outcome = outcomeOf(activity, await this.tellBot(activity))
    this.answered(setting, messageId, outcome)
    return outcome
  }

  private answered({ conversation, person, now }: Setting, messageId: string, { card, line, failed }: OwnView): void {
    if (card !== undefined) this.world.message(conversation.id, messageId)?.viewedAt.set(person.id, now)
    const about = { conversationId: conversation.id, messageId, personId: person.id }
    this.world.record({ kind: 'answered', ...about, card, line, failed })
  }
}
