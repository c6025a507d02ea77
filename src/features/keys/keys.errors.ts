import { DomainError } from '../../platform/errors.ts'

/** Keys are shown in the personal chat only. */
export class KeysArePrivate extends DomainError {
  readonly code = 'keys.personal-chat-only'
  constructor() {
    super('keys are shown in the personal chat only')
  }
}

/** The client presses by Action.Submit, which can only be answered with a message, and messages are kept. */
export class TeamsTooOld extends DomainError {
  readonly code = 'keys.teams-too-old'
  constructor() {
    super('the answer to this press cannot be for the presser alone')
  }
}

/** The Partner Center that is connected has no calls for keys and downloads. */
export class KeysNotOffered extends DomainError {
  readonly code = 'keys.not-offered'
  constructor() {
    super('this Partner Center offers neither keys nor download links')
  }
}

/** The link is not there any more, or is dead. */
export class LinkEnded extends DomainError {
  readonly code = 'keys.link-ended'
  constructor() {
    super('the download link has ended')
  }
}

export type KeysError = KeysArePrivate | TeamsTooOld | KeysNotOffered | LinkEnded
