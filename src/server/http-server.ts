import { randomUUID } from 'node:crypto'
import restify, { type Request, type RequestHandler, type Response, type Server } from 'restify'
import type { TeamsAdapter } from '../chat/teams-adapter.ts'
import type { TeamsBot } from '../chat/teams-bot.ts'
import type { Log } from '../platform/log.ts'
import { createLog, withLogFacts } from '../platform/log.ts'
import { inTurn } from '../platform/turn-memory.ts'

/** Teams' own limit for a message is 100 KB of UTF-16; what it sends around it stays well below this. */
const largestBody = 512 * 1024

// restify's own log would write whole requests, with what people said in them.
const silent = createLog('silent') as unknown as restify.ServerOptions['log']

interface HttpServerOptions {
  adapter: TeamsAdapter
  bot: TeamsBot
  /** Whether a request may bring activities, by its headers alone: in practice mode only loopback, and no web page. */
  admits(request: Request): boolean
  /** The same, once its body is read. */
  admitsBody(request: Request): boolean
  ready(): Promise<boolean>
  log: Log
}

/** restify with the bot's endpoint and health; features and the practice page add their own routes. */
export function createHttpServer({ adapter, bot, admits, admitsBody, ready, log }: HttpServerOptions): Server {
  const server = restify.createServer({ name: 'csp-desk', handleUncaughtExceptions: false, log: silent })

  server.post(
    '/api/messages',
    only('application/json', admits),
    authenticated(adapter),
    ...readJson,
    async (request: Request, response: Response) => {
      if (!admitsBody(request)) return end(response, 403)
      const header = request.headers.authorization ?? ''
      const correlationId = randomUUID()
      await withLogFacts({ correlationId }, async () => {
        try {
          const { status, body } = await adapter.answer(header, request.body, (context) =>
            inTurn(() => bot.run(context)),
          )
          end(response, status, body)
        } catch (err) {
          log.error({ err }, 'activity not handled')
          end(response, 500)
        }
      })
    },
  )

  server.get('/health/live', async (_request: Request, response: Response) => end(response, 200, { live: true }))
  server.get('/health/ready', async (_request: Request, response: Response) => {
    const isReady = await ready()
    end(response, isReady ? 200 : 503, { ready: isReady })
  })

  // Errors before a handler (a body that is no JSON, a path that is not there) answer their status and nothing of their reason.
  server.on(
    'restifyError',
    (_request: Request, response: Response, error: { statusCode?: number }, done: () => void) => {
      if (!response.headersSent) end(response, error.statusCode ?? 500)
      done()
    },
  )
  return server
}

// One parser each, not restify's bodyParser: that writes every file of a multipart form to disk, whatever its size.
const readJson = [
  restify.plugins.bodyReader({ maxBodySize: largestBody }),
  ...[restify.plugins.jsonBodyParser({ mapParams: false })].flat(),
] as RequestHandler[]

/** Who brings no token of Teams is refused before anything of the body is read. */
const authenticated =
  (adapter: TeamsAdapter): RequestHandler =>
  (request, response, next) => {
    adapter
      .authenticate(request.headers.authorization ?? '')
      .then((sender) => {
        if (typeof sender !== 'number') return next()
        end(response, sender)
        next(false)
      })
      .catch(next)
  }

/** Lets a request pass whose body is of the one type that the route reads; the rest is refused before anything of it is read. */
export function only(contentType: string, admits: (request: Request) => boolean = () => true): RequestHandler {
  return (request, response, next) => {
    const given = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
    if (!admits(request)) end(response, 403)
    else if (given !== contentType) end(response, 415)
    else return next()
    return next(false)
  }
}

/** Status and JSON, and never a reason from inside. */
export function end(response: Response, status: number, body?: unknown): void {
  if (body === undefined) response.sendRaw(status, '')
  else response.sendRaw(status, JSON.stringify(body), { 'Content-Type': 'application/json; charset=utf-8' })
}
