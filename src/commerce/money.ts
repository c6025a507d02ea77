import { Decimal } from 'decimal.js'

/** An amount with its ISO 4217 currency. Decimal, never floating point. */
export interface Money {
  readonly amount: Decimal
  readonly currency: string
}

export const money = (amount: Decimal.Value, currency: string): Money => ({ amount: new Decimal(amount), currency })

/** Money as a refusal's facts have it. */
export type MoneyFacts = { readonly amount: string; readonly currency: string }

export const moneyFacts = ({ amount, currency }: Money): MoneyFacts => ({ amount: amount.toFixed(), currency })

export const sameMoney = (a: Money, b: Money): boolean => a.currency === b.currency && a.amount.eq(b.amount)

const digitsByCurrency = new Map<string, number>()

/** Digits after the point by ISO 4217: 0 for JPY and KRW, 3 for KWD, 2 for most. */
export function minorUnit(currency: string): number {
  const known = digitsByCurrency.get(currency)
  if (known !== undefined) return known
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  digitsByCurrency.set(currency, digits)
  return digits
}

/** Rounds half-even to the currency's minor unit. */
export const rounded = ({ amount, currency }: Money): Money => ({
  amount: amount.toDecimalPlaces(minorUnit(currency), Decimal.ROUND_HALF_EVEN),
  currency,
})

export const times = (value: Money, factor: Decimal.Value): Money => ({
  amount: value.amount.times(factor),
  currency: value.currency,
})

/** @throws RangeError when the currencies differ: amounts of two currencies have no sum. */
export function sum(values: readonly Money[], currency: string): Money {
  const other = values.find((value) => value.currency !== currency)
  if (other !== undefined) throw new RangeError(`${other.currency} cannot be added to ${currency}`)
  return money(Decimal.sum(0, ...values.map((value) => value.amount)), currency)
}
