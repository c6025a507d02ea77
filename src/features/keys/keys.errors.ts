import { refusal } from '../../platform/errors.ts'

/** Keys are shown and taken in the personal chat only. */
export class KeysArePrivate extends refusal('keys.personal-chat-only') {}

/** The client presses by Action.Submit, which can only be answered with a message, and messages are kept. */
export class TeamsTooOld extends refusal('keys.teams-too-old') {}

/** The Partner Center that is connected gives no links by itself: the card is from when it did. */
export class KeysNotOffered extends refusal('keys.not-offered') {}

/** The link is not there any more, or is dead. */
export class LinkEnded extends refusal('keys.link-ended') {}

/** Renewing it takes a fresh link of Microsoft's. */
export class FreshLinkNeeded extends refusal('keys.fresh-link-needed') {}

/** The agent has a link for a file of that name. */
export class FileNamedAlready extends refusal('keys.file-named-already') {}

/** Nobody has pasted the line's key. */
export class NoKeyKept extends refusal('keys.no-key-kept') {}

export type KeysError =
  | KeysArePrivate
  | TeamsTooOld
  | KeysNotOffered
  | LinkEnded
  | FreshLinkNeeded
  | FileNamedAlready
  | NoKeyKept
