import { DomainError } from '../../platform/errors.ts'
import type { SupportMistakes } from './support-form.ts'

/** The partner has no support request of that id or number. */
export class SupportUnknown extends DomainError {
  readonly code = 'support.unknown'
  constructor() {
    super('the partner has no such support request')
  }
}

/** The form cannot be sent as it is: what is wrong, field by field. */
export class SupportFormRefused extends DomainError {
  readonly code = 'support.form-refused'
  readonly mistakes: SupportMistakes
  constructor(mistakes: SupportMistakes) {
    super(`the support request has mistakes in: ${Object.keys(mistakes).join(', ')}`)
    this.mistakes = mistakes
  }
}

/** Somebody, or Microsoft, has moved the request meanwhile: what was asked for is not possible any more. */
export class SupportMovedOn extends DomainError {
  readonly code = 'support.moved-on'
  constructor() {
    super('the support request has moved on')
  }
}

/** A closed request takes nothing more. */
export class SupportClosed extends DomainError {
  readonly code = 'support.closed'
  constructor() {
    super('the support request is closed')
  }
}

/** It is still being sent to Partner Center: until it has a ticket there, it cannot be closed. */
export class SupportBeingSent extends DomainError {
  readonly code = 'support.being-sent'
  constructor() {
    super('the support request is still being sent')
  }
}

export type SupportError = SupportUnknown | SupportFormRefused | SupportMovedOn | SupportClosed | SupportBeingSent
