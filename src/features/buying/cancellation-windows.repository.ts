import type { Stored } from '../../commerce/ground.ts'
import { money } from '../../commerce/money.ts'
import { day, later } from '../../platform/clock.ts'
import type { Rows } from '../../platform/database/database.ts'
import type { Bought } from './cancellation-windows.ts'
import { familiesOf, readLines } from './purchase-lines.ts'

/** A purchase whose cancellation window has to be looked at now. */
export interface DuePurchase extends Bought {
  readonly id: string
  readonly partnerId: string
  readonly agentId: string
}

type Row = Omit<DuePurchase, 'total' | 'families'> & {
  readonly amount: string
  readonly currency: string
  readonly lines: unknown
}

/** No cancellation window is open for longer (commerce/policy.ts). */
const longestWindow = 60 * day

/** Finds purchases whose window's time has come. */
export function windowsRepository({ database }: Stored) {
  return { takeDue, watchAgain }

  /**
   * Takes the purchases that are due, has them told, and moves each on: in one transaction, so that each stage is told once and
   * none is lost. They are found by the partial index on `watch_at`; what another replica has taken is left to it.
   * @param look tells, and says when each is looked at next
   * @returns how many were due, `limit` at most.
   */
  function takeDue(
    now: Date,
    limit: number,
    look: (rows: Rows, due: readonly DuePurchase[]) => Promise<readonly (Date | null)[]>,
  ): Promise<number> {
    return database.transaction(async (rows) => {
      const found = await rows.$queryRaw<Row[]>`
        select id, partner_id as "partnerId", agent_id as "agentId", lines,
          coalesce(ordered_at, confirmed_at) as "orderedAt", total::text as amount, currency
        from desk.purchase where watch_at <= ${now}::timestamptz
        order by watch_at limit ${limit} for update skip locked`
      if (found.length === 0) return 0
      const due = found.map(({ amount, currency, lines, ...row }) => ({
        ...row,
        families: familiesOf(readLines(lines, currency)),
        total: money(amount, currency),
      }))
      const moments = (await look(rows, due)).map((at) => at?.toISOString() ?? null)
      const ids = due.map(({ id }) => id)
      await rows.$executeRaw`
        update desk.purchase as purchase set watch_at = moved.at
        from unnest(${ids}::uuid[], ${moments}::timestamptz[]) as moved(id, at) where purchase.id = moved.id`
      return found.length
    })
  }

  /**
   * The partner's rules have changed: whatever may still be cancelled is looked at again, also what there was nothing to tell of,
   * and what somebody looks at by the former rules at this moment.
   */
  async function watchAgain(rows: Rows, partnerId: string, now: Date): Promise<void> {
    const orderedAt = { gt: later(now, -longestWindow) }
    await rows.purchase.updateMany({ where: { partnerId, status: 'placed', orderedAt }, data: { watchAt: now } })
  }
}

export type WindowsRepository = ReturnType<typeof windowsRepository>
