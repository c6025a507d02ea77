import { onlyProductWords } from '../commerce/product-words.ts'
import type { Line, Span } from './line.ts'
import { counter, numbersIn, type Written } from './numbers.ts'
import type { Calendar } from './written-day.ts'

/** What a number says: how many, for sure or perhaps; something that is not read. One of a product or of a name says none of it. */
type Role = 'counted' | 'perhaps' | 'wrong' | 'money'

interface Told extends Span {
  readonly role: Role
  readonly value?: number
}

const unit =
  /^\s*-?\s*(?:cores?|bits?|years?|yrs?|y(?!\p{L})|v?cpus?|devices?|users?|days?|weeks?|months?|hours?|quarters?|gb|tb|mb|r2|年|년|코어|核|비트|位|代|个?月|个?月|월|天|日|일|号|周|주|小时|시간|季度|분기|用户|设备|사용자|장치)(?![a-z])/iu
const fixed = /^\d+\s*-?\s*(?:cores?|bits?|years?|yrs?|y|v?cpus?|devices?|users?|months?|mo|gb|tb|mb|r2)$/iu
const moneyBefore = /(?:[$€£¥₩]|(?<!\p{L})(?:usd|eur|gbp|jpy|krw|cny|rmb|chf|aud|brl)|美元|人民币)\s?$/iu
const moneyAfter =
  /^\s*(?:[$€£¥₩]|(?:usd|eur|euros?|gbp|jpy|krw|cny|rmb|chf|aud|brl|dollars?|bucks)(?!\p{L})|美元|欧元|日元|元|块|달러|유로|엔|원)/iu
