import { randomUUID } from 'node:crypto'
import { requireRole, type Who } from '../../commerce/access.ts'
import type { Money } from '../../commerce/money.ts'
import type { Customer } from '../../commerce/order.ts'
import type { Directory } from '../../commerce/ports/directory.ts'
import { type Clock, hour, later } from '../../platform/clock.ts'
import type { Rows } from '../../platform/database/database.ts'
import type { JobQueue } from '../../platform/jobs.ts'
import type { ActivityService } from '../activity/activity.service.ts'
import { enqueueSurely } from '../orders/ask-again.ts'
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
export interface Asked {
  readonly kind: ApprovalKind
  readonly subjectId: string
  readonly customer: Customer
  readonly lines: readonly AskedLine[]
  readonly orderId?: string
  readonly worth: Money
  readonly taxIncluded: boolean
  /** Why, in the requester's words. */
  readonly why: string | undefined
  /** From when on it cannot be done any more, whoever agrees. */
  readonly closesAt?: Date
}

/** An approval that may be asked for: everything that has to be looked up for it is. */
export interface Asking {
  readonly approval: NewApproval
  /** Object ids of the possible approvers, or the conversation id of the channel that the cards go to. */
  readonly recipients: readonly string[]
  readonly remindHours: number
}

interface ApprovalsOptions {
  repository: ApprovalsRepository
  policies: ApprovalPolicyService
  moves: ApprovalMovesService
  calls: ApprovalCallsService
  activity: ActivityService
  directory: Directory
  subjects: () => ApprovalSubjects
  jobs: JobQueue
  clock: Clock
}

/** Asks for a second person's yes, and takes their decision. */
export class ApprovalsService {
  private readonly options: ApprovalsOptions

  constructor(options: ApprovalsOptions) {
    this.options = options
  }

  /** @returns undefined when nobody else has to agree. */
  async rule(partnerId: string, kind: ApprovalKind, worth: Money): Promise<ApprovalRule | undefined> {
    return ruleFor(await this.options.policies.of(partnerId), kind, worth)
  }

  /** The rule for many at once, as it is now. */
  async rules(partnerId: string, kind: ApprovalKind): Promise<(worth: Money) => ApprovalRule | undefined> {
    const policy = await this.options.policies.of(partnerId)
    return (worth) => ruleFor(policy, kind, worth)
  }

  /**
   * Whether this has to be asked for, decided now; when it has, who is asked and until when.
   * @param shown what the card said about it: nobody asks for, or does at once, what they were not shown.
   * @throws ApprovalRuleChanged, NobodyCanApprove
   */
  async prepare(who: Who, asked: Asked, shown: boolean): Promise<Asking | undefined> {
    const { partnerId, agentId } = who
    const policy = await this.options.policies.of(partnerId)
    const rule = ruleFor(policy, asked.kind, asked.worth)
    const needed = rule !== undefined
    if (needed !== shown) throw new ApprovalRuleChanged(needed)
    if (!needed) return undefined
    const recipients = await this.options.calls.recipients(who, asked.kind, policy)
    if (recipients.length === 0) throw new NobodyCanApprove(actionOf[asked.kind])
    const now = this.options.clock.now()
    const { kind, subjectId, customer, lines, orderId, worth, taxIncluded, why, closesAt = null } = asked
    const waitsUntil = later(now, policy.waitHours * hour)
    return {
      approval: {
        ...{ id: randomUUID(), partnerId, requesterId: agentId, kind, subjectId },
        ...{ customerId: customer.id, customer: `${customer.name} · ${customer.domain}` },
        ...{ lines, orderId: orderId ?? null, worth, taxIncluded, reason: why ?? null },
        ...{ rule, closesAt, askedAt: now },
        // Nobody is asked for longer than their yes could do anything.
        expiresAt: closesAt !== null && closesAt < waitsUntil ? closesAt : waitsUntil,
      },
      recipients,
      remindHours: policy.remindHours,
    }
  }

