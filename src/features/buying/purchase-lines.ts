import { z } from 'zod'
import { type Money, money } from '../../commerce/money.ts'
import type { Order } from '../../commerce/order.ts'
import { type Family, families, type ProductRef, productRefSchema, sameRef, type Term } from '../../commerce/product.ts'
import { type ReservationPlace, reservationPlaceSchema } from '../../commerce/reservation-place.ts'

/** One line of what somebody bought, as it was confirmed. */
export interface PurchaseLine {
  readonly ref: ProductRef
  readonly product: string
  readonly sku: string
  readonly family: Family
  readonly term: Term
  readonly quantity: number
  readonly unitPrice: Money
  /** The id of a promotion that its price is with. */
  readonly promotion?: string | undefined
  /** Of a reservation; what was bought before there was a choice has none. */
  readonly place?: ReservationPlace | undefined
}

export const storedLine = z.object({
  ref: productRefSchema,
  product: z.string(),
  sku: z.string(),
  family: z.string(),
  quantity: z.int().positive(),
  /** Decimal text, in the purchase's currency. */
  unitPrice: z.string(),
  promotion: z.string().optional(),
  place: reservationPlaceSchema.optional(),
})
export type StoredLine = z.infer<typeof storedLine>

/** As a row keeps them: `readLines` is its way back. */
export const stored = (lines: readonly PurchaseLine[]): StoredLine[] =>
  lines.map(({ ref, product, sku, family, quantity, unitPrice, promotion, place }) => ({
    ...{ ref, product, sku, family, quantity },
    ...(promotion !== undefined && { promotion }),
    ...(place !== undefined && { place }),
    unitPrice: unitPrice.amount.toFixed(),
  }))

/** A family of another version of the desk is none that it knows. */
export const readLines = (lines: unknown, currency: string): PurchaseLine[] =>
  z
    .array(storedLine)
    .parse(lines)
    .map(({ unitPrice, family, ...line }) => ({
      ...line,
      term: line.ref.term,
      family: families.find((known) => known === family) ?? 'other',
      unitPrice: money(unitPrice, currency),
    }))

/** Those of the lines that none of these orders has. */
export function linesMissing(lines: readonly PurchaseLine[], orders: readonly Order[]): PurchaseLine[] {
  const missing = [...lines]
  for (const { ref, quantity } of orders.flatMap((order) => order.lines)) {
    const at = missing.findIndex((line) => ref !== undefined && sameRef(line.ref, ref) && line.quantity === quantity)
    if (at >= 0) missing.splice(at, 1)
  }
  return missing
}

/** `10 × Windows Server CAL + 2 × SQL Server`, as an entry of the activity log keeps it. */
export function productFacts(lines: readonly Pick<PurchaseLine, 'product' | 'quantity'>[]) {
  const [first, ...more] = lines
  if (first === undefined) return {}
  const others = more.map(({ quantity, product }) => ` + ${quantity} × ${product}`)
  return { product: [first.product, ...others].join(''), quantity: first.quantity }
}
