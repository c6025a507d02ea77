import type { Action } from '../../commerce/access.ts'
import type { Role } from '../../commerce/agent.ts'
import type { MoneyFacts } from '../../commerce/money.ts'
import { refusal } from '../../platform/errors.ts'

/** Also for an approval of another partner. */
export class ApprovalUnknown extends refusal('approvals.unknown') {}

/** The person who asked cannot approve or reject. */
export class OwnRequest extends refusal('approvals.own-request') {}

/** Only the person who asked can withdraw. */
export class NotYourRequest extends refusal('approvals.not-your-request') {}

/** An approval is needed, and nobody but the requester has a role that could give it. */
export class NobodyCanApprove extends refusal('approvals.nobody-can-approve').with<{
  action: Action
  roles: readonly Role[]
}>() {}

/** Between what the card said and the press, the partner's rule changed, or the amount crossed it. */
export class ApprovalRuleChanged extends refusal('approvals.rule-changed').with<{ needed: boolean }>() {}

/** The approver said yes to another amount than it would be now. */
export class AmountChanged extends refusal('approvals.amount-changed').with<{ amount: MoneyFacts }>() {}

export class RequesterLostRole extends refusal('approvals.requester-lost-role') {}

export class ApproverLostRole extends refusal('approvals.approver-lost-role') {}

export type ApprovalError =
  | ApprovalUnknown
  | OwnRequest
  | NotYourRequest
  | NobodyCanApprove
  | ApprovalRuleChanged
  | AmountChanged
  | RequesterLostRole
  | ApproverLostRole
