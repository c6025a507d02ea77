import type { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { Decimal } from 'decimal.js'
import { z } from 'zod'
import type { Family } from '../../commerce/product.ts'

/** What a price sheet says of one thing in one term, in a market. */
export const sheetItemSchema = z.object({
  productId: z.string(),
  skuId: z.string(),
  /** As a ref has them: `P1Y` or `perpetual`, `annual`, `commercial`. */
  term: z.string(),
  billing: z.string(),
  segment: z.string(),
  product: z.string(),
  sku: z.string(),
  family: z.custom<Family>((value) => typeof value === 'string'),
  /** Decimal text by currency: some markets have six. */
  prices: z.record(z.string(), z.string()),
})
export type SheetItem = z.infer<typeof sheetItemSchema>

/** The names of columns without blanks, in small letters: others come and go. */
const needed = ['producttitle', 'productid', 'skuid', 'skutitle', 'termduration', 'billingplan', 'segment'] as const

export class SheetDoesNotFit extends Error {
  readonly missing: readonly string[]
  constructor(missing: readonly string[]) {
    super('the price sheet does not fit')
    this.name = 'SheetDoesNotFit'
    this.missing = missing
  }
}

const rowSchema = z.object({
  producttitle: z.string().trim().min(1),
  productid: z.string().regex(/^[0-9A-Za-z]{1,40}$/),
  skuid: z.string().regex(/^[0-9A-Za-z]{1,40}$/),
  skutitle: z.string().trim(),
  termduration: z.string().trim(),
  billingplan: z.string().trim(),
  segment: z.string().trim(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional()
    .catch(undefined),
  unitprice: z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .optional()
    .catch(undefined),
  tags: z.string().optional(),
  publisher: z.string().optional(),
  effectivestartdate: z.string().optional(),
  effectiveenddate: z.string().optional(),
  pricingtierrangemin: z.string().optional(),
})
type Row = z.output<typeof rowSchema>

export interface ReadSheet {
  readonly items: SheetItem[]
  /** Rows without what tells one thing from another: they are left out. */
  readonly leftOut: number
}

/**
 * Reads the CSV of a price sheet as it comes: a market's may have tens of thousands of rows.
 * @throws SheetDoesNotFit when a column is missing without which nothing can be bought
 */
export async function readPriceSheet(body: Readable, now: Date): Promise<ReadSheet> {
  const rows = parse({ bom: true, columns: columnsOf, relax_column_count: true, skip_empty_lines: true, trim: true })
  // What goes wrong with the body is told where the rows are read.
  body.on('error', (error) => rows.destroy(error))
  const items = new Map<string, SheetItem>()
  let leftOut = 0
  for await (const row of body.pipe(rows)) {
    const read = rowSchema.safeParse(row)
    if (!read.success) leftOut++
    else if (isInForce(read.data, now)) add(items, read.data)
  }
  return { items: [...items.values()], leftOut }
}

function columnsOf(header: string[]): string[] {
  const names = header.map((name) => name.toLowerCase().replaceAll(/[^a-z]/g, ''))
  const missing = needed.filter((name) => !names.includes(name))
  if (missing.length > 0) throw new SheetDoesNotFit(missing)
  return names
}

function add(items: Map<string, SheetItem>, row: Row): void {
  const term = termOf(row.termduration)
  const item: SheetItem = {
    productId: row.productid,
    skuId: row.skuid,
    term,
    billing: billingOf(row.billingplan),
    segment: row.segment.toLowerCase() || 'commercial',
    product: row.producttitle,
    sku: row.skutitle,
    family: familyOf(row),
    prices: {},
  }
  const key = [item.productId, item.skuId, item.term, item.billing, item.segment].join(':')
  const known = items.get(key) ?? item
  items.set(key, known)
  const { currency, unitprice } = row
  // What is paid for the first one: tiers begin at 1, or are not there.
  if (currency === undefined || unitprice === undefined || Number(row.pricingtierrangemin || 1) > 1) return
  if (new Decimal(unitprice).gt(0)) known.prices[currency] ??= unitprice
}

function isInForce({ effectivestartdate, effectiveenddate }: Row, now: Date): boolean {
  const [from, until] = [dateOf(effectivestartdate), dateOf(effectiveenddate)]
  return !(from > now.getTime()) && !(until <= now.getTime())
}

const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AP])M)?$/i

/** `2/1/2019 12:00:00 AM`, or as ISO has it, in UTC; NaN for what is neither. */
function dateOf(text = ''): number {
  const [, month, date, year, hour = 12, minute = 0, second = 0, half = 'A'] = american.exec(text.trim()) ?? []
  if (year === undefined) return /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN
  const hours = (Number(hour) % 12) + (half.toUpperCase() === 'P' ? 12 : 0)
  return Date.UTC(Number(year), Number(month) - 1, Number(date), hours, Number(minute), Number(second))
}

/** `OneTime` and nothing at all are no term. */
const termOf = (duration: string): string =>
  duration === '' || duration.toLowerCase() === 'onetime' ? 'perpetual' : duration.toUpperCase()

/** `OneTime` is written `one_time` in a cart. */
export const billingOf = (plan: string): string =>
  ['', 'onetime', 'one_time'].includes(plan.toLowerCase()) ? 'one_time' : plan.toLowerCase()

/** By what the sheet tells of a row, never by its name: what tells too little is `other`. */
function familyOf({ tags = '', termduration, publisher = '' }: Row): Family {
  const words = new Set(
    tags
      .toLowerCase()
      .split(/[;,|]/)
      .map((tag) => tag.replaceAll(/[^a-z]/g, '')),
  )
  const has = (...some: string[]) => some.some((one) => words.has(one))
  if (has('linux', 'suse', 'suselinux', 'softwaresuselinux', 'redhat', 'redhatlinux')) return 'linux-plan'
  if (has('esu', 'extendedsecurityupdate', 'extendedsecurityupdates')) return 'extended-security-update'
  if (has('reservation', 'azurereservation', 'azurereservations', 'reservedinstance')) return 'azure-reservation'
  if (!has('software') || !/^(|microsoft( corporation)?)$/i.test(publisher.trim())) return 'other'
  const perpetual = termOf(termduration) === 'perpetual'
  if (has('perpetual')) return perpetual ? 'perpetual-software' : 'other'
  return has('subscription', 'subscriptions') && !perpetual ? 'server-subscription' : 'other'
}
