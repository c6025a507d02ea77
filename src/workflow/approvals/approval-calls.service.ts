import { rolesFor, type Who } from '../../commerce/access.ts'
import type { Ground } from '../../commerce/ground.ts'
import { askAgainAt, takenOverAfter } from '../../platform/ask-again.ts'
import { hour, later, second } from '../../platform/clock.ts'
import type { Rows } from '../../platform/database/database.ts'
import { isGuid } from '../../platform/guid.ts'
import type { NoticesService } from '../notices/notices.service.ts'
import { type Approval, actionOf } from './approval.ts'
import { reminder, waits } from './approval-moves.service.ts'
import type { ApprovalPolicyService } from './approval-policy.service.ts'
import type { ApprovalKind, ApprovalPolicy } from './approval-policy.ts'
import type { ApprovalSubjects } from './approval-subject.ts'
import type { ApprovalsRepository } from './approvals.repository.ts'

type Called = Pick<Approval, 'id' | 'partnerId' | 'askedAt' | 'expiresAt'>

/** Which reminder: the nth, every so many hours since it was asked for. */
export interface Nth {
  /** 0: the only one, halfway, of what expires before the first would come. */
  readonly nth: number
  readonly everyHours: number
}

/** What waits less long than this is not reminded of halfway. */
const shortest = hour

/** Calls those who may approve: when something is asked for, and again as long as it waits. */
export function approvalCallsService(
  { directory, jobs, clock }: Ground,
  repository: ApprovalsRepository,
  policies: ApprovalPolicyService,
  { notices, subjects }: { notices: NoticesService; subjects: ApprovalSubjects },
) {
  return { recipients, begin, reach, remind, reached }

  /** The channel, as long as the bot is in it; else everybody who may approve. Empty when nobody but the requester may. */
  async function recipients(who: Who, kind: ApprovalKind, { cards }: ApprovalPolicy): Promise<string[]> {
    const others = await approvers(who, kind)
    if (cards.to !== 'chat' || others.length === 0) return others
    return (await repository.isIn(who.partnerId, cards.conversationId)) ? [cards.conversationId] : others
  }

  /** In the transaction of what is asked for. */
  async function begin(rows: Rows, approval: Called, recipients: readonly string[], everyHours: number): Promise<void> {
    const { id, askedAt, expiresAt } = approval
    await tell(rows, approval, recipients)
    if (!recipients.every(isGuid)) await jobs.enqueue(rows, 'approvals.reach', { id }, later(askedAt, takenOverAfter))
    const first = later(askedAt, everyHours * hour) < expiresAt ? 1 : 0
    if (first === 1 || expiresAt.getTime() - askedAt.getTime() >= shortest) {
      await remindLater(rows, approval, { nth: first, everyHours })
    }
  }

  /** Has the approvers told themselves when the channel turns out not to be reached. Looked at until somebody was. */
  async function reach(id: string): Promise<void> {
    const approval = await repository.find(id)
    const now = clock.now()
    if (approval?.status !== 'waiting' || now >= approval.expiresAt) return
    const told = await notices.progress({ occasions: [waits], subjectId: id })
    if (told.some(({ progress }) => progress === 'done')) return
    const { partnerId, requesterId, kind, askedAt } = approval
    const unsent = told.find(({ recipient, progress }) => !isGuid(recipient) && progress === 'unsent')
    if (unsent !== undefined && (await repository.isIn(partnerId, unsent.recipient))) {
      const at = askAgainAt(askedAt, now)
      return repository.transaction((rows) => jobs.enqueue(rows, 'approvals.reach', { id }, at))
    }
    const able = await approvers({ partnerId, agentId: requesterId }, kind)
    await repository.transaction((rows) => tell(rows, approval, able))
  }

  /**
   * Reminds whoever may approve it now. Times that passed meanwhile are one reminder, and nobody is reminded of what they have
   * not been told yet: the copy that waits for them says it.
   */
  async function remind(id: string, { nth, everyHours }: Nth): Promise<void> {
    const approval = await repository.find(id)
    const now = clock.now()
    if (approval?.status !== 'waiting' || now >= approval.expiresAt) return
    const at = timeOf(approval, { nth, everyHours })
    if (now < at) {
      const again = { id, nth, everyHours }
      return repository.transaction((rows) => jobs.enqueue(rows, 'approvals.remind', again, notBefore(at, now)))
    }
    const { partnerId, requesterId, kind, askedAt } = approval
    const reached = nth === 0 ? 0 : Math.floor((now.getTime() - askedAt.getTime()) / (everyHours * hour))
    const who = { partnerId, agentId: requesterId }
    const reminded = await recipients(who, kind, await policies.of(partnerId))
    const told = await notices.progress({ occasions: [waits, reminder], subjectId: id })
    const unsent = new Set(told.flatMap(({ recipient, progress }) => (progress === 'unsent' ? [recipient] : [])))
    const about = { partnerId, occasion: reminder, subjectId: id, stage: String(reached) }
    await repository.transaction(async (rows) => {
      await notices.tell(
        rows,
        reminded.filter((recipient) => !unsent.has(recipient)).map((recipient) => ({ ...about, recipient })),
      )
      if (nth > 0) await remindLater(rows, approval, { nth: reached + 1, everyHours })
    })
  }

  /** Somebody can be told now, or cannot: the cards say it on which that was asked for which waits for them. */
  async function reached(rows: Rows, partnerId: string, agentId: string): Promise<void> {
    const ids = await notices.waitingFor(rows, partnerId, agentId, waits)
    for (const { kind, subjectId } of await repository.stillWaiting(rows, ids))
      await subjects.of(kind).editCard(rows, subjectId)
  }

  function tell(rows: Rows, { id, partnerId }: Called, recipients: readonly string[]): Promise<void> {
    return notices.tell(
      rows,
      recipients.map((recipient) => ({ partnerId, recipient, occasion: waits, subjectId: id })),
    )
  }

  async function remindLater(rows: Rows, approval: Called, which: Nth): Promise<void> {
    const at = timeOf(approval, which)
    if (at >= approval.expiresAt) return
    await jobs.enqueue(rows, 'approvals.remind', { id: approval.id, ...which }, at)
  }

  async function approvers({ partnerId, agentId }: Who, kind: ApprovalKind): Promise<string[]> {
    const able = await directory.agentsWith(partnerId, rolesFor(actionOf[kind]))
    return able.filter(({ id }) => id !== agentId).map(({ id }) => id)
  }
}

export type ApprovalCallsService = ReturnType<typeof approvalCallsService>

const timeOf = ({ askedAt, expiresAt }: Called, { nth, everyHours }: Nth): Date =>
  later(askedAt, nth === 0 ? (expiresAt.getTime() - askedAt.getTime()) / 2 : nth * everyHours * hour)

/** When to look again at what came too early: the queue counts by another clock, which may be ahead of ours by a moment. */
export const notBefore = (at: Date, now: Date): Date => (at < later(now, second) ? later(now, second) : at)
