import { onlyProductWords } from '../commerce/product-words.ts'
import { type DateRange, takeRange } from './date-range.ts'
import { quantityIn } from './quantity.ts'
import { tidied } from './said.ts'
import type { Calendar } from './written-day.ts'

/** What a typed line says beyond its command: facts that fill the form. */
export interface Sentence {
  /** The line without the command word. */
  readonly text: string
  /** `CSP-1002`, `2y6dF_rV`: what follows the word "order", or looks like an order ID. */
  readonly orderId?: string
  /** Domain, tenant GUID, or the words after "for": more than the name may stand there, see CustomersService.read. */
  readonly customer?: string
  readonly quantity?: number
  /** The days it names. Those without a year are the latest ones that are not in the future, in the reader's zone. */
  readonly range?: DateRange
  readonly poNumber?: string
  /** What is left: words of a product's name, or of a customer's. */
  readonly about: string
}

export const emptySentence: Sentence = { text: '', about: '' }

const guid = /(?<![\w-])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![\w-])/iu
const domain =
  /(?<![\p{Script=Latin}\p{N}_.-])(?:[\p{Script=Latin}\p{N}-]{1,63}\.){1,8}[a-z]{2,24}(?![\p{Script=Latin}\p{N}_-])/iu

const poNumber =
  /(?:(?<!\p{L})(?:(?:with|under|on)\s+)?(?:p\.?o\.?(?!\p{L})(?:\s?(?:number|no\.?|号|번호))?|purchase\s+order\s+(?:number|no\.?))|采购(?:订)?单?号码?|(?:구매\s?주문|발주)\s?번호)\s?(?:is|为|是|는|은)?[\s:#-]*((?!csp-)(?=[a-z._/#-]{0,20}\d)[a-z\d][\w./#-]{0,49})(?:으?로)?/iu

const orderWord =
  /(?:(?<!\p{L})(?:orders?|subscription)(?!\p{L})|订单|订阅|주문|구독)\s*(?:(?:number|id|no\.?|번호|号码?|编号)(?!\p{Script=Latin}))?[\s:#]*([\w-]{3,64})(?![\w-])/giu
const orderLook = /(?<![\w-])(?:(?!po-)[a-z]{2,5}-\d{3,}|csp[\s#]?\d{3,})(?![\w-])/iu

/** Whom it is for: up to a comma, or to a number that says how many. What a product is called is nobody: `the ISO for Windows Server for Contoso`. */
const forWords = [
  /(?:(?<!\p{L})for|给|为)\s*"([^"]{1,100})"/giu,
  /(?<!\p{L})for\s+(?!(?:\d+|an?|one|two|three)\s*-?\s*(?:years?|yrs?|months?|days?)(?!\p{L}))([^\s,][^,]{0,100}?)(?=\s+\d|\s*,|\s+(?:for|with|please|thanks|now|asap)(?!\p{L})|\s*$)/giu,
  /(?:给|为|替|帮|向)(?!\s*(?:我|你|您|他|她|了|开|提|申请|下))\s*([^\s,][^,]{0,100}?)(?=\s*\d|\s*,|\s*(?:买|购|订|下单|申请|提交|的)|\s*$)/gu,
  // At the beginning a name may have several words; later on, nothing tells where it begins.
  /^\s*((?!\d)(?:[^\s,]{1,40}\s){0,3}?[^\s,]{1,40}?)(?:에게|한테|용으로|용|의|에|(?:을|를)?\s?위(?:해서?|한))(?=[\s,]|$)/gu,
  /(?<![^\s,])([^\s,\d][^\s,]{0,40}?)(?:에게|한테|용으로|용|의)(?=[\s,]|$)/gu,
]
/** `for me`, `for all customers`: nobody in particular. */
const nobody = /^(?:me|us|you|your|my|our|it|this|that)(?!\p{L})|^(?:我们?|저희?|우리|내|제|나)(?:\s|的|$)/iu
const everybody =
  /^(?:everyone|everybody|anyone|anybody|all|every|each|any)(?!\p{L})|^(?:所有|全部|每个)|^(?:모든|전체)(?:\s|고객|$)/iu
const saysCustomer =
  /^(?:(?:the|a|our|my)\s+)?(?:customer|client|tenant|company)\s+|^(?:客户|고객사?|租户)\s*|\s*(?:公司|고객사?)$/giu

/** Reads facts out of a line in any of the languages. Nothing is trusted: what is found is looked up and shown on the card. */
export function readSentence(line: string, calendar: Calendar): Sentence {
  const text = tidied(line)
  const left = new Left(text)
  const po = left.take(poNumber)?.replace(/[.,]+$/u, '')
  const orderId =
    left.takeThat([orderWord], looksLikeOrder) ?? left.take(orderLook)?.replace(/^csp[\s#]?(?=\d)/iu, 'CSP-')
  const exact = left.take(guid) ?? left.take(domain)
  const { range, rest } = takeRange(left.text, calendar)
  left.text = rest
  const customer = exact ?? named(left)
  const { quantity, others } = quantityIn(left.text)
  return {
    text,
    about: productWords(others),
    ...(orderId !== undefined && { orderId }),
    ...(customer !== undefined && { customer }),
    ...(quantity !== undefined && { quantity }),
    ...(range !== undefined && { range }),
    ...(po !== undefined && { poNumber: po }),
  }
}

/** What has not been read yet. */
class Left {
  text: string

  constructor(text: string) {
    this.text = ` ${text} `
  }

  take(pattern: RegExp): string | undefined {
    const match = pattern.exec(this.text)
    if (match === null) return undefined
    this.cut(match)
    return (match[1] ?? match[0]).trim()
  }

  /** The first match that is one, of the first pattern that has one. */
  takeThat(patterns: readonly RegExp[], isOne: (found: string) => boolean): string | undefined {
    const matches = patterns.flatMap((pattern) => [...this.text.matchAll(pattern)])
    const match = matches.find(([, found]) => isOne(found ?? ''))
    if (match === undefined) return undefined
    this.cut(match)
    return match[1]?.trim()
  }

  private cut({ index = 0, 0: found }: RegExpMatchArray): void {
    this.text = `${this.text.slice(0, index)} ${this.text.slice(index + found.length)}`
  }
}

/** Order IDs are made of letters and digits at random; a plain word after "order" is none, and neither is a year or how many. */
const looksLikeOrder = (found: string): boolean =>
  /^(?=.*\d).*[A-Za-z_-]|^\d{4,}$|[a-z][A-Z]|_/.test(found) &&
  !/^(?:20\d\d|\d{1,3}(?:x|core|-core|years?))$/i.test(found)

function named(left: Left): string | undefined {
  const found = left.takeThat(forWords, (name) => !onlyProductWords(name)) ?? ''
  const name = found
    .replace(saysCustomer, '')
    .replace(/[."!?]+$|^"/gu, '')
    .trim()
  // Whom it is not for still may be what is asked for: `orders for all customers`.
  if (everybody.test(found)) left.text += ' all'
  return name === '' || everybody.test(found) || nobody.test(name) ? undefined : name
}

const fillers = [
  /(?<![\p{L}\p{N}])(?:for|of|the|orders?|an?|please|pls|me|my|our|us|to|from|at|on|in|with|and|number|purchases?|bought|thanks|thank\s+you|now|asap|customers?|client|tenant)(?![\p{L}\p{N}])/giu,
  /请问?|麻烦(?:你|您)?|帮我|给我|一下|谢谢(?:你|您)?|(?:我们?)?(?:想要?|需要)|我要|订单|客户|购买|采购|获取|查看|查询|显示|提交|申请|有哪些|是什么|的(?!\p{Script=Han})|(?<!\p{Script=Han})(?:给|为|我|吧|了)(?!\p{Script=Han})/gu,
  /(?<=[\p{L}\p{N}])(?:을|를)(?=[\s,.]|$)|(?<=[a-z\d])(?:은|는|이|가|으?로|에|의|도|만)(?=[\s,.]|$)|(?<![^\s,])(?:의|에|을|를|좀|주문|구매|구입|고객사?|해)(?=[\s,.]|$)/giu,
  /'s(?!\p{L})|["?!:,]+|[.;]+(?=\s|$)|(?<=\s)[-~/.]+(?=\s)/gu,
]

const productWords = (text: string): string =>
  fillers
    .reduce((words, filler) => words.replace(filler, ' '), text)
    .replace(/\s+/g, ' ')
    .trim()
