import type { Storage, TurnContext } from 'botbuilder'
import type { Addresses } from '../commerce/ground.ts'
import type { Directory } from '../commerce/ports/directory.ts'
import type { Clock } from '../platform/clock.ts'
import { Reader } from '../platform/language.ts'
import type { Log } from '../platform/log.ts'
import { cut } from '../platform/text.ts'
import { apologyFor } from './apology.ts'
import { type Card, cardActivity } from './card.ts'
import { type CardDialogs, cardDialogs } from './card-dialogs.ts'
import { CardEdits } from './card-edits.ts'
import { chatText } from './chat.text.ts'
import type { ChatsService } from './chats.service.ts'
import type {
  Command,
  ConsentsDoor,
  Copies,
  DialogDoor,
  FilesDoor,
  MessagesDoor,
  Outcome,
  PressDoor,
  Search,
} from './feature.ts'
import type { Flows } from './flows.ts'
import { type HeardBefore, heardBefore } from './heard.ts'
import { homeCard, offeredTo } from './home.cards.ts'
import { examplesFor } from './home-examples.ts'
import { type Incoming, isElsewhere, isInvoke } from './incoming.ts'
import {
  respond,
  respondWithCard,
  respondWithChoices,
  respondWithDialogWords,
  respondWithWords,
} from './invoke-response.ts'
import type { NamesTaken } from './names-taken.ts'
import { type Presses, pressesService } from './presses.ts'
import type { PrivateAnswers } from './private-answers.ts'
import { route } from './router.ts'
import { letKnow, turnAway } from './strangers.ts'
import type { TeamsAdapter } from './teams-adapter.ts'
import { ConnectorError } from './teams-connector.ts'
import { type TodayDoor, todayFor } from './today.ts'
import type { Turn } from './turn.ts'
import { type UsingMessages, usingMessages } from './using-message.ts'
import { welcomes } from './welcome.ts'
import { calendarOf } from './written-day.ts'

interface TeamsBotOptions {
  adapter: TeamsAdapter
  addresses: Pick<Addresses, 'desk' | 'tab'>
  directory: Directory
  chats: ChatsService
  storage: Storage
  flows: Flows
  commands: readonly Command[]
  searches: Readonly<Record<string, Search>>
  presses: Readonly<Record<string, PressDoor>>
  dialogs: Readonly<Record<string, DialogDoor>>
  files: FilesDoor | undefined
  messages: MessagesDoor | undefined
  consents: ConsentsDoor | undefined
  privately: PrivateAnswers
  today: readonly TodayDoor[]
  /** Takes the names of customers and people out of a line, before any of its words is read. */
  names(turn: Turn, line: string): Promise<NamesTaken>
  /** Has the copies of a card edited to what holds. */
  redraw(copies: Copies): Promise<void>
  clock: Clock
  log: Log
}

const shownResults = 15

/** Takes what Teams sends apart: words, presses, typeahead, installation. Who is unknown is told so, and nothing else. */
export class TeamsBot {
  private readonly options: TeamsBotOptions
  private readonly edits: CardEdits
  private readonly presses: Presses
  private readonly heard: HeardBefore
  private readonly messages: UsingMessages
  private readonly dialogs: CardDialogs
  private readonly welcomes: ReturnType<typeof welcomes>

  constructor(options: TeamsBotOptions) {
    this.options = options
    this.edits = new CardEdits(options.adapter.connector, options.log)
    this.heard = heardBefore(options.storage, options.clock)
    this.presses = pressesService(options.flows, options, this.heard)
    this.messages = usingMessages({ ...options, heard: this.heard })
    this.dialogs = cardDialogs(options)
    this.welcomes = welcomes(options.storage)
  }

  async run(context: TurnContext, incoming: Incoming): Promise<void> {
    try {
      if (incoming.kind === 'executed' && incoming.press?.flow !== undefined)
        this.options.flows.expect(incoming.press.flow)
      await this.options.chats.heed(incoming)
      if (incoming.kind === 'removed')
        await Promise.all([this.welcomes.forget(incoming), letKnow(incoming, this.heard)])
      const turn = await this.recognise(incoming)
      const { heard, options } = this
      if (turn === undefined) await turnAway(context, incoming, this.lastReader(incoming), { heard, log: options.log })
      else await this.answer(context, incoming, turn)
    } catch (error) {
      await this.admit(context, incoming, error)
    }
  }

  /** Resolves when every edit that was begun is out: for a clean stop, and for tests. */
  async settled(): Promise<void> {
    await this.edits.settled()
  }

