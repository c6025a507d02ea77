import { z } from 'zod'
import type { Database } from '../../platform/database/database.ts'
import { type SheetItem, sheetItemSchema } from './price-sheet-csv.ts'

export interface SheetKey {
  readonly partnerId: string
  readonly market: string
  readonly view: string
  /** `2026-11`. */
  readonly month: string
}

export interface StoredSheet {
  readonly fetchedAt: Date
  readonly month: string
  readonly items: readonly SheetItem[]
}

const itemsSchema = z.array(sheetItemSchema)

/** Price sheets, for each market and month: the service gives one a day. */
export function priceSheetsRepository({ pool }: Pick<Database, 'pool'>) {
  return { newest, claim, put }

  /** The newest that there is, be it of a month before. */
  async function newest({ partnerId, market, view }: SheetKey): Promise<StoredSheet | undefined> {
    const { rows } = await pool.query<{ fetched_at: Date; month: string; items: unknown }>(
      `select fetched_at, month, items from desk.price_sheet
       where partner_id = $1::uuid and market = $2 and view = $3 and items is not null order by month desc limit 1`,
      [partnerId, market, view],
    )
    const [row] = rows
    return row && { fetchedAt: row.fetched_at, month: row.month, items: itemsSchema.parse(row.items) }
  }

  /** Whether it is this replica's to fetch: nobody has asked for it since then. */
  async function claim({ partnerId, market, view, month }: SheetKey, now: Date, since: Date): Promise<boolean> {
    const { rowCount } = await pool.query(
      `insert into desk.price_sheet as sheet (partner_id, market, view, month, asked_at) values ($1::uuid, $2, $3, $4, $5)
       on conflict (partner_id, market, view, month) do update set asked_at = excluded.asked_at where sheet.asked_at <= $6`,
      [partnerId, market, view, month, now, since],
    )
    return rowCount === 1
  }

  async function put(
    { partnerId, market, view, month }: SheetKey,
    items: readonly SheetItem[],
    now: Date,
  ): Promise<void> {
    await pool.query(
      `update desk.price_sheet set items = $5::jsonb, fetched_at = $6
       where partner_id = $1::uuid and market = $2 and view = $3 and month = $4`,
      [partnerId, market, view, month, JSON.stringify(items), now],
    )
  }
}

export type PriceSheetsRepository = ReturnType<typeof priceSheetsRepository>
