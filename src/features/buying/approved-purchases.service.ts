import { enqueueSurely } from '../../platform/ask-again.ts'
import type { Rows } from '../../platform/database/database.ts'
import type { ApprovalSubject } from '../../workflow/approvals/approval-subject.ts'
import type { Shared } from '../../workflow/shared.ts'
import type { BuyingRepository } from './buying.repository.ts'

/** Purchases that wait for an approval. */
export function approvedPurchasesService(
  { cards, jobs, clock }: Shared,
  repository: BuyingRepository,
): ApprovalSubject {
  // A purchase's card is the flow of the same id.
  return { carryOut, end, refuse, editCard: cards.later }

  /** Has it ordered: from a cart that is made now, and refused when that holds anything else than what was approved. */
  async function carryOut(id: string): Promise<void> {
    const purchase = await repository.find(id)
    if (purchase?.status !== 'waiting') return
    const now = clock.now()
    await repository.moveOn(purchase, ['waiting'], { status: 'placing' }, async (rows) => {
      await cards.later(rows, id)
      await enqueueSurely(jobs, rows, 'buying.place', { id, since: now.toISOString() }, now)
    })
  }

  async function end(rows: Rows, id: string): Promise<void> {
    await repository.end(rows, id, { status: 'ended', settledAt: clock.now() })
  }

  function refuse(rows: Rows, id: string, code: string): Promise<boolean> {
    return repository.end(rows, id, { status: 'refused', refusal: { code, facts: null }, settledAt: clock.now() })
  }
}
