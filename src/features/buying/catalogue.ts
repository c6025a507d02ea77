import { type CatalogItem, families } from '../../commerce/product.ts'
import { productWords, saysProduct } from '../../commerce/product-words.ts'

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
/** `Windows Server Standard`: the product whatever its version. */
const kindOf = ({ product }: CatalogItem): string => product.replace(year, '').replace(/\s+/g, ' ').trim()

export type Match = { readonly kind: 'one'; readonly item: CatalogItem } | { readonly kind: 'several' | 'none' }

/**
 * The item that the words of a sentence name: every word must fit, and the products that fit may differ in nothing but version,
 * SKU and term. Of those the newest version is taken, and the first in shop order; the form shows it before anything is bought.
 */
export function matchWords(catalogue: readonly CatalogItem[], about: string): Match {
  if (productWords(about).length === 0) return { kind: 'none' }
  const fitting = inShopOrder(catalogue).filter((item) => saysProduct(about, item))
  const [first] = fitting
  if (first === undefined) return { kind: 'none' }
  if (new Set(fitting.map(kindOf)).size > 1) return { kind: 'several' }
  const newest = Math.max(...fitting.map(versionOf))
  return { kind: 'one', item: fitting.find((item) => versionOf(item) === newest) ?? first }
}
