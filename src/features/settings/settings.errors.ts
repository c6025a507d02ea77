import { refusal } from '../../platform/errors.ts'

/** The bot is not, or no longer, in the chat that approval cards should go to. */
export class ChatNotReached extends refusal('settings.chat-not-reached') {}

/** Between the form and its Save, somebody changed the partner's rules. */
export class RulesChanged extends refusal('settings.rules-changed').with<{ by: string | undefined }>() {}

/** Language and time zone are kept with the person's chat, and there is none yet. */
export class ChatNeverOpened extends refusal('settings.chat-never-opened') {}

export type SettingsError = ChatNotReached | RulesChanged | ChatNeverOpened
