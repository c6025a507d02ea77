/** What a typed line says beyond its command: facts that fill the form. */
export interface Sentence {
  /** The line without the command word. */
  readonly text: string
  /** `CSP-1002`, `2y6dF_rV`: what follows the word "order", or looks like an order ID. */
  readonly orderId?: string
  /** Domain, tenant GUID, or the words after "for". */
  readonly customer?: string
  readonly quantity?: number
  /** What is left: words of a product's name. */
  readonly about: string
}

export const emptySentence: Sentence = { text: '', about: '' }

const guid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i
const domain = /(?<![\w.-])(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[a-z]{2,}(?![\w-])/iu
const orderWord = /(?:\border\b|订单号?|주문)(?:\s*(?:number|id|no\.?|번호))?[\s:#]*([\w-]*\d[\w-]*|[\w-]{6,})/iu
const orderLook = /\b[A-Za-z]{2,5}-\d{3,}\b/

/** Whom it is for: up to a comma, or to a number that says how many. */
const forWords = [
  /\bfor\s+([^\s,，][^,，]*?)(?=\s+\d|\s*[,，]|\s*$)/iu,
  /(?:给|为)\s*([^\s,，][^,，]*?)(?=\s*\d|\s*[,，]|\s*(?:买|的)|\s*$)/u,
  // At the beginning a name may have several words; later on, nothing tells where it begins.
  /^\s*((?!\d)(?:[^\s,，]+\s){0,3}?[^\s,，]+?)(?:에게|용으로|용|의)(?=[\s,，]|$)/u,
  /([^\s,，]+?)(?:에게|용으로|용|의)(?=[\s,，]|$)/u,
]

/** A number with a word that counts: `10 licenses`, `× 10`, `10개`, `10 个`. */
const counted = [
  /(?<![\w.-])(\d{1,9})\s*(?:x(?![\p{L}\p{N}])|×|licen[cs]es?|cop(?:y|ies)|units?|个|份|套|张|개(?!\p{L}*월)|카피|라이선스)(?:를|을)?/iu,
  /(?<![\p{L}\p{N}])[x×]\s*(\d{1,9})(?![\w.-])/iu,
]
/** A number that belongs to a product's name, size or term is not how many: `2022`, `16 core`, `3 years`, `Windows 7`. */
const alone =
  /(?<![\w.-]|windows\s)(?!(?:200[3-9]|20[12]\d)(?!\d))(\d{1,9})(?![\w.+-])(?!\s*(?:-?\s*core|-?\s*bit|year|yr|vcpu|device|user|年|년|코어|核|비트|位|代|월|月))/iu

/** Reads facts out of a line in any of the languages. Nothing is trusted: what is found is looked up and shown on the card. */
export function readSentence(text: string): Sentence {
  let rest = ` ${text.trim()} `
  const take = (pattern: RegExp): string | undefined => {
    const match = pattern.exec(rest)
    if (match === null) return undefined
    rest = `${rest.slice(0, match.index)} ${rest.slice(match.index + match[0].length)}`
    return (match[1] ?? match[0]).trim()
  }
  const first = (patterns: readonly RegExp[]) =>
    patterns.map((pattern) => take(pattern)).find((found) => found !== undefined && found !== '')
  const orderId = take(orderWord) ?? take(orderLook)
  const customer = take(guid) ?? take(domain) ?? first(forWords)
  const quantity = first(counted) ?? onlyOne(take(alone), take(alone))
  const about = rest
    .replace(/(?<!\p{L})(?:for|of|the|orders?|a|an|please)(?!\p{L})/giu, ' ')
    .replace(/(?:的|订单|给|为|请|을(?=\s)|를(?=\s)|주문)/gu, ' ')
    .replace(/[\s,.;:!?。，？！]+/gu, ' ')
    .trim()
  return {
    text: text.trim(),
    about,
    ...(orderId !== undefined && { orderId }),
    ...(customer !== undefined && { customer: customer.replace(/[.,;!?。]+$/u, '') }),
    ...(quantity !== undefined && { quantity: Number(quantity) }),
  }
}

/** Two numbers that could both be meant say nothing: `1 or 1` is not a quantity. */
const onlyOne = (found: string | undefined, other: string | undefined) => (other === undefined ? found : undefined)
