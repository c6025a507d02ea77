import type { OrderLine } from '../commerce/order.ts'
import {
  type CatalogItem,
  isBilledInParts,
  type KnownTerm,
  type OfTerm,
  type ProductRef,
  type Term,
  termOf,
} from '../commerce/product.ts'
import type { Reader } from '../platform/language.ts'
import { wordsText } from './words.text.ts'

type Product = Pick<OrderLine | CatalogItem, 'product' | 'sku'> & OfTerm

/**
 * `Windows Server 2019 Standard, 16 core, 3 years`: product names are Microsoft's, the term is the reader's. What is paid in parts,
 * and what is not for everybody, says so: it is sold beside the usual.
 */
export function productLine(item: Product, read: Reader): string {
  const ref: Partial<ProductRef> = ('ref' in item ? item.ref : undefined) ?? {}
  const parts = [item.product, item.sku, termWord(termOf(item), read), billingWord(ref, read), segmentWord(ref, read)]
  return parts.filter((part) => part !== '').join(', ')
}

function billingWord({ term = '', billing = '' }: Partial<ProductRef>, read: Reader): string {
  return isBilledInParts({ term, billing }) ? (wordsText[read.language].billedInParts[billing] ?? billing) : ''
}

function segmentWord({ segment = 'commercial' }: Partial<ProductRef>, read: Reader): string {
  return segment === 'commercial' ? '' : (wordsText[read.language].segments[segment] ?? segment)
}

function termWord(term: Term, read: Reader): string {
  const { terms } = wordsText[read.language]
  return Object.hasOwn(terms, term) ? terms[term as KnownTerm] : term
}

/** All products of an order, or of what is to become one, in one line. */
export function productsLine(order: { readonly lines: readonly Product[] }, read: Reader): string {
  return order.lines.map((line) => productLine(line, read)).join(' + ')
}
