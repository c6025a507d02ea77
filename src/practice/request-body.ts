import type { Request } from 'restify'

/** The body is larger than the route takes. */
export class BodyTooLarge extends Error {}

/** The body is not JSON. */
export class BodyNotJson extends Error {}

/** A request's JSON, whether or not the server has parsed the body already. Nothing when there is none. */
export async function readJson(req: Request, largestBytes: number): Promise<unknown> {
  if (req.body !== undefined) return typeof req.body === 'object' ? req.body : parse(String(req.body))
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= largestBytes) chunks.push(chunk)
  }
  if (size > largestBytes) throw new BodyTooLarge()
  return parse(Buffer.concat(chunks).toString('utf8'))
}

function parse(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw new BodyNotJson()
  }
}
