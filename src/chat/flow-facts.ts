import { z } from 'zod'
import type { Incoming, Origin } from './incoming.ts'
import type { Turn } from './turn.ts'

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
  /** The stored thing that the message was said to stand for. */
  subject: z.string().optional(),
  /** When its last press was answered with a secret: an edit takes it away. */
  secretAt: z.iso.datetime().optional(),
  /** Set when the flow has ended: the stored fact that its card now stands for. */
  ended: z.object({ view: z.string(), id: z.string() }).optional(),
})
export type FlowFacts = z.infer<typeof flowFacts>

/** What is kept of a card when it is begun. @param name the flow's */
export function factsOf({ incoming, turn }: { incoming: Origin; turn: Turn }, name: string): FlowFacts {
  return {
    name,
    partnerId: turn.agent.partnerId,
    agentId: turn.agent.id,
    locale: turn.reader.locale,
    timeZone: turn.reader.timeZone,
    chat: turn.chat,
    place: placeIn(incoming),
  }
}

/** What a press tells anew: which message the card is, how its owner reads, and where Teams is reached now. */
export function toldBy(incoming: Incoming, { reader }: Turn): Partial<FlowFacts> {
  return {
    locale: reader.locale,
    timeZone: reader.timeZone,
    place: placeIn(incoming),
    ...(incoming.messageId !== undefined && { activityId: incoming.messageId }),
  }
}

const placeIn = ({ serviceUrl, channelId, conversation, bot, user }: Origin): FlowFacts['place'] => ({
  serviceUrl,
  channelId,
  conversationId: conversation.id,
  bot,
  user,
})
