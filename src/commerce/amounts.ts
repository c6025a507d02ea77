import { z } from 'zod'
import { type Money, money } from './money.ts'

export const currencySchema = z.string().regex(/^[A-Z]{3}$/)
export const amountSchema = z.string().regex(/^\d{1,12}(\.\d{1,4})?$/)

/** Amounts by ISO 4217 currency, in decimal text: `{ USD: '50000', JPY: '7000000' }`. What a currency without one means, its user says. */
export const amountsSchema = z.record(currencySchema, amountSchema)
export type Amounts = z.infer<typeof amountsSchema>

/** The amount of the worth's currency; undefined when there is none. */
export function amountFor(amounts: Amounts, { currency }: Money): Money | undefined {
  const amount = amounts[currency]
  return amount === undefined ? undefined : money(amount, currency)
}
