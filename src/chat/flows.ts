import { randomUUID } from 'node:crypto'
import type { Storage, TurnContext } from 'botbuilder'
import {
  type DialogContext,
  DialogContextError,
  DialogMemoryScope,
  DialogSet,
  type DialogState,
  TurnMemoryScope,
} from 'botbuilder-dialogs'
import type { Agent } from '../commerce/agent.ts'
import type { Clock } from '../platform/clock.ts'
import { Reader } from '../platform/language.ts'
import type { Log } from '../platform/log.ts'
import { EtagConflict } from './bot-state.storage.ts'
import { type Card, cardActivity } from './card.ts'
import { type CardFlow, endedIn, rememberFlowId, type Shown, shownIn } from './card-flow.ts'
import type { Beginning, View } from './feature.ts'
import { type FlowFacts, FlowState, flowFacts } from './flow-state.ts'
import { goneCard } from './home.cards.ts'
import { type Incoming, incomingOf } from './incoming.ts'
import type { Reading } from './personal-chats.repository.ts'
import type { TeamsAdapter } from './teams-adapter.ts'
import { rememberTurn, type Turn, turnOf } from './turn.ts'

/** The press's card is gone, belongs to somebody else, or to another chat; nothing was changed. */
export type Refused = 'gone' | 'not-yours' | 'not-here'

interface FlowsOptions {
  adapter: TeamsAdapter
  storage: Storage
  findAgent(partnerId: string, agentId: string): Promise<Agent | undefined>
  /** How the person reads now, in their own chat: they may have chosen otherwise since their last press. */
  readingOf(partnerId: string, agentId: string): Promise<Reading | undefined>
  clock: Clock
  log: Log
}

/** Cards in progress: begun by a command, moved on by presses, edited by jobs. Each keeps its own state under `flow/{id}`. */
export class Flows {
  private readonly options: FlowsOptions
  private readonly state: FlowState
  private readonly dialogs: DialogSet
  private readonly facts
  private views: Readonly<Record<string, View>> = {}

  constructor(options: FlowsOptions) {
    this.options = options
    this.state = new FlowState(options.storage)
    this.facts = this.state.createProperty<FlowFacts | undefined>('facts')
    this.dialogs = new DialogSet(this.state.createProperty<DialogState>('dialogs'))
  }

  /** @param doors of all features: what is drawn here is made of what is drawn with. */
  open({ flows, views }: { flows: readonly CardFlow[]; views: Readonly<Record<string, View>> }): void {
    for (const flow of flows) for (const dialog of flow.dialogs) this.dialogs.add(dialog)
    this.views = views
  }

  /** Begins a flow in a card of its own. Its state is written before the card is sent: a card that exists always works. */
  async begin(context: TurnContext, { id, flow, step, values, entry = {} }: Beginning): Promise<void> {
    rememberFlowId(context, id ?? randomUUID())
    await this.facts.set(context, factsOf(context, flow))
    const dialogs = await this.dialogsOf(context)
    await plainly(dialogs.beginDialog(flow, { step, values, entry }))
    const { card } = await this.shown(context)
    await this.state.saveChanges(context)
    const sent = await context.sendActivity(cardActivity(card))
    if (id !== undefined && sent?.id) await this.learnMessage(context, sent.id, card)
  }

  /** Keeps which message the card is, for the job that edits it; what a job changed before that is shown now. */
  private async learnMessage(context: TurnContext, activityId: string, sent: Card): Promise<void> {
    const facts = flowFacts.safeParse(await this.facts.get(context)).data
    if (facts === undefined) return
    await this.facts.set(context, { ...facts, activityId })
    try {
      await this.state.saveChanges(context)
    } catch (error) {
      // Pressed already: the press has told the message, and was answered with what holds.
      if (error instanceof EtagConflict) return
      throw error
    }
    const { kept } = await this.redraw(context)
    if (JSON.stringify(kept) !== JSON.stringify(sent)) {
      await context.updateActivity({ ...cardActivity(kept), id: activityId })
    }
  }

  /** Begins to read a flow's state, for a press that will ask for it in this turn. A failure is the press's to meet. */
  expect(flowId: string): void {
    this.options.storage.read([`flow/${flowId}`]).catch(() => {})
  }

  /** Moves a flow on by a press and gives the card that holds now. */
  async press(context: TurnContext, flowId: string): Promise<Shown | Refused> {
    rememberFlowId(context, flowId)
    const facts = flowFacts.safeParse(await this.facts.get(context)).data
    if (facts === undefined) return 'gone'
    const { agent, chat } = turnOf(context)
    if (facts.agentId !== agent.id || facts.partnerId !== agent.partnerId) return 'not-yours'
    // Only a forged press comes from a group chat for a personal card: it would move what only its owner may see there.
    if (facts.chat !== chat) return 'not-here'
    try {
      return await this.moveOn(context, facts)
    } catch (error) {
      if (!(error instanceof EtagConflict)) throw error
      // The same card was pressed twice at once and the other press was first: show what holds now.
      this.options.log.info({ flow: facts.name }, 'a second press at the same moment changed nothing')
      await this.state.load(context, true)
      return this.redraw(context)
    }
  }

