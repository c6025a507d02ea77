import { refusal } from '../../../platform/errors.ts'
import type { SupportMistakes } from './support-form.ts'

/** The partner has no support request of that id or number. */
export class SupportUnknown extends refusal('support.unknown') {}

/** The form cannot be sent as it is: what is wrong, field by field. */
export class SupportFormRefused extends refusal('support.form-refused').with<{ mistakes: SupportMistakes }>() {}

/** Somebody, or Microsoft, has moved the request meanwhile: what was asked for is not possible any more. */
export class SupportMovedOn extends refusal('support.moved-on') {}

/** A closed request takes nothing more. */
export class SupportClosed extends refusal('support.closed') {}

/** It is still being sent to Partner Center: until it has a ticket there, it cannot be closed. */
export class SupportBeingSent extends refusal('support.being-sent') {}

export type SupportError = SupportUnknown | SupportFormRefused | SupportMovedOn | SupportClosed | SupportBeingSent
