import { moneyFacts, sameMoney } from '../../commerce/money.ts'
import { refText } from '../../commerce/product.ts'
import { enqueueSurely } from '../../platform/ask-again.ts'
import type { Rows } from '../../platform/database/database.ts'
import type { ApprovalSubject } from '../../workflow/approvals/approval-subject.ts'
import { AmountChanged } from '../../workflow/approvals/approvals.errors.ts'
import type { Shared } from '../../workflow/shared.ts'
import type { BuyingRepository } from './buying.repository.ts'
import type { BuyingService } from './buying.service.ts'

/** Purchases that wait for an approval. */
export function approvedPurchasesService(
  { cards, jobs, clock }: Shared,
  buying: BuyingService,
  repository: BuyingRepository,
): ApprovalSubject {
  // A purchase's card is the flow of the same id.
  return { carryOut, end, refuse, editCard: cards.later }

  /**
   * Asks as the buyer what is sold at which price now, and has the order placed.
   * @throws AmountChanged, and what `BuyingService.quote` throws
   */
  async function carryOut(id: string): Promise<void> {
    const purchase = await repository.find(id)
    if (purchase?.status !== 'waiting') return
    const [line] = purchase.lines
    if (line === undefined) return
    const { ref, quantity } = line
    const wish = {
      customerId: purchase.customerId,
      item: refText(ref),
      quantity,
      poNumber: purchase.poNumber ?? undefined,
    }
    const { total } = await buying.quote(purchase, wish)
    if (!sameMoney(total, purchase.total)) throw new AmountChanged({ amount: moneyFacts(total) })
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
