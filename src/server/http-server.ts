import { randomUUID } from 'node:crypto'
import type { Request } from 'restify'
import type { TeamsAdapter } from '../chat/teams-adapter.ts'
import type { TeamsBot } from '../chat/teams-bot.ts'
import { readJson } from '../platform/http/body.ts'
import { type Door, end } from '../platform/http/door.ts'
import { type Log, withLogFacts } from '../platform/log.ts'
import { inTurn } from '../platform/turn-memory.ts'

/** Teams' own limit for a message is 100 KB of UTF-16; what it sends around it stays well below this. */
const largestBody = 512 * 1024

interface BotRoutesOptions {
  adapter: TeamsAdapter
  bot: TeamsBot
  /** Whether a request may bring activities, by its head alone; otherwise the status to refuse it with before its body is read. */
  refuses(request: Request): number | undefined
  /** The same by its body: whether this is an activity that may be answered. */
  admitsBody(body: unknown): boolean
  ready(): Promise<boolean>
  /** Which desk this is, for who checks that an address leads to it. */
  mark: string
  log: Log
}

/** The bot's endpoint and health; features and the practice page add their own routes. */
export function addBotRoutes(
  door: Door,
  { adapter, bot, refuses, admitsBody, ready, mark, log }: BotRoutesOptions,
): void {
  door.post('/api/messages', async (request, response) => {
    const refused = refuses(request)
    if (refused !== undefined) return end(response, refused)
    const header = request.headers.authorization ?? ''
    // Who brings no token of Teams is refused before anything of the body is read.
    const sender = await adapter.authenticate(header)
    if (typeof sender === 'number') return end(response, sender)
    const activity = await readJson(request, response, largestBody)
    if (!admitsBody(activity)) return end(response, 403)
    const correlationId = randomUUID()
    await withLogFacts({ correlationId }, async () => {
      try {
        const { status, body } = await adapter.answer(header, activity, (context, incoming) =>
          inTurn(() => bot.run(context, incoming)),
        )
        end(response, status, body)
      } catch (err) {
        log.error({ err }, 'activity not handled')
        end(response, 500)
      }
    })
  })

  door.get('/health/live', (_request, response) => end(response, 200, { live: true, desk: mark }))
  door.get('/health/ready', async (_request, response) => {
    const isReady = await ready()
    end(response, isReady ? 200 : 503, { ready: isReady })
  })
}
