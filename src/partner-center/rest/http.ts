import type { Readable } from 'node:stream'
import { Agent, type Dispatcher, request } from 'undici'
import { second } from '../../platform/clock.ts'

export interface Asked {
  readonly method: 'GET' | 'POST' | 'PATCH'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
  /** For all of it, in milliseconds. */
  readonly patience: number
}

export interface Answer {
  readonly status: number
  readonly headers: Dispatcher.ResponseData['headers']
  readonly body: string
}

/** Nothing was answered, or not all of it: whether the call took effect is not known. */
export class NoAnswer extends Error {
  constructor(options?: ErrorOptions) {
    super('no answer', options)
    this.name = 'NoAnswer'
  }
}

/** Connections that are kept: an Agent has a pool for each host. */
export const connectionPool = (): Agent =>
  new Agent({
    connections: 64,
    connect: { timeout: 5 * second },
    keepAliveTimeout: 30 * second,
    headersTimeout: 120 * second,
    bodyTimeout: 30 * second,
  })

const largestBody = 32 * 1024 * 1024

/** One request, with its body read. Redirects are not followed. @throws NoAnswer */
export async function exchange(pool: Agent, asked: Asked): Promise<Answer> {
  return begin(pool, asked, async ({ statusCode, headers, body }) => {
    return { status: statusCode, headers, body: await textOf(body) }
  })
}

/** @throws NoAnswer for what is too large */
async function textOf(body: Readable): Promise<string> {
  let text = ''
  body.setEncoding('utf8')
  for await (const chunk of body) {
    text += chunk
    if (text.length > largestBody) throw new NoAnswer()
  }
  return text
}

/** The same for what is too large to be held: `read` is given the body of a 200 as it comes. @throws NoAnswer, and what `read` throws */
export async function exchangeStream<T>(
  pool: Agent,
  asked: Asked,
  read: (body: Readable) => Promise<T>,
): Promise<{ readonly status: 200; readonly read: T } | Answer> {
  return begin(pool, asked, async ({ statusCode, headers, body }) => {
    if (statusCode !== 200) return { status: statusCode, headers, body: await textOf(body) }
    return { status: 200, read: await read(body) }
  })
}

async function begin<T>(
  pool: Agent,
  { method, url, headers, body, patience }: Asked,
  answered: (data: Dispatcher.ResponseData) => Promise<T>,
): Promise<T> {
  try {
    const signal = AbortSignal.timeout(Math.max(1, patience))
    return await answered(
      await request(url, { dispatcher: pool, method, headers, signal, ...(body !== undefined && { body }) }),
    )
  } catch (cause) {
    throw cause instanceof NoAnswer ? cause : new NoAnswer({ cause })
  }
}

export const headerOf = ({ headers }: Pick<Answer, 'headers'>, name: string): string | undefined => {
  const value = headers[name.toLowerCase()]
  return Array.isArray(value) ? value[0] : value
}
