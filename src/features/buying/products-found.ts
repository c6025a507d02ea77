import { productLine } from '../../chat/product-line.ts'
import { wordsText } from '../../chat/words.text.ts'
import { type CatalogItem, type KnownBilling, type KnownTerm, refText } from '../../commerce/product.ts'
import { saysProduct } from '../../commerce/product-words.ts'
import type { Reader } from '../../platform/language.ts'
import type { Choice, Item } from './buying.routes.ts'
import { buyingText } from './buying.text.ts'

/** What is looked for: words in any order, and what is chosen of each kind. */
export interface Looked {
  readonly text: string
  readonly family?: string | undefined
  readonly term?: string | undefined
  readonly billing?: string | undefined
}

type Kind = 'family' | 'term' | 'billing'

/** What fits, and what there is to choose of each kind among what fits otherwise. */
export function productsFound(sold: readonly CatalogItem[], looked: Looked, read: Reader) {
  const said = sold.filter((item) => isBuyable(item) && (looked.text.trim() === '' || saysProduct(looked.text, item)))
  const kinds: readonly Kind[] = ['family', 'term', 'billing']
  const fitting = (but?: Kind) =>
    said.filter((item) =>
      kinds.every((kind) => kind === but || looked[kind] === undefined || valueIn(item, kind) === looked[kind]),
    )
  const choices = (kind: Kind) => choicesOf(fitting(kind), kind, read)
  return { found: fitting(), families: choices('family'), terms: choices('term'), billings: choices('billing') }
}

/** What the desk does not know is neither bought nor cancelled by a guess. */
export const isBuyable = ({ family }: CatalogItem): boolean => family !== 'other'

export const itemRow = (item: CatalogItem, read: Reader): Item => ({
  item: refText(item.ref),
  product: item.product,
  sku: item.sku,
  line: productLine(item, read),
  family: wordOf(item.family, 'family', read),
  reserved: item.family === 'azure-reservation',
  term: wordOf(item.ref.term, 'term', read),
  billing: wordOf(item.ref.billing, 'billing', read),
  ...(item.unitPrice !== undefined && { price: read.money(item.unitPrice) }),
})

const valueIn = ({ family, ref }: CatalogItem, kind: Kind): string => (kind === 'family' ? family : ref[kind])

/** In the order of the shop. */
function choicesOf(items: readonly CatalogItem[], kind: Kind, read: Reader): Choice[] {
  const counts = Map.groupBy(items, (item) => valueIn(item, kind))
  return [...counts].map(([value, { length: count }]) => ({ value, words: wordOf(value, kind, read), count }))
}

function wordOf(value: string, kind: Kind, { language }: Reader): string {
  const { families, terms } = wordsText[language]
  const known: Readonly<Record<Kind, object>> = {
    family: families,
    term: terms,
    billing: buyingText[language].billings,
  }
  type Word = Partial<Record<KnownTerm | KnownBilling | string, string>>
  return Object.hasOwn(known[kind], value) ? ((known[kind] as Word)[value] ?? value) : value
}
