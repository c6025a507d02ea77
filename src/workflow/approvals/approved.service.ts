import { may } from '../../commerce/access.ts'
import { PartnerCenterUnavailable } from '../../commerce/errors.ts'
import type { Ground } from '../../commerce/ground.ts'
import { DirectoryUnavailable } from '../../commerce/ports/directory.ts'
import { askAgainAt } from '../../platform/ask-again.ts'
import { hour, later, minute } from '../../platform/clock.ts'
import type { Rows } from '../../platform/database/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { lookAfter } from '../orders/look-after.ts'
import { type Approval, actionOf } from './approval.ts'
import type { ApprovalMovesService } from './approval-moves.service.ts'
import type { ApprovalSubjects } from './approval-subject.ts'
import { ApproverLostRole, RequesterLostRole } from './approvals.errors.ts'
import type { ApprovalsRepository } from './approvals.repository.ts'

/** How late the job of what expired may be, and how long what was approved may take, before anybody looks after it. */
const tolerated = minute
const lookedAfter = hour

/** Has carried out what was approved, and records how that came out. */
export function approvedService(
  { directory, jobs, clock, log }: Ground,
  repository: ApprovalsRepository,
  moves: ApprovalMovesService,
  subjects: ApprovalSubjects,
) {
  /** What a round does: has expired, or carried out, what should have been long since. */
  const lookAfterOverdue = lookAfter(
    { clock, log },
    {
      what: 'approval',
      rests: 0,
      find: (now, except, limit) =>
        repository.overdue({ expiredBy: later(now, -tolerated), approvedBy: later(now, -lookedAfter) }, except, limit),
      tryOnce: (overdue) =>
        repository.transaction(async (rows) => {
          for (const { id, status } of overdue) {
            if (status === 'waiting') await jobs.enqueue(rows, 'approvals.expire', { id })
            else await jobs.enqueue(rows, 'approvals.carry-out', { id, once: true })
          }
        }),
    },
  )
  return { carryOut, lookAfterOverdue, carriedOut, failed }

  /**
   * What the job does: checks everything again and has it carried out; asks a silent Partner Center again later.
   * @param once for what another job may still ask for as well: left to the queue's own tries.
   * @throws PartnerCenterUnavailable, with `once`
   */
  async function carryOut(id: string, once = false): Promise<void> {
    const approval = await repository.find(id)
    if (approval?.status !== 'approved') return
    try {
      await requireRoles(approval)
      await subjects
        .of(approval.kind)
        .carryOut(approval.subjectId, (rows, worth) => repository.comesTo(rows, id, worth))
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      // Whoever decides what may be done has said nothing yet.
      const silent = error instanceof PartnerCenterUnavailable || error instanceof DirectoryUnavailable
      if (!silent) await refuse(approval, error.code)
      else if (once) throw error
      else await askAgain(approval)
    }
  }

  /** Partner Center did what was approved: in the transaction that stores it. Without an approval nothing happens. */
  async function carriedOut(rows: Rows, subjectId: string, orderId: string): Promise<void> {
    // Of two calls at the same moment one may have been refused: that it was done is what counts.
    const standing = { subjectId, status: ['approved', 'failed'] } as const
    await moves.moveOn(rows, standing, { status: 'carried-out', orderId, settledAt: clock.now() })
  }

  /** What was approved cannot be done: in the transaction that stores it. Without an approval nothing happens. */
  async function failed(rows: Rows, subjectId: string, code: string): Promise<void> {
    const standing = { subjectId, status: ['approved'] } as const
    await moves.moveOn(rows, standing, { status: 'failed', failure: code, settledAt: clock.now() })
  }

  /** @throws RequesterLostRole, ApproverLostRole */
  async function requireRoles({ partnerId, requesterId, decidedBy, kind }: Approval): Promise<void> {
    const action = actionOf[kind]
    const requester = await directory.agentNow(partnerId, requesterId)
    if (requester === undefined || !may(requester, action)) throw new RequesterLostRole()
    const approver = await directory.agentNow(partnerId, decidedBy ?? '')
    if (approver === undefined || !may(approver, action)) throw new ApproverLostRole()
  }

  async function refuse({ kind, subjectId }: Approval, code: string): Promise<void> {
    await repository.transaction(async (rows) => {
      // What another run has begun to carry out meanwhile is not called refused.
      if (await subjects.of(kind).refuse(rows, subjectId, code)) await failed(rows, subjectId, code)
    })
  }

  async function askAgain({ id, decidedAt, askedAt }: Approval): Promise<void> {
    const at = askAgainAt(decidedAt ?? askedAt, clock.now())
    await repository.transaction((rows) => jobs.enqueue(rows, 'approvals.carry-out', { id }, at))
  }
}

export type ApprovedService = ReturnType<typeof approvedService>