  /** Asks, in the transaction of what waits for it. */
  async ask(rows: Rows, { approval, recipients, remindHours }: Asking): Promise<void> {
    const { repository, calls, activity, jobs } = this.options
    const { id, partnerId, requesterId, customerId, askedAt, expiresAt, orderId, worth } = approval
    await repository.add(rows, approval)
    await calls.begin(rows, approval, recipients, remindHours)
    await jobs.enqueue(rows, 'approvals.expire', { id }, expiresAt)
    await activity.remember(
      rows,
      { partnerId, agentId: requesterId },
      {
        ...{ what: 'approval-asked', customerId, at: askedAt, facts: factsOf(approval, worth) },
        ...(orderId !== null && { orderId }),
      },
    )
  }

  /** Says yes, and has it carried out. Changes nothing when somebody decided before, or its time is over. @throws ApprovalUnknown, OwnRequest, RoleMissing */
  async approve(who: Who, id: string): Promise<void> {
    const { repository, moves, jobs, clock } = this.options
    await this.requireApprover(who, id)
    const now = clock.now()
    await repository.transaction(async (rows) => {
      const standing = { id, status: ['waiting'], aliveAt: now } as const
      const yes = { status: 'approved', decidedBy: who.agentId, decidedAt: now } as const
      const approved = await moves.moveOn(rows, standing, yes, who.agentId)
      if (approved !== undefined) await enqueueSurely(jobs, rows, 'approvals.carry-out', { id }, now)
    })
  }

  /** Says no, and why. Changes nothing when somebody decided before, or its time is over. @throws ApprovalUnknown, OwnRequest, RoleMissing */
  async reject(who: Who, id: string, answer: string): Promise<void> {
    const { repository, moves, subjects, clock } = this.options
    await this.requireApprover(who, id)
    const now = clock.now()
    await repository.transaction(async (rows) => {
      const standing = { id, status: ['waiting'], aliveAt: now } as const
      const no = { status: 'rejected', decidedBy: who.agentId, decidedAt: now, settledAt: now, answer } as const
      const rejected = await moves.moveOn(rows, standing, no, who.agentId)
      if (rejected !== undefined) await subjects()[rejected.kind].end(rows, rejected.subjectId)
    })
  }

  /** Takes back what one asked for oneself, as long as nobody has decided. @throws ApprovalUnknown, NotYourRequest */
  async withdraw(who: Who, id: string): Promise<void> {
    const { repository, moves, subjects, clock } = this.options
    const { requesterId } = await this.find(who, id)
    if (requesterId !== who.agentId) throw new NotYourRequest()
    const now = clock.now()
    await repository.transaction(async (rows) => {
      const standing = { id, requesterId, status: ['waiting'], aliveAt: now } as const
      const back = { status: 'withdrawn', decidedBy: who.agentId, decidedAt: now, settledAt: now } as const
      const withdrawn = await moves.moveOn(rows, standing, back, who.agentId)
      if (withdrawn !== undefined) await subjects()[withdrawn.kind].end(rows, withdrawn.subjectId)
    })
  }

  /** Ends what nobody decided in time. What has time left is looked at again when it has none. */
  async expire(id: string): Promise<void> {
    const { repository, moves, subjects, jobs, clock } = this.options
    const now = clock.now()
    const approval = await repository.find(id)
    if (approval?.status !== 'waiting') return
    await repository.transaction(async (rows) => {
      if (now < approval.expiresAt)
        return jobs.enqueue(rows, 'approvals.expire', { id }, notBefore(approval.expiresAt, now))
      const standing = { id, status: ['waiting'], expiredAt: now } as const
      const expired = await moves.moveOn(rows, standing, { status: 'expired', settledAt: now })
      if (expired !== undefined) await subjects()[expired.kind].end(rows, expired.subjectId)
    })
  }

  /** Reminds whoever may approve it now. */
  remind(id: string, which: Nth): Promise<void> {
    return this.options.calls.remind(id, which)
  }

  /** Sees to it that somebody who may approve it is told, wherever the cards were to go. */
  reach(id: string): Promise<void> {
    return this.options.calls.reach(id)
  }

  private async requireApprover(who: Who, id: string): Promise<void> {
    const { requesterId, kind } = await this.find(who, id)
    if (requesterId === who.agentId) throw new OwnRequest()
    await requireRole(this.options.directory, who, actionOf[kind])
  }

  private async find(who: Who, id: string): Promise<Approval> {
    const approval = await this.options.repository.find(id)
    if (approval?.partnerId !== who.partnerId) throw new ApprovalUnknown()
    return approval
  }
}
