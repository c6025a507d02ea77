import type { Storage } from 'botbuilder'
import { EtagConflict } from './bot-state.storage.ts'
import type { Incoming } from './incoming.ts'

/** Who and which chats were welcomed: rows of `desk.bot_state`, until the bot is taken out. */
export function welcomes(storage: Storage) {
  return { once, forget }

  /** Teams tells an installation twice, as installationUpdate and as conversationUpdate: the first one wins, unless it fails. */
  async function once(incoming: Incoming, welcome: () => Promise<void>): Promise<void> {
    try {
      await storage.write({ [keyOf(incoming)]: { eTag: 'first' } })
    } catch (error) {
      if (error instanceof EtagConflict) return
      throw error
    }
    try {
      await welcome()
    } catch (error) {
      await forget(incoming)
      throw error
    }
  }

  function forget(incoming: Incoming): Promise<void> {
    return storage.delete([keyOf(incoming)])
  }
}

const keyOf = ({ conversation }: Incoming): string => `welcome/${conversation.id}`
