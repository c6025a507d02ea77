import { refusal } from '../../platform/errors.ts'

/** Keys are shown in the personal chat only. */
export class KeysArePrivate extends refusal('keys.personal-chat-only') {}

/** The client presses by Action.Submit, which can only be answered with a message, and messages are kept. */
export class TeamsTooOld extends refusal('keys.teams-too-old') {}

/** The Partner Center that is connected has no calls for keys and downloads. */
export class KeysNotOffered extends refusal('keys.not-offered') {}

/** The link is not there any more, or is dead. */
export class LinkEnded extends refusal('keys.link-ended') {}

export type KeysError = KeysArePrivate | TeamsTooOld | KeysNotOffered | LinkEnded
