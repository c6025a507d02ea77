import { may } from '../../commerce/access.ts'
import { PartnerCenterUnavailable } from '../../commerce/errors.ts'
import type { Directory } from '../../commerce/ports/directory.ts'
import { type Clock, hour, later, minute } from '../../platform/clock.ts'
import type { Rows } from '../../platform/database/database.ts'
import { DomainError } from '../../platform/errors.ts'
import type { JobQueue } from '../../platform/jobs.ts'
import type { Log } from '../../platform/log.ts'
import { askAgainAt } from '../orders/ask-again.ts'
import { type Approval, actionOf } from './approval.ts'
import type { ApprovalMovesService } from './approval-moves.service.ts'
import type { ApprovalSubjects } from './approval-subject.ts'
import { ApproverLostRole, RequesterLostRole } from './approvals.errors.ts'
import type { ApprovalsRepository } from './approvals.repository.ts'

interface ApprovedOptions {
  repository: ApprovalsRepository
  moves: ApprovalMovesService
  directory: Directory
  subjects: () => ApprovalSubjects
  jobs: JobQueue
  clock: Clock
  log: Log
}

/** How late the job of what expired may be, and how long what was approved may take, before anybody looks after it. */
const tolerated = minute
const lookedAfter = hour
const mostAtOnce = 100

/** Has carried out what was approved, and records how that came out. */
export class ApprovedService {
  private readonly options: ApprovedOptions
  /** Overdue approvals by id, and when they were looked after. */
  private readonly lookedAt = new Map<string, Date>()

  constructor(options: ApprovedOptions) {
    this.options = options
  }

  /**
   * What the job does: checks everything again and has it carried out; asks a silent Partner Center again later.
   * @param once for what another job may still ask for as well: left to the queue's own tries.
   * @throws PartnerCenterUnavailable, with `once`
   */
  async carryOut(id: string, once = false): Promise<void> {
    const { repository, subjects } = this.options
    const approval = await repository.find(id)
    if (approval?.status !== 'approved') return
    try {
      await this.requireRoles(approval)
      await subjects()[approval.kind].carryOut(approval.subjectId, (rows, worth) => repository.comesTo(rows, id, worth))
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      if (!(error instanceof PartnerCenterUnavailable)) await this.refuse(approval, error.code)
      else if (once) throw error
      else await this.askAgain(approval)
    }
  }

  /**
   * What a round does: has expired, or carried out, what should have been long since, whose job may have used up its tries.
   * Each at most once an hour, as long as this process lives.
   */
  async lookAfterOverdue(): Promise<void> {
    const { repository, jobs, clock, log } = this.options
    const now = clock.now()
    const longAgo = later(now, -lookedAfter)
    for (const [id, at] of this.lookedAt) if (at <= longAgo) this.lookedAt.delete(id)
    const due = { expiredBy: later(now, -tolerated), approvedBy: longAgo }
    const overdue = await repository.overdue(due, [...this.lookedAt.keys()], mostAtOnce)
    if (overdue.length === 0) return
    await repository.transaction(async (rows) => {
      for (const { id, status } of overdue) {
        if (status === 'waiting') await jobs.enqueue(rows, 'approvals.expire', { id })
        else await jobs.enqueue(rows, 'approvals.carry-out', { id, once: true })
      }
    })
    for (const { id, status } of overdue) {
      this.lookedAt.set(id, now)
      log.warn({ approval: id, status }, 'approval overdue, looked after again')
    }
  }

  /** Partner Center did what was approved: in the transaction that stores it. Without an approval nothing happens. */
  async carriedOut(rows: Rows, subjectId: string, orderId: string): Promise<void> {
    const { moves, clock } = this.options
    // Of two calls at the same moment one may have been refused: that it was done is what counts.
    const standing = { subjectId, status: ['approved', 'failed'] } as const
    await moves.moveOn(rows, standing, { status: 'carried-out', orderId, settledAt: clock.now() })
  }

  /** What was approved cannot be done: in the transaction that stores it. Without an approval nothing happens. */
  async failed(rows: Rows, subjectId: string, code: string): Promise<void> {
    const { moves, clock } = this.options
    const standing = { subjectId, status: ['approved'] } as const
    await moves.moveOn(rows, standing, { status: 'failed', failure: code, settledAt: clock.now() })
  }

  /** @throws RequesterLostRole, ApproverLostRole */
  private async requireRoles({ partnerId, requesterId, decidedBy, kind }: Approval): Promise<void> {
    const { directory } = this.options
    const action = actionOf[kind]
    const requester = await directory.agent(partnerId, requesterId)
    if (requester === undefined || !may(requester, action)) throw new RequesterLostRole()
    const approver = await directory.agent(partnerId, decidedBy ?? '')
    if (approver === undefined || !may(approver, action)) throw new ApproverLostRole()
  }

  private async refuse({ kind, subjectId }: Approval, code: string): Promise<void> {
    const { repository, subjects } = this.options
    await repository.transaction(async (rows) => {
      // What another run has begun to carry out meanwhile is not called refused.
      if (await subjects()[kind].refuse(rows, subjectId, code)) await this.failed(rows, subjectId, code)
    })
  }

  private async askAgain({ id, decidedAt, askedAt }: Approval): Promise<void> {
    const { repository, jobs, clock } = this.options
    const at = askAgainAt(decidedAt ?? askedAt, clock.now())
    await repository.transaction((rows) => jobs.enqueue(rows, 'approvals.carry-out', { id }, at))
  }
}
