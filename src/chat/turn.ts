import type { TurnContext } from 'botbuilder'
import type { Agent } from '../commerce/agent.ts'
import type { Reader } from '../platform/language.ts'

/** One thing that a known person said or pressed, and what is needed to answer it. */
export interface Turn {
  readonly agent: Agent
  readonly reader: Reader
  /** Keys are shown and work is done in the personal chat only. */
  readonly chat: 'personal' | 'shared'
  readonly now: Date
  /** The answer reaches the presser alone: an invoke's does. What answers a message is kept by Teams. */
  readonly privately?: boolean
}

const turnKey = Symbol('turn')

export const rememberTurn = (context: TurnContext, turn: Turn): void => void context.turnState.set(turnKey, turn)

export function turnOf(context: TurnContext): Turn {
  const turn = context.turnState.get<Turn>(turnKey)
  if (turn === undefined) throw new Error('no person was recognised before the turn was used')
  return turn
}
