import type { TurnContext } from 'botbuilder'
import {
  type DialogContext,
  DialogContextError,
  DialogMemoryScope,
  type DialogSet,
  TurnMemoryScope,
} from 'botbuilder-dialogs'

/** The dialogs of a flow, at the step where its state has them. */
export function dialogIn(dialogs: DialogSet, context: TurnContext): Promise<DialogContext> {
  // botbuilder would make eleven memory scopes and as many path resolvers anew in every turn, for expressions that no card uses: these two it asks itself.
  context.turnState.set('DialogStateManagerConfiguration', fewScopes)
  return dialogs.createContext(context)
}

const fewScopes = { memoryScopes: [new TurnMemoryScope(), new DialogMemoryScope()], pathResolvers: [] }

/** botbuilder wraps what a dialog throws; a refusal has to come out as itself. */
export async function plainly<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw error instanceof DialogContextError && error.error instanceof Error ? error.error : error
  }
}
