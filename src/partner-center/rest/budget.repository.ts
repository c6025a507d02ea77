import type { Database } from '../../platform/database/database.ts'

/** How many calls are there at one moment, and how many come back in a millisecond. */
export interface Rate {
  readonly most: number
  readonly perMillisecond: number
}

/** Calls that a partner has left, one row that all replicas take from. */
export function budgetRepository({ pool }: Pick<Database, 'pool'>, { most, perMillisecond }: Rate) {
  return { take }

  /**
   * Takes a call, if more than the reserve is left; one that was there is gone when this resolves.
   * @param now of one replica: clocks that differ give back nothing twice.
   */
  async function take(partnerId: string, reserve: number, now: Date): Promise<boolean> {
    const { rowCount } = await pool.query(
      `insert into desk.call_budget as budget (partner_id, left_over, counted_at) values ($1::uuid, $2::float8 - 1, $3)
       on conflict (partner_id) do update set
         left_over = least($2::float8, budget.left_over + $4::float8 * ${elapsed}) - 1,
         counted_at = greatest(budget.counted_at, excluded.counted_at)
       where least($2::float8, budget.left_over + $4::float8 * ${elapsed}) - 1 >= $5::float8`,
      [partnerId, most, now, perMillisecond, reserve],
    )
    return rowCount === 1
  }
}

const elapsed = 'greatest(0, extract(epoch from excluded.counted_at - budget.counted_at) * 1000)'

export type BudgetRepository = ReturnType<typeof budgetRepository>
