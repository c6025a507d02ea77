import { type CatalogItem, families, type Term } from '../../commerce/product.ts'

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
  const asked = wordsIn(about)
  if (asked.length === 0) return { kind: 'none' }
  const fitting = inShopOrder(catalogue).filter((item) => {
    const known = knownWords(item)
    return asked.every((word) => known.some((name) => name === word || (word.length > 2 && name.startsWith(word))))
  })
  const [first] = fitting
  if (first === undefined) return { kind: 'none' }
  if (new Set(fitting.map(kindOf)).size > 1) return { kind: 'several' }
  const newest = Math.max(...fitting.map(versionOf))
  return { kind: 'one', item: fitting.find((item) => versionOf(item) === newest) ?? first }
}

const termWords: Record<Term, readonly string[]> = {
  P1Y: ['1', '1y', 'year', 'annual', 'subscription', '年', '년', '구독', '订阅'],
  P3Y: ['3', '3y', 'year', 'subscription', '年', '년', '구독', '订阅'],
  perpetual: ['perpetual', '永久', '영구'],
}

const knownWords = ({ product, sku, term, family }: CatalogItem): string[] => [
  ...split(`${product} ${sku}`),
  ...termWords[term].map(singular),
  ...(family === 'extended-security-update' ? ['esu'] : []),
]

/** How people shorten product names, and how they write them in Chinese and Korean. */
const alsoCalled: Readonly<Record<string, string>> = {
  win: 'windows',
  dc: 'datacenter',
  datacentre: 'datacenter',
  std: 'standard',
  ent: 'enterprise',
  数据中心版: 'datacenter',
  数据中心: 'datacenter',
  标准版: 'standard',
  企业版: 'enterprise',
  服务器: 'server',
  预留: 'reservation',
  윈도우: 'windows',
  윈도: 'windows',
  서버: 'server',
  데이터센터: 'datacenter',
  스탠다드: 'standard',
  표준: 'standard',
  엔터프라이즈: 'enterprise',
  예약: 'reservation',
}

const saysNothing =
  /^(?:licen[cs]es?|cop(?:y|ies)|units?|pieces?|packs?|of|the|some|x|edition|许可证|授权|라이선스|라이센스|을|를)$/u

const singular = (word: string): string => word.replace(/(?<=\D{2})s$/, '')

/** Words in lower case; Latin letters and digits stand apart from Chinese and Korean: `2022数据中心版`, `3년`. */
const split = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(
      /(?<=[a-z\d])(?=[\p{Script=Han}\p{Script=Hangul}])|(?<=[\p{Script=Han}\p{Script=Hangul}])(?=[a-z\d])/gu,
      ' ',
    )
    .split(/[^\p{L}\p{N}+]+/u)
    .filter((word) => word !== '')
    .map(singular)

const wordsIn = (about: string): string[] =>
  split(about)
    .filter((word) => !saysNothing.test(word))
    .map((word) => singular(alsoCalled[word] ?? word))
