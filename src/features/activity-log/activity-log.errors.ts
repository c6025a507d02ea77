import { refusal } from '../../platform/errors.ts'

export class DaysBackwards extends refusal('activity-log.days-backwards') {}

export class DaysAhead extends refusal('activity-log.days-ahead') {}

/** Neither an agent of the partner nor an Entra object id. */
export class PersonUnknown extends refusal('activity-log.person-unknown') {}

/** Without Universal Actions an answer is kept by Teams: a secret cannot be shown. */
export class TeamsKeepsAnswers extends refusal('activity-log.teams-keeps-answers') {}

/** What a page gives as its question is not what the desk put on record for this person. */
export class QuestionUnknown extends refusal('activity-log.question-unknown') {}

export type ActivityLogError = DaysBackwards | DaysAhead | PersonUnknown | TeamsKeepsAnswers | QuestionUnknown
