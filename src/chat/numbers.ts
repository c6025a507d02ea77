import { apart, type Line, type Span, spanOf } from './line.ts'
import { chineseNumber, englishNumber, koreanNumber, readChinese, readEnglish, readKorean } from './number-words.ts'
import type { Calendar } from './written-day.ts'

/** A whole expression of a number, in digits or in words. */
export interface Written extends Span {
  /** Left out: no whole number from one up, or none that is read for sure, `2.500` where a dot stands before decimals. */
  readonly value?: number
  /** From one number to another, or one of two: `10~20`, `10 to 20`. */
  readonly between?: true
  /** Says by itself how many, or only with a word that counts: `열` is also heat, `一` also stands in `一下`. */
  readonly inWords?: 'any' | 'counted'
}

const counters =
  '×|(?:x|licen[cs]es?|lic|cop(?:y|ies)|units?|pieces?|pcs?|ea|seats?|packs?|sets?|boxes|instances?)(?![\\p{L}\\p{N}])|个(?!月|星期|礼拜|小时|季度|工作日|客户|订单)|份|套|张|件|台|条|项|组|枚|盒|개(?!\\p{L}*월)|카피|라이선스|라이센스|세트|부(?!\\p{L}|터)|대(?!\\p{L})|장(?!\\p{L})|본(?!\\p{L})'
/** A word that counts, and what goes with it. */
export const counter = new RegExp(`^\\s*(?:(?:(?:${counters})|more(?!\\p{L}))(?:를|을|만)?(?:\\s+of(?!\\p{L}))?)`, 'iu')

const digits =
  /(?:(?<=(?<![\p{L}\p{N}])x)|(?<![\p{Script=Latin}\p{N}_]))(?<![\p{Script=Latin}\p{N}][.'/_-]|\p{N},)\d(?:[\p{N}\p{Script=Latin}_^]|[.,'+/:\u2044-](?=\d)|[-/](?=\p{Script=Latin}))*/giu
const groupedBySpace = /(?<![\p{L}\p{N}.,'_/-])(?<!\d )\d{1,3}(?: \d{3})+(?![\p{L}\p{N}.,'_/-]|,\d| \d{1,2}(?!\d))/gu
const words: readonly (readonly [RegExp, (words: string) => number | undefined, Written['inWords']])[] = [
  [/(?<![\p{L}\p{N}])(?:a|one)\s+single(?![\p{L}\p{N}])/giu, () => 1, 'any'],
  [new RegExp(englishNumber, 'giu'), readEnglish, 'any'],
  [
    /(?<![\p{L}\p{N}])(?:a\s+)?(?:couple|few|handful|pair|several|dozens|hundreds|thousands)(?:\s+of)?(?![\p{L}\p{N}])/giu,
    () => undefined,
    'any',
  ],
  [/[几数]十?|若干/gu, () => undefined, 'counted'],
  [new RegExp(chineseNumber, 'gu'), readChinese, 'counted'],
  [new RegExp(koreanNumber, 'gu'), readKorean, 'counted'],
]

/** All numbers of a line. Each is as long as it goes on: the tail of one is none. */
export function numbersIn(line: Line, { decimal = '.' }: Calendar): Written[] {
  const inDigits = [...line.matches(groupedBySpace), ...line.matches(digits)].map((match) => ({
    ...spanOf(match),
    ...valued(digitsValue(match[0], decimal)),
  }))
  const inWords = words.flatMap(([shape, read, how]) =>
    line.matches(shape).map((match) => {
      const said = match[0].trimEnd()
      const starts = /^\d/u.test(said)
      const written = { from: match.index, to: match.index + said.length, ...valued(read(said)) }
      return { ...written, inWords: starts ? ('any' as const) : how }
    }),
  )
  return together(line, apart<Written>([...inDigits, ...inWords]))
}

const joins = new RegExp(
  `^(?:${counter.source.slice(1)})?\\s*(?:[~\\u2012-\\u2015\\u2212-]|to|or|through|至|到|或者?|또는|혹은|에서|내지)\\s*$`,
  'iu',
)

/** `1 000 100,000` may be one number or two, so it is none; nor is `10~20` one. */
function together(line: Line, numbers: readonly Written[]): Written[] {
  const kept: Written[] = []
  for (const number of numbers) {
    const before = kept.at(-1)
    const goesOn =
      before !== undefined &&
      line.seen.slice(before.to, number.from) === ' ' &&
      /\d$/u.test(line.seen.slice(before.from, before.to)) &&
      /^\d{3}(?!\d)/u.test(line.seen.slice(number.from, number.to))
    const isOneOf = before !== undefined && joins.test(line.seen.slice(before.to, number.from))
    if (goesOn) kept[kept.length - 1] = { from: before.from, to: number.to }
    else if (isOneOf) kept[kept.length - 1] = { from: before.from, to: number.to, between: true }
    else kept.push(number)
  }
  return kept
}

const valued = (value: number | undefined) => (value === undefined ? {} : { value })

/** With separators of thousands as the reader has them, or such as can be nothing else: `1.000.000`, `2'500`, `2 500`. */
function digitsValue(written: string, decimal: '.' | ','): number | undefined {
  const [, number = ''] = /^(.*\d)(?:x|pcs?|ea)?$/iu.exec(written) ?? []
  const group = decimal === '.' ? ',' : '\\.'
  const shapes = [
    '\\d+',
    `\\d{1,3}(?:${group}\\d{3})+`,
    "\\d{1,3}(?:'\\d{3})+",
    '\\d{1,3}(?: \\d{3})+',
    '\\d{1,3}(?:\\.\\d{3}){2,}',
    '\\d{1,3}(?:,\\d{3}){2,}',
    ...(decimal === '.' ? ['\\d{1,2}(?:,\\d{2})+,\\d{3}'] : []),
  ]
  if (!shapes.some((shape) => new RegExp(`^0*(?:${shape})$`, 'u').test(number))) return undefined
  const value = Number(number.replace(/[^\d]/gu, ''))
  // `10 365` may be ten of Microsoft 365.
  return value > 0 && value < 1_000_000_000 && !/ 365$/u.test(number) ? value : undefined
}
