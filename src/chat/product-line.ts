import type { OrderLine } from '../commerce/order.ts'
import { type CatalogItem, type KnownTerm, type OfTerm, type Term, termOf } from '../commerce/product.ts'
import type { Reader } from '../platform/language.ts'
import { wordsText } from './words.text.ts'

type Product = Pick<OrderLine | CatalogItem, 'product' | 'sku'> & OfTerm

/** `Windows Server 2019 Standard, 16 core, 3 years`: product names are Microsoft's, the term is the reader's. */
export function productLine(item: Product, read: Reader): string {
  return [item.product, item.sku, termWord(termOf(item), read)].filter((part) => part !== '').join(', ')
}

function termWord(term: Term, read: Reader): string {
  const { terms } = wordsText[read.language]
  return Object.hasOwn(terms, term) ? terms[term as KnownTerm] : term
}

/** All products of an order, or of what is to become one, in one line. */
export function productsLine(order: { readonly lines: readonly Product[] }, read: Reader): string {
  return order.lines.map((line) => productLine(line, read)).join(' + ')
}
