import { randomUUID } from 'node:crypto'
import { requireRoleNow, rolesFor, type Who } from '../../commerce/access.ts'
import type { Ground } from '../../commerce/ground.ts'
import type { Money } from '../../commerce/money.ts'
import type { Customer } from '../../commerce/order.ts'
import { enqueueSurely } from '../../platform/ask-again.ts'
import { hour, later } from '../../platform/clock.ts'
import type { Rows } from '../../platform/database/database.ts'
import type { ActivityService } from '../activity/activity.service.ts'
import { type Approval, type AskedLine, actionOf } from './approval.ts'
import { type ApprovalCallsService, type Nth, notBefore } from './approval-calls.service.ts'
import { type ApprovalMovesService, factsOf } from './approval-moves.service.ts'
import type { ApprovalPolicyService } from './approval-policy.service.ts'
import { type ApprovalKind, type ApprovalRule, ruleFor } from './approval-policy.ts'
import type { ApprovalSubjects } from './approval-subject.ts'
import {
  ApprovalRuleChanged,
  ApprovalUnknown,
  NobodyCanApprove,
  NotYourRequest,
  OwnRequest,
} from './approvals.errors.ts'
import type { ApprovalsRepository, NewApproval } from './approvals.repository.ts'

/** What somebody asks for. */
export interface AskedApproval {
  readonly kind: ApprovalKind
  readonly subjectId: string
  readonly customer: Customer
  readonly lines: readonly AskedLine[]
  readonly orderId?: string
  /** Undefined where nobody knows it. */
  readonly worth: Money | undefined
  readonly taxIncluded: boolean
  /** Why, in the requester's words. */
  readonly why: string | undefined
  /** From when on it cannot be done any more, whoever agrees. */
  readonly closesAt?: Date
}

/** The rule for what is worth so much; undefined when nobody else has to agree. */
export type RuleFor = (worth: Money | undefined) => ApprovalRule | undefined

/** An approval that may be asked for: everything that has to be looked up for it is. */
export interface Asking {
  readonly approval: NewApproval
  /** Object ids of the possible approvers, or the conversation id of the channel that the cards go to. */
  readonly recipients: readonly string[]
  readonly remindHours: number
}

