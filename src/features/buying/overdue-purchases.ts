import { later, minute } from '../../platform/clock.ts'
import { lookAfter } from '../../workflow/orders/look-after.ts'
import type { Shared } from '../../workflow/shared.ts'
import type { BuyingRepository } from './buying.repository.ts'

/** How long a purchase may take to be placed. */
const tolerated = 15 * minute

/** Looks after purchases that should have been placed long since. */
export const overduePurchases = ({ jobs, ...desk }: Shared, repository: BuyingRepository) =>
  lookAfter(desk, {
    what: 'purchase',
    rests: 5 * minute,
    find: (now, except, limit) => repository.overdue(later(now, -tolerated), except, limit),
    tryOnce: (found) =>
      repository.announce(async (rows) => {
        for (const { id } of found) await jobs.enqueue(rows, 'buying.place', { id, once: true })
      }),
  })
