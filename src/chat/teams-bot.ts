import type { Storage, TurnContext } from 'botbuilder'
import type { Addresses } from '../commerce/ground.ts'
import type { Directory } from '../commerce/ports/directory.ts'
import type { Clock } from '../platform/clock.ts'
import { Reader } from '../platform/language.ts'
import { apologyFor } from './apology.ts'
import { type CardDialogs, cardDialogs } from './card-dialogs.ts'
import { CardEdits } from './card-edits.ts'
import type { ConsentsDoor, Copies, DialogDoor, MessagesDoor, PressDoor, Search } from './feature.ts'
import { type HeardBefore, heardBefore } from './heard.ts'
import { type Incoming, isElsewhere, isInvoke } from './incoming.ts'
import { respond, respondWithChoices, respondWithDialogWords, respondWithWords } from './invoke-response.ts'
import { type PressAnswers, pressAnswers } from './press-answers.ts'
import { pressesService } from './presses.ts'
import type { PrivateAnswers } from './private-answers.ts'
import { letKnow, turnAway } from './strangers.ts'
import type { TeamsAdapter } from './teams-adapter.ts'
import type { Turn } from './turn.ts'
import { type UsingMessages, usingMessages } from './using-message.ts'
import { welcomes } from './welcome.ts'
import { type WordsHeard, type WordsParts, wordsHeard } from './words-heard.ts'

interface TeamsBotOptions extends WordsParts {
  adapter: TeamsAdapter
  addresses: Pick<Addresses, 'desk' | 'tab'>
  directory: Directory
  storage: Storage
  searches: Readonly<Record<string, Search>>
  presses: Readonly<Record<string, PressDoor>>
  dialogs: Readonly<Record<string, DialogDoor>>
  messages: MessagesDoor | undefined
  consents: ConsentsDoor | undefined
  privately: PrivateAnswers
  /** Has the copies of a card edited to what holds. */
  redraw(copies: Copies): Promise<void>
  clock: Clock
}

const shownResults = 15

/** Takes what Teams sends apart: words, presses, typeahead, installation. Who is unknown is told so, and nothing else. */
export class TeamsBot {
  private readonly options: TeamsBotOptions
  private readonly edits: CardEdits
  private readonly words: WordsHeard
  private readonly pressed: PressAnswers
  private readonly heard: HeardBefore
  private readonly messages: UsingMessages
  private readonly dialogs: CardDialogs
  private readonly welcomes: ReturnType<typeof welcomes>

  constructor(options: TeamsBotOptions) {
    this.options = options
    this.edits = new CardEdits(options.adapter.connector, options.log)
    this.heard = heardBefore(options.storage, options.clock)
    this.words = wordsHeard(options)
    const presses = pressesService(options.flows, options, this.heard)
    this.pressed = pressAnswers({ ...options, presses, edits: this.edits })
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
        return once(incoming, () => this.words.said(context, incoming, turn))
      }
      case 'submitted':
        return this.heard.message(incoming, () => this.pressed.submitted(context, incoming, turn))
      case 'executed':
        return this.pressed.executed(context, incoming, turn)
      case 'searched':
        return this.searched(context, incoming, turn)
      case 'pointed':
        return this.messages.point(context, incoming, turn)
      case 'used':
        return this.messages.use(context, incoming, turn)
      case 'fetched':
        return this.dialogs.open(context, incoming, turn)
      case 'closed':
        return this.pressed.closed(context, incoming, turn)
      case 'consented':
        return this.pressed.consented(context, incoming, turn)
      case 'asked':
        // What nobody here answers is no failure of the desk's.
        return respond(context, 400)
      case 'installed':
      case 'joined':
        return this.welcomes.once(incoming, () => this.words.welcome(context, incoming, turn))
      case 'removed':
      case 'changed':
      case 'nothing':
        return
    }
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

/** What is answered by a dialog. */
const inDialogs: ReadonlySet<Incoming['kind']> = new Set(['pointed', 'used', 'fetched', 'closed'])
