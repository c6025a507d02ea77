import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as after } from 'node:timers/promises'
import type { Database } from '../../src/platform/database/database.ts'

/** Takes messages for conversations that nobody opened, and remembers each: for many people at once. */
export class FakeTeams {
  /** How many messages came to each conversation. */
  readonly messages = new Map<string, number>()
  private readonly server: Server
  private readonly latency: () => number
  private last = 0

  private constructor(latency: () => number) {
    this.latency = latency
    this.server = createServer(async (request, response) => {
      request.resume()
      const conversation = decodeURIComponent(/conversations\/([^/]+)/.exec(request.url ?? '')?.[1] ?? '')
      this.messages.set(conversation, (this.messages.get(conversation) ?? 0) + 1)
      await after(this.latency())
      response.writeHead(201, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ id: String(++this.last) }))
    })
  }

  static async open(latency: () => number = () => 0): Promise<FakeTeams> {
    const teams = new FakeTeams(latency)
    await new Promise<void>((resolve) => teams.server.listen(0, '127.0.0.1', resolve))
    return teams
  }

  get serviceUrl(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`
  }

  get count(): number {
    return [...this.messages.values()].reduce((sum, count) => sum + count, 0)
  }

  /** People of a partner whose chats are here. @returns their ids; the conversation of each is `a:` and the id. */
  async people(database: Database, partnerId: string, count: number): Promise<string[]> {
    const ids = Array.from({ length: count }, () => randomUUID() as string)
    await database.rows.personalChat.createMany({
      data: ids.map((agentId) => ({
        partnerId,
        agentId,
        conversationId: `a:${agentId}`,
        serviceUrl: this.serviceUrl,
        channelId: 'msteams',
        botId: '28:bot',
        userId: `29:${agentId}`,
        locale: 'en-US',
        timeZone: 'UTC',
        seenAt: new Date('2026-11-22T09:00:00Z'),
      })),
    })
    return ids
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise<void>((resolve) => this.server.close(() => resolve()))
  }
}
