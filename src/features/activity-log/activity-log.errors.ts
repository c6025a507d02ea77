import { DomainError } from '../../platform/errors.ts'

export class DaysBackwards extends DomainError {
  readonly code = 'activity-log.days-backwards'
  constructor() {
    super('the last day is before the first one')
  }
}

export class DaysAhead extends DomainError {
  readonly code = 'activity-log.days-ahead'
  constructor() {
    super('the first day has not begun yet')
  }
}

/** Neither an agent of the partner nor an Entra object id. */
export class PersonUnknown extends DomainError {
  readonly code = 'activity-log.person-unknown'
  constructor() {
    super('the partner has no such agent')
  }
}

/** Without Universal Actions an answer is kept by Teams: a secret cannot be shown. */
export class TeamsKeepsAnswers extends DomainError {
  readonly code = 'activity-log.teams-keeps-answers'
  constructor() {
    super('the client cannot be answered without the answer being kept')
  }
}

export type ActivityLogError = DaysBackwards | DaysAhead | PersonUnknown | TeamsKeepsAnswers
