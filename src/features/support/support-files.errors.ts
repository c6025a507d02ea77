import { DomainError } from '../../platform/errors.ts'

/** One of the files is not the person's, goes with another request already, or was discarded. */
export class SupportFileUnknown extends DomainError {
  readonly code = 'support.file-unknown'
  constructor() {
    super('a file is not among those that wait for a request of this person')
  }
}

/** With these files the request would have more than it may. */
export class TooManySupportFiles extends DomainError {
  readonly code = 'support.files-too-many'
  readonly most: number
  constructor(most: number) {
    super(`a support request has at most ${most} files`)
    this.most = most
  }
}

/** The request is closed, or this partner has none of the id. */
export class SupportTakesNoFiles extends DomainError {
  readonly code = 'support.takes-no-files'
  constructor() {
    super('the support request takes no more files')
  }
}

/** Without Universal Actions an answer is kept by Teams: the address of a file cannot be shown. */
export class TeamsKeepsFileAddresses extends DomainError {
  readonly code = 'support.teams-keeps-answers'
  constructor() {
    super('the client cannot be answered without the answer being kept')
  }
}

export type SupportFilesError = SupportFileUnknown | TooManySupportFiles | SupportTakesNoFiles | TeamsKeepsFileAddresses
