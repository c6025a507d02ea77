import type { Clock } from '../../platform/clock.ts'
import type { JobQueue } from '../../platform/jobs.ts'
import type { Log } from '../../platform/log.ts'
import { LookAfter } from '../../workflow/orders/look-after.ts'
import type { BuyingRepository } from './buying.repository.ts'

interface OverduePurchasesParts {
  repository: BuyingRepository
  jobs: JobQueue
  clock: Clock
  log: Log
}

/** Looks after purchases that should have been placed long since. */
export const overduePurchases = ({ repository, jobs, clock, log }: OverduePurchasesParts) =>
  new LookAfter<{ id: string }>({
    what: 'purchase',
    overdue: (before, except, limit) => repository.overdue(before, except, limit),
    tryOnce: (found) =>
      repository.announce(async (rows) => {
        for (const { id } of found) await jobs.enqueue(rows, 'buying.place', { id, once: true })
      }),
    ...{ clock, log },
  })
