import { requireRoleNow } from '../../commerce/access.ts'
import type { Money } from '../../commerce/money.ts'
import { judgeLines } from '../../commerce/policy.ts'
import { enqueueSurely } from '../../platform/ask-again.ts'
import type { Rows } from '../../platform/database/database.ts'
import type { ApprovalSubject } from '../../workflow/approvals/approval-subject.ts'
import type { Shared } from '../../workflow/shared.ts'
import type { CancellingRepository } from './cancelling.repository.ts'
import { requireOpen } from './require-open.ts'

/** Cancellations that wait for an approval. */
export function approvedCancellationsService(
  { partnerCenter, directory, jobs, clock, policy }: Shared,
  repository: CancellingRepository,
): ApprovalSubject {
  return { carryOut, end, refuse, editCard }

  /**
   * Asks as the agent who submitted it whether the order can still be cancelled, and has it cancelled.
   * @throws RoleMissing, OrderUnknown, AlreadyCancelled, CancellationWindowClosed, NotCancellableHere, PartnerCenterUnavailable
   */
  async function carryOut(id: string, comesTo: (rows: Rows, worth: Money | undefined) => Promise<void>): Promise<void> {
    const cancellation = await repository.find(id)
    if (cancellation?.status !== 'waiting') return
    const { partnerId, customerId, orderId } = cancellation
    await requireRoleNow(directory, cancellation, 'cancel')
    const order = await partnerCenter.order(partnerId, customerId, orderId)
    const now = clock.now()
    // A subscription's credit has become less while it waited.
    const lines = judgeLines(order, now, policy).filter(({ line }) => cancellation.lines.includes(line.number))
    const credit = requireOpen(order, lines).credit.total
    await repository.moveOn(cancellation, 'waiting', { status: 'submitted', credit }, async (rows) => {
      await comesTo(rows, credit)
      await editCard(rows, id)
      await enqueueSurely(jobs, rows, 'cancelling.carry-out', { id, since: now.toISOString() }, now)
    })
  }

  async function end(rows: Rows, id: string): Promise<void> {
    await repository.end(rows, id, { status: 'ended' })
  }

  function refuse(rows: Rows, id: string, code: string): Promise<boolean> {
    return repository.end(rows, id, { status: 'refused', refusal: { code, facts: null } })
  }

  function editCard(rows: Rows, id: string): Promise<void> {
    return jobs.enqueue(rows, 'cancelling.edit-card', { id })
  }
}
