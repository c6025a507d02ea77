import type { Agent } from '../commerce/agent.ts'
import type { Audience, Origin } from '../commerce/origin.ts'
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

/** The card that somebody acts on. */
export const onCard = (flowId: string): Origin => ({ kind: 'card', key: flowId })

export const audienceOf = ({ chat, privately = false }: Turn): Audience => ({
  onlookers: chat === 'shared',
  kept: !privately,
})
