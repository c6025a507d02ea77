import { Agent, request } from 'undici'

export interface JsonAnswer {
  readonly status: number
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>
  /** Undefined when it is empty, or no JSON. */
  readonly body: unknown
}

interface Asked {
  readonly method?: 'GET' | 'POST' | 'PUT'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | undefined
  /** For all of it, in milliseconds. */
  readonly patience?: number
}

const dispatcher = new Agent({ connect: { timeout: 5_000 } })
const usualPatience = 8_000
const mostBytes = 4 * 1024 * 1024

/** Nobody answered, or not in time, or with what says that it may be right later. What was sent and said is not passed on. */
export class Silent extends Error {
  readonly status: number | undefined

  constructor(status?: number) {
    super('no answer')
    this.name = 'Silent'
    this.status = status
  }
}

/** One call that may be made again. @throws Silent also for 408, 429 and errors of the server */
export async function askJson(
  url: string,
  { method = 'GET', headers = {}, body, patience }: Asked = {},
): Promise<JsonAnswer> {
  const signal = AbortSignal.timeout(patience ?? usualPatience)
  const answer = await request(url, { dispatcher, method, signal, headers: { ...headers }, body: body ?? null })
    .then(async (answer) => ({ ...answer, text: await read(answer.body) }))
    .catch(() => {
      throw new Silent()
    })
  const { statusCode: status, text } = answer
  if (status === 408 || status === 429 || status >= 500) throw new Silent(status)
  return { status, headers: flat(answer.headers), body: parsed(text) }
}

/** @throws when there is more than anybody here asks for. */
async function read(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > mostBytes) throw new Silent()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const flat = (headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value ?? '')]))
