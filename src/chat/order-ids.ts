import { onlyProductWords } from '../commerce/product-words.ts'
import { apart, groupSpan, type Line, type Span, spanOf } from './line.ts'

/** `CSP-1002`, `2y6dF_rV`, and where it is written, with the word "order" before it. */
export interface WrittenOrder extends Span {
  readonly id: string
}

const quotes = '["\'`<(\\[]'
const word = new RegExp(
  `(?:(?<!\\p{L})(?:orders?|subscription)(?!\\p{L})|订单|订阅|주문|구독)\\s*(?:(?:number|id|no\\.?|번호|号码?|编号)(?!\\p{Script=Latin}))?(?:[\\s:#]|${quotes})*([\\w-]{3,64})(?![\\w-])`,
  'giu',
)
const looks: readonly RegExp[] = [
  /(?:(?<![\w-])|(?<=\d-)(?=csp-))(?:(?!po-|sql-|win-|ws-|rhel-|suse-|esu-|cal-)[a-z]{2,5}-\d{3,}|csp[\s#]?\d{3,})(?:(?![\w-])|(?=-csp-\d))/giu,
  // As Partner Center makes them: twelve hexadecimal digits, or some thirty letters and digits.
  /(?<![\w.@-])(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{12}(?![\w@-]|\.\w)/giu,
  /(?<![\w.@/-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*\d)[\w-]{24,40}(?![\w@/-]|\.\w)/gu,
]
const guid = /(?<![\w.@/-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![\w@/-]|\.\w)/giu
/** A file's or a product's name may be long and have capitals and digits too. */
const namesSomething = /windows|server|datacenter|licen[cs]e|standard|enterprise|edition|azure|office/iu
const plainParts = /^(?:[A-Z]?[a-z]*|[A-Z]*|[A-Za-z]?\d*)$/u
/** Further ones need no more than a comma: `CSP-1001, 1002 and 1003`. */
const another =
  /^["'`>)\]]?\s*(?:,\s*(?:and|or)?|and|or|&|\+|\/|和|与|跟|및|과|와|그리고|하고)\s*["'`<([]?\s*(?:#\s?)?([\w-]{3,64})(?![\w-])/iu
/** `CSP-1001 to CSP-1005` names more than two, and not which. */
const upTo = /^["'`>)\]]?\s*(?:to|through|thru|until|-|~|\.{2,3}|到|至|부터|에서)\s*["'`<([]?\s*$/iu

/**
 * Claims the orders that a line names.
 * @returns those that were read, in their order, and those of a span of orders, of which nobody knows what is between.
 */
export function takeOrders(line: Line): { readonly orders: readonly WrittenOrder[]; readonly wrong: readonly Span[] } {
  const named = line
    .matches(word)
    .filter((match) => looksLikeOrder(match[1] ?? '') && !countsProducts(line.seen, match))
    .map((match) => ({ ...spanOf(match), id: line.typed(groupSpan(match)) }))
  const looking = looks.flatMap((shape) =>
    line
      .matches(shape)
      .filter((match) => !isName(line.typed(spanOf(match))))
      .map((match) => ({ ...spanOf(match), id: line.typed(spanOf(match)).replace(/^csp[\s#]?(?=\d)/iu, 'CSP-') })),
  )
  const first = apart([...named, ...looking, ...orderGuids(line)])
  const all = apart([...first, ...first.flatMap((order) => further(line, order))])
  for (const span of all) line.claim(span)
  const until = all.findIndex((order, at) => {
    const before = all[at - 1]
    return before !== undefined && upTo.test(line.seen.slice(before.to, order.from))
  })
  if (until < 0) return { orders: all, wrong: [] }
  return { orders: all.slice(0, until), wrong: all.slice(until) }
}

/** `WindowsServer2022Datacenter`, `Q4-Renewal-Contoso-2026`: words written together, and not letters at random. */
const isName = (typed: string): boolean =>
  typed.length >= 24 && (namesSomething.test(typed) || typed.split(/[-_]/u).every((part) => plainParts.test(part)))

/** A GUID alone is a customer's; beside a customer who is named it is what it is about. */
function orderGuids(line: Line): WrittenOrder[] {
  return line.matches(guid).flatMap((match) => {
    const span = spanOf(match)
    const [before, after] = [line.seen.slice(0, span.from), line.seen.slice(span.to)]
    const isCustomers = /(?:(?<!\p{L})(?:for|of|customer|tenant)|客户|租户|고객|테넌트)[\s:#"'`“‘「(<[]*$/iu.test(
      before,
    )
    const othersCustomer = /(?<!\p{L})for\s+\S|[\p{L}\d-]\.[a-z]{2,}/iu.test(`${before} ${after}`)
    return isCustomers || !othersCustomer ? [] : [{ ...span, id: line.typed(span) }]
  })
}

function further(line: Line, after: WrittenOrder): WrittenOrder[] {
  const match = another.exec(line.seen.slice(after.to))
  if (match === null) return []
  const span = groupSpan(match)
  const place = { from: after.to, to: after.to + span.to }
  const typed = line.typed({ from: after.to + span.from, to: place.to })
  const [, letters = '', digits = ''] = /^([a-z]+-)(\d+)$/iu.exec(after.id) ?? []
  const short = /^\d+$/u.test(typed) && typed.length === digits.length && !/^20\d\d$/u.test(typed)
  const id = short ? `${letters}${typed}` : looksLikeOrder(typed) && /\D/u.test(typed) ? typed : undefined
  if (id === undefined) return []
  line.claim(place)
  const order = { from: after.to + span.from, to: place.to, id }
  return [order, ...further(line, order)]
}

/** Order IDs are made of letters and digits at random; a plain word after "order" is none, and neither is a year or how many. */
const looksLikeOrder = (found: string): boolean =>
  /^(?=.*\d).*[A-Za-z_-]|^\d{4,}$|[a-z][A-Z]|_/.test(found) &&
  !/^(?:20\d\d|\d{1,3}(?:x|core|-core|years?)|\d+-?(?:packs?|users?|devices?|k|pcs?)|\d+e\d+)$/i.test(found)

/** `order 2500 windows server`: so many are ordered. */
function countsProducts(seen: string, match: RegExpMatchArray): boolean {
  const [, next = ''] = /^\s+([^\s,]+)/u.exec(seen.slice(spanOf(match).to)) ?? []
  return (
    /^\d+$/u.test(match[1] ?? '') &&
    (/^(?:licen|cop|unit|pieces?|x$|个|套|份|개)/iu.test(next) || (/\p{L}/u.test(next) && onlyProductWords(next)))
  )
}
