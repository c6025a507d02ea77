import { Agent, request } from 'undici'

/** What came of putting a file somewhere: all of it is there, or it is not to be relied on. */
export type Put = 'put' | 'refused' | 'failed' | 'another-length'

interface Bounds {
  /** How many bytes there will be. */
  readonly bytes: number
  /** For all of it, in milliseconds. */
  readonly patience: number
}

const dispatcher = new Agent({ connect: { timeout: 5_000 } })
/** OneDrive takes parts of 320 KiB each, and of 60 MiB at most (Graph, "Upload large files with an upload session"). */
const part = 10 * 320 * 1024

/**
 * Puts a file to an upload session in parts, one after the other, with the memory of one part; the caller has judged the address.
 * Redirects are not followed. Errors are not passed on: they may hold the address, which is a secret.
 */
export async function putFile(
  address: URL,
  contents: AsyncIterable<string | Buffer>,
  { bytes, patience }: Bounds,
): Promise<Put> {
  const signal = AbortSignal.timeout(patience)
  let waiting: Buffer[] = []
  let [held, sent] = [0, 0]
  try {
    for await (const piece of contents) {
      const more = typeof piece === 'string' ? Buffer.from(piece) : piece
      waiting.push(more)
      held += more.length
      if (sent + held > bytes) return 'another-length'
      while (held >= part && sent + held < bytes) {
        const all = Buffer.concat(waiting)
        const status = await putPart(all.subarray(0, part))
        if (!isTaken(status)) return outcomeOf(status)
        sent += part
        held -= part
        waiting = [all.subarray(part)]
      }
    }
    if (sent + held !== bytes) return 'another-length'
    for (let rest = Buffer.concat(waiting); rest.length > 0; rest = rest.subarray(part)) {
      const next = rest.subarray(0, part)
      const status = await putPart(next)
      if (!isTaken(status)) return outcomeOf(status)
      sent += next.length
    }
    return 'put'
  } catch {
    return 'failed'
  }

  async function putPart(body: Buffer): Promise<number> {
    const answer = await request(address, {
      ...{ method: 'PUT', dispatcher, signal, body, reset: true },
      headers: {
        'content-type': 'application/octet-stream',
        'content-range': `bytes ${sent}-${sent + body.length - 1}/${bytes}`,
      },
    })
    // Nobody needs what it says.
    await answer.body.dump().catch(() => {})
    return answer.statusCode
  }
}

const isTaken = (status: number): boolean => status >= 200 && status < 300

const outcomeOf = (status: number): Put => (status >= 500 || status === 429 ? 'failed' : 'refused')
