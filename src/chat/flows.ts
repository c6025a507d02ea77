import { randomUUID } from 'node:crypto'
import type { Storage, TurnContext } from 'botbuilder'
import { DialogSet, type DialogState } from 'botbuilder-dialogs'
import type { Ground } from '../commerce/ground.ts'
import { Reader } from '../platform/language.ts'
import { EtagConflict } from './bot-state.storage.ts'
import { type Card, cardActivity, type Shown } from './card.ts'
import type { CardFlow } from './card-flow.ts'
import type { Answer, Beginning, View } from './feature.ts'
import { consentActivity } from './file-consent.ts'
import { dialogIn, plainly } from './flow-dialogs.ts'
import { type FlowFacts, factsOf, flowFacts, toldBy } from './flow-facts.ts'
import { FlowState } from './flow-state.ts'
import { goneCard } from './home.cards.ts'
import type { Incoming, Origin } from './incoming.ts'
import type { PersonalChatsRepository } from './personal-chats.repository.ts'
import type { Press } from './press.ts'
import type { TeamsAdapter } from './teams-adapter.ts'
import type { Turn } from './turn.ts'
import { type Ended, openTurnState, type TurnState } from './turn-state.ts'

/** The press's card is gone, belongs to somebody else, or to another chat; nothing was changed. */
export type Refused = 'gone' | 'not-yours' | 'not-here'

/** What somebody known said or pressed, and the way back to them. */
export interface Heard {
  readonly context: TurnContext
  readonly incoming: Incoming
  readonly turn: Turn
}

/** Somebody who is answered, and where: what they said or pressed may have come from elsewhere. */
export type Addressed = Pick<Heard, 'context' | 'turn'> & { readonly incoming: Origin }

/** A message that stands for a stored thing: whose it is, where it is, and the flow that draws it. */
export interface StandingCard {
  readonly partnerId: string
  readonly agentId: string
  readonly subjectId: string
  readonly flowId: string
  readonly conversationId: string
  readonly activityId: string
}

/** A card as it is to be now, for the message that it is. */
export interface Drawn {
  readonly card: Card
  /** When its owner was last shown a secret on it. */
  readonly secretAt: Date | undefined
}

/** A flow as it is moved in one turn. */
interface Moving {
  readonly context: TurnContext
  readonly state: TurnState
}

