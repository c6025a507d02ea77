import { nameKeyForm } from '../../src/commerce/name-key.ts'
import type { Database } from '../../src/platform/database/database.ts'

/** Adds customers to a mirror in one statement, named `Alpine Bakery 1`: their keys need no more than lower case. */
export async function addMirroredCustomers({ pool }: Pick<Database, 'pool'>, partnerId: string, count: number) {
  await pool.query(
    `insert into desk.mirror_customer (partner_id, id, name, name_key, domain, domain_key, key_form, market, seen_at)
     select $1, gen_random_uuid(), name, lower(name), domain, domain, $3, 'US', now()
     from generate_series(1, $2::int) n,
       lateral (select ($4::text[])[1 + n % 16] || ' ' || ($5::text[])[1 + n / 16 % 16] || ' ' || n as name) named,
       lateral (select replace(lower(name), ' ', '-') || '.example' as domain) hosted`,
    [partnerId, count, nameKeyForm, firstWords.split(' '), secondWords.split(' ')],
  )
}

const firstWords =
  'Alpine Amber Azure Bright Cedar Coastal Copper Crescent Eastern Falcon Golden Granite Harbour Highland Iron Lakeside'
const secondWords =
  'Airlines Bakery Books Chemicals Clinics Design Energy Farms Foods Freight Gardens Hotels Instruments Labs Media Motors'
