import { Decimal } from 'decimal.js'
import { type Money, money, rounded } from './money.ts'
import { lineTotal, type Order, type OrderLine } from './order.ts'
import type { Term } from './product.ts'
import { termsLater } from './terms.ts'

/** What a line gives back when it is cancelled now; empty where the service does not say the price, or the term is not known. */
export interface LineCredit {
  readonly line: OrderLine
  readonly amount: Money | undefined
  /** Of the price, from 0 to 1. */
  readonly fraction: Decimal | undefined
}

/** @param share what the rule gives back; undefined where only the service knows that there is a window: nobody here knows what it gives back */
export function creditFor(
  { createdAt }: Pick<Order, 'createdAt'>,
  line: OrderLine,
  share: 'full' | 'prorated' | undefined,
  now: Date,
): LineCredit {
  const fraction = fractionOf(line, share, createdAt, now)
  const total = lineTotal(line)
  const known = total !== undefined && fraction !== undefined
  return { line, fraction, amount: known ? rounded(money(total.amount.times(fraction), total.currency)) : undefined }
}

function fractionOf(
  line: OrderLine,
  share: 'full' | 'prorated' | undefined,
  boughtAt: Date,
  now: Date,
): Decimal | undefined {
  if (share === undefined) return undefined
  if (share === 'full') return new Decimal(1)
  return unusedFraction(line.term, termStart(line, boughtAt, now), now)
}

/** A window that the service gives may belong to a later term: what renews itself has one after every renewal. */
function termStart({ term, cancellableUntil }: OrderLine, boughtAt: Date, now: Date): Date {
  if (cancellableUntil === undefined) return boughtAt
  let start = boughtAt
  for (let terms = 1; ; terms++) {
    const next = termsLater(term, boughtAt, terms)
    if (next === undefined || next > now) return start
    start = next
  }
}

/** Unused time over the term, from 0 to 1; undefined for a term that is not known. Perpetual software is not used up. */
export function unusedFraction(term: Term, from: Date, now: Date): Decimal | undefined {
  if (term === 'perpetual') return new Decimal(1)
  const end = termsLater(term, from, 1)
  if (end === undefined) return undefined
  const unused = new Decimal(end.getTime() - now.getTime()).div(end.getTime() - from.getTime())
  return Decimal.min(1, Decimal.max(0, unused))
}
