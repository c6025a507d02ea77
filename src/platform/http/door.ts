import type { Server as HttpServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import restify, { type Request, type Response, type Server } from 'restify'
import { minute, second } from '../clock.ts'
import { createLog, type Log } from '../log.ts'
import { wellFormedData } from '../text.ts'
import { refusedByHead } from './admissible.ts'
import { Refusal } from './refusal.ts'

/** restify's hook before everything else, which its types leave out. */
interface EntersFirst {
  first(hook: (request: Request, response: Response) => boolean): void
}

/** Answers one request. What it throws is a status when it is a Refusal, and 500 when it is an accident. */
export type Handler = (request: Request, response: Response) => Promise<void> | void

/** A head that does not come to its end within this is answered 408. */
const headPatience = 10 * second
/** The same for a head and its body: more than what reading a body allows, which answers first. */
const requestPatience = 30 * second
/**
 * A connection between two requests. Who sends on one that is just being closed gets no answer, so that it is the other side that
 * closes: what stands before a desk keeps its connections for a minute at most, unless it is told of more, and then for less.
 */
const rest = 75 * second
/** A connection on which nothing moves, in either direction; a turn takes a fraction of it. */
const silence = 2 * minute
/** What was refused unread is thrown away this long, so that its sender comes to read the answer. */
const lingering = 2 * second

// restify's own log would write whole requests, with what people said in them.
const silent = createLog('silent') as unknown as restify.ServerOptions['log']

/**
 * The one way in by HTTP: every route of every room is added here, and none can end the process. What is refused by its head is
 * refused before a byte of its body is read; what a handler throws or rejects with is answered, and never with its reason.
 */
export class Door {
  private readonly routes: Server & EntersFirst
  private readonly server: HttpServer
  private readonly log: Log
  private readonly sockets = new Set<Socket>()
  private readonly answering = new Set<Request>()
  private stopping = false

  constructor(log: Log) {
    this.log = log
    this.routes = restify.createServer({ name: 'csp-desk', log: silent, noWriteContinue: true }) as Server & EntersFirst
    this.server = this.routes.server as HttpServer
    this.limit()
    this.routes.first((request, response) => this.enters(request, response))
    // What has no route answers its status and nothing of its reason.
    this.routes.on(
      'restifyError',
      (_request: Request, response: Response, error: { statusCode?: number }, done: () => void) => {
        if (!response.headersSent) end(response, error.statusCode ?? 500)
        done()
      },
    )
  }

  get(path: string, handler: Handler): void {
    this.routes.get(path, this.guarded(handler))
  }

  head(path: string, handler: Handler): void {
    this.routes.head(path, this.guarded(handler))
  }

  post(path: string, handler: Handler): void {
    this.routes.post(path, this.guarded(handler))
  }

  put(path: string, handler: Handler): void {
    this.routes.put(path, this.guarded(handler))
  }

  delete(path: string, handler: Handler): void {
    this.routes.del(path, this.guarded(handler))
  }

  /** @returns the address it listens at: `http://127.0.0.1:3978`. */
  async listen(port: number, host: string): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject)
      this.server.listen(port, host, () => {
        this.server.off('error', reject)
        resolve()
      })
    })
    const { address, family, port: given } = this.server.address() as AddressInfo
    return `http://${family === 'IPv6' ? `[${address}]` : address}:${given}`
  }

  /** Takes no more requests, and hangs up on who has not asked to the end. Resolves when all that asked are answered. */
  async stop(): Promise<void> {
    this.stopping = true
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()))
    const asked = new Set([...this.answering].filter(({ complete }) => complete).map(({ socket }) => socket))
    for (const socket of this.sockets) if (!asked.has(socket)) socket.destroy()
    await closed
  }

  /** Hangs up on everybody. */
  cutOff(): void {
    for (const socket of this.sockets) socket.destroy()
  }

  private limit(): void {
    const { server } = this
    server.headersTimeout = headPatience
    server.requestTimeout = requestPatience
    server.keepAliveTimeout = rest
    server.timeout = silence
    // Read when it begins to listen; Node would look for what is too slow every half a minute.
    Object.assign(server, { connectionsCheckingInterval: second })
    // restify listens for upgrades and does nothing with them: each would hold a socket that nobody closes, and whose errors
    // nobody hears. Without a listener, Node takes the request as any other.
    server.removeAllListeners('upgrade')
    // Without one, a connection that cannot be accepted (no file descriptor is left) would end the process.
    this.routes.on('error', (err: unknown) => this.log.error({ err }, 'HTTP server failed'))
    server.on('connection', (socket) => {
      this.sockets.add(socket)
      socket.once('close', () => this.sockets.delete(socket))
    })
  }

  /** @returns whether the request goes on to its route; otherwise it was answered. */
  private enters(request: Request, response: Response): boolean {
    // A connection that breaks is no accident; whoever reads or writes meanwhile is told in other ways.
    request.on('error', () => {})
    response.on('error', () => {})
    this.answering.add(request)
    response.once('finish', () => drain(request))
    response.once('close', () => this.leaves(request))
    // Who asked before sending may not be told to go on, and then the body never comes.
    if (request.headers.expect !== undefined) response.setHeader('Connection', 'close')
    const status = this.stopping ? 503 : refusedByHead(request)
    if (status === undefined) return true
    response.statusCode = status
    response.setHeader('Content-Length', '0')
    response.end()
    return false
  }

  private leaves(request: Request): void {
    this.answering.delete(request)
    const { socket } = request
    if (this.stopping && ![...this.answering].some((other) => other.socket === socket)) socket.destroySoon()
  }

  private guarded(handler: Handler): (request: Request, response: Response) => Promise<void> {
    return async (request, response) => {
      try {
        // A link that a mail program broke into lines leads to a page that says so; a NUL must not reach the database.
        request.params = wellFormedData(request.params)
        await handler(request, response)
        if (!response.headersSent && !response.destroyed) throw new Error('a handler ended without an answer')
      } catch (error) {
        this.admit(request, response, error)
      }
    }
  }

  private admit(request: Request, response: Response, err: unknown): void {
    const refused = err instanceof Refusal
    if (!refused) this.log.error({ err, route: `${request.method} ${request.getRoute().path}` }, 'request failed')
    if (!response.headersSent) end(response, refused ? err.status : 500)
    // Half an answer must not look whole.
    else if (!response.writableFinished) response.destroy()
  }
}

/** Status and JSON, and never a reason from inside. */
export function end(response: Response, status: number, body?: unknown): void {
  if (body === undefined) response.sendRaw(status, '')
  else response.sendRaw(status, JSON.stringify(body), { 'Content-Type': 'application/json; charset=utf-8' })
}

/** What nobody reads of an answered request. Closing at once would take the answer from a client that is still sending. */
function drain(request: Request): void {
  if (request.complete) return
  request.resume()
  setTimeout(() => request.complete || request.socket.destroy(), lingering).unref()
}
