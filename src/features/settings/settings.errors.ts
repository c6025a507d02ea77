import { DomainError } from '../../platform/errors.ts'

/** The bot is not, or no longer, in the chat that approval cards should go to. */
export class ChatNotReached extends DomainError {
  readonly code = 'settings.chat-not-reached'
  constructor() {
    super('the bot is not in that chat')
  }
}

export type SettingsError = ChatNotReached
