import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Answer, Problem } from './exchange.ts'
import type { Fault } from './faults.ts'

const mostBytes = 1_000_000

export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size > mostBytes) throw new Problem(413, 800002, 'Invalid request input')
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks).toString()
}

/** MS-RequestId and MS-CorrelationId come back as they were sent, or are made up. */
export const answerHeaders = (headers: IncomingMessage['headers']): Record<string, string> => ({
  'MS-RequestId': String(headers['ms-requestid'] ?? randomUUID()),
  'MS-CorrelationId': String(headers['ms-correlationid'] ?? randomUUID()),
  'X-Locale': String(headers['x-locale'] ?? 'en-US'),
  'MS-CV': 'sF/wRa2ih0CzbABc.0',
  'MS-ServerId': '000001',
})

/** Sends it, or as much of it as the fault lets through. */
export function send(response: ServerResponse, answer: Answer, common: Record<string, string>, fault?: Fault): void {
  const { status, body, text, headers } = answer
  response.statusCode = status
  const all = { ...common, ...headers }
  for (const [name, value] of Object.entries(all)) response.setHeader(name, value)
  if (text !== undefined) {
    for (const piece of text) response.write(piece)
    response.end()
    return
  }
  if (body === undefined) {
    response.setHeader('Content-Length', '0')
    response.end()
    return
  }
  const bytes = Buffer.from(JSON.stringify(body))
  const half = bytes.subarray(0, Math.ceil(bytes.length / 2))
  if (!response.hasHeader('Content-Type')) response.setHeader('Content-Type', 'application/json; charset=utf-8')
  response.setHeader('Content-Length', fault?.kind === 'truncate' ? half.length : bytes.length)
  if (fault?.kind === 'truncate') response.end(half)
  else if (fault?.kind === 'cut-body') response.write(half, () => response.destroy())
  else response.end(bytes)
}