/** Cards in progress: begun by a command, moved on by presses, edited by jobs. Each keeps its own state under `flow/{id}`. */
export function flowsService(
  { directory, clock, log }: Pick<Ground, 'directory' | 'clock' | 'log'>,
  adapter: TeamsAdapter,
  storage: Storage,
  personalChats: PersonalChatsRepository,
) {
  const flowState = new FlowState(storage)
  const factsKept = flowState.createProperty<FlowFacts | undefined>('facts')
  const dialogs = new DialogSet(flowState.createProperty<DialogState>('dialogs'))
  let views: Readonly<Record<string, View>> = {}
  let stands: (card: StandingCard) => Promise<void> = async () => {}

  return { open, answer, expect, press, refresh, drawn }

  /** @param doors of all features: what is drawn here is made of what is drawn with. */
  function open(
    doors: { flows: readonly CardFlow[]; views: Readonly<Record<string, View>> },
    remember: (card: StandingCard) => Promise<void>,
  ): void {
    for (const flow of doors.flows) for (const dialog of flow.dialogs) dialogs.add(dialog)
    views = doors.views
    stands = remember
  }

  /** Answers with what a command came to: words, a card that stands by itself, or the first card of a flow. */
  async function answer(heard: Addressed, answer: Answer): Promise<void> {
    if (typeof answer === 'string') await heard.context.sendActivity(answer)
    else if ('flow' in answer) await begin(heard, answer)
    else await heard.context.sendActivity(cardActivity(answer))
  }

  /** Begins a flow in a card of its own. Its state is written before the card is sent: a card that exists always works. */
  async function begin(heard: Addressed, { id, flow, step, values, entry = {} }: Beginning): Promise<void> {
    const { context, turn } = heard
    const state = openTurnState(context, { flowId: id ?? randomUUID(), turn })
    await factsKept.set(context, factsOf(heard, flow))
    const dialog = await dialogIn(dialogs, context)
    await plainly(dialog.beginDialog(flow, { step, values, entry }))
    const { card } = await shownBy(state)
    await flowState.saveChanges(context)
    const sent = await context.sendActivity(cardActivity(card))
    const isEdited = id !== undefined || state.subject !== undefined
    if (isEdited && sent?.id) await learnMessage({ context, state }, sent.id, card)
  }

  /** Keeps which message the card is, for what edits it; what was changed before that is shown now. */
  async function learnMessage(moving: Moving, activityId: string, sent: Card): Promise<void> {
    const { context, state } = moving
    const facts = flowFacts.safeParse(await factsKept.get(context)).data
    if (facts === undefined) return
    const { subject } = state
    if (subject !== undefined) await standsFor(state.flowId, facts, activityId, subject)
    await factsKept.set(context, { ...facts, activityId, subject })
    try {
      await flowState.saveChanges(context)
    } catch (error) {
      // Pressed already: the press has told the message, and was answered with what holds.
      if (error instanceof EtagConflict) return
      throw error
    }
    const { kept } = await redraw(moving)
    if (JSON.stringify(kept) !== JSON.stringify(sent)) {
      await context.updateActivity({ ...cardActivity(kept), id: activityId })
    }
  }

  /** Begins to read a flow's state, for a press that will ask for it in this turn. A failure is the press's to meet. */
  function expect(flowId: string): void {
    storage.read([`flow/${flowId}`]).catch(() => {})
  }

  /** Moves a flow on by a press and gives the card that holds now. */
  async function press(heard: Heard, flowId: string, press: Press): Promise<Shown | Refused> {
    const { context, incoming, turn } = heard
    const state = openTurnState(context, { flowId, turn, press, stands: (subject) => told(subject) })
    const facts = flowFacts.safeParse(await factsKept.get(context)).data
    const messageId = incoming.messageId ?? facts?.activityId
    const told = async (subject: string) => {
      if (facts === undefined || messageId === undefined) return
      if (subject === facts.subject && messageId === facts.activityId) return
      await standsFor(flowId, facts, messageId, subject)
    }
    if (facts === undefined) return 'gone'
    if (facts.agentId !== turn.agent.id || facts.partnerId !== turn.agent.partnerId) return 'not-yours'
    // Only a forged press comes from a group chat for a personal card: it would move what only its owner may see there.
    if (facts.chat !== turn.chat) return 'not-here'
    try {
      return await moveOn({ context, state }, facts, incoming)
    } catch (error) {
      if (!(error instanceof EtagConflict)) throw error
      // The same card was pressed twice at once and the other press was first: show what holds now.
      log.info({ flow: facts.name }, 'a second press at the same moment changed nothing')
      await flowState.load(context, true)
      return redraw({ context, state })
    }
  }

  /** Draws a flow's card anew and edits it in place, outside of any turn. Nothing happens when it never was sent or is gone. */
  function refresh(flowId: string): Promise<void> {
    return outside(flowId, (context, card, { activityId }) =>
      context.updateActivity({ ...cardActivity(card), id: activityId }),
    )
  }

  /** Draws a flow's card anew, outside of any turn, for who edits its message. Undefined when it never was sent or is gone. */
  async function drawn(flowId: string): Promise<Drawn | undefined> {
    let found: Drawn | undefined
    await outside(flowId, async (_context, card, { secretAt }) => {
      found = { card, secretAt: secretAt === undefined ? undefined : new Date(secretAt) }
    })
    return found
  }

  async function outside(
    flowId: string,
    use: (context: TurnContext, card: Card, facts: FlowFacts & { activityId: string }) => Promise<unknown>,
  ): Promise<void> {
    const facts = await read(flowId)
    const activityId = facts?.activityId
    if (facts === undefined || activityId === undefined) return
    const agent = await directory.agent(facts.partnerId, facts.agentId)
    const { place } = facts
    const reference = {
      serviceUrl: place.serviceUrl,
      channelId: place.channelId,
      conversation: { id: place.conversationId, isGroup: facts.chat === 'shared', conversationType: '', name: '' },
      bot: place.bot,
      user: place.user,
    }
    // They may have chosen otherwise since their last press.
    const { locale, timeZone } = (await personalChats.readingOf(facts.partnerId, facts.agentId)) ?? facts
    const reader = new Reader(locale, timeZone)
    await adapter.continueWith(reference, async (context) => {
      // Who is no longer in the directory sees nothing of the card any more, a key that was shown on it least of all.
      if (agent === undefined) {
        await use(context, goneCard(reader), { ...facts, activityId })
        return
      }
      const turn = { agent, reader, chat: facts.chat, now: clock.now() }
      const { kept } = await redraw({ context, state: openTurnState(context, { flowId, turn }) })
      await use(context, kept, { ...facts, activityId })
    })
  }

  function standsFor(flowId: string, { partnerId, agentId, place }: FlowFacts, activityId: string, subjectId: string) {
    return stands({ partnerId, agentId, subjectId, flowId, conversationId: place.conversationId, activityId })
  }

  async function moveOn({ context, state }: Moving, facts: FlowFacts, incoming: Incoming): Promise<Shown> {
    if (facts.ended !== undefined) return view(state, facts.ended)
    await factsKept.set(context, { ...facts, ...toldBy(incoming, state.turn) })
    const dialog = await dialogIn(dialogs, context)
    await plainly(dialog.continueDialog())
    const { ended, subject } = state
    const shown = await shownBy(state)
    const secretAt = shown.card === shown.kept ? undefined : state.turn.now.toISOString()
    await factsKept.set(context, { ...facts, ...toldBy(incoming, state.turn), ended, subject, secretAt })
    // Its row decided that it is offered here: also where another delivery of the press is the one that moves the card.
    if (state.offers !== undefined) await context.sendActivity(consentActivity(state.offers))
    await flowState.saveChanges(context)
    return shown
  }

  async function redraw({ context, state }: Moving): Promise<Shown> {
    const facts = flowFacts.parse(await factsKept.get(context))
    if (facts.ended !== undefined) return view(state, facts.ended)
    const dialog = await dialogIn(dialogs, context)
    const prompt = dialog.activeDialog === undefined ? undefined : dialogs.find(dialog.activeDialog.id)
    if (prompt === undefined || dialog.activeDialog === undefined) throw new Error('the flow has no step to draw')
    await prompt.repromptDialog(context, dialog.activeDialog)
    return shownBy(state)
  }

  async function shownBy(state: TurnState): Promise<Shown> {
    if (state.ended !== undefined) return view(state, state.ended)
    if (state.shown === undefined) throw new Error('the flow drew no card')
    return state.shown
  }

  async function view({ turn }: TurnState, { view, id }: Ended): Promise<Shown> {
    const draw = views[view]
    if (draw === undefined) throw new Error(`no feature draws ${view}`)
    const card: Card = await draw(turn, id)
    return { card, kept: card }
  }

  async function read(flowId: string): Promise<FlowFacts | undefined> {
    const key = `flow/${flowId}`
    const stored = await storage.read([key])
    return flowFacts.safeParse((stored[key] as { facts?: unknown } | undefined)?.facts).data
  }
}

export type Flows = ReturnType<typeof flowsService>
