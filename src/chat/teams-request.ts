import type { Agent } from 'undici'
import { z } from 'zod'

/** What came of one request to Teams, made once. */
export type Delivered =
  | {
      readonly kind: 'answered'
      readonly status: number
      /** Of the message that was made. */
      readonly id: string | undefined
      /** Teams' code: `BotNotInConversationRoster`, … */
      readonly code: string | undefined
      readonly retryAfterSeconds: number | undefined
    }
  /** Nothing of the request left this process: no connection came about. */
  | { readonly kind: 'not-begun'; readonly cause: unknown }
  /** It was written, in part at least, and no answer came. */
  | { readonly kind: 'lost'; readonly cause: unknown }

export interface TeamsRequest {
  readonly method: 'POST' | 'PUT' | 'DELETE'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

const largestAnswer = 64 * 1024

/** undici's own lowest call: the one that tells whether a request was begun, which decides whether it may be made again. */
export function requestOnce(pool: Agent, { method, url, headers, body }: TeamsRequest): Promise<Delivered> {
  return new Promise((resolve) => {
    let begun = false
    let status = 0
    let retryAfter: string | undefined
    let answer = ''
    const end = () => resolve(answered(status, retryAfter, answer))
    const failed = (cause: unknown) => {
      // The status is the answer, even when the body behind it breaks off.
      if (status >= 200) end()
      else resolve({ kind: begun ? 'lost' : 'not-begun', cause })
    }
    try {
      const { origin, pathname, search } = new URL(url)
      const options = { origin, path: `${pathname}${search}`, method, headers: { ...headers }, body: body ?? null }
      pool.dispatch(options, {
        onRequestStart: () => {
          begun = true
        },
        onResponseStart: (_controller, statusCode, responseHeaders) => {
          status = statusCode
          retryAfter = String(responseHeaders['retry-after'] ?? '')
        },
        onResponseData: (_controller, chunk) => {
          if (answer.length < largestAnswer) answer += chunk.toString()
        },
        onResponseEnd: end,
        onResponseError: (_controller, error) => failed(error),
      })
    } catch (error) {
      failed(error)
    }
  })
}

const resource = z.object({ id: z.string() })

function answered(status: number, retryAfter: string | undefined, text: string): Delivered {
  const body = parsed(text)
  return {
    kind: 'answered',
    status,
    id: resource.safeParse(body).data?.id.replaceAll('\0', ''),
    code: status < 300 ? undefined : codeIn(body),
    retryAfterSeconds: secondsOf(retryAfter),
  }
}

const usual = z.object({ error: z.object({ code: z.string() }) })
const subCoded = z.object({ message: z.string() })
const inner = z.object({ subCode: z.string() })

/** Usually `{"error":{"code"}}`; what is written to a blocked person comes as JSON in a string: `{"message":"{\"subCode\":…}"}`. */
function codeIn(body: unknown): string | undefined {
  const code =
    usual.safeParse(body).data?.error.code ??
    inner.safeParse(parsed(subCoded.safeParse(body).data?.message ?? '')).data?.subCode
  return code !== undefined && /^[\w.-]{1,100}$/.test(code) ? code : undefined
}

/** Seconds, or the date of RFC 9110. */
function secondsOf(header: string | undefined): number | undefined {
  if (header === undefined || header === '') return undefined
  const seconds = Number(header)
  if (Number.isFinite(seconds)) return Math.max(0, seconds)
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.max(0, (at - Date.now()) / 1_000)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
