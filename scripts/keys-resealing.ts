import type pg from 'pg'
import { fileAddressContext } from '../src/features/support/files/support-files.service.ts'
import { keyContext } from '../src/partner-center/embedded/product-key.ts'
import { sealedFor } from '../src/partner-center/sign-in/connections.repository.ts'
import type { Vault } from '../src/platform/secrets.ts'
import { endSeal, isSealed } from '../src/workflow/activity/chain.ts'
import { keptKeyContext } from '../src/workflow/links/kept-keys.service.ts'
import { addressContext, destinationContext } from '../src/workflow/links/links.service.ts'

export interface Resealed {
  readonly what: string
  readonly resealed: number
  readonly current: number
  readonly unreadable: number
}

type Row = Readonly<Record<string, string>>

/** A column with sealed values: what names its rows, and the place that a value belongs to. */
interface SealedColumn {
  readonly table: string
  readonly column: string
  readonly ids: readonly [string, ...string[]]
  context(row: Row): string
}

const text = (row: Row, name: string): string => row[name] ?? ''

/** Every one; a test compares it with the schema. */
export const sealedColumns: readonly SealedColumn[] = [
  {
    ...{ table: 'desk.download_link', column: 'token_sealed', ids: ['id'] },
    context: (row) => addressContext(text(row, 'id')),
  },
  {
    ...{ table: 'desk.download_link', column: 'address_sealed', ids: ['id'] },
    context: (row) => destinationContext(text(row, 'id')),
  },
  {
    ...{ table: 'desk.kept_key', column: 'key_sealed', ids: ['partner_id', 'order_id', 'line_item'] },
    context: (row) =>
      keptKeyContext(
        { partnerId: text(row, 'partner_id') },
        { orderId: text(row, 'order_id'), lineItem: Number(row.line_item) },
      ),
  },
  {
    ...{ table: 'desk.connection', column: 'sealed', ids: ['partner_id'] },
    context: (row) => sealedFor(text(row, 'partner_id')),
  },
  {
    ...{ table: 'desk.support_file', column: 'url_sealed', ids: ['id'] },
    context: (row) => fileAddressContext(text(row, 'id')),
  },
  {
    ...{ table: 'partner_center.order_line', column: 'key_sealed', ids: ['partner_id', 'order_id', 'number'] },
    context: (row) => keyContext(text(row, 'partner_id'), text(row, 'order_id'), Number(row.number)),
  },
]

const batch = 500

/** Row by row, and each only if nobody has changed it meanwhile. */
export async function resealSecrets(pool: pg.Pool, vault: Vault): Promise<Resealed[]> {
  const all: Resealed[] = []
  for (const column of sealedColumns) all.push(await resealColumn(pool, vault, column))
  return all
}

async function resealColumn(
  pool: pg.Pool,
  vault: Vault,
  { table, column, ids, context }: SealedColumn,
): Promise<Resealed> {
  const done = { resealed: 0, current: 0, unreadable: 0 }
  const names = ids.map((id) => `${id}::text as ${id}`).join(', ')
  const key = `(${ids.map((id) => `${id}::text`).join(', ')})`
  const after = `(${ids.map((_, at) => `$${at + 1}`).join(', ')})`
  let last: string[] | undefined
  for (;;) {
    const { rows } = await pool.query<Row>(
      `select ${names}, ${column} as sealed from ${table}
        where ${column} is not null ${last === undefined ? '' : `and ${key} > ${after}`} order by ${key} limit ${batch}`,
      last ?? [],
    )
    for (const row of rows) {
      const anew = resealedOf(vault, text(row, 'sealed'), context(row))
      if (anew === undefined || anew === 'unreadable') {
        done[anew ?? 'current'] += 1
        continue
      }
      const values = ids.map((id) => text(row, id))
      await pool.query(
        `update ${table} set ${column} = $${ids.length + 1} where ${key} = ${after} and ${column} = $${ids.length + 2}`,
        [...values, anew, text(row, 'sealed')],
      )
      done.resealed += 1
    }
    const newest = rows.at(-1)
    if (newest === undefined) return { what: `${table}.${column}`, ...done }
    last = ids.map((id) => text(newest, id))
  }
}

function resealedOf(vault: Vault, sealed: string, context: string): string | 'unreadable' | undefined {
  try {
    return vault.resealed(sealed, context)
  } catch {
    return 'unreadable'
  }
}

/** The ends of the activity log's chains: what says that nothing was cut off them. An end that is nobody's stays nobody's. */
export async function resealEnds(pool: pg.Pool, vault: Vault): Promise<Resealed> {
  const done = { resealed: 0, current: 0, unreadable: 0 }
  const { rows } = await pool.query<{ id: string; number: string; hash: Buffer; seal: Buffer }>(
    'select partner_id as id, number, hash, seal from desk.activity_chain where number > 0',
  )
  for (const { id, seal, ...row } of rows) {
    const end = { number: BigInt(row.number), hash: row.hash }
    const anew = endSeal(vault, id, end)
    if (anew.equals(seal)) done.current += 1
    else if (!isSealed(vault, id, { ...end, seal })) done.unreadable += 1
    else {
      await pool.query('update desk.activity_chain set seal = $1 where partner_id = $2 and seal = $3', [anew, id, seal])
      done.resealed += 1
    }
  }
  return { what: 'desk.activity_chain.seal', ...done }
}
