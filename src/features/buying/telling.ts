import { later, minute } from '../../platform/clock.ts'
import type { Rows } from '../../platform/database/database.ts'
import type { Shared } from '../../workflow/shared.ts'
import type { Purchase, PurchaseStatus } from './purchase.ts'

export const movedOccasion = 'buying.moved'

/** By then whoever confirmed does not look at the card any more. */
const looksFor = minute

export type Tell = (rows: Rows, status: PurchaseStatus) => Promise<void>

/** Has whoever confirmed a purchase told what became of it, in the transaction that stores it. */
export function telling({ notices, approvalViews, clock }: Pick<Shared, 'notices' | 'approvalViews' | 'clock'>) {
  return { moved, whenLate }

  function moved({ id: subjectId, partnerId, agentId: recipient }: Purchase): Tell {
    return (rows, status) => {
      // Of several changes while it is pending each is told: what is asked of the partner may be new.
      const stage = status === 'pending' ? `pending-${clock.now().getTime()}` : status
      return notices.tell(rows, [{ partnerId, recipient, occasion: movedOccasion, subjectId, stage }])
    }
  }

  /** What a press is answered with is not told as well, nor what an approval tells. */
  async function whenLate(purchase: Purchase): Promise<Tell> {
    const isLate = clock.now() > later(purchase.confirmedAt, looksFor)
    const told = isLate && (await approvalViews.ofSubject(purchase, purchase.id)) === undefined
    return told ? moved(purchase) : async () => {}
  }
}
