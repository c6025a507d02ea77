import { DomainError } from '../../platform/errors.ts'

/** The bot is not, or no longer, in the chat that approval cards should go to. */
export class ChatNotReached extends DomainError {
  readonly code = 'settings.chat-not-reached'
  constructor() {
    super('the bot is not in that chat')
  }
}

/** Between the form and its Save, somebody changed the partner's rules. */
export class RulesChanged extends DomainError {
  readonly code = 'settings.rules-changed'
  /** Who did, as far as they are still in the directory. */
  readonly by: string | undefined
  constructor(by: string | undefined) {
    super('the rules are not those that the form was drawn from')
    this.by = by
  }
}

export type SettingsError = ChatNotReached | RulesChanged
