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
const forWords = [
  /\bfor\s+(.+)$/iu,
  /(?:给|为)\s*(\S.*?)(?:\s*(?:买|购买|取消|的).*)?$/u,
  /(\S+(?:\s\S+)??)(?:에게|용|의)(?=\s|$)/u,
]
const number = /(?<![\w.-])(\d{1,9})(?![\w.-])/

/** Reads facts out of a line in any of the languages. Nothing is trusted: what is found is looked up and shown on the card. */
export function readSentence(text: string): Sentence {
  let rest = ` ${text.trim()} `
  const take = (pattern: RegExp): string | undefined => {
    const match = pattern.exec(rest)
    if (match === null) return undefined
    rest = `${rest.slice(0, match.index)} ${rest.slice(match.index + match[0].length)}`
    return (match[1] ?? match[0]).trim()
  }
  const orderId = take(orderWord) ?? take(orderLook)
  const named = take(guid) ?? take(domain)
  const customer =
    named ?? forWords.map((pattern) => take(pattern)).find((found) => found !== undefined && found !== '')
  const quantity = take(number)
  const about = rest
    .replace(/(?<!\p{L})(?:for|of|the|order|orders|a|an|please)(?!\p{L})/giu, ' ')
    .replace(/(?:的|订单|给|为|을|를|주문)/gu, ' ')
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
