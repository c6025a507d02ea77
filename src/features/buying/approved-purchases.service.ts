import { sameMoney } from '../../commerce/money.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Rows } from '../../platform/database/database.ts'
import type { JobQueue } from '../../platform/jobs.ts'
import type { ApprovalSubject } from '../../workflow/approvals/approval-subject.ts'
import { AmountChanged } from '../../workflow/approvals/approvals.errors.ts'
import { enqueueSurely } from '../../workflow/orders/ask-again.ts'
import type { BuyingRepository } from './buying.repository.ts'
import type { BuyingService } from './buying.service.ts'

interface ApprovedPurchasesOptions {
  buying: BuyingService
  repository: BuyingRepository
  jobs: JobQueue
  clock: Clock
}

/** Purchases that wait for an approval. */
export class ApprovedPurchasesService implements ApprovalSubject {
  private readonly options: ApprovedPurchasesOptions

  constructor(options: ApprovedPurchasesOptions) {
    this.options = options
  }

  /**
   * Asks as the buyer what is sold at which price now, and has the order placed.
   * @throws AmountChanged, and what `BuyingService.quote` throws
   */
  async carryOut(id: string): Promise<void> {
    const { buying, repository, jobs, clock } = this.options
    const purchase = await repository.find(id)
    if (purchase?.status !== 'waiting') return
    const { total } = await buying.quote(purchase, { ...purchase, poNumber: purchase.poNumber ?? undefined })
    if (!sameMoney(total, purchase.total)) throw new AmountChanged(total)
    const now = clock.now()
    await repository.moveOn(purchase, ['waiting'], { status: 'placing' }, async (rows) => {
      await this.editCard(rows, id)
      await enqueueSurely(jobs, rows, 'buying.place', { id, since: now.toISOString() }, now)
    })
  }

  async end(rows: Rows, id: string): Promise<void> {
    const { repository, clock } = this.options
    await repository.end(rows, id, { status: 'ended', settledAt: clock.now() })
  }

  refuse(rows: Rows, id: string, code: string): Promise<boolean> {
    const { repository, clock } = this.options
    return repository.end(rows, id, { status: 'refused', refusal: code, settledAt: clock.now() })
  }

  editCard(rows: Rows, id: string): Promise<void> {
    return this.options.jobs.enqueue(rows, 'buying.edit-card', { id })
  }
}
