import { DomainError } from '../../platform/errors.ts'

/** Submitted without the checkbox under the important message. */
export class AcknowledgementMissing extends DomainError {
  readonly code = 'cancelling.acknowledgement-missing'
  constructor() {
    super('the important message was not acknowledged')
  }
}

export type CancellingError = AcknowledgementMissing
