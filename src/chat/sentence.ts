import { onlyProductWords } from '../commerce/product-words.ts'
import { isTraditional } from '../platform/traditional-chinese.ts'
import { takeAddresses, takeDomains } from './addresses.ts'
import { type DateRange, readRange } from './date-range.ts'
import { groupSpan, howMany, Line, type Span, spanOf } from './line.ts'
import { takeOrders } from './order-ids.ts'
import { markNumbers, quantityAmong } from './quantity.ts'
import { tidied } from './said.ts'
import type { Calendar } from './written-day.ts'

/** What a command may be told; what it is not asked is said not to have been read. */
export type Fact = 'orderId' | 'moreOrders' | 'customer' | 'quantity' | 'range' | 'poNumber'

/** What a typed line says beyond its command: facts that fill the form. Each is right, or left out and among what was not read. */
export interface Sentence {
  /** The line without the command word. */
  readonly text: string
  /** `CSP-1002`, `2y6dF_rV`: what follows the word "order", or looks like an order ID. */
  readonly orderId?: string
  /** The others, where several are named. */
  readonly moreOrders?: readonly string[]
  /** Domain, tenant GUID, or the words after "for": more than the name may stand there, see CustomersService.read. */
  readonly customer?: string
  readonly quantity?: number
  /** The days it names. Those without a year are the latest ones that are not in the future, in the reader's zone. */
  readonly range?: DateRange
  readonly poNumber?: string
  /** What is left: words of a product's name, or of a customer's. */
  readonly about: string
  /** Words, as they were typed, that mean a number, a day, an order or somebody, and were not read. */
  readonly unread?: readonly string[]
  /** What was read otherwise than it was said. */
  readonly notes?: readonly ReadingNote[]
}

/** Hours as whole days, two days in the wrong order, Traditional characters. */
export type ReadingNote = 'whole-days' | 'turned-round' | 'traditional'

export const emptySentence: Sentence = { text: '', about: '' }

