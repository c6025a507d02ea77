import { productLine } from '../../chat/product-line.ts'
import { nameKey } from '../../commerce/name-key.ts'
import { type CatalogItem, families, type ProductRef, refText } from '../../commerce/product.ts'
import { productWords, saysProduct } from '../../commerce/product-words.ts'
import { languages, Reader } from '../../platform/language.ts'

/** By family, then product line, newest version first, shortest term first: as people look for software. */
export function inShopOrder(catalogue: readonly CatalogItem[]): CatalogItem[] {
  const lines = [...new Set(catalogue.map(lineOf))]
  return catalogue.toSorted(
    (a, b) =>
      families.indexOf(a.family) - families.indexOf(b.family) ||
      lines.indexOf(lineOf(a)) - lines.indexOf(lineOf(b)) ||
      versionOf(b) - versionOf(a),
  )
}

const year = /\b20\d\d\b/
/** `Windows Server 2022 Standard` is of the line `Windows Server`. */
const lineOf = ({ product }: CatalogItem): string => product.split(year)[0]?.trim() ?? product
/** A product without a version in its name always is the newest one. */
const versionOf = ({ product }: CatalogItem): number => Number(year.exec(product)?.[0] ?? 9999)

export type Match =
  | { readonly kind: 'one'; readonly item: CatalogItem }
  | { readonly kind: 'several'; readonly items: readonly CatalogItem[] }
  | { readonly kind: 'none' }

/** The items that every word of a sentence fits, in whatever order they are said. Of several none is taken: they are offered. */
export function matchWords(catalogue: readonly CatalogItem[], about: string): Match {
  const items =
    productWords(about).length === 0 ? [] : inShopOrder(catalogue).filter((item) => saysProduct(about, item))
  const [first, second] = items
  if (first === undefined) return { kind: 'none' }
  return second === undefined ? { kind: 'one', item: first } : { kind: 'several', items }
}

/** What a product field says: a whole line of the list, in any of the desk's languages, or words; or a row's ref. */
export function matchTyped(catalogue: readonly CatalogItem[], typed: string): Match {
  const whole = catalogue.filter(({ ref }) => isRefOf(ref, typed))
  const lines = whole.length > 0 ? whole : catalogue.filter((item) => linesOf(item).includes(nameKey(typed)))
  const [only, other] = lines
  return only !== undefined && other === undefined ? { kind: 'one', item: only } : matchWords(catalogue, typed)
}

/** Whether a text carries this ref. Cards of before carry a `catalogItemId`, whose first two parts are product and SKU. */
export function isRefOf(ref: ProductRef, text: string): boolean {
  const parts = text.split(':')
  return parts.length === 3 ? parts[0] === ref.productId && parts[1] === ref.skuId : text === refText(ref)
}

const known = new WeakMap<CatalogItem, readonly string[]>()

function linesOf(item: CatalogItem): readonly string[] {
  const lines = known.get(item) ?? languages.map((language) => nameKey(productLine(item, new Reader(language))))
  known.set(item, lines)
  return lines
}

/** Whether somebody asks for a reservation, which is not sold everywhere. */
export const saysReservation = (about: string): boolean =>
  productWords(about).some((word) => /^(?:reserv(?:ation|ed)|azure)$|预留|保留|예약/u.test(word))
