/** Fills the mirror's tables by the million, in SQL. */
import type { Database } from '../src/platform/database/database.ts'
import { addMirroredCustomers } from '../test/support/mirrored-customers.ts'

export async function seedMirror(database: Database, partnerId: string, customers: number): Promise<void> {
  for (let done = 0; done < customers; done += 250_000)
    await addMirroredCustomers(database, partnerId, Math.min(250_000, customers - done))
  await database.pool.query('vacuum (analyze) desk.mirror_customer')
}

/** Of one line each, over the last two years; those of the last 60 days can be cancelled. */
export async function addMirroredOrders({ pool }: Database, partnerId: string, orders: number): Promise<void> {
  const content = {
    status: 'completed',
    state: 'placed',
    currency: 'USD',
    lines: [
      {
        ref: { productId: 'X', skuId: '0001', term: 'perpetual', billing: 'one_time', segment: 'commercial' },
        ...{ number: 0, product: 'SQL Server 2019 Standard', sku: '2 core', family: 'perpetual-software' },
        ...{ term: 'perpetual', quantity: 1, cancelled: false, unitPrice: { amount: '3586', currency: 'USD' } },
      },
    ],
  }
  await pool.query(
    `insert into desk.mirror_order (partner_id, id, subject_id, customer_id, created_at, cancelled, families, closes_at, open,
       content, seen_at)
     select $1::uuid, 'CSP-' || n, md5($1::uuid::text || '/CSP-' || n)::uuid, customer, bought, false, '{perpetual-software}',
       bought + interval '60 days', bought > now() - interval '60 days',
       $3::jsonb || jsonb_build_object('id', 'CSP-' || n, 'customerId', customer, 'createdAt', bought), now()
     from generate_series(1, $2::int) n,
       lateral (select now() - (n::float8 * 730 / $2::int) * interval '1 day' as bought) at,
       lateral (select ('c0000000-0000-4000-8000-' || lpad((n / 10)::text, 12, '0'))::uuid as customer) whose`,
    [partnerId, orders, JSON.stringify(content)],
  )
  await pool.query('vacuum (analyze) desk.mirror_order')
}