/** `-1`, `.5`, `#3`, `~10`, `at least 10`: no number that is bought. */
const spoiltBefore =
  /(?:(?<![\p{L}\p{N}])[-+.#~<>=≤≥≈]{1,2}\s?|(?<!\p{L})(?:more than|less than|fewer than|over|under|at least|at most|up to|minus|between|no\.?)\s+|(?:超过|至少|最多|不到|最少|少于|多于|负|最小|약간|최소|최대|마이너스)\s?)$/iu
const spoiltAfter =
  /^(?:\s?[%‰]|[+*^°]|\s?(?:k|m)(?![\p{L}\p{N}])|[多几余来]|여(?=\s|개)|\s?개?\s?(?:이상|이하|초과|미만|쯤)|以上|以下|左右|\s+or\s+(?:so|more|less|fewer)(?!\p{L}))/iu
const times = /(?<![\p{L}\p{N}])[x×*]\s*$/iu
const saysHowMany = /(?:(?<!\p{L})(?:quantity|qty|count)(?:\s+(?:of|is))?|数量|件数|수량)\s*[:=]?\s*$/iu
const nameBegins = /(?:(?<!\p{L})for|给|为)\s{1,2}$/iu
const yearLike = /^(?:200[3-9]|20[12]\d)$/u
const versions = /^(?:7|8|8\.1|10|11)$/u
const windowsBefore = /(?:windows|윈도우?)\s?$/iu
/** `1e3`, `12k`, `5-pack`, `2-3`, `1.5`: meant as a number. Other words with digits in them (`3M`, `7zip`) are names. */
const numeric = /^[\d.,'+/:^\u2044 -]+(?:e[+-]?\d+|k|mio|bn|st|nd|rd|th|-?packs?|-?pk|x)?$/iu

/**
 * Marks what may say how many, and claims what is meant as a number and says nothing that is read here.
 * @param asked whether how many is asked for at all: otherwise a plain number may be a name's.
 * @returns those numbers that can only have been meant as one and were not read.
 */
export function markNumbers(line: Line, calendar: Calendar, asked: boolean): { marked: Told[]; wrong: Told[] } {
  const told = numbersIn(line, calendar).flatMap((number) => toldBy(line, number, asked))
  const wrong = told.filter(({ role }) => role === 'wrong' || role === 'money')
  const marked = told.filter(({ role }) => role === 'counted' || role === 'perhaps')
  for (const span of wrong) line.claim(span)
  for (const span of marked) line.mark(span)
  return { marked, wrong }
}

/** How many are meant. Two numbers that could both be meant say nothing: `1 or 1` is not a quantity. */
export function quantityAmong(marked: readonly Told[], wrong: readonly Told[]): Told | undefined {
  const counted = marked.filter(({ role }) => role === 'counted')
  if (counted.length > 0) return counted.length === 1 ? counted[0] : undefined
  return marked.length === 1 && !wrong.some(({ role }) => role === 'wrong') ? marked[0] : undefined
}

function toldBy(line: Line, number: Written, asked: boolean): Told[] {
  const before = line.seen.slice(0, number.from)
  const after = line.seen.slice(number.to)
  const typed = line.seen.slice(number.from, number.to)
  const counts = counter.exec(after)
  const inDigits = number.inWords === undefined
  if (number.inWords === 'counted' && counts === null && !standsAlone(before, after)) return []
  if (/^(?:one|a)$/iu.test(typed) && pronoun.test(before)) return []
  if (fixed.test(typed)) return []
  const end = number.to + (counts?.[0].length ?? 0)
  const money = moneyBefore.exec(before)
  const paid = moneyAfter.exec(after)
  const spoilt = spoiltBefore.exec(before)
  const more = spoiltAfter.exec(after) ?? spoiltAfter.exec(line.seen.slice(end))
  const wrong = (role: 'wrong' | 'money' = 'wrong'): Told[] => [
    {
      role,
      from: number.from - Math.max(money?.[0].length ?? 0, spoilt?.[0].length ?? 0),
      to: Math.max(end + (more?.[0].length ?? 0), number.to + (paid?.[0].length ?? 0)),
    },
  ]
  if (money !== null || paid !== null) return wrong('money')
  // `for 21 Club`, `for Seven Eleven`.
  if (counts === null && nameBegins.test(before) && !beforeProduct(after)) return []
  if (counts === null && unit.test(after)) return / /u.test(typed) && inDigits ? wrong() : []
  if (inDigits && number.between === undefined && !numeric.test(typed)) return []
  if (inDigits && afterWord(before, 'product') && yearLike.test(typed)) return []
  if (inDigits && windowsBefore.test(before) && versions.test(typed)) return counts === null ? [] : wrong()
  if (spoilt !== null || more !== null || number.value === undefined) return wrong()
  const { value } = number
  const by = times.exec(before) ?? saysHowMany.exec(before)
  if (counts !== null || by !== null || /x$/iu.test(typed)) {
    const span = { from: number.from - (by?.[0].length ?? 0), to: end }
    return asked ? [{ ...span, role: 'counted', value }] : [{ ...span, role: 'wrong' }]
  }
  if (!asked || (inDigits && yearLike.test(typed)) || windowsBefore.test(before)) return []
  const fits = startsAnew(before) || afterWord(before, 'any') || beforeProduct(after)
  return fits && !sticks(after) ? [{ from: number.from, to: end, role: 'perhaps', value }] : []
}

const pronoun =
  /(?<!\p{L})(?:this|that|which|the|no|any|every|each|another|some|old|new|last|first|other|right|wrong)\s+$/iu
const standsAlone = (before: string, after: string): boolean =>
  !/[\p{L}\p{N}_-]$/u.test(before) &&
  /^\s*(?![\p{Script=Han}\p{Script=Hangul}])[\s,.\p{L}]/u.test(after) &&
  !/\p{Script=Hangul}/u.test(after.slice(0, 1))
/** `360公司`: the number of a name. A particle is none. */
const sticks = (after: string): boolean =>
  /^(?!(?:를|을|만|로|으로)(?!\p{L}))[\p{Script=Han}\p{Script=Hangul}]/u.test(after)
const startsAnew = (before: string): boolean => /(?:^|[,:(!?"])\s*$/u.test(before)

const ordinary =
  /^(?:buy|order|purchase|sell|need|get|want|for|of|the|with|and|please|just|about|more|another|my|our|us|me|to|买|购|购买|要|给|个|.*(?:에|에게|한테|용|의|을|를|买|购|要))$/iu
/** Whether the word before cannot be the beginning of a name that the number ends. */
function afterWord(before: string, which: 'product' | 'any'): boolean {
  const [, word = ''] = /([^\s,]+)[\s]*$/u.exec(before) ?? []
  if (word === '' || (!/\p{L}/u.test(word) && !yearLike.test(word))) return false
  return onlyProductWords(word) || (which === 'any' && ordinary.test(word))
}

function beforeProduct(after: string): boolean {
  const [, word = ''] = /^\s+(?:more\s+|of\s+)?([^\s,]+)/u.exec(after) ?? []
  return /\p{L}/u.test(word) && onlyProductWords(word)
}