  private async recognise(incoming: Incoming): Promise<Turn | undefined> {
    const { identity, told, chat } = incoming
    if (identity === undefined) return undefined
    const { directory, chats } = this.options
    const [agent, { locale, timeZone }] = await Promise.all([
      directory.agent(identity.partnerId, identity.agentId),
      chats.reading(identity, told),
    ])
    if (agent === undefined) return undefined
    const turn = {
      agent,
      reader: new Reader(locale, timeZone),
      chat,
      now: this.options.clock.now(),
      privately: isInvoke(incoming),
    }
    if (!isElsewhere(incoming)) await chats.learn(incoming, turn)
    return turn
  }

  private async answer(context: TurnContext, incoming: Incoming, turn: Turn): Promise<void> {
    switch (incoming.kind) {
      case 'said': {
        // Where others look on, the answer is the same whatever is said: it is not said again.
        const once = incoming.edited && turn.chat === 'personal' ? this.heard.edit : this.heard.message
        return once(incoming, () => this.said(context, incoming, turn))
      }
      case 'submitted':
        return this.heard.message(incoming, () => this.submitted(context, incoming, turn))
      case 'executed':
        return this.executed(context, incoming, turn)
      case 'searched':
        return this.searched(context, incoming, turn)
      case 'pointed':
        return this.messages.point(context, incoming, turn)
      case 'used':
        return this.messages.use(context, incoming, turn)
      case 'fetched':
        return this.dialogs.open(context, incoming, turn)
      case 'closed':
        return this.closed(context, incoming, turn)
      case 'consented':
        return this.consented(context, incoming, turn)
      case 'asked':
        // What nobody here answers is no failure of the desk's.
        return respond(context, 400)
      case 'installed':
      case 'joined':
        return this.welcomes.once(incoming, () => this.welcome(context, incoming, turn))
      case 'removed':
      case 'changed':
      case 'nothing':
        return
    }
  }

  // ---- words ----

  private async said(context: TurnContext, incoming: Of<'said'>, turn: Turn): Promise<void> {
    const { text, edited } = incoming
    const heard = { context, incoming, turn }
    const words = chatText[turn.reader.language]
    if (turn.chat === 'shared')
      return void (await context.sendActivity(incoming.more ? words.filesPersonalOnly : words.personalOnly))
    const { files, more } = edited ? withoutFiles : incoming
    if (edited) {
      if (incoming.files.length > 0 || incoming.more) await context.sendActivity(words.filesNotAnew)
      if (text === '') return
      await context.sendActivity(words.edited(cut(text, 80, '…')))
    }
    if (files.length > 0 && this.options.files !== undefined) {
      await this.options.flows.answer(heard, await this.options.files(turn, files))
      if (text === '') return
    }
    if (text === '') return this.home(context, turn, more ? words.notTaken : words.emptyMessage)
    const named = await this.options.names(turn, text)
    const request = route(named.line, this.options.commands, calendarOf(turn.now, turn.reader))
    switch (request.kind) {
      case 'command': {
        const answer = await request.command.begin(turn, named.said(request.sentence))
        return this.options.flows.answer(heard, answer)
      }
      case 'help':
        return this.home(context, turn)
      case 'unsure':
        return this.home(context, turn, words.notSureWhich, request.guesses)
      case 'unknown':
        return this.home(context, turn, words.notUnderstood(cut(text, 80, '…')))
    }
  }

  private async home(context: TurnContext, turn: Turn, remark?: string, first?: readonly Command[]): Promise<void> {
    const { addresses, commands, today, log } = this.options
    const tab = addresses.tab('today')
    const offered = offeredTo(turn, commands)
    const [examples, matters] = await Promise.all([examplesFor(turn, offered, log), todayFor(turn, today, log)])
    await context.sendActivity(cardActivity(homeCard(turn, { offered, examples, today: matters, remark, first, tab })))
  }

  private async welcome(context: TurnContext, incoming: Incoming, turn: Turn): Promise<void> {
    if (turn.chat === 'shared') {
      const { language } = await this.options.chats.sharedReader(incoming, turn.agent.partnerId)
      return void (await context.sendActivity(chatText[language].sharedGreeting))
    }
    const words = chatText[turn.reader.language]
    const { name, roles } = turn.agent
    await this.home(context, turn, roles.length === 0 ? words.welcome(name) : words.welcomeWithRoles(name))
  }

  // ---- presses ----

  private async executed(context: TurnContext, incoming: Of<'executed' | 'submitted'>, turn: Turn): Promise<void> {
    const outcome = await this.presses.press({ context, incoming, turn }, incoming.press)
    if ('words' in outcome) return respondWithWords(context, outcome.words)
    // A secret is on the answered card alone, and an edit would take it away again: an earlier one is waited for, none follows.
    const { card, kept } = outcome
    const messageId = editedBy(incoming)
    if (messageId !== undefined && kept !== undefined && card !== kept) await this.edits.done(incoming, messageId)
    respondWithCard(context, card)
    // The answer reaches the client that pressed; the edit reaches every other one.
    if (messageId !== undefined && card === kept) this.edits.later(incoming, messageId, kept)
  }

