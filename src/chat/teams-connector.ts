import type { Activity, ResourceResponse } from 'botbuilder'
import { Agent, request } from 'undici'
import { z } from 'zod'

/** Gives the Authorization header for calls to Teams, or undefined where Teams is only practised. */
export type Authorize = () => Promise<string | undefined>

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

const errorBody = z.object({ error: z.object({ code: z.string() }) })
const resource = z.object({ id: z.string().optional() })

// The documented codes that may be tried again; "bot must avoid retrying status codes that aren't specified".
const transient = new Set([412, 502, 503, 504])
const attempts = 3
/** A 429 is waited out within a turn only this long; longer waits are the caller's affair. */
const longestWaitSeconds = 3

/**
 * The calls of the Bot Connector that the desk makes, over one keep-alive pool. botbuilder would build two Azure service
 * clients for every turn, which takes more time than the turn itself (see docs/decisions).
 */
export class TeamsConnector {
  private readonly authorize: Authorize
  private readonly pool = new Agent({
    connections: 128,
    keepAliveTimeout: 30_000,
    headersTimeout: 15_000,
    bodyTimeout: 15_000,
  })

  constructor(authorize: Authorize) {
    this.authorize = authorize
  }

  send(serviceUrl: string, conversationId: string, activity: Partial<Activity>): Promise<ResourceResponse> {
    return this.call('POST', `${conversationAt(serviceUrl, conversationId)}/activities`, activity)
  }

  reply(serviceUrl: string, conversationId: string, replyToId: string, activity: Partial<Activity>) {
    return this.call('POST', activityAt(serviceUrl, conversationId, replyToId), activity)
  }

  update(serviceUrl: string, conversationId: string, activityId: string, activity: Partial<Activity>) {
    return this.call('PUT', activityAt(serviceUrl, conversationId, activityId), activity)
  }

  delete(serviceUrl: string, conversationId: string, activityId: string) {
    return this.call('DELETE', activityAt(serviceUrl, conversationId, activityId))
  }

  async close(): Promise<void> {
    await this.pool.close()
  }

  /** @throws ConnectorError */
  private async call(
    method: 'POST' | 'PUT' | 'DELETE',
    url: string,
    activity?: Partial<Activity>,
  ): Promise<ResourceResponse> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.callOnce(method, url, activity)
      } catch (error) {
        const wait = error instanceof ConnectorError && attempt < attempts ? waitBefore(error, attempt) : undefined
        if (wait === undefined) throw error
        await new Promise((resolve) => setTimeout(resolve, wait))
      }
    }
  }

  private async callOnce(method: 'POST' | 'PUT' | 'DELETE', url: string, activity?: Partial<Activity>) {
    const authorization = await this.authorize()
    const response = await request(url, {
      dispatcher: this.pool,
      method,
      headers: {
        accept: 'application/json',
        'content-type': 'application/json; charset=utf-8',
        ...(authorization !== undefined && { authorization }),
      },
      ...(activity !== undefined && { body: JSON.stringify(activity) }),
    })
    const text = await response.body.text()
    if (response.statusCode < 300) return { id: resource.safeParse(parsed(text)).data?.id ?? '' }
    const retryAfter = Number(response.headers['retry-after'])
    const code = errorBody.safeParse(parsed(text)).data?.error.code
    throw new ConnectorError(response.statusCode, code, Number.isFinite(retryAfter) ? retryAfter : undefined)
  }
}

function waitBefore(error: ConnectorError, attempt: number): number | undefined {
  if (transient.has(error.statusCode)) return 2 ** attempt * 100 * (0.5 + Math.random())
  if (error.statusCode === 429 && (error.retryAfterSeconds ?? 1) <= longestWaitSeconds)
    return (error.retryAfterSeconds ?? 1) * 1_000
  return undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const conversationAt = (serviceUrl: string, id: string): string =>
  `${serviceUrl.replace(/\/+$/, '')}/v3/conversations/${encodeURIComponent(id)}`
const activityAt = (serviceUrl: string, conversationId: string, id: string): string =>
  `${conversationAt(serviceUrl, conversationId)}/activities/${encodeURIComponent(id)}`
