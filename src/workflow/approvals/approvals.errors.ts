import { type Action, rolesFor } from '../../commerce/access.ts'
import type { Role } from '../../commerce/agent.ts'
import type { Money } from '../../commerce/money.ts'
import { DomainError } from '../../platform/errors.ts'

/** Also for an approval of another partner. */
export class ApprovalUnknown extends DomainError {
  readonly code = 'approvals.unknown'
  constructor() {
    super('the partner has no such approval')
  }
}

/** The person who asked cannot approve or reject. */
export class OwnRequest extends DomainError {
  readonly code = 'approvals.own-request'
  constructor() {
    super('nobody decides about what they asked for themselves')
  }
}

/** Only the person who asked can withdraw. */
export class NotYourRequest extends DomainError {
  readonly code = 'approvals.not-your-request'
  constructor() {
    super('somebody else asked for this')
  }
}

/** An approval is needed, and nobody but the requester has a role that could give it. */
export class NobodyCanApprove extends DomainError {
  readonly code = 'approvals.nobody-can-approve'
  readonly roles: readonly Role[]
  constructor(action: Action) {
    super(`nobody else has one of: ${rolesFor(action).join(', ')}`)
    this.roles = rolesFor(action)
  }
}

/** Between what the card said and the press, the partner's rule changed, or the amount crossed it. */
export class ApprovalRuleChanged extends DomainError {
  readonly code = 'approvals.rule-changed'
  /** Whether an approval is needed now. */
  readonly needed: boolean
  constructor(needed: boolean) {
    super(`an approval is ${needed ? '' : 'not '}needed, unlike what the card said`)
    this.needed = needed
  }
}

/** The approver said yes to another amount than it would be now. */
export class AmountChanged extends DomainError {
  readonly code = 'approvals.amount-changed'
  readonly amount: Money
  constructor(amount: Money) {
    super('the amount is not the one that was approved')
    this.amount = amount
  }
}

export class RequesterLostRole extends DomainError {
  readonly code = 'approvals.requester-lost-role'
  constructor() {
    super('the person who asked has no role for it any more')
  }
}

export class ApproverLostRole extends DomainError {
  readonly code = 'approvals.approver-lost-role'
  constructor() {
    super('the person who approved has no role for it any more')
  }
}

export type ApprovalError =
  | ApprovalUnknown
  | OwnRequest
  | NotYourRequest
  | NobodyCanApprove
  | ApprovalRuleChanged
  | AmountChanged
  | RequesterLostRole
  | ApproverLostRole
