import type { Activity, ResourceResponse } from 'botbuilder'
import { Agent } from 'undici'
import { type Delivered, requestOnce, type TeamsRequest } from './teams-request.ts'

/** Gives the Authorization header for a call to Teams at that address, or undefined where Teams is only practised. */
export type Authorize = (url: string) => Promise<string | undefined>

/** Told of each request as it starts; what it gives back is called with what came of it. */
export type Watcher = (conversationId: string, tenantId: string | undefined) => (delivered: Delivered) => void

/** Teams refused or failed: the HTTP status and the documented error code (`BotNotInConversationRoster`, …). */
export class ConnectorError extends Error {
  readonly statusCode: number
  readonly code: string | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(statusCode: number, code: string | undefined, retryAfterSeconds?: number) {
    super(`Teams answered ${statusCode}${code === undefined ? '' : ` ${code}`}`)
    this.name = 'ConnectorError'
    this.statusCode = statusCode
    this.code = code
    this.retryAfterSeconds = retryAfterSeconds
  }
}

// The documented codes that may be tried again; "bot must avoid retrying status codes that aren't specified".
const transient = new Set([412, 502, 503, 504])
const attempts = 3
/** A 429 is waited out within a turn only this long; longer waits are the caller's affair. */
const longestWaitSeconds = 3

const patience = { keepAliveTimeout: 30_000, headersTimeout: 15_000, bodyTimeout: 15_000 }

type Method = TeamsRequest['method']

/**
 * The calls of the Bot Connector that the desk makes, over keep-alive pools. botbuilder would build two Azure service
 * clients for every turn, which takes more time than the turn itself (see docs/decisions).
 */
export class TeamsConnector {
  private readonly authorize: Authorize
  private readonly pool = new Agent({ connections: 128, ...patience })
  // Notices have a pool of their own, without a bound: each tenant's pace bounds what is on its way, and tenants whose
  // requests hang must neither keep the others' from a connection nor people from their answers.
  private readonly noticePool = new Agent(patience)
  private watcher: Watcher = () => () => {}

  constructor(authorize: Authorize) {
    this.authorize = authorize
  }

  /** What opens the Connector's own addresses. @throws for any other */
  authorization(url: string): Promise<string | undefined> {
    return this.authorize(url)
  }

  /** Has every request counted that is made to answer people: notices keep clear of them. */
  watch(watcher: Watcher): void {
    this.watcher = watcher
  }

  send(serviceUrl: string, conversationId: string, activity: Partial<Activity>): Promise<ResourceResponse> {
    return this.call('POST', `${conversationAt(serviceUrl, conversationId)}/activities`, conversationId, activity)
  }

  reply(serviceUrl: string, conversationId: string, replyToId: string, activity: Partial<Activity>) {
    return this.call('POST', activityAt(serviceUrl, conversationId, replyToId), conversationId, activity)
  }

  update(serviceUrl: string, conversationId: string, activityId: string, activity: Partial<Activity>) {
    return this.call('PUT', activityAt(serviceUrl, conversationId, activityId), conversationId, activity)
  }

  delete(serviceUrl: string, conversationId: string, activityId: string) {
    return this.call('DELETE', activityAt(serviceUrl, conversationId, activityId), conversationId)
  }

  /** A new message, asked for once and not counted: who speaks first keeps count, and judges the outcome. */
  sendOnce(serviceUrl: string, conversationId: string, activity: Partial<Activity>): Promise<Delivered> {
    return this.once(this.noticePool, 'POST', `${conversationAt(serviceUrl, conversationId)}/activities`, activity)
  }

  /** A chat with somebody of a tenant, by their object id; its id is in the answer. One that is there already is found. */
  createOnce(
    serviceUrl: string,
    { botId, agentId, tenantId }: { botId: string; agentId: string; tenantId: string },
  ): Promise<Delivered> {
    const body = {
      ...{ bot: { id: botId }, isGroup: false, tenantId },
      members: [{ id: agentId }],
      channelData: { tenant: { id: tenantId } },
    }
    return this.once(this.noticePool, 'POST', `${serviceUrl.replace(/\/+$/, '')}/v3/conversations`, body)
  }

  /** The same for an edit. */
  updateOnce(
    serviceUrl: string,
    conversationId: string,
    activityId: string,
    activity: Partial<Activity>,
  ): Promise<Delivered> {
    return this.once(this.noticePool, 'PUT', activityAt(serviceUrl, conversationId, activityId), activity)
  }

  /** Breaks off what is on its way, and makes no more requests. */
  cutOff(): void {
    for (const pool of [this.pool, this.noticePool]) void pool.destroy().catch(() => {})
  }

  /** @throws ConnectorError */
  private async call(
    method: Method,
    url: string,
    conversationId: string,
    activity?: Partial<Activity>,
  ): Promise<ResourceResponse> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.callOnce(method, url, conversationId, activity)
      } catch (error) {
        const wait = error instanceof ConnectorError && attempt < attempts ? waitBefore(error, attempt) : undefined
        if (wait === undefined) throw error
        await new Promise((resolve) => setTimeout(resolve, wait))
      }
    }
  }

  private async callOnce(
    method: Method,
    url: string,
    conversationId: string,
    activity: Partial<Activity> | undefined,
  ): Promise<ResourceResponse> {
    const answered = this.watcher(conversationId, activity?.conversation?.tenantId)
    const delivered = await this.once(this.pool, method, url, activity)
    answered(delivered)
    if (delivered.kind !== 'answered') throw delivered.cause
    const { status, code, id = '', retryAfterSeconds } = delivered
    if (status < 300) return { id }
    throw new ConnectorError(status, code, retryAfterSeconds)
  }

  private async once(pool: Agent, method: Method, url: string, body?: object): Promise<Delivered> {
    let authorization: string | undefined
    try {
      authorization = await this.authorize(url)
    } catch (cause) {
      return { kind: 'not-begun', cause }
    }
    return requestOnce(pool, {
      method,
      url,
      headers: {
        accept: 'application/json',
        'content-type': 'application/json; charset=utf-8',
        ...(authorization !== undefined && { authorization }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
  }
}

function waitBefore(error: ConnectorError, attempt: number): number | undefined {
  if (transient.has(error.statusCode)) return 2 ** attempt * 100 * (0.5 + Math.random())
  if (error.statusCode === 429 && (error.retryAfterSeconds ?? 1) <= longestWaitSeconds)
    return (error.retryAfterSeconds ?? 1) * 1_000
  return undefined
}

const conversationAt = (serviceUrl: string, id: string): string =>
  `${serviceUrl.replace(/\/+$/, '')}/v3/conversations/${encodeURIComponent(id)}`
const activityAt = (serviceUrl: string, conversationId: string, id: string): string =>
  `${conversationAt(serviceUrl, conversationId)}/activities/${encodeURIComponent(id)}`
