import { BotState, type Storage, type TurnContext } from 'botbuilder'
import { z } from 'zod'
import { turnStateOf } from './turn-state.ts'

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

/**
 * botbuilder's state per card instead of per conversation: several cards may be in progress in one chat. And with its eTag:
 * the stock BotState writes with `*`, so that of two presses at the same moment both would win.
 */
export class FlowState extends BotState {
  constructor(storage: Storage) {
    super(storage, async (context) => keyIn(context))
  }

  override async load(context: TurnContext, force = false): Promise<Record<string, unknown>> {
    const { loaded } = turnStateOf(context)
    if (loaded !== undefined && !force) return loaded.state
    const key = keyIn(context)
    const state = ((await this.storage.read([key]))[key] ?? {}) as Record<string, unknown>
    turnStateOf(context).loaded = { state, before: JSON.stringify(state) }
    return state
  }

  /** @throws EtagConflict when the card was moved on since it was loaded; `load` with `force` then tells what holds. */
  override async saveChanges(context: TurnContext): Promise<void> {
    const { loaded } = turnStateOf(context)
    if (loaded === undefined || JSON.stringify(loaded.state) === loaded.before) return
    await this.storage.write({ [keyIn(context)]: loaded.state })
    // The stored eTag is another one now, and a turn saves once.
    turnStateOf(context).loaded = undefined
  }
}

const keyIn = (context: TurnContext): string => `flow/${turnStateOf(context).flowId}`
