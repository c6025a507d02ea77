import { domainKey, nameKey, nameKeyForm } from '../../commerce/name-key.ts'
import type { Customer } from '../../commerce/order.ts'
import type { Database } from '../../platform/database/database.ts'
import { isGuid } from '../../platform/guid.ts'

/** What is stored beside a customer's name and domain, for searches. */
export const keysOf = ({ name, domain }: Pick<Customer, 'name' | 'domain'>) => ({
  nameKey: nameKey(name),
  domainKey: domainKey(domain),
  keyForm: nameKeyForm,
})

interface Query {
  readonly text: string
  readonly values: unknown[]
}

/**
 * Customers whose name or domain starts with the text, or whose tenant GUID it is. Two ranges of two indexes, each ended by
 * the limit: how many customers there are does not matter.
 */
export function customerSearch(partnerId: string, text: string, limit: number): Query {
  const mine = 'from partner_center.customer where partner_id = $1'
  if (isGuid(text)) {
    return { text: `select id, name, domain, market ${mine} and id = $2 limit $3`, values: [partnerId, text, limit] }
  }
  const [name, domain] = [nameKey(text), domainKey(text)]
  const columns = 'id, name, domain, market, name_key, domain_key'
  return {
    text: `
      select id, name, domain, market from (
        (select ${columns} ${mine} and name_key >= $2 and name_key < $3 order by name_key, id limit $6)
        union
        (select ${columns} ${mine} and domain_key >= $4 and domain_key < $5 order by domain_key, id limit $6)
      ) found
      order by (name_key = $2 or domain_key = $4) desc, name_key, id limit $6`,
    values: [partnerId, name, afterAll(name), domain, afterAll(domain), limit],
  }
}

/** Customers with one of the names, whole; of one name, several. */
export const customersNamed = (partnerId: string, names: readonly string[]): Query => ({
  text: `
    select id, name, domain, market from partner_center.customer
    where partner_id = $1 and name_key = any($2) order by name_key, id limit $3`,
  values: [partnerId, [...new Set(names.map(nameKey))].filter((key) => key !== ''), mostNamed],
})

const mostNamed = 100

// U+10FFFF is the last code point and never a character: everything that starts with the prefix is below.
const afterAll = (prefix: string): string => `${prefix}\u{10FFFF}`

const atOnce = 1_000

/** Writes the keys that are in another form than this version's, at the start; another replica may do the same. */
export async function renewCustomerKeys(database: Database): Promise<void> {
  for (;;) {
    const { rows } = await database.pool.query<Customer & { partnerId: string }>(
      `select partner_id as "partnerId", id, name, domain from partner_center.customer where key_form <> $1 limit $2`,
      [nameKeyForm, atOnce],
    )
    if (rows.length === 0) return
    await database.pool.query(
      `update partner_center.customer known
       set name_key = made."nameKey", domain_key = made."domainKey", key_form = made."keyForm"
       from jsonb_to_recordset($1) as made
         ("partnerId" uuid, id uuid, name text, domain text, "nameKey" text, "domainKey" text, "keyForm" int)
       where known.partner_id = made."partnerId" and known.id = made.id
         and known.name = made.name and known.domain = made.domain`,
      [JSON.stringify(rows.map((row) => ({ ...row, ...keysOf(row) })))],
    )
  }
}
