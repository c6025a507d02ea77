import type { TurnContext } from 'botbuilder'
import {
  Dialog,
  type DialogContext,
  type DialogReason,
  type DialogTurnResult,
  WaterfallDialog,
} from 'botbuilder-dialogs'
import type { z } from 'zod'
import { DomainError } from '../platform/errors.ts'
import type { Card } from './card.ts'
import type { OfferedFile } from './file-consent.ts'
import { FlowButtons, type Press } from './press.ts'
import type { Turn } from './turn.ts'
import { type TurnState, turnStateOf } from './turn-state.ts'

/** What a step's card shows beyond its values: what was just typed, what is wrong with it, what has just happened. */
export interface Entry {
  /** Inputs as they were typed, so that a mistake loses nothing. */
  readonly typed: Readonly<Record<string, unknown>>
  /** By input id. */
  readonly mistakes: Readonly<Record<string, string>>
  readonly notice?: string | undefined
  /** What of a sentence was not read, or not as it was said. */
  readonly remark?: string | undefined
  /** A refusal, in the reader's language. */
  readonly problem?: string | undefined
  /** Shown to the person who pressed, never kept: not in the flow's state, not in the message that Teams stores. */
  readonly secret?: string | undefined
}

export const freshEntry: Entry = { typed: {}, mistakes: {} }

/** Where a press leads: a step (this one, when `to` is left out) with its values, or the end with a card that stands for a stored fact. */
export type Move<V> =
  | {
      readonly to?: string
      readonly values: V
      readonly entry?: Partial<Entry>
      /** What the press has changed about the person: the answer is drawn with it already. */
      readonly person?: Partial<Pick<Turn, 'agent' | 'reader'>>
      /** A file that is offered below, for the person to accept. */
      readonly offers?: OfferedFile | undefined
    }
  | { readonly view: string; readonly id: string }

/** What one button of a step does. `inputs` parses the card's inputs and the button's own data. */
export interface Act<V, I = never> {
  readonly inputs: z.ZodType<I>
  /** What is wrong with an input that did not parse, in the reader's language. */
  mistake?(turn: Turn, field: string): string
  run(turn: Turn, values: V, inputs: I, flow: string): Promise<Move<V>>
}

export const act = <V, I>(it: Act<V, I>): Act<V> => it as unknown as Act<V>

/** Reads what came with a press, or with a form of the tab, and does it. @throws the refusals of what is done */
export async function carriedOut<V>(
  chosen: Act<V>,
  turn: Turn,
  { values, data, flow }: { values: V; data: Readonly<Record<string, unknown>>; flow: string },
): Promise<Move<V>> {
  const inputs = chosen.inputs.safeParse(data)
  if (inputs.success) return chosen.run(turn, values, inputs.data, flow)
  const fields = [...new Set(inputs.error.issues.map((issue) => String(issue.path[0] ?? '')))]
  const mistakes = Object.fromEntries(fields.map((field) => [field, chosen.mistake?.(turn, field) ?? field]))
  return { values, entry: { typed: data, mistakes } }
}

/** One state of a card: what it shows, and what its buttons do. */
export interface Step<V> {
  readonly id: string
  /** The id of the stored thing that its card stands for: the card is edited when that changes. */
  subject?(values: V): string | undefined
  show(turn: Turn, values: V, entry: Entry, buttons: FlowButtons): Promise<Card>
  readonly acts: Readonly<Record<string, Act<V>>>
}

export interface FlowDefinition<V extends object> {
  readonly id: string
  /** Values are kept between presses; a release may change their shape, so what is read is parsed. Ids only, no secrets. */
  readonly values: z.ZodType<V>
  readonly steps: readonly Step<V>[]
  /** Words for a refusal of this flow. */
  problem(turn: Turn, error: DomainError): string
}

/** One step as a botbuilder dialog: begin shows its card, continue parses the press and stays, moves on, goes back or ends. */
class CardPrompt<V extends object> extends Dialog {
  private readonly step: Step<V>
  private readonly flow: FlowDefinition<V>

  constructor(flow: FlowDefinition<V>, step: Step<V>) {
    super(promptId(flow.id, step.id))
    this.flow = flow
    this.step = step
  }

