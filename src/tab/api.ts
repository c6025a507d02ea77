import type { z } from 'zod'
import type { tabRoutes } from '../chat/common.routes.ts'
import type { orderEntriesRoutes } from '../features/activity-log/order-entries.routes.ts'
import type { buyingRoutes } from '../features/buying/buying.routes.ts'
import type { keysRoutes } from '../features/keys/keys.routes.ts'
import type { ordersRoutes } from '../features/orders/orders.routes.ts'
import type { orderRequestsRoutes } from '../features/support/requests/order-requests.routes.ts'
import type { TabRefusal } from '../server/tab/tab-api.ts'
import type { customersRoutes } from '../workflow/customers/customers.routes.ts'
import { tokenForDesk } from './teams.ts'

/** Every route that a page may ask: a feature's shapes are added here. */
type Routes = typeof tabRoutes &
  typeof keysRoutes &
  typeof orderEntriesRoutes &
  typeof orderRequestsRoutes &
  typeof ordersRoutes &
  typeof buyingRoutes &
  typeof customersRoutes

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
  const response = await sent(name, asked)
  if (response.ok) return response.json() as Promise<Tells<N>>
  const { refusal } = ((await response.json().catch(() => ({}))) ?? {}) as { refusal?: TabRefusal }
  throw new Refused(refusal ?? { code: response.status === 401 ? 'tab.not-signed-in' : 'tab.no-answer', words: '' })
}

async function sent(name: string, asked: unknown): Promise<Response> {
  const first = await once(name, asked, false)
  // The token may have ended, or the key that signs it changed.
  return first.status === 401 ? once(name, asked, true) : first
}

async function once(name: string, asked: unknown, anew: boolean): Promise<Response> {
  try {
    return await fetch(`/tab/api/${name}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await tokenForDesk({ anew })}`,
        'content-type': 'application/json',
        'accept-language': locale,
        'x-time-zone': Intl.DateTimeFormat().resolvedOptions().timeZone,
      },
      body: JSON.stringify(asked),
    })
  } catch {
    throw new Refused({ code: 'tab.no-answer', words: '' })
  }
}
