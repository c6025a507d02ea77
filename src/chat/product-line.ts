import type { Order, OrderLine } from '../commerce/order.ts'
import type { CatalogItem } from '../commerce/product.ts'
import type { Reader } from '../platform/language.ts'
import { wordsText } from './words.text.ts'

/** `Windows Server 2019 Standard, 16 core, 3 years`: product names are Microsoft's, the term is the reader's. */
export function productLine(item: Pick<OrderLine | CatalogItem, 'product' | 'sku' | 'term'>, read: Reader): string {
  return [item.product, item.sku, wordsText[read.language].terms[item.term]].filter((part) => part !== '').join(', ')
}

/** All products of an order in one line; from the second on only how many more. */
export function productsLine(order: Order, read: Reader): string {
  return order.lines.map((line) => productLine(line, read)).join(' + ')
}
