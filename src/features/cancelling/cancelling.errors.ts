import { refusal } from '../../platform/errors.ts'

/** Submitted without the checkbox under the important message. */
export class AcknowledgementMissing extends refusal('cancelling.acknowledgement-missing') {}

export type CancellingError = AcknowledgementMissing
