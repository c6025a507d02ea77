import { refusal } from '../../platform/errors.ts'

/** Submitted without the checkbox under the important message. */
export class AcknowledgementMissing extends refusal('cancelling.acknowledgement-missing') {}

/** `order`: its number. Only some lines of the order can be cancelled, and nobody was shown which: picked from the list. */
export class LinesNotShown extends refusal('cancelling.lines-not-shown').with<{ order: string }>() {}

export type CancellingError = AcknowledgementMissing | LinesNotShown