  override async beginDialog(dc: DialogContext, options?: object): Promise<DialogTurnResult> {
    const { values, entry } = options as { values: V; entry?: Partial<Entry> }
    await this.show(dc, values, { ...freshEntry, ...entry })
    return Dialog.EndOfTurn
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const state = turnStateOf(dc.context)
    const { press } = state
    const values = this.keptValues(dc)
    const chosen =
      press?.step === this.step.id && Object.hasOwn(this.step.acts, press.act ?? '') && this.step.acts[press.act ?? '']
    // A press from an earlier step, or on an older card of this one, changes nothing: it gets the card that holds now.
    if (!chosen || press === undefined) {
      await this.show(dc, values, freshEntry)
      return Dialog.EndOfTurn
    }
    const move = await this.carryOut(state, chosen, press, values)
    if ('values' in move) {
      state.turn = { ...state.turn, ...move.person }
      state.offers = move.offers
    }
    if ('values' in move && (move.to === undefined || move.to === this.step.id)) {
      await this.show(dc, move.values, { ...freshEntry, ...move.entry })
      return Dialog.EndOfTurn
    }
    return dc.endDialog(move)
  }

  override async repromptDialog(context: TurnContext, instance: { state: { values: V } }): Promise<void> {
    await this.draw(context, this.flow.values.parse(instance.state.values), freshEntry)
  }

  private async carryOut({ turn, flowId }: TurnState, chosen: Act<V>, press: Press, values: V): Promise<Move<V>> {
    try {
      return await carriedOut(chosen, turn, { values, data: press.data, flow: flowId })
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      return { values, entry: { typed: press.data, problem: this.flow.problem(turn, error) } }
    }
  }

  private keptValues(dc: DialogContext): V {
    return this.flow.values.parse((dc.activeDialog?.state as { values: unknown } | undefined)?.values)
  }

  private async show(dc: DialogContext, values: V, entry: Entry): Promise<void> {
    if (dc.activeDialog !== undefined) dc.activeDialog.state = { values }
    await this.draw(dc.context, values, entry)
  }

  private async draw(context: TurnContext, values: V, entry: Entry): Promise<void> {
    const state = turnStateOf(context)
    const { turn, flowId } = state
    const buttons = new FlowButtons(flowId, this.step.id)
    state.subject = this.step.subject?.(values)
    if (state.subject !== undefined) await state.stands?.(state.subject)
    const card = await this.step.show(turn, values, entry, buttons)
    const kept =
      entry.secret === undefined ? card : await this.step.show(turn, values, { ...entry, secret: undefined }, buttons)
    state.shown = { card, kept }
  }
}

/** A task as one card that is edited in place from step to step: a waterfall of card prompts that may also go back. */
export class CardFlow extends WaterfallDialog {
  readonly dialogs: readonly Dialog[]
  private readonly order: readonly string[]

  /** The dialogs of a definition; `cardFlow` is the typed way to make one. */
  constructor(id: string, steps: readonly string[], prompts: readonly Dialog[]) {
    super(
      id,
      steps.map(
        (step) => (context) => context.beginDialog(promptId(id, step), (context.result ?? context.options) as object),
      ),
    )
    this.order = steps
    this.dialogs = [this, ...prompts]
  }

  override async beginDialog(
    dc: DialogContext,
    options?: { step: string; values: object; entry?: Partial<Entry> },
  ): Promise<DialogTurnResult> {
    const { step, values, entry } = options ?? { step: this.order[0] ?? '', values: {} }
    if (dc.activeDialog !== undefined)
      dc.activeDialog.state = { options: {}, values: { instanceId: turnStateOf(dc.context).flowId } }
    return this.goTo(dc, step, { values, entry }, 'beginCalled' as DialogReason)
  }

  override async resumeDialog(dc: DialogContext, reason: DialogReason, result: unknown): Promise<DialogTurnResult> {
    const move = result as Move<object>
    if ('view' in move) {
      turnStateOf(dc.context).ended = { view: move.view, id: move.id }
      return dc.endDialog()
    }
    return this.goTo(dc, move.to ?? '', move, reason)
  }

  private goTo(dc: DialogContext, step: string, move: object, reason: DialogReason): Promise<DialogTurnResult> {
    const index = this.order.indexOf(step)
    if (index < 0) throw new Error(`the flow ${this.id} has no step ${step}`)
    return this.runStep(dc, index, reason, move)
  }
}

const promptId = (flow: string, step: string): string => `${flow}/${step}`

export const cardFlow = <V extends object>(flow: FlowDefinition<V>): CardFlow =>
  new CardFlow(
    flow.id,
    flow.steps.map((step) => step.id),
    flow.steps.map((step) => new CardPrompt(flow, step)),
  )
