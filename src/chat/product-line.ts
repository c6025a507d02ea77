import type { Order, OrderLine } from '../commerce/order.ts'
import { type CatalogItem, type KnownTerm, type OfTerm, type Term, termOf } from '../commerce/product.ts'
import type { Reader } from '../platform/language.ts'
import { wordsText } from './words.text.ts'

/** `Windows Server 2019 Standard, 16 core, 3 years`: product names are Microsoft's, the term is the reader's. */
export function productLine(item: Pick<OrderLine | CatalogItem, 'product' | 'sku'> & OfTerm, read: Reader): string {
  return [item.product, item.sku, termWord(termOf(item), read)].filter((part) => part !== '').join(', ')
}

function termWord(term: Term, read: Reader): string {
  const { terms } = wordsText[read.language]
  return Object.hasOwn(terms, term) ? terms[term as KnownTerm] : term
}

/** All products of an order in one line; from the second on only how many more. */
export function productsLine(order: Order, read: Reader): string {
  return order.lines.map((line) => productLine(line, read)).join(' + ')
}
