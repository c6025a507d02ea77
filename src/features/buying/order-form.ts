import { QuantityNotAllowed } from '../../commerce/errors.ts'
import type { CatalogItem } from '../../commerce/product.ts'
import { PoNumberNotAllowed, ResellerWanted } from './buying.errors.ts'

const mostTyped = 999_999_999

/**
 * A quantity as it was typed. Only the digits of a whole number are one: `1 or 1`, `1e9`, `1.0` and the empty text are not
 * read as something near.
 * @throws QuantityNotAllowed
 */
export function readQuantity(
  { minimumQuantity = 1, maximumQuantity = mostTyped }: Pick<CatalogItem, 'minimumQuantity' | 'maximumQuantity'>,
  typed: string | number | undefined,
): number {
  const quantity = /^[1-9]\d{0,8}$/.test(String(typed)) ? Number(typed) : undefined
  if (quantity === undefined || quantity < minimumQuantity || quantity > maximumQuantity) {
    throw new QuantityNotAllowed({ minimum: minimumQuantity, maximum: maximumQuantity })
  }
  return quantity
}

/** Lines of one order. */
export const mostLines = 10

export const longestPoNumber = 50

/** Begins with a letter or digit, so that no spreadsheet takes it for a formula. @throws PoNumberNotAllowed */
export function readPoNumber(typed: string | undefined): string | undefined {
  const poNumber = typed?.trim() ?? ''
  if (poNumber === '') return undefined
  if (poNumber.length > longestPoNumber || !/^[\p{L}\p{N}][\p{L}\p{N} ._/#-]*$/u.test(poNumber)) {
    throw new PoNumberNotAllowed({ longest: longestPoNumber })
  }
  return poNumber
}

/** Microsoft's partner IDs are numbers: of seven digits mostly. */
export const longestReseller = 10

/** @param wanted whether one has to be named. @throws ResellerWanted */
export function readReseller(typed: string | undefined, wanted: boolean): string | undefined {
  if (!wanted) return undefined
  const reseller = typed?.trim() ?? ''
  if (!/^[1-9]\d*$/.test(reseller) || reseller.length > longestReseller)
    throw new ResellerWanted({ longest: longestReseller })
  return reseller
}