  private async submitted(context: TurnContext, incoming: Of<'executed' | 'submitted'>, turn: Turn): Promise<void> {
    const outcome = await this.presses.press({ context, incoming, turn }, incoming.press)
    if ('words' in outcome) return void (await context.sendActivity(outcome.words))
    await this.show(context, incoming, turn, outcome)
  }

  /** What a press came to is seen in its message, or below where that is gone. */
  private async show(
    context: TurnContext,
    incoming: Incoming,
    turn: Turn,
    outcome: Extract<Outcome, { card: Card }>,
  ): Promise<void> {
    // A message is one for all who see it: a view that is the presser's alone is not shown where others look on.
    const kept = outcome.kept ?? (turn.chat === 'personal' ? outcome.card : undefined)
    if (kept === undefined) return
    const messageId = editedBy(incoming)
    if (messageId === undefined || !(await this.edited(context, messageId, kept)))
      return void (await context.sendActivity(cardActivity(kept)))
    // The copies may have been edited to something newer meanwhile, which this edit has taken away again.
    if (outcome.copyOf !== undefined) await this.options.redraw(outcome.copyOf)
  }

  /** @returns false when the message is not there any more. */
  private async edited(context: TurnContext, messageId: string, card: Card): Promise<boolean> {
    try {
      await context.updateActivity({ ...cardActivity(card), id: messageId })
      return true
    } catch (error) {
      if (error instanceof ConnectorError && error.statusCode === 404) return false
      throw error
    }
  }

  /** Teams shows nothing of the answer: what comes of it is told in the chat. */
  private async consented(context: TurnContext, incoming: Of<'consented'>, turn: Turn): Promise<void> {
    const { consent, messageId, conversation, serviceUrl } = incoming
    const { consents } = this.options
    if (consent === undefined || consents === undefined || turn.chat === 'shared') return respond(context, 400)
    await consents(turn, consent, { serviceUrl, conversationId: conversation.id, messageId })
    respond(context, 200, {})
  }

  // ---- dialogs ----

  /** What was done in the dialog is seen in the card that it was opened from. An answer without a body closes it. */
  private async closed(context: TurnContext, incoming: Of<'fetched' | 'closed'>, turn: Turn): Promise<void> {
    const outcome = await this.presses.press({ context, incoming, turn }, incoming.press)
    if ('words' in outcome) return respondWithDialogWords(context, outcome.words)
    await this.show(context, incoming, turn, outcome)
    respond(context, 200)
  }

  // ---- typeahead ----

  private async searched(context: TurnContext, { search: asked }: Of<'searched'>, turn: Turn): Promise<void> {
    const [name = '', about = ''] = asked?.dataset.split('/') ?? []
    const search = Object.hasOwn(this.options.searches, name) ? this.options.searches[name] : undefined
    if (asked === undefined || search === undefined) return respond(context, 400)
    const results = turn.chat === 'shared' ? [] : await search.find(turn, asked.text, about)
    respondWithChoices(context, results.slice(0, shownResults))
  }

  // ---- refusals and accidents ----

  /** Also of who has no role any more, and while the database is away. */
  private lastReader({ identity, told }: Incoming): Reader {
    const { locale, timeZone } = identity === undefined ? told : this.options.chats.lastReading(identity, told)
    return new Reader(locale, timeZone)
  }

  private async admit(context: TurnContext, incoming: Incoming, error: unknown): Promise<void> {
    const said = apologyFor(incoming, error, this.lastReader(incoming), this.options.log)
    if (inDialogs.has(incoming.kind)) return respondWithDialogWords(context, said)
    if (isInvoke(incoming)) return respondWithWords(context, said)
    if (incoming.kind !== 'said' && incoming.kind !== 'submitted') return
    await context.sendActivity(said).catch((err: unknown) => this.options.log.error({ err }, 'apology not delivered'))
  }
}

type Of<Kind extends Incoming['kind']> = Extract<Incoming, { kind: Kind }>

/** Those of a message that is changed were taken as it was sent. */
const withoutFiles = { files: [], more: false }

/** What is answered by a dialog. */
const inDialogs: ReadonlySet<Incoming['kind']> = new Set(['pointed', 'used', 'fetched', 'closed'])

/** The message that an answer edits. Whoever takes the answer out of the HTTP answer is sent nothing besides it, no edit either. */
const editedBy = ({ messageId, expectsReplies }: Incoming): string | undefined =>
  expectsReplies ? undefined : messageId
