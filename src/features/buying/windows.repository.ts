import { money } from '../../commerce/money.ts'
import type { Database, Rows } from '../../platform/database/database.ts'
import type { Bought } from './windows.ts'

/** A purchase whose cancellation window has to be looked at now. */
export interface DuePurchase extends Bought {
  readonly id: string
  readonly partnerId: string
  readonly agentId: string
}

type Row = Omit<DuePurchase, 'total'> & { readonly amount: string; readonly currency: string }

/** Finds purchases whose window's time has come. */
export class WindowsRepository {
  private readonly database: Database

  constructor(database: Database) {
    this.database = database
  }

  /**
   * Takes the purchases that are due, has them told, and moves each on: in one transaction, so that each stage is told once and
   * none is lost. They are found by the partial index on `watch_at`; what another replica has taken is left to it.
   * @returns how many were due, `limit` at most.
   */
  takeDue(
    now: Date,
    limit: number,
    { tell, next }: { tell(rows: Rows, due: DuePurchase[]): Promise<void>; next(due: DuePurchase): Date | null },
  ): Promise<number> {
    return this.database.transaction(async (rows) => {
      const found = await rows.$queryRaw<Row[]>`
        select id, partner_id as "partnerId", agent_id as "agentId", family,
          coalesce(ordered_at, confirmed_at) as "orderedAt", total::text as amount, currency
        from desk.purchase where watch_at <= ${now}::timestamptz
        order by watch_at limit ${limit} for update skip locked`
      if (found.length === 0) return 0
      const due = found.map(({ amount, currency, ...row }) => ({ ...row, total: money(amount, currency) }))
      await tell(rows, due)
      const ids = due.map(({ id }) => id)
      const moments = due.map((purchase) => next(purchase)?.toISOString() ?? null)
      await rows.$executeRaw`
        update desk.purchase as purchase set watch_at = moved.at
        from unnest(${ids}::uuid[], ${moments}::timestamptz[]) as moved(id, at) where purchase.id = moved.id`
      return found.length
    })
  }
}
