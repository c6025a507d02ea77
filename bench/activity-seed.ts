/** Fills the real table of the activity log by the million, in seconds: its indexes are taken off and built anew. */
import type pg from 'pg'
import type { Activity } from '../src/workflow/activity/activity.ts'

export interface ActivitySeeding {
  readonly entries: number
  /** They are spread evenly over the year before. */
  readonly to: Date
}

export const partnerId = '40000000-0000-4000-8000-000000000000'
export const agentId = 'a0000000-0000-4000-8000-000000000003'
export const customerId = 'c0000000-0000-4000-8000-000000000017'
/** One entry of 200,000. */
export const rare: Activity = 'approval-failed'
/** One of five, and never an agent's: with an agent it is the question that finds nothing among much. */
export const customers: Activity = 'downloaded'

const agents = 25
const customersOfPartner = 1_000

export async function seedActivity(pool: pg.Pool, { entries, to }: ActivitySeeding): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query(`set maintenance_work_mem = '512MB'`)
    await client.query('alter table desk.activity_entry set (autovacuum_enabled = false)')
    const { rows: indexes } = await client.query<{ name: string; definition: string }>(
      `select indexname as name, indexdef as definition from pg_indexes
       where schemaname = 'desk' and tablename = 'activity_entry' and indexname <> 'activity_entry_pkey'`,
    )
    for (const { name } of indexes) await client.query(`drop index desk."${name}"`)
    await client.query(insert, [entries, partnerId, to, agents, customersOfPartner])
    for (const { definition } of indexes) await client.query(definition)
    await client.query('vacuum (analyze) desk.activity_entry')
    await client.query('checkpoint')
    await client.query('reset maintenance_work_mem')
  } finally {
    client.release()
  }
}

/** How much the table and its indexes take, in GB. */
export async function sizeOf(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ size: string }>(`select pg_total_relation_size('desk.activity_entry') as size`)
  return Number(rows[0]?.size ?? 0) / 1e9
}

// `place` goes through all numbers below the count in no order (2654435761 has no factor in common with a power of ten), so that
// what an entry says does not follow from when it was. The hashes are as long as real ones and fit nothing.
const insert = `
  insert into desk.activity_entry (partner_id, number, agent_id, at, what, customer_id, order_id, facts, previous, hash)
  select $2::uuid, number, case when what <> 'downloaded' then
      ('a0000000-0000-4000-8000-' || lpad((place % $4)::text, 12, '0'))::uuid end,
    $3::timestamptz - interval '365 days' + interval '365 days' * (number::float8 / $1), what,
    ('c0000000-0000-4000-8000-' || lpad((place / 1000 % $5)::text, 12, '0'))::uuid, 'CSP-' || number / 8,
    jsonb_build_object('product', 'Windows Server 2022 Datacenter, 16 cores', 'lineItem', 0),
    sha256((number - 1)::text::bytea), sha256(number::text::bytea)
  from (
    select number, place, case
      when place % 200000 = 77 then 'approval-failed'
      when place / 25 % 10 < 2 then 'downloaded'
      when place / 25 % 10 < 5 then 'key-shown'
      when place / 25 % 10 < 7 then 'link-made'
      when place / 25 % 10 < 8 then 'order-placed'
      when place / 25 % 100 < 90 then 'link-copied'
      when place / 25 % 1000 < 990 then 'activity-seen'
      else 'order-cancelled'
    end as what
    from (select number, number * 2654435761 % $1 as place from generate_series(1, $1::bigint) as number) as numbers
  ) as entries`
