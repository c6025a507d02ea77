import { type Activity, type Storage, TurnContext } from 'botbuilder'
import { z } from 'zod'
import type { Directory } from '../commerce/ports/directory.ts'
import type { Clock } from '../platform/clock.ts'
import { Reader } from '../platform/language.ts'
import type { Log } from '../platform/log.ts'
import { apologyFor } from './apology.ts'
import { EtagConflict } from './bot-state.storage.ts'
import { cardActivity } from './card.ts'
import { CardEdits } from './card-edits.ts'
import { chatText } from './chat.text.ts'
import type { ChatsService } from './chats.service.ts'
import type { Command, Copies, FilesDoor, PressDoor, Search } from './feature.ts'
import type { Flows } from './flows.ts'
import { homeCard } from './home.cards.ts'
import { chatOf, identityOf, localeOf } from './identity.ts'
import { pressedFlow, respond, respondWithCard, respondWithChoices, respondWithWords } from './invoke-response.ts'
import type { NamesTaken } from './names-taken.ts'
import { readExecuted, readPress } from './press.ts'
import { Presses } from './presses.ts'
import { route } from './router.ts'
import { sentFiles } from './sent-files.ts'
import type { TeamsAdapter } from './teams-adapter.ts'
import { rememberTurn, type Turn } from './turn.ts'
import { calendarOf } from './written-day.ts'

interface TeamsBotOptions {
  adapter: TeamsAdapter
  directory: Directory
  chats: ChatsService
  storage: Storage
  flows: Flows
  commands: readonly Command[]
  searches: Readonly<Record<string, Search>>
  presses: Readonly<Record<string, PressDoor>>
  files: FilesDoor | undefined
  /** Takes the names of customers and people out of a line, before any of its words is read. */
  names(turn: Turn, line: string): Promise<NamesTaken>
  /** Has the copies of a card edited to what holds. */
  redraw(copies: Copies): Promise<void>
  clock: Clock
  log: Log
}

const searchInvoke = z.object({ queryText: z.string().max(200).default(''), dataset: z.string().max(100) })
const shownResults = 15

/** Takes what Teams sends apart: words, presses, typeahead, installation. Who is unknown is told so, and nothing else. */
export class TeamsBot {
  private readonly options: TeamsBotOptions
  private readonly edits: CardEdits
  private readonly presses: Presses

  constructor(options: TeamsBotOptions) {
    this.options = options
    this.edits = new CardEdits(options.adapter.connector, options.log)
    this.presses = new Presses(options)
  }

  async run(context: TurnContext): Promise<void> {
    const { activity } = context
    try {
      const flow = pressedFlow(activity)
      if (flow !== undefined) this.options.flows.expect(flow)
      const turn = await this.recognise(activity)
      if (turn === undefined) await this.turnAway(context)
      else {
        rememberTurn(context, turn)
        await this.answer(context, turn)
      }
    } catch (error) {
      await this.admit(context, error)
    }
  }

  /** Resolves when every edit that was begun is out: for a clean stop, and for tests. */
  async settled(): Promise<void> {
    await this.edits.settled()
  }

  private async recognise(activity: Activity): Promise<Turn | undefined> {
    const identity = identityOf(activity)
    if (identity === undefined) return undefined
    const { directory, chats } = this.options
    const [agent, { locale, timeZone }] = await Promise.all([
      directory.agent(identity.partnerId, identity.agentId),
      chats.reading(identity, localeOf(activity)),
    ])
    if (agent === undefined) return undefined
    const turn = {
      agent,
      reader: new Reader(locale, timeZone),
      chat: chatOf(activity),
      now: this.options.clock.now(),
      privately: activity.type === 'invoke',
    }
    await chats.learn(activity, turn)
    return turn
  }

  private async answer(context: TurnContext, turn: Turn): Promise<void> {
    const { activity } = context
    switch (activity.type) {
      case 'message':
        if (activity.value !== undefined && activity.value !== null && !activity.text)
          return this.submitted(context, turn)
        return this.said(context, turn)
      case 'invoke':
        if (activity.name === 'adaptiveCard/action') return this.executed(context, turn)
        if (activity.name === 'application/search') return this.searched(context, turn)
        return respond(context, 501)
      case 'installationUpdate':
        if (activity.action === 'remove') return this.options.storage.delete([welcomeKey(activity)])
        return this.welcome(context, turn)
      case 'conversationUpdate':
        if (activity.membersAdded?.some((member) => member.id === activity.recipient.id))
          return this.welcome(context, turn)
        return
      default:
        return
    }
  }

  // ---- words ----

