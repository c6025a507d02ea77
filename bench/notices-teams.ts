/** The program behind `startTeams`: a Bot Connector on loopback that enforces Teams' documented limits exactly. */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { TeamsLimits, type TenantRecord, tenantOf } from './teams-limits.ts'

export interface TeamsOptions {
  /** Milliseconds that an answer takes, from and to. */
  readonly latency: readonly [number, number]
  /** Of the requests within the limits, how many are answered 412, 502, 503 or 504; those are not delivered. */
  readonly failing: number
  /** Tenants that are answered 429 at random, and how often. */
  readonly throttled: { readonly tenants: readonly string[]; readonly share: number }
  /** Finds the notice in a card: its first group is the id. */
  readonly notice: string
}

/** What was delivered: a message that was sent, or one that was edited. */
export interface Delivered {
  readonly conversation: string
  readonly activityId: string
  readonly edit: boolean
  /** Milliseconds of the stand-in's monotonic clock. */
  readonly at: number
  /** The notices that can be recognised in it. */
  readonly notices: readonly string[]
}

export interface TeamsReport {
  readonly tenants: readonly TenantRecord[]
  readonly delivered: readonly Delivered[]
  /** How many of each status were answered. */
  readonly answers: Readonly<Record<number, number>>
}

export type TeamsCommand = 'report' | 'count'

const options = JSON.parse(process.argv[2] ?? '{}') as TeamsOptions
const { latency, failing, throttled } = options
const failures = [412, 502, 503, 504]
const between = (from: number, to: number) => from + Math.random() * (to - from)
const throttledTenants = new Set(throttled.tenants)
const limits = new TeamsLimits({
  now: () => performance.now(),
  throttles: (tenant) =>
    throttledTenants.has(tenant) && Math.random() < throttled.share ? Math.ceil(between(0, 3)) : undefined,
})
const delivered: Delivered[] = []
const answers: Record<number, number> = {}
const noticeIn = new RegExp(options.notice, 'g')

interface Asked {
  readonly method: string
  readonly conversation: string
  /** Of the message that is edited or replied to. */
  readonly activityId: string | undefined
  readonly body: string
}

async function answer({ method, conversation, activityId, body }: Asked, response: ServerResponse): Promise<void> {
  const ruling = limits.arrives(conversation)
  if (!ruling.taken) {
    await wait(between(...latency))
    const { retryAfterSeconds } = ruling
    say(response, 429, { error: { code: 'Throttled' } }, { 'retry-after': String(retryAfterSeconds) })
    limits.told(conversation, retryAfterSeconds)
    return
  }
  if (Math.random() < failing) {
    await wait(between(...latency))
    const status = failures[Math.floor(Math.random() * failures.length)] ?? 503
    return say(response, status, { error: { code: status === 412 ? 'PreconditionFailed' : 'ServiceUnavailable' } })
  }
  const edit = method === 'PUT'
  const id = edit && activityId !== undefined ? activityId : `m${delivered.length}`
  const notices = [...new Set([...body.matchAll(noticeIn)].map((match) => match[1] ?? ''))]
  delivered.push({ conversation, activityId: id, edit, at: performance.now(), notices })
  await wait(between(...latency))
  say(response, edit ? 200 : 201, { id })
}

function say(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  answers[status] = (answers[status] ?? 0) + 1
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    // /v3/conversations/<id>/activities[/<id>]
    const parts = (request.url ?? '').split('/').map(decodeURIComponent)
    const conversation = parts[3] ?? ''
    if (tenantOf(conversation) === '') return say(response, 404, { error: { code: 'ConversationNotFound' } })
    const asked = { method: request.method ?? '', conversation, activityId: parts[5], body: `${Buffer.concat(chunks)}` }
    void answer(asked, response)
  })
})
// A client keeps its connections for half a minute: closing them first would look like a message that was lost.
server.keepAliveTimeout = 120_000

process.on('message', (command: TeamsCommand) => {
  if (command === 'count') return process.send?.({ delivered: delivered.length })
  const report: TeamsReport = { tenants: limits.records(), delivered, answers }
  return process.send?.(report)
})
process.on('disconnect', () => process.exit(0))
server.listen(0, '127.0.0.1', () =>
  process.send?.({ serviceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }),
)