const poNumber =
  /(?:(?<!\p{L})(?:(?:with|under|on)\s+)?(?:p\.?o\.?(?!\p{L})(?:\s?(?:number|no\.?|号|번호))?|purchase\s+order\s+(?:number|no\.?))|采购(?:订)?单?号码?|(?:구매\s?주문|발주)\s?번호)\s?(?:is|为|是|는|은)?[\s:#-]*((?!csp-)(?=[a-z._/#-]{0,20}\d)[a-z\d][\w./#-]{0,49})(?:으?로)?/iu

const notHowMany = `[^,${howMany}]`
/** Whom it is for: up to a comma, or to a number that says how many. What a product is called is nobody: `the ISO for Windows Server for Contoso`. */
const forWords = [
  '(?:(?<!\\p{L})for|给|为)\\s*"([^"]{1,100})"',
  `(?<!\\p{L})for\\s+(?!(?:\\d+|an?|one|two|three)\\s*-?\\s*(?:years?|yrs?|months?|days?)(?!\\p{L}))([^\\s,${howMany}]${notHowMany}{0,100}?)(?=\\s*${howMany}|\\s*,|\\s+(?:for|with|please|thanks|now|asap)(?!\\p{L})|\\s*$)`,
  `(?:给|为|替|帮|向)(?!\\s*(?:我|你|您|他|她|了|开|提|申请|下))\\s*([^\\s,${howMany}]${notHowMany}{0,100}?)(?=\\s*${howMany}|\\s*,|\\s*(?:买|购|订|下单|申请|提交|的)|\\s*$)`,
  // At the beginning a name may have several words; later on, nothing tells where it begins.
  `^\\s*((?:[^\\s,${howMany}]{1,40}\\s){0,3}?[^\\s,${howMany}]{1,40}?)(?:에게|한테|용으로|용|의|에|(?:을|를)?\\s?위(?:해서?|한))(?=[\\s,]|$)`,
  `(?<![^\\s,])([^\\s,\\d${howMany}][^\\s,${howMany}]{0,40}?)(?:에게|한테|용으로|용|의)(?=[\\s,]|$)`,
].map((shape) => new RegExp(shape, 'giu'))
/** `for me`, `for all customers`: nobody in particular. */
const nobody = /^(?:me|us|you|your|my|our|it|this|that)(?!\p{L})|^(?:我们?|저희?|우리|내|제|나)(?:\s|的|$)/iu
const everybody =
  /^(?:everyone|everybody|anyone|anybody|all|every|each|any)(?!\p{L})|^(?:所有|全部|每个)|^(?:모든|전체)(?:\s|고객|$)/iu
const saysCustomer =
  /^(?:(?:the|a|our|my)\s+)?(?:customer|client|tenant|company)\s+|^(?:客户|고객사?|租户)\s*|\s*(?:公司|고객사?)$/giu

/**
 * Reads facts out of a line in any of the languages. Nothing is trusted: what is found is looked up and shown on the card.
 * @param takes the facts that there is a place for; of the others it is told that they were not read
 */
export function readSentence(line: string, calendar: Calendar, takes?: readonly Fact[]): Sentence {
  const text = tidied(line)
  const left = new Line(text)
  const asked = (fact: Fact) => takes === undefined || takes.includes(fact)
  const unread: Span[] = []
  const po = readPoNumber(left)
  const addresses = takeAddresses(left)
  const written = takeOrders(left)
  const orders = [...addresses.orders.map(({ value, ...span }) => ({ ...span, id: value })), ...written.orders]
  const [exact, ...others] = differing([...addresses.customers, ...takeDomains(left)])
  const days = readRange(left, calendar)
  for (const span of [...days.wrong, ...(days.span ? [days.span] : [])]) left.claim(span)
  const numbers = markNumbers(left, calendar, asked('quantity'))
  const name = exact === undefined ? named(left) : {}
  const quantity = quantityAmong(numbers.marked, numbers.wrong)
  unread.push(...addresses.wrong, ...written.wrong, ...days.wrong, ...others, ...numbers.wrong)
  unread.push(...numbers.marked.filter((number) => number !== quantity))
  const [first, ...more] = [...new Map(orders.map((order) => [order.id.toLowerCase(), order])).values()]
  const customer = exact?.value ?? name.customer
  const facts = {
    orderId: first && { value: first.id, spans: [first] },
    moreOrders: more.length === 0 ? undefined : { value: more.map(({ id }) => id), spans: more },
    customer:
      customer === undefined ? undefined : { value: customer, spans: [exact ?? name.span ?? { from: 0, to: 0 }] },
    quantity: quantity && { value: quantity.value, spans: [quantity] },
    range: days.range && { value: days.range, spans: days.span ? [days.span] : [] },
    poNumber: po && { value: po.value, spans: [po] },
  }
  const known = Object.entries(facts).flatMap(([fact, read]) => (read === undefined ? [] : [{ fact, ...read }]))
  const read = known.filter(({ fact }) => asked(fact as Fact))
  unread.push(...known.filter((one) => !read.includes(one)).flatMap(({ spans }) => spans))
  const about = `${productWords(left)}${name.everybody === true ? ' all' : ''}`.trim()
  const notes: ReadingNote[] = [
    ...(days.note !== undefined && asked('range') ? [days.note] : []),
    ...(isTraditional(text) ? ['traditional' as const] : []),
  ]
  const words = [...new Set(unread.toSorted((a, b) => a.from - b.from).map((span) => left.typed(span)))]
  return {
    text,
    about,
    ...Object.fromEntries(read.map(({ fact, value }) => [fact, value])),
    ...(words.length > 0 && { unread: words }),
    ...(notes.length > 0 && { notes }),
  }
}

function readPoNumber(left: Line): (Span & { readonly value: string }) | undefined {
  const [match] = left.matches(poNumber)
  if (match === undefined) return undefined
  const span = spanOf(match)
  left.claim(span)
  return { ...span, value: left.typed(groupSpan(match)).replace(/[.,]+$/u, '') }
}

/** The same one said twice is one. */
const differing = <T extends { readonly value: string }>(found: readonly T[]): T[] =>
  [...new Map(found.toReversed().map((one) => [one.value.toLowerCase(), one])).values()].toReversed()

interface Named {
  readonly customer?: string
  readonly span?: Span
  readonly everybody?: true
}

function named(left: Line): Named {
  const matches = forWords.flatMap((shape) => left.matches(shape))
  const match = matches.find((one) => !onlyProductWords(left.left(groupSpan(one))))
  if (match === undefined) return {}
  const found = left.left(groupSpan(match))
  const name = found
    .replace(saysCustomer, '')
    .replace(/[."!?]+$|^"/gu, '')
    .trim()
  const span = spanOf(match)
  left.claim(span)
  // Whom it is not for still may be what is asked for: `orders for all customers`.
  if (everybody.test(found)) return { everybody: true }
  return name === '' || nobody.test(name) ? {} : { customer: name, span }
}

const fillers = [
  /(?<![\p{L}\p{N}])(?:for|of|the|orders?|an?|please|pls|me|my|our|us|to|from|at|on|in|with|and|number|purchases?|bought|thanks|thank\s+you|now|asap|customers?|client|tenant)(?![\p{L}\p{N}])/giu,
  /请问?|麻烦(?:你|您)?|帮我|给我|一下|谢谢(?:你|您)?|(?:我们?)?(?:想要?|需要)|我要|订单|客户|购买|采购|获取|查看|查询|显示|提交|申请|有哪些|是什么|的(?!\p{Script=Han})|(?<!\p{Script=Han})(?:给|为|我|吧|了)(?!\p{Script=Han})/gu,
  /(?<=[\p{L}\p{N}])(?:을|를)(?=[\s,.]|$)|(?<=[a-z\d])(?:은|는|이|가|으?로|에|의|도|만)(?=[\s,.]|$)|(?<![^\s,])(?:의|에|을|를|좀|주문|구매|구입|고객사?|해)(?=[\s,.]|$)/giu,
  /'s(?!\p{L})|["`<>?!:,()[\]]+|[.;]+(?=\s|$)|(?<=\s)[-~/.#'&+]+(?=\s)/gu,
]

function productWords(left: Line): string {
  for (const filler of fillers) for (const match of left.matches(filler)) left.claim(spanOf(match))
  return left.left()
}
