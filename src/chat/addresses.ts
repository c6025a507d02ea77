import { type Line, type Span, spanOf } from './line.ts'

const guidShape = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const label = '[\\p{Script=Latin}\\p{Script=Han}\\p{Script=Hangul}\\p{N}-]{1,63}'
const domainShape = '(?:[\\p{Script=Latin}\\p{N}-]{1,63}\\.){1,8}(?:[a-z]{2,24}|xn--[a-z\\d-]{2,30})'
const edge = '(?![\\p{Script=Latin}\\p{N}_-]|\\.[\\p{Script=Latin}\\p{N}])'

const link = /(?:https?:\/\/|(?<![\p{L}\p{N}.@-])(?:www\.|partner(?:center)?\.microsoft\.com\/))[^\s"'<>，、。]+/giu
const mail = new RegExp(
  `(?:mailto:)?(?<![\\p{L}\\p{N}._%+-])[\\p{Script=Latin}\\p{N}._%+'-]{1,64}@(?<domain>(?:${label}\\.){1,8}[\\p{Script=Latin}\\p{Script=Han}\\p{Script=Hangul}-]{2,24})`,
  'giu',
)
const guid = new RegExp(`(?<![\\w-])${guidShape}(?![\\w-])`, 'giu')
const domain = new RegExp(`(?<![\\p{Script=Latin}\\p{N}_.@/-])${domainShape}${edge}`, 'giu')

interface Valued extends Span {
  readonly value: string
}

/** What addresses of pages and of people say, in their order. */
export interface Addresses {
  readonly customers: readonly Valued[]
  readonly orders: readonly Valued[]
  /** Addresses that name neither. */
  readonly wrong: readonly Span[]
}

/** Claims pasted addresses of pages, and e-mail addresses. */
export function takeAddresses(line: Line): Addresses {
  const links = line.matches(link).map((match) => {
    const written = match[0].replace(/[.,:;!?)\]}]+$/u, '')
    return { from: match.index, to: match.index + written.length, ...readLink(written) }
  })
  for (const span of links) line.claim(span)
  const mails = line.matches(mail).map((match) => {
    const value = withoutEnd(match.groups?.domain ?? '')
    return {
      from: match.index,
      to: match.index + match[0].length - (match.groups?.domain ?? '').length + value.length,
      value,
    }
  })
  for (const span of mails) line.claim(span)
  const linked = (which: 'customer' | 'order') =>
    links.flatMap(({ from, to, [which]: value }) => (value === undefined ? [] : [{ from, to, value }]))
  return {
    customers: [...linked('customer'), ...mails].toSorted((a, b) => a.from - b.from),
    orders: linked('order'),
    wrong: links.filter(({ customer, order }) => customer === undefined && order === undefined),
  }
}

/** Claims tenant GUIDs and domains. A GUID says more surely who is meant. */
export function takeDomains(line: Line): Valued[] {
  return [guid, domain].flatMap((shape) => {
    const found = line.matches(shape).map((match) => ({ ...spanOf(match), value: line.typed(spanOf(match)) }))
    for (const span of found) line.claim(span)
    return found
  })
}

/** Korean particles stand right after a domain: `contoso.com의`. */
const withoutEnd = (name: string): string =>
  name.replace(/(?:에게|한테|에서|에|의|을|를|은|는|이|가|으로|로|용|的)$/u, '')

const microsoft =
  /(?:^|\.)(?:microsoft|office|azure|live|windows|sharepoint|microsoftonline|cloud\.microsoft)\.(?:com|net|us|cn)$|\.microsoft$/iu
const customerKey = /(?:customers?|tenants?|tid|cid|clients?)(?:id|tenantid|-id|_id)?[/=]/iu
const orderKey = /(?:orders?|order-?history|order-?details?|subscriptions?|software|purchases?)(?:id|-id|_id)?[/=]/iu
const idAfter = (key: RegExp) => new RegExp(`(?<![a-z])${key.source}(?<id>[\\w-]{3,64})(?![\\w-])`, 'giu')

/** `partner.microsoft.com/…/customers/<tenant>/orders/<order>`, in the path, the query or behind `#`. */
function readLink(written: string): { customer?: string; order?: string } {
  const address = decoded(written)
  const host = /^(?:https?:\/\/)?([^/?#:]+)/iu.exec(address)?.[1] ?? ''
  const rest = address.slice(address.indexOf(host) + host.length)
  const isGuid = (id: string) => new RegExp(`^${guidShape}$`, 'iu').test(id)
  const ids = (key: RegExp) => [...rest.matchAll(idAfter(key))].map(({ groups }) => groups?.id ?? '')
  const order = ids(orderKey).find((id) => /\d/u.test(id))
  const guids = [...rest.matchAll(guid)].map(([id]) => id).filter((id) => id !== order)
  const own = microsoft.test(host) ? undefined : withoutEnd(host.replace(/^www\./iu, ''))
  const customer = ids(customerKey).find(isGuid) ?? (guids.length === 1 ? guids[0] : undefined) ?? own
  return { ...(customer !== undefined && { customer }), ...(order !== undefined && { order }) }
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}
