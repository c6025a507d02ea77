import type { Clock } from '../../platform/clock.ts'
import type { JobQueue } from '../../platform/jobs.ts'
import type { Log } from '../../platform/log.ts'
import type { ApprovalViewsService } from '../../workflow/approvals/approval-views.service.ts'
import { LookAfter } from '../../workflow/orders/look-after.ts'
import type { Cancellation, CancellingRepository } from './cancelling.repository.ts'

interface OverdueCancellationsParts {
  repository: CancellingRepository
  approvalViews: ApprovalViewsService
  jobs: JobQueue
  clock: Clock
  log: Log
}

/** Looks after cancellations that should have been carried out, or shown by Partner Center, long since. */
export function overdueCancellations({ repository, approvalViews, jobs, clock, log }: OverdueCancellationsParts) {
  const jobOf = async (cancellation: Cancellation): Promise<readonly [name: string, data: object]> => {
    const { id, status, submittedAt } = cancellation
    if (status === 'cancelling') return ['cancelling.look', { id, once: true }]
    // What was approved is told as that, also when it is refused.
    const approved = (await approvalViews.ofSubject(cancellation, id)) !== undefined
    return ['cancelling.carry-out', { id, once: true, ...(approved && { since: submittedAt.toISOString() }) }]
  }
  return new LookAfter<Cancellation>({
    what: 'cancellation',
    overdue: (before, except, limit) => repository.overdue(before, except, limit),
    tryOnce: async (found) => {
      const wanted = await Promise.all(found.map(jobOf))
      await repository.announce(async (rows) => {
        for (const [name, data] of wanted) await jobs.enqueue(rows, name, data)
      })
    },
    ...{ clock, log },
  })
}
