import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Clock, systemClock } from '../../../src/platform/clock.ts'
import { answerHeaders, bodyOf, send } from './answering.ts'
import { certificateAt } from './event-signing.ts'
import { type Answer, type Call, camelKeys, Problem, tooMany } from './exchange.ts'
import type { Fault, SeenCall } from './faults.ts'
import { type Control, type Hooks, hooksOf } from './hooks.ts'
import { softwarePage } from './portal.ts'
import { addSampleWorld } from './sample.ts'
import { answerOnce, callerOf, mfaHeader, services } from './service.ts'
import { documented, type Settings } from './settings.ts'
import { openSignIn } from './sign-in.ts'
import { readToken } from './tokens.ts'
import { certificatePath, signingCertificate } from './webhooks.ts'
import type { World } from './world.ts'

export { sampleOrderId } from './sample.ts'
export { tokenFor } from './tokens.ts'

export interface PartnerCenterServerOptions {
  /** Left out, the machine's. */
  readonly clock?: Clock
  /** Left out, `sample`. */
  readonly world?: 'sample' | 'empty'
  /** Left out, any free one. */
  readonly port?: number
  /** Called with the time of a practice page that wants this clock to follow; left out, nobody moves it from outside. */
  readonly follow?: (now: Date) => void
  /** What is other than documented. */
  readonly settings?: Partial<Settings>
}

export interface PartnerCenterServer extends Hooks {
  /** `http://127.0.0.1:40123`: stands in for all of Microsoft's addresses. */
  readonly url: string
  close(): Promise<void>
}

/**
 * Microsoft's Partner Center as documented, with its sign-in, its price sheets and Microsoft Graph, on one loopback port:
 * `/api`, `/prices`, `/login`, `/graph`, `/portal`. A second opinion, written from the documents; its data are in memory.
 */
export async function openPartnerCenterServer(options: PartnerCenterServerOptions = {}): Promise<PartnerCenterServer> {
  const { clock = systemClock, world: kind = 'sample', port = 0, settings, follow } = options
  let url = ''
  const world: World = {
    ...{
      clock,
      partners: new Map(),
      formerCustomers: new Set(),
      appCertificates: [],
      consented: new Set(),
      origin: () => url,
    },
    settings: { ...documented(), ...settings },
  }
  addSampleWorld(world, kind)
  const { hooks, control } = hooksOf(world)
  const signIn = openSignIn(world)
  const server = createServer((request, response) => {
    handle({ world, control, signIn, follow }, request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = async () => {
    server.closeAllConnections()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }
  return Object.assign(hooks, { url, close })
}

interface Ground {
  readonly world: World
  readonly control: Control
  readonly signIn: ReturnType<typeof openSignIn>
  readonly follow: ((now: Date) => void) | undefined
}

async function handle(ground: Ground, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { headers, method = 'GET', url = '/' } = request
  const text = await bodyOf(request)
  const [, service = '', rest = '', search = ''] = /^\/([^/?]*)([^?]*)\??(.*)$/.exec(url) ?? []
  const query = new URLSearchParams(search)
  const common = answerHeaders(headers)
  if (url === certificatePath) {
    response.end(signingCertificate().certificate.raw)
    return
  }
  if (service === 'clock' && method === 'PUT' && ground.follow !== undefined) {
    const { now } = (parsed(text) ?? {}) as { now?: string }
    if (now !== undefined) ground.follow(new Date(now))
    response.writeHead(now === undefined ? 400 : 204).end()
    return
  }
  if (service === 'portal') {
    send(response, softwarePage(ground.world, rest), common)
    return
  }
  if (service === 'certificates') {
    ground.control.count(`${method} /certificates`)
    const certificate = certificateAt(rest)
    response.statusCode = certificate === undefined ? 404 : 200
    response.end(certificate)
    return
  }
  const asked = { service, method, path: rest, query, headers, text, url }
  const { answer, fault, more } = service === 'login' ? signedInBy(ground, asked) : answerTo(ground, asked)
  if (fault?.kind === 'drop' || fault?.kind === 'lose-answer') {
    request.socket.destroy()
    return
  }
  if (fault?.kind === 'silent') return
  send(response, answer, { ...common, ...more }, fault)
}

interface Asked {
  readonly service: string
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
  readonly text: string
  readonly url: string
}

interface Said {
  readonly answer: Answer
  readonly fault?: Fault | undefined
  readonly more?: Record<string, string>
}

/** Sign-in goes wrong as other calls do, where a fault names its endpoint. */
function signedInBy({ control, signIn }: Ground, { method, path, query, headers, text, url }: Asked): Said {
  const [, tenantId = '', ...rest] = path.split('/')
  const form = new URLSearchParams(text)
  const endpoint = `${method} /login/{tenant}/${rest.join('/')}`
  const fault = control.see({ endpoint, tenantId, method, url, headers, body: Object.fromEntries(form) })
  if (fault?.kind === 'drop') return { answer: { status: 500 }, fault }
  if (fault?.kind === 'status') return { answer: statusAnswer(fault) }
  return { answer: signIn({ method, path, query, form }), fault }
}

function answerTo({ world, control }: Ground, asked: Asked): Said {
  const { method, path, query, headers, text, url } = asked
  const service = services[asked.service]
  const found = service?.find(method, path)
  if (service === undefined || found === undefined)
    return { answer: problemAnswer(new Problem(404, 1000, 'Not found')) }
  const token = readToken(headers.authorization)
  const body = text === '' ? undefined : parsed(text)
  const { endpoint, params } = found
  const seen: SeenCall = { endpoint, tenantId: token?.tenantId ?? '', method, url, headers, body }
  const fault = control.see(seen)
  if (fault?.kind === 'drop') return { answer: { status: 500 }, fault }
  if (fault?.kind === 'status') return { answer: statusAnswer(fault) }
  try {
    if (fault?.kind === 'expired-token') throw service.unauthorised(400, 'Access denied')
    const partner = callerOf(world, service, token)
    if (token === undefined) throw service.unauthorised(400, 'Access denied')
    const call: Call = { world, partner, token, endpoint, method, path, params, query, headers, body: camelKeys(body) }
    const answer = answerOnce(call, found.handler)
    const again = fault?.kind === 'duplicate' ? answerOnce(call, found.handler) : answer
    return { answer: control.shaped(seen, again), fault, more: mfaHeader(headers, token, partner) }
  } catch (error) {
    if (error instanceof Problem) return { answer: problemAnswer(error), fault }
    throw error
  }
}

const problemAnswer = ({ status, body, headers }: Problem): Answer => ({ status, body, headers })

function statusAnswer({ status, code = 0, retryAfter }: Fault & { kind: 'status' }): Answer {
  if (status === 429) return tooMany(retryAfter ?? 1)
  const headers = retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }
  return problemAnswer(new Problem(status, code, 'Unexpected service error', headers))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
