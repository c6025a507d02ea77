import { simplified } from '../platform/traditional-chinese.ts'
import { nameKey } from './name-key.ts'
import { type CatalogItem, type KnownTerm, type OfTerm, termOf } from './product.ts'

/** What tells one product from another in words; of a catalogue or of an order. */
type Named = Pick<CatalogItem, 'product' | 'sku' | 'family'> & OfTerm

/** Whether every word that says something about a product fits this one. Words that say nothing fit any. */
export function saysProduct(about: string, item: Named): boolean {
  const known = knownWords(item)
  return productWords(about).every((word) =>
    known.some((name) => name === word || (word.length > 2 && name.startsWith(word))),
  )
}

/** Whether there is nothing in a text but words that products have in their names. */
export const onlyProductWords = (text: string): boolean => productWords(text).every((word) => common.test(word))

const common =
  /^(?:windows?|server|sql|datacenter|standard|enterprise|cal|external|connector|remote|desktop|suse|linux|red|hat|rhel|azure|reservation|extended|security|update|esu|cores?|device|user|v?cpu|plan|annual|perpetual|subscription|year|年|년|永久|订阅|영구|구독|[13]y|\d+)$/

const termWords: Record<KnownTerm, readonly string[]> = {
  P1M: ['1', '1m', 'month', 'monthly', 'subscription', '月', '월', '개월', '구독', '订阅'],
  P1Y: ['1', '1y', 'year', 'annual', 'subscription', '年', '년', '구독', '订阅'],
  P3Y: ['3', '3y', 'year', 'subscription', '年', '년', '구독', '订阅'],
  perpetual: ['perpetual', '永久', '영구'],
}

function knownWords(item: Named): string[] {
  const { product, sku, family } = item
  const term = termOf(item)
  return [
    ...split(`${product} ${sku}`),
    ...(Object.hasOwn(termWords, term) ? termWords[term as KnownTerm] : [term.toLowerCase()]).map(singular),
    ...(family === 'extended-security-update' ? ['esu'] : []),
  ]
}

/** How people shorten product names, and how they write them in Chinese and Korean. */
const alsoCalled: Readonly<Record<string, string>> = {
  win: 'windows',
  dc: 'datacenter',
  datacentre: 'datacenter',
  one: '1',
  three: '3',
  yr: 'year',
  yearly: 'annual',
  '1yr': '1y',
  '3yr': '3y',
  std: 'standard',
  ent: 'enterprise',
  数据中心版: 'datacenter',
  数据中心: 'datacenter',
  标准版: 'standard',
  标准: 'standard',
  企业版: 'enterprise',
  企业: 'enterprise',
  服务器: 'server',
  伺服器: 'server',
  资料中心版: 'datacenter',
  资料中心: 'datacenter',
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
  /^(?:licen[cs]es?|cop(?:y|ies)|units?|pieces?|packs?|of|the|and|some|x|edition|software|版|许可证|授权|软件|软体|에디션|라이선스|라이센스|소프트웨어|을|를)$/u

const eastern = [
  ...Object.keys(alsoCalled),
  '永久',
  '订阅',
  '许可证',
  '授权',
  '软件',
  '软体',
  '年',
  '년',
  '영구',
  '구독',
  '라이선스',
  '라이센스',
]
  .filter((word) => /[^ -~]/.test(word))
  .toSorted((a, b) => b.length - a.length)
/** Chinese, and often Korean, is written without spaces: `标准版永久许可证`, `윈도우서버`. */
const compound = new RegExp(`(${eastern.join('|')})`, 'gu')

const singular = (word: string): string => word.replace(/(?<=\D{2})s$/, '')

/** Words in one form; Latin letters and digits stand apart from Chinese and Korean: `2022数据中心版`, `3년`. */
const split = (text: string): string[] =>
  simplified(nameKey(text))
    .replace(/一年/g, '1年')
    .replace(/三年/g, '3年')
    .replace(compound, ' $1 ')
    .replace(
      /(?<=[a-z\d])(?=[\p{Script=Han}\p{Script=Hangul}])|(?<=[\p{Script=Han}\p{Script=Hangul}])(?=[a-z\d])/gu,
      ' ',
    )
    .split(/[^\p{L}\p{N}+]+/u)
    .filter((word) => word !== '')
    .map(singular)

// A word may also be one that every object knows: `constructor`.
const meant = (word: string): string => (Object.hasOwn(alsoCalled, word) ? alsoCalled[word] : undefined) ?? word

export const productWords = (about: string): string[] =>
  split(about)
    .filter((word) => !saysNothing.test(word))
    .map((word) => singular(meant(word)))
