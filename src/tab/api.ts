import type { z } from 'zod'
import type { tabRoutes } from '../chat/common.routes.ts'
import type { activityLogRoutes } from '../features/activity-log/activity-log.routes.ts'
import type { orderEntriesRoutes } from '../features/activity-log/order-entries.routes.ts'
import type { buyingRoutes } from '../features/buying/buying.routes.ts'
import type { cancellingRoutes } from '../features/cancelling/cancelling.routes.ts'
import type { connectionRoutes } from '../features/connection/connection.routes.ts'
import type { keysRoutes } from '../features/keys/keys.routes.ts'
import type { ordersRoutes } from '../features/orders/orders.routes.ts'
import type { renewingRoutes } from '../features/renewing/renewing.routes.ts'
import type { peopleRoutes } from '../features/settings/people.routes.ts'
import type { settingsRoutes } from '../features/settings/settings.routes.ts'
import type { orderRequestsRoutes } from '../features/support/requests/order-requests.routes.ts'
import type { FileRow, supportRoutes } from '../features/support/requests/support.routes.ts'
import type { TabRefusal } from '../server/tab/tab-api.ts'
import type { approvalsRoutes } from '../workflow/approvals/approvals.routes.ts'
import type { customersRoutes } from '../workflow/customers/customers.routes.ts'
import { tokenForDesk } from './teams.ts'

/** Every route that a page may ask: a feature's shapes are added here. */
type Routes = typeof tabRoutes &
  typeof activityLogRoutes &
  typeof approvalsRoutes &
  typeof buyingRoutes &
  typeof cancellingRoutes &
  typeof connectionRoutes &
  typeof customersRoutes &
  typeof keysRoutes &
  typeof orderEntriesRoutes &
  typeof orderRequestsRoutes &
  typeof ordersRoutes &
  typeof peopleRoutes &
  typeof renewingRoutes &
  typeof settingsRoutes &
  typeof supportRoutes

export type RouteName = keyof Routes
export type Asks<N extends RouteName> = z.input<Routes[N]['asks']>
export type Tells<N extends RouteName> = z.output<Routes[N]['tells']>

/** The desk answered with a refusal, or did not answer: its words are for the person. */
export class Refused extends Error {
  readonly code: string
  readonly facts: unknown

  constructor({ code, words, facts }: TabRefusal) {
    super(words)
    this.code = code
    this.facts = facts
  }
}

let locale = ''

export const readIn = (tag: string): void => {
  locale = tag
}

/** @throws Refused, with words where the desk has some; without any (`message` is empty) when it did not answer. */
export async function ask<N extends RouteName>(name: N, asked: Asks<N>): Promise<Tells<N>> {
  const headers = { 'content-type': 'application/json' }
  return answered(await sent(`/tab/api/${name}`, headers, JSON.stringify(asked)))
}

/** Sends a file of a support request. @param key by it the same file is known when it comes twice. @throws Refused */
export async function sendFile(file: File, key: string): Promise<FileRow> {
  const named = { 'x-file-key': key, 'x-file-name': encodeURIComponent(file.name.toWellFormed()) }
  return answered(await sent('/tab/files', { 'content-type': 'application/octet-stream', ...named }, file))
}

async function answered<T>(response: Response): Promise<T> {
  if (response.ok) return response.json() as Promise<T>
  const { refusal } = ((await response.json().catch(() => ({}))) ?? {}) as { refusal?: TabRefusal }
  throw new Refused(refusal ?? { code: response.status === 401 ? 'tab.not-signed-in' : 'tab.no-answer', words: '' })
}

async function sent(to: string, headers: Record<string, string>, body: BodyInit): Promise<Response> {
  const first = await once(to, headers, body, false)
  // The token may have ended, or the key that signs it changed.
  return first.status === 401 ? once(to, headers, body, true) : first
}

async function once(to: string, headers: Record<string, string>, body: BodyInit, anew: boolean): Promise<Response> {
  try {
    return await fetch(to, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await tokenForDesk({ anew })}`,
        'accept-language': locale,
        'x-time-zone': Intl.DateTimeFormat().resolvedOptions().timeZone,
        ...headers,
      },
      body,
    })
  } catch {
    throw new Refused({ code: 'tab.no-answer', words: '' })
  }
}
