import type { Database } from '../../platform/database/database.ts'
import { catalogueOf, offerOfRef } from './catalogue.ts'
import { lastSampleNumber } from './embedded.repository.ts'

const markets = ['US', 'US', 'US', 'GB', 'DE', 'FR', 'JP', 'KR', 'CN', 'AU', 'BR', 'KW', 'GL', 'IN', 'CA']
const firstWords =
  'Alpine Amber Azure Bright Cedar Coastal Copper Crescent Eastern Falcon Golden Granite Harbour Highland Iron Lakeside'
const secondWords =
  'Airlines Bakery Books Chemicals Clinics Design Energy Farms Foods Freight Gardens Hotels Instruments Labs Media Motors'

/** Adds customers with plausible names, in one statement. Their names and domains are unique by a running number. */
export async function addCustomers(database: Database, partnerId: string, count: number): Promise<void> {
  await database.pool.query(
    `with running as (select count(*) as before from partner_center.customer where partner_id = $1),
     numbered as (select before + n as n from running, generate_series(1, $2::int) n),
     named as (
       select n, ($3::text[])[1 + n % 16] as first, ($4::text[])[1 + n / 16 % 16] as second, ($5::text[])[1 + n % 15] as market
       from numbered
     )
     insert into partner_center.customer
       (partner_id, id, name, domain, market, agreement_accepted)
     select $1, gen_random_uuid(), first || ' ' || second || ' ' || n,
       lower(first || '-' || second || '-' || n || '.example'), market, n % 50 <> 0
     from named`,
    [partnerId, count, firstWords.split(' '), secondWords.split(' '), markets],
  )
}

/**
 * Adds orders of one line each, spread over the partner's customers and the last two years, at the prices of each
 * customer's market. Software gets its key when somebody first asks for it. @param start where the spreading begins.
 */
export async function addOrders(database: Database, partnerId: string, count: number, start: number): Promise<void> {
  const prices = [...new Set(markets)].flatMap((market) =>
    catalogueOf(market).map(({ ref, unitPrice }, position) => ({
      market,
      position,
      item: offerOfRef(ref)?.catalogItem,
      price: unitPrice.amount.toFixed(),
      currency: unitPrice.currency,
    })),
  )
  await database.pool.query(
    `with price as materialized (
       select * from jsonb_to_recordset($3) as p (market text, position int, item text, price numeric, currency text)
     ),
     sold as materialized (select market, count(*)::int as items from price group by market),
     buyer as materialized (
       select customer.id, market, items, row_number() over (order by customer.id) - 1 as place
       from partner_center.customer join sold using (market) where partner_id = $1
     ),
     taken as (
       insert into partner_center.order_number as known (partner_id, last) values ($1, $5 + $2::int)
       on conflict (partner_id) do update set last = known.last + $2::int returning last
     ),
     chosen as materialized (
       select last - $2::int + n as number, n, ($4::bigint + n * 7919) % (select count(*) from buyer) as place
       from taken, generate_series(1, $2::int) n
     ),
     bought as materialized (
       select 'CSP-' || chosen.number as id, buyer.id as customer_id, price.item, price.price, price.currency, chosen.n
       from chosen join buyer using (place)
       join price on price.market = buyer.market and price.position = chosen.n % buyer.items
     ),
     ordered as (
       insert into partner_center."order" (partner_id, id, customer_id, currency, created_at, cancelled_at)
       select $1, id, customer_id, currency, bought_at, case when n % 20 = 0 then bought_at + interval '3 days' end
       from bought, lateral (select date_trunc('milliseconds', now()) - (n % 730 + 4) * interval '1 day') as age (bought_at)
     )
     insert into partner_center.order_line (partner_id, order_id, number, catalog_item, quantity, unit_price)
     select $1, id, 0, item, 1 + n % 20, price from bought`,
    [partnerId, count, JSON.stringify(prices), start, lastSampleNumber],
  )
}
