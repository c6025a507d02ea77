import { BotState, type Storage } from 'botbuilder'
import { z } from 'zod'
import { flowIdOf } from './card-flow.ts'

/** Whose card it is, where it stands and how its owner reads: what a job needs to edit it without a turn. */
export const flowFacts = z.object({
  name: z.string(),
  partnerId: z.string(),
  agentId: z.string(),
  locale: z.string(),
  timeZone: z.string(),
  chat: z.enum(['personal', 'shared']),
  place: z.object({
    serviceUrl: z.string(),
    channelId: z.string(),
    conversationId: z.string(),
    bot: z.object({ id: z.string(), name: z.string().default('') }),
    user: z.object({ id: z.string(), name: z.string().default('') }),
  }),
  /** The message that the card is; learnt from its first press when the answer to sending it was lost. */
  activityId: z.string().optional(),
  /** Set when the flow has ended: the stored fact that its card now stands for. */
  ended: z.object({ view: z.string(), id: z.string() }).optional(),
})
export type FlowFacts = z.infer<typeof flowFacts>

/** botbuilder's state per card instead of per conversation: several cards may be in progress in one chat. */
export class FlowState extends BotState {
  constructor(storage: Storage) {
    super(storage, async (context) => `flow/${flowIdOf(context)}`)
  }
}