  private async said(context: TurnContext, turn: Turn): Promise<void> {
    const words = chatText[turn.reader.language]
    TurnContext.removeRecipientMention(context.activity)
    const line = (context.activity.text ?? '').replace(/<[^<>]*>/g, ' ').trim()
    if (turn.chat === 'shared') return void (await context.sendActivity(words.personalOnly))
    const files = sentFiles(context.activity)
    if (files.length > 0 && this.options.files !== undefined) {
      await this.options.flows.begin(context, await this.options.files(turn, files))
      if (line === '') return
    }
    if (line === '') {
      // Teams sends the rich text of a message as a text/html attachment too; only other attachments are pictures and files.
      const pictures = context.activity.attachments?.some(({ contentType }) => contentType !== 'text/html') === true
      return this.home(context, turn, pictures ? words.noPictures : words.emptyMessage)
    }
    const named = await this.options.names(turn, line)
    const request = route(named.line, this.options.commands, calendarOf(turn.now, turn.reader))
    switch (request.kind) {
      case 'command': {
        const beginning = await request.command.begin(turn, named.said(request.sentence))
        return this.options.flows.begin(context, beginning)
      }
      case 'help':
        return this.home(context, turn)
      case 'unsure':
        return this.home(context, turn, words.notSureWhich, request.guesses)
      case 'unknown':
        return this.home(context, turn, words.notUnderstood(line.length > 80 ? `${line.slice(0, 80)}…` : line))
    }
  }

  private async home(context: TurnContext, turn: Turn, remark?: string, first?: readonly Command[]): Promise<void> {
    await context.sendActivity(cardActivity(homeCard(turn, this.options.commands, remark, first)))
  }

  private async welcome(context: TurnContext, turn: Turn): Promise<void> {
    // Teams tells an installation twice, as installationUpdate and as conversationUpdate: the first one wins.
    try {
      await this.options.storage.write({ [welcomeKey(context.activity)]: { eTag: 'first' } })
    } catch (error) {
      if (error instanceof EtagConflict) return
      throw error
    }
    const words = chatText[turn.reader.language]
    if (turn.chat === 'shared') return void (await context.sendActivity(words.personalOnly))
    const { name, roles } = turn.agent
    await this.home(context, turn, roles.length === 0 ? words.welcome(name) : words.welcomeWithRoles(name))
  }

  private async turnAway(context: TurnContext): Promise<void> {
    const { activity } = context
    const words = chatText[this.lastReader(activity).language].unknownPerson
    this.options.log.info(
      { tenantId: activity.conversation?.tenantId, type: activity.type },
      'unknown person turned away',
    )
    if (activity.type === 'invoke') return respondWithWords(context, words)
    const installed = activity.type === 'installationUpdate' && activity.action !== 'remove'
    if (activity.type === 'message' || installed) await context.sendActivity(words)
  }

  // ---- presses ----

  private async executed(context: TurnContext, turn: Turn): Promise<void> {
    const { activity } = context
    const outcome = await this.presses.press(context, turn, readExecuted(activity.value))
    if ('words' in outcome) return respondWithWords(context, outcome.words)
    // A secret is on the answered card alone, and an edit would take it away again: an earlier one is waited for, none follows.
    const { card, kept } = outcome
    if (kept !== undefined && card !== kept) await this.edits.done(activity)
    respondWithCard(context, card)
    // The answer reaches the client that pressed; the edit reaches every other one.
    if (activity.replyToId !== undefined && card === kept) this.edits.later(activity, activity.replyToId, kept)
  }

  private async submitted(context: TurnContext, turn: Turn): Promise<void> {
    const { activity } = context
    const outcome = await this.presses.press(context, turn, readPress(activity.value))
    if ('words' in outcome) return void (await context.sendActivity(outcome.words))
    // A message is one for all who see it: a view that is the presser's alone is not shown where others look on.
    const kept = outcome.kept ?? (turn.chat === 'personal' ? outcome.card : undefined)
    if (kept === undefined) return
    if (activity.replyToId === undefined) return void (await context.sendActivity(cardActivity(kept)))
    await context.updateActivity({ ...cardActivity(kept), id: activity.replyToId })
    // The copies may have been edited to something newer meanwhile, which this edit has taken away again.
    if (outcome.copyOf !== undefined) await this.options.redraw(outcome.copyOf)
  }

  // ---- typeahead ----

  private async searched(context: TurnContext, turn: Turn): Promise<void> {
    const query = searchInvoke.safeParse(context.activity.value).data
    const search = query === undefined ? undefined : this.options.searches[query.dataset]
    if (query === undefined || search === undefined) return respond(context, 400)
    const results = turn.chat === 'shared' ? [] : await search.find(turn, query.queryText.trim())
    respondWithChoices(context, results.slice(0, shownResults))
  }

  // ---- refusals and accidents ----

  /** Also of who has no role any more, and while the database is away. */
  private lastReader(activity: Activity): Reader {
    const identity = identityOf(activity)
    const told = localeOf(activity)
    const { locale, timeZone } = identity === undefined ? told : this.options.chats.lastReading(identity, told)
    return new Reader(locale, timeZone)
  }

  private async admit(context: TurnContext, error: unknown): Promise<void> {
    const { activity } = context
    const said = apologyFor(activity, error, this.lastReader(activity), this.options.log)
    if (activity.type === 'invoke') return respondWithWords(context, said)
    if (activity.type !== 'message') return
    await context.sendActivity(said).catch((err: unknown) => this.options.log.error({ err }, 'apology not delivered'))
  }
}

const welcomeKey = (activity: Activity): string => `welcome/${activity.conversation.id}`
