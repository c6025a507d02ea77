import type { IncomingMessage } from 'node:http'
import type { TokenFacts } from './tokens.ts'
import type { Partner, World } from './world.ts'

/** One call to the server, after its token was read. */
export interface Call {
  readonly world: World
  readonly partner: Partner
  readonly token: TokenFacts
  /** `GET /v1/customers/{customer}`: what calls are counted by, and what faults name. */
  readonly endpoint: string
  readonly method: string
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
  readonly body: unknown
}

export interface Answer {
  readonly status: number
  readonly body?: unknown
  /** Sent as it is, in pieces: a price sheet. */
  readonly text?: Iterable<string>
  readonly headers?: Readonly<Record<string, string>>
}

export type Handler = (call: Call) => Answer
export type Routes = Readonly<Record<string, Handler>>

/** An error of Partner Center: `{code, description, data, source}`, the code as a number. "Partner Center REST error codes". */
export class Problem extends Error {
  readonly status: number
  readonly code: number
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, code: number, description: string, headers: Readonly<Record<string, string>> = {}) {
    super(description)
    this.status = status
    this.code = code
    this.headers = headers
  }

  get body(): object {
    return { code: this.code, description: this.message, data: [], source: 'PartnerFD' }
  }
}

/** "API throttling guidance": 429 has a body of its own. */
export const tooMany = (seconds: number): Answer => ({
  status: 429,
  body: { statusCode: 429, message: `Rate limit is exceeded. Try again in ${seconds} seconds.` },
  headers: { 'Retry-After': String(seconds) },
})

export const ok = (body: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status: 200,
  body,
  headers,
})

export const link = (uri: string, method = 'GET', headers: readonly object[] = []) => ({ uri, method, headers })

/** `{totalCount, items, links, attributes}`; the count is of what is on the page. */
export const collection = (items: readonly unknown[], links?: object) => ({
  totalCount: items.length,
  items,
  ...(links !== undefined && { links }),
  attributes: { objectType: 'Collection' },
})

/** Partner Center takes keys of a body in Pascal case and in camel case: the documents' own examples have both. */
export function camelKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.charAt(0).toLowerCase() + key.slice(1), camelKeys(inner)]),
  )
}
