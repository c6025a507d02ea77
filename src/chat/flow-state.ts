import { BotState, type Storage, type TurnContext } from 'botbuilder'
import { turnStateOf } from './turn-state.ts'

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
