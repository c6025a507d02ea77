import { later, minute } from '../../platform/clock.ts'
import { lookAfter } from '../../workflow/orders/look-after.ts'
import type { Shared } from '../../workflow/shared.ts'
import type { Cancellation, CancellingRepository } from './cancelling.repository.ts'

/** How long a cancellation may take to be carried out, and then to be shown. */
const tolerated = 15 * minute

/** Looks after cancellations that should have been carried out, or shown by Partner Center, long since. */
export function overdueCancellations({ approvalViews, jobs, ...desk }: Shared, repository: CancellingRepository) {
  const jobOf = async (cancellation: Cancellation): Promise<readonly [name: string, data: object]> => {
    const { id, status, submittedAt } = cancellation
    if (status === 'cancelling') return ['cancelling.look', { id, once: true }]
    // What was approved is told as that, also when it is refused.
    const approved = (await approvalViews.ofSubject(cancellation, id)) !== undefined
    return ['cancelling.carry-out', { id, once: true, ...(approved && { since: submittedAt.toISOString() }) }]
  }
  return lookAfter(desk, {
    what: 'cancellation',
    rests: 5 * minute,
    find: (now, except, limit) => repository.overdue(later(now, -tolerated), except, limit),
    tryOnce: async (found) => {
      const wanted = await Promise.all(found.map(jobOf))
      await repository.announce(async (rows) => {
        for (const [name, data] of wanted) await jobs.enqueue(rows, name, data)
      })
    },
  })
}
