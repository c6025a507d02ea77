import { Agent, request } from 'undici'

/** What came of asking for a file: `failed` may come right later, `refused` will not. */
export type Fetched =
  | { readonly kind: 'fetched'; readonly content: Buffer<ArrayBuffer>; readonly mediaType: string | undefined }
  | { readonly kind: 'refused'; readonly why: 'moved' | 'gone' | 'too-large' }
  | { readonly kind: 'failed' }

interface Bounds {
  /** The largest file, in bytes. */
  readonly bytes: number
  /** For all of it, in milliseconds. */
  readonly patience: number
  /** The header of that name; without one, whoever has the address has the file. */
  readonly authorization?: string | undefined
}

const dispatcher = new Agent({ connect: { timeout: 5_000 } })
const mayComeRight = new Set([408, 425, 429])

/**
 * Gets a file, bounded in size and time; the caller has judged the address. Redirects are not followed: where they lead nobody
 * has judged, and what Teams gives needs none. Errors are not passed on: they may hold the address, which is a secret.
 */
export async function fetchFile(address: URL, { bytes, patience, authorization }: Bounds): Promise<Fetched> {
  try {
    const signal = AbortSignal.timeout(patience)
    const sent = authorization === undefined ? {} : { headers: { authorization } }
    const { statusCode, headers, body } = await request(address, { dispatcher, signal, reset: true, ...sent })
    const refusal = refusalOf(statusCode)
    if (refusal !== undefined) {
      // Destroyed without an error, it may still tell one of its own.
      body.on('error', () => {}).destroy()
      return refusal
    }
    const content = await read(body, bytes)
    const mediaType = String(headers['content-type'] ?? '').split(';')[0]
    return content === undefined
      ? { kind: 'refused', why: 'too-large' }
      : { kind: 'fetched', content, mediaType: mediaType?.trim().toLowerCase() }
  } catch {
    return { kind: 'failed' }
  }
}

function refusalOf(status: number): Fetched | undefined {
  if (status === 200) return undefined
  if (status >= 300 && status < 400) return { kind: 'refused', why: 'moved' }
  return status >= 500 || mayComeRight.has(status) ? { kind: 'failed' } : { kind: 'refused', why: 'gone' }
}

/** @returns undefined when there is more than allowed: counted as it comes, whatever was announced. */
async function read(body: AsyncIterable<Buffer>, bytes: number): Promise<Buffer<ArrayBuffer> | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    // Leaving the loop ends the download.
    if (size > bytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
