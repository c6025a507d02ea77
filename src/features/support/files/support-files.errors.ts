import { refusal } from '../../../platform/errors.ts'

/** One of the files is not the person's, goes with another request already, or was discarded. */
export class SupportFileUnknown extends refusal('support.file-unknown') {}

/** With these files the request would have more than it may. */
export class TooManySupportFiles extends refusal('support.files-too-many').with<{ most: number }>() {}

/** The request is closed, or this partner has none of the id. */
export class SupportTakesNoFiles extends refusal('support.takes-no-files') {}

/** Without Universal Actions an answer is kept by Teams: the address of a file cannot be shown. */
export class TeamsKeepsFileAddresses extends refusal('support.teams-keeps-answers') {}

export type SupportFilesError = SupportFileUnknown | TooManySupportFiles | SupportTakesNoFiles | TeamsKeepsFileAddresses
