/** The same stand-in for Teams' Connector for every bot that is measured: it takes messages and edits and gives ids. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface BenchConnector {
  readonly serviceUrl: string
  /** Messages and edits taken since the start. */
  readonly taken: () => number
  /** The card of the message last sent to a conversation. */
  readonly lastCard: (conversationId: string) => { id: string; card: unknown } | undefined
  close(): void
}

export async function openConnector(): Promise<BenchConnector> {
  const cards = new Map<string, { id: string; card: unknown }>()
  let taken = 0
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      taken++
      const id = `m${taken}`
      const conversation = decodeURIComponent(request.url?.split('/')[3] ?? '')
      if (request.method === 'POST' && conversation.startsWith('keep-')) {
        const body = JSON.parse(Buffer.concat(chunks).toString()) as { attachments?: { content: unknown }[] }
        cards.set(conversation, { id, card: body.attachments?.[0]?.content })
      }
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ id }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    serviceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    taken: () => taken,
    lastCard: (conversationId) => cards.get(conversationId),
    close: () => server.close(),
  }
}
