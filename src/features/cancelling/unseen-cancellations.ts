import { later, minute } from '../../platform/clock.ts'
import { lookAfter } from '../../workflow/orders/look-after.ts'
import type { Shared } from '../../workflow/shared.ts'
import type { CancellingRepository } from './cancelling.repository.ts'

/** How long Partner Center may take to show a cancellation. */
const tolerated = 15 * minute

/** Looks after cancellations that Partner Center should have shown long since. */
export const unseenCancellations = ({ jobs, ...desk }: Shared, repository: CancellingRepository) =>
  lookAfter(desk, {
    what: 'cancellation',
    rests: 5 * minute,
    find: (now, except, limit) => repository.overdue('cancelling', later(now, -tolerated), except, limit),
    tryOnce: (found) =>
      repository.announce(async (rows) => {
        for (const { id } of found) await jobs.enqueue(rows, 'cancelling.look', { id, once: true })
      }),
  })
