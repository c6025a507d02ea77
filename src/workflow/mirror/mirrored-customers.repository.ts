import type { Stored } from '../../commerce/ground.ts'
import { domainKey, nameKey, nameKeyForm } from '../../commerce/name-key.ts'
import type { ListedCustomer } from '../../commerce/order.ts'
import type { Database, Rows } from '../../platform/database/database.ts'
import { isGuid } from '../../platform/guid.ts'

/** Customers of a partner in the desk's own table: searched by name, domain and tenant GUID. */
export function mirroredCustomersRepository({ database }: Stored) {
  return { search, named, ofIds, write, remove, longUnseen }

  /** @param text in any form; what has a NUL in it nobody is called. */
  async function search(partnerId: string, text: string, limit: number): Promise<ListedCustomer[]> {
    if (!isGuid(partnerId) || text.includes('\0')) return []
    const { rows } = await database.pool.query<Row>(customerSearch(partnerId, text.trim(), limit))
    return rows.map(received)
  }

  async function named(partnerId: string, names: readonly string[]): Promise<ListedCustomer[]> {
    const keys = [...new Set(names.map(nameKey))].filter((key) => key !== '')
    if (!isGuid(partnerId) || keys.length === 0) return []
    const { rows } = await database.pool.query<Row>(
      `select id, name, domain, market from desk.mirror_customer
       where partner_id = $1 and name_key = any($2) order by name_key, id limit $3`,
      [partnerId, keys, mostNamed],
    )
    return rows.map(received)
  }

  async function ofIds(partnerId: string, ids: readonly string[]): Promise<ListedCustomer[]> {
    if (ids.length === 0) return []
    const rows = await database.read<Row>({
      name: 'mirror-customers',
      text: 'select id, name, domain, market from desk.mirror_customer where partner_id = $1 and id = any($2::uuid[])',
      values: [partnerId, [...new Set(ids)]],
    })
    return rows.map(received)
  }

  /** What an earlier reading says is left out. @param seenAt when the reading began. */
  async function write(
    rows: Rows,
    partnerId: string,
    customers: readonly ListedCustomer[],
    seenAt: Date,
  ): Promise<void> {
    if (customers.length === 0) return
    const made = customers.map(({ id, name, domain, market }) => {
      return { id, name, domain, market: market ?? null, ...keysOf({ name, domain }) }
    })
    await rows.$executeRawUnsafe(writing, partnerId, JSON.stringify(made), seenAt)
  }

  /** Somebody is no customer any more: with all that is here of them. */
  async function remove(rows: Rows, partnerId: string, id: string, seenAt: Date): Promise<void> {
    const { count } = await rows.mirrorCustomer.deleteMany({ where: { partnerId, id, seenAt: { lte: seenAt } } })
    if (count > 0) await rows.mirrorOrder.deleteMany({ where: { partnerId, customerId: id } })
  }

  /** Ids of customers that no reading has seen since. */
  async function longUnseen(partnerId: string, since: Date, limit: number): Promise<string[]> {
    const found = await database.rows.mirrorCustomer.findMany({
      where: { partnerId, seenAt: { lt: since } },
      select: { id: true },
      orderBy: { seenAt: 'asc' },
      take: limit,
    })
    return found.map(({ id }) => id)
  }
}

export type MirroredCustomersRepository = ReturnType<typeof mirroredCustomersRepository>

type Row = { id: string; name: string; domain: string; market: string | null }

const received = ({ market, ...row }: Row): ListedCustomer => (market === null ? row : { ...row, market })

const mostNamed = 100

/** The market that one reading tells and another leaves out stays. */
const writing = `
  insert into desk.mirror_customer as known
    (partner_id, id, name, name_key, domain, domain_key, key_form, market, seen_at)
  select $1::uuid, id, name, "nameKey", domain, "domainKey", "keyForm", market, $3::timestamptz
  from jsonb_to_recordset($2::jsonb) as made
    (id uuid, name text, "nameKey" text, domain text, "domainKey" text, "keyForm" int, market text)
  on conflict (partner_id, id) do update set name = excluded.name, name_key = excluded.name_key,
    domain = excluded.domain, domain_key = excluded.domain_key, key_form = excluded.key_form,
    market = coalesce(excluded.market, known.market), seen_at = excluded.seen_at
  where known.seen_at <= excluded.seen_at`

/** What is stored beside a customer's name and domain, for searches. */
export const keysOf = ({ name, domain }: Pick<ListedCustomer, 'name' | 'domain'>) => ({
  nameKey: nameKey(name),
  domainKey: domainKey(domain),
  keyForm: nameKeyForm,
})

/**
 * Customers whose name or domain starts with the text, or whose tenant GUID it is. Two ranges of two indexes, each ended by
 * the limit: how many customers there are does not matter.
 */
export function customerSearch(partnerId: string, text: string, limit: number): { text: string; values: unknown[] } {
  const mine = 'from desk.mirror_customer where partner_id = $1'
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

// U+10FFFF is the last code point and never a character: everything that starts with the prefix is below.
const afterAll = (prefix: string): string => `${prefix}\u{10FFFF}`

const atOnce = 1_000

/** Writes the keys that are in another form than this version's, at the start; another replica may do the same. */
export async function renewCustomerKeys(database: Database): Promise<void> {
  for (;;) {
    const { rows } = await database.pool.query<{ partnerId: string; id: string; name: string; domain: string }>(
      `select partner_id as "partnerId", id, name, domain from desk.mirror_customer where key_form <> $1 limit $2`,
      [nameKeyForm, atOnce],
    )
    if (rows.length === 0) return
    await database.pool.query(
      `update desk.mirror_customer known
       set name_key = made."nameKey", domain_key = made."domainKey", key_form = made."keyForm"
       from jsonb_to_recordset($1) as made
         ("partnerId" uuid, id uuid, name text, domain text, "nameKey" text, "domainKey" text, "keyForm" int)
       where known.partner_id = made."partnerId" and known.id = made.id
         and known.name = made.name and known.domain = made.domain`,
      [JSON.stringify(rows.map((row) => ({ ...row, ...keysOf(row) })))],
    )
  }
}