  /** Draws a flow's card anew and edits it in place, outside of any turn. Nothing happens when it never was sent or is gone. */
  async refresh(flowId: string): Promise<void> {
    const facts = await this.read(flowId)
    const activityId = facts?.activityId
    if (facts === undefined || activityId === undefined) return
    const agent = await this.options.findAgent(facts.partnerId, facts.agentId)
    const { place } = facts
    const reference = {
      serviceUrl: place.serviceUrl,
      channelId: place.channelId,
      conversation: { id: place.conversationId, isGroup: facts.chat === 'shared', conversationType: '', name: '' },
      bot: place.bot,
      user: place.user,
    }
    const { locale, timeZone } = (await this.options.readingOf(facts.partnerId, facts.agentId)) ?? facts
    const reader = new Reader(locale, timeZone)
    await this.options.adapter.continueWith(reference, async (context) => {
      // Who is no longer in the directory sees nothing of the card any more, a key that was shown on it least of all.
      if (agent === undefined) {
        await context.updateActivity({ ...cardActivity(goneCard(reader)), id: activityId })
        return
      }
      rememberTurn(context, {
        agent,
        reader,
        chat: facts.chat,
        now: this.options.clock.now(),
      })
      rememberFlowId(context, flowId)
      const { kept } = await this.redraw(context)
      await context.updateActivity({ ...cardActivity(kept), id: activityId })
    })
  }

  private async moveOn(context: TurnContext, facts: FlowFacts): Promise<Shown> {
    if (facts.ended !== undefined) return this.view(context, facts.ended)
    await this.facts.set(context, { ...facts, ...placeOf(context) })
    const dialogs = await this.dialogsOf(context)
    await plainly(dialogs.continueDialog())
    const ended = endedIn(context)
    if (ended !== undefined) await this.facts.set(context, { ...facts, ...placeOf(context), ended })
    const shown = await this.shown(context)
    await this.state.saveChanges(context)
    return shown
  }

  private dialogsOf(context: TurnContext): Promise<DialogContext> {
    // botbuilder would make eleven memory scopes and as many path resolvers anew in every turn, for expressions that no card uses: these two it asks itself.
    context.turnState.set('DialogStateManagerConfiguration', fewScopes)
    return this.dialogs.createContext(context)
  }

  private async redraw(context: TurnContext): Promise<Shown> {
    const facts = flowFacts.parse(await this.facts.get(context))
    if (facts.ended !== undefined) return this.view(context, facts.ended)
    const dialogs = await this.dialogsOf(context)
    const prompt = dialogs.activeDialog === undefined ? undefined : this.dialogs.find(dialogs.activeDialog.id)
    if (prompt === undefined || dialogs.activeDialog === undefined) throw new Error('the flow has no step to draw')
    await prompt.repromptDialog(context, dialogs.activeDialog)
    return this.shown(context)
  }

  private async shown(context: TurnContext): Promise<Shown> {
    const ended = endedIn(context)
    if (ended !== undefined) return this.view(context, ended)
    const shown = shownIn(context)
    if (shown === undefined) throw new Error('the flow drew no card')
    return shown
  }

  private async view(context: TurnContext, { view, id }: { view: string; id: string }): Promise<Shown> {
    const draw = this.views[view]
    if (draw === undefined) throw new Error(`no feature draws ${view}`)
    const card: Card = await draw(turnOf(context), id)
    return { card, kept: card }
  }

  private async read(flowId: string): Promise<FlowFacts | undefined> {
    const key = `flow/${flowId}`
    const stored = await this.options.storage.read([key])
    return flowFacts.safeParse((stored[key] as { facts?: unknown } | undefined)?.facts).data
  }
}

const fewScopes = { memoryScopes: [new TurnMemoryScope(), new DialogMemoryScope()], pathResolvers: [] }

/** botbuilder wraps what a dialog throws; a refusal has to come out as itself. */
async function plainly<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw error instanceof DialogContextError && error.error instanceof Error ? error.error : error
  }
}

function factsOf(context: TurnContext, name: string): FlowFacts {
  const turn: Turn = turnOf(context)
  return {
    name,
    partnerId: turn.agent.partnerId,
    agentId: turn.agent.id,
    locale: turn.reader.locale,
    timeZone: turn.reader.timeZone,
    chat: turn.chat,
    place: placeIn(incomingOf(context)),
  }
}

/** What a press tells anew: which message the card is, and where Teams is reached now. */
function placeOf(context: TurnContext): Partial<FlowFacts> {
  const incoming = incomingOf(context)
  const { reader } = turnOf(context)
  return {
    locale: reader.locale,
    timeZone: reader.timeZone,
    place: placeIn(incoming),
    ...(incoming.messageId !== undefined && { activityId: incoming.messageId }),
  }
}

const placeIn = ({ serviceUrl, channelId, conversation, bot, user }: Incoming): FlowFacts['place'] => ({
  serviceUrl,
  channelId,
  conversationId: conversation.id,
  bot,
  user,
})