/** Asks for a second person's yes, and takes their decision. */
export function approvalsService(
  { directory, jobs, clock }: Ground,
  {
    repository,
    policies,
    moves,
    calls,
    activity,
    subjects,
  }: {
    repository: ApprovalsRepository
    policies: ApprovalPolicyService
    moves: ApprovalMovesService
    calls: ApprovalCallsService
    activity: ActivityService
    subjects: ApprovalSubjects
  },
) {
  return { rule, rules, prepare, ask, approve, reject, withdraw, expire, remind, reach }

  /** @returns undefined when nobody else has to agree. */
  async function rule(
    partnerId: string,
    kind: ApprovalKind,
    worth: Money | undefined,
  ): Promise<ApprovalRule | undefined> {
    return ruleFor(await policies.of(partnerId), kind, worth)
  }

  /** The rule for many at once, as it is now. */
  async function rules(partnerId: string, kind: ApprovalKind): Promise<RuleFor> {
    const policy = await policies.of(partnerId)
    return (worth) => ruleFor(policy, kind, worth)
  }

  /**
   * Whether this has to be asked for, decided now; when it has, who is asked and until when.
   * @param shown what the card said about it: nobody asks for, or does at once, what they were not shown.
   * @throws ApprovalRuleChanged, NobodyCanApprove
   */
  async function prepare(who: Who, asked: AskedApproval, shown: boolean): Promise<Asking | undefined> {
    const { partnerId, agentId } = who
    const policy = await policies.of(partnerId)
    const rule = ruleFor(policy, asked.kind, asked.worth)
    const needed = rule !== undefined
    if (needed !== shown) throw new ApprovalRuleChanged({ needed })
    if (!needed) return undefined
    const recipients = await calls.recipients(who, asked.kind, policy)
    if (recipients.length === 0)
      throw new NobodyCanApprove({ action: actionOf[asked.kind], roles: rolesFor(actionOf[asked.kind]) })
    const now = clock.now()
    const { kind, subjectId, customer, lines, orderId, worth, taxIncluded, why, closesAt = null } = asked
    const waitsUntil = later(now, policy.waitHours * hour)
    return {
      approval: {
        id: randomUUID(),
        partnerId,
        requesterId: agentId,
        kind,
        subjectId,
        customerId: customer.id,
        customer: `${customer.name} · ${customer.domain}`,
        lines,
        orderId: orderId ?? null,
        worth,
        taxIncluded,
        reason: why ?? null,
        rule,
        closesAt,
        askedAt: now,
        // Nobody is asked for longer than their yes could do anything.
        expiresAt: closesAt !== null && closesAt < waitsUntil ? closesAt : waitsUntil,
      },
      recipients,
      remindHours: policy.remindHours,
    }
  }

  /** Asks, in the transaction of what waits for it. */
  async function ask(rows: Rows, { approval, recipients, remindHours }: Asking): Promise<void> {
    const { id, partnerId, requesterId, customerId, askedAt, expiresAt, orderId, worth } = approval
    await repository.add(rows, approval)
    await calls.begin(rows, approval, recipients, remindHours)
    await jobs.enqueue(rows, 'approvals.expire', { id }, expiresAt)
    await activity.remember(
      rows,
      { partnerId, agentId: requesterId },
      {
        what: 'approval-asked',
        customerId,
        at: askedAt,
        facts: factsOf(approval, worth),
        ...(orderId !== null && { orderId }),
      },
    )
  }

  /** Says yes, and has it carried out. Changes nothing when somebody decided before, or its time is over. @throws ApprovalUnknown, OwnRequest, RoleMissing */
  async function approve(who: Who, id: string): Promise<void> {
    await requireApprover(who, id)
    const now = clock.now()
    await repository.transaction(async (rows) => {
      const standing = { id, status: ['waiting'], aliveAt: now } as const
      const yes = { status: 'approved', decidedBy: who.agentId, decidedAt: now } as const
      const approved = await moves.moveOn(rows, standing, yes, who.agentId)
      if (approved !== undefined) await enqueueSurely(jobs, rows, 'approvals.carry-out', { id }, now)
    })
  }

  /** Says no, and why. Changes nothing when somebody decided before, or its time is over. @throws ApprovalUnknown, OwnRequest, RoleMissing */
  async function reject(who: Who, id: string, answer: string): Promise<void> {
    await requireApprover(who, id)
    const now = clock.now()
    await repository.transaction(async (rows) => {
      const standing = { id, status: ['waiting'], aliveAt: now } as const
      const no = { status: 'rejected', decidedBy: who.agentId, decidedAt: now, settledAt: now, answer } as const
      const rejected = await moves.moveOn(rows, standing, no, who.agentId)
      if (rejected !== undefined) await subjects.of(rejected.kind).end(rows, rejected.subjectId)
    })
  }

  /** Takes back what one asked for oneself, as long as nobody has decided. @throws ApprovalUnknown, NotYourRequest */
  async function withdraw(who: Who, id: string): Promise<void> {
    const { requesterId } = await find(who, id)
    if (requesterId !== who.agentId) throw new NotYourRequest()
    const now = clock.now()
    await repository.transaction(async (rows) => {
      const standing = { id, requesterId, status: ['waiting'], aliveAt: now } as const
      const back = { status: 'withdrawn', decidedBy: who.agentId, decidedAt: now, settledAt: now } as const
      const withdrawn = await moves.moveOn(rows, standing, back, who.agentId)
      if (withdrawn !== undefined) await subjects.of(withdrawn.kind).end(rows, withdrawn.subjectId)
    })
  }

  /** Ends what nobody decided in time. What has time left is looked at again when it has none. */
  async function expire(id: string): Promise<void> {
    const now = clock.now()
    const approval = await repository.find(id)
    if (approval?.status !== 'waiting') return
    await repository.transaction(async (rows) => {
      if (now < approval.expiresAt)
        return jobs.enqueue(rows, 'approvals.expire', { id }, notBefore(approval.expiresAt, now))
      const standing = { id, status: ['waiting'], expiredAt: now } as const
      const expired = await moves.moveOn(rows, standing, { status: 'expired', settledAt: now })
      if (expired !== undefined) await subjects.of(expired.kind).end(rows, expired.subjectId)
    })
  }

  /** Reminds whoever may approve it now. */
  function remind(id: string, which: Nth): Promise<void> {
    return calls.remind(id, which)
  }

  /** Sees to it that somebody who may approve it is told, wherever the cards were to go. */
  function reach(id: string): Promise<void> {
    return calls.reach(id)
  }

  async function requireApprover(who: Who, id: string): Promise<void> {
    const { requesterId, kind } = await find(who, id)
    if (requesterId === who.agentId) throw new OwnRequest()
    await requireRoleNow(directory, who, actionOf[kind])
  }

  async function find(who: Who, id: string): Promise<Approval> {
    const approval = await repository.find(id)
    if (approval?.partnerId !== who.partnerId) throw new ApprovalUnknown()
    return approval
  }
}

export type ApprovalsService = ReturnType<typeof approvalsService>
