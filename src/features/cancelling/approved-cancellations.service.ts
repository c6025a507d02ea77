import { requireRole } from '../../commerce/access.ts'
import type { Money } from '../../commerce/money.ts'
import type { PolicyChoice } from '../../commerce/policy.ts'
import type { Directory } from '../../commerce/ports/directory.ts'
import type { PartnerCenter } from '../../commerce/ports/partner-center.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Rows } from '../../platform/database/database.ts'
import type { JobQueue } from '../../platform/jobs.ts'
import type { ApprovalSubject } from '../../workflow/approvals/approval-subject.ts'
import { enqueueSurely } from '../../workflow/orders/ask-again.ts'
import type { CancellingRepository } from './cancelling.repository.ts'
import { requireOpen } from './open-order.ts'

interface ApprovedCancellationsOptions {
  partnerCenter: PartnerCenter
  directory: Directory
  repository: CancellingRepository
  jobs: JobQueue
  clock: Clock
  policy: PolicyChoice
}

/** Cancellations that wait for an approval. */
export class ApprovedCancellationsService implements ApprovalSubject {
  private readonly options: ApprovedCancellationsOptions

  constructor(options: ApprovedCancellationsOptions) {
    this.options = options
  }

  /**
   * Asks as the agent who submitted it whether the order can still be cancelled, and has it cancelled.
   * @throws RoleMissing, OrderUnknown, AlreadyCancelled, CancellationWindowClosed, NotCancellableHere, PartnerCenterUnavailable
   */
  async carryOut(id: string, comesTo: (rows: Rows, worth: Money) => Promise<void>): Promise<void> {
    const { partnerCenter, directory, repository, jobs, clock, policy } = this.options
    const cancellation = await repository.find(id)
    if (cancellation?.status !== 'waiting') return
    const { partnerId, customerId, orderId } = cancellation
    await requireRole(directory, cancellation, 'cancel')
    const order = await partnerCenter.order(partnerId, customerId, orderId)
    const now = clock.now()
    // A subscription's credit has become less while it waited.
    const credit = requireOpen(order, now, policy).credit.total
    await repository.moveOn(cancellation, 'waiting', { status: 'submitted', credit }, async (rows) => {
      await comesTo(rows, credit)
      await this.editCard(rows, id)
      await enqueueSurely(jobs, rows, 'cancelling.carry-out', { id, since: now.toISOString() }, now)
    })
  }

  async end(rows: Rows, id: string): Promise<void> {
    await this.options.repository.end(rows, id, { status: 'ended' })
  }

  refuse(rows: Rows, id: string, code: string): Promise<boolean> {
    return this.options.repository.end(rows, id, { status: 'refused', refusal: code })
  }

  editCard(rows: Rows, id: string): Promise<void> {
    return this.options.jobs.enqueue(rows, 'cancelling.edit-card', { id })
  }
}
