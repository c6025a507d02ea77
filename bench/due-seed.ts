/** Fills the real table of download links by the million, in seconds: its indexes are taken off and built anew. */
import type pg from 'pg'

export interface Seeding {
  readonly links: number
  /** Each round finds so many links due; all others are due in years, or never. */
  readonly rounds: number
  readonly duePerRound: number
  /** Links of round n are due n hours after. */
  readonly from: Date
}

/** Partners and agents are as many in each size, so that what follows from a due link is the same work. */
const partners = 40
const agentsPerPartner = 25

export async function seedLinks(pool: pg.Pool, { links, rounds, duePerRound, from }: Seeding): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query(`set maintenance_work_mem = '512MB'`)
    await client.query('alter table desk.download_link set (autovacuum_enabled = false)')
    const { rows: indexes } = await client.query<{ name: string; definition: string }>(
      `select indexname as name, indexdef as definition from pg_indexes
       where schemaname = 'desk' and tablename = 'download_link' and indexname <> 'download_link_pkey'`,
    )
    for (const { name } of indexes) await client.query(`drop index desk."${name}"`)
    await client.query(insert, [links, rounds * duePerRound, duePerRound, from, partners, agentsPerPartner])
    for (const { definition } of indexes) await client.query(definition)
    await client.query('vacuum (analyze) desk.download_link')
    await client.query('checkpoint')
    await client.query('reset maintenance_work_mem')
  } finally {
    client.release()
  }
}

/** How much the table and its indexes take, in GB. */
export async function sizeOf(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ size: string }>(`select pg_total_relation_size('desk.download_link') as size`)
  return Number(rows[0]?.size ?? 0) / 1e9
}

// `place` goes through all numbers below the count in no order (2654435761 has no factor in common with a power of ten):
// the first of them are due, so what is due is scattered over the table as it is over years of links.
const insert = `
  insert into desk.download_link (id, partner_id, agent_id, customer_id, order_id, line_item, option_key, product, version,
    language, file_type, token_hash, token_sealed, downloads, downloads_max, created_at, renewed_at, expires_at, watch_at)
  select gen_random_uuid(),
    ('40000000-0000-4000-8000-' || lpad((number % $5)::text, 12, '0'))::uuid,
    ('a0000000-0000-4000-8000-' || lpad((place % ($5 * $6))::text, 12, '0'))::uuid,
    ('c0000000-0000-4000-8000-' || lpad((number / 8)::text, 12, '0'))::uuid,
    'CSP-' || number, 0, 'en-US/iso', 'Windows Server 2022 Datacenter, 16 cores', '2022', 'en-US', 'iso',
    encode(sha256(number::text::bytea), 'base64'), repeat('s', 90), 3, 50,
    ends - interval '14 days', ends - interval '14 days', ends, case when ends > $4 then ends - interval '72 hours' end
  from (
    select number, place, case
      when place < $2 then $4::timestamptz + interval '72 hours' + (place / $3) * interval '1 hour'
      when place % 3 = 0 then $4::timestamptz - interval '1 day'
      else $4::timestamptz + interval '2 years' + place * interval '1 second'
    end as ends
    from (select number, number * 2654435761 % $1 as place from generate_series(0, $1::bigint - 1) as number) as numbers
  ) as links`
