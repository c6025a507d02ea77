import { z } from 'zod'
import { type Money, money } from '../../commerce/money.ts'
import { type Family, families, type ProductRef, productRefSchema, type Term } from '../../commerce/product.ts'

/** One line of what somebody bought, as it was confirmed. */
export interface PurchaseLine {
  readonly ref: ProductRef
  readonly product: string
  readonly sku: string
  readonly family: Family
  readonly term: Term
  readonly quantity: number
  readonly unitPrice: Money
}

export const storedLine = z.object({
  ref: productRefSchema,
  product: z.string(),
  sku: z.string(),
  family: z.string(),
  quantity: z.int().positive(),
  /** Decimal text, in the purchase's currency. */
  unitPrice: z.string(),
})
export type StoredLine = z.infer<typeof storedLine>

/** As a row keeps them: `readLines` is its way back. */
export const stored = (lines: readonly PurchaseLine[]): StoredLine[] =>
  lines.map(({ ref, product, sku, family, quantity, unitPrice }) => ({
    ...{ ref, product, sku, family, quantity },
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
