import type { TurnContext } from 'botbuilder'
import type { Shown } from './card.ts'
import type { OfferedFile } from './file-consent.ts'
import type { Press } from './press.ts'
import type { Turn } from './turn.ts'

/** What moves one flow in one turn, and what comes of it: botbuilder-dialogs hands its dialogs the context and nothing else. */
export interface TurnState {
  readonly flowId: string
  /** A step may change who is answered: their language, for one. */
  turn: Turn
  readonly press?: Press | undefined
  /** The flow's stored state, and how it was when it was read. */
  loaded?: { readonly state: Record<string, unknown>; readonly before: string } | undefined
  /** Called before a step that stands for a stored thing reads it: from then on, what becomes of the thing edits the card. */
  readonly stands?: ((subjectId: string) => Promise<void>) | undefined
  /** The id of that thing. */
  subject?: string | undefined
  /** A file that the press offers. */
  offers?: OfferedFile | undefined
  /** What the step drew. */
  shown?: Shown
  /** Set by the flow that ends. */
  ended?: Ended
}

/** The stored fact that the card of a flow that has ended stands for. */
export interface Ended {
  readonly view: string
  readonly id: string
}

const key = Symbol('turn state')

/** Another flow of the same turn, begun after it, has a state of its own. */
export function openTurnState(context: TurnContext, state: TurnState): TurnState {
  context.turnState.set(key, state)
  return state
}

export function turnStateOf(context: TurnContext): TurnState {
  const state = context.turnState.get<TurnState>(key)
  if (state === undefined) throw new Error('no flow was begun or pressed in this turn')
  return state
}
