import type { TabRefusal } from '../../src/server/tab/tab-api.ts'
import { people, type World } from './desk.ts'

export interface TabAnswer<T> {
  readonly status: number
  /** What the route tells; undefined when it refused. */
  readonly told: T | undefined
  readonly refusal: TabRefusal | undefined
}

/** What a page of the tab asks for one person of the sample world, through the desk's own address. */
export interface TabPerson {
  readonly token: string
  // biome-ignore lint/suspicious/noExplicitAny: a test says by what it looks at what it was told
  ask<T = any>(route: string, asked?: unknown): Promise<TabAnswer<T>>
}

/** Signs a person in as the practice page does. */
export async function tabOf(
  { desk }: Pick<World, 'desk'>,
  personId: string = people.admin,
  { locale = 'en-US', timeZone = 'UTC' }: { locale?: string; timeZone?: string } = {},
): Promise<TabPerson> {
  const signed = await fetch(`${desk.address}/practice/api/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-practice': '1' },
    body: JSON.stringify({ personId }),
  })
  const { token } = (await signed.json()) as { token: string }
  return {
    token,
    ask: async (route, asked = {}) => {
      const response = await askTab(desk.address, route, asked, {
        authorization: `Bearer ${token}`,
        'accept-language': locale,
        'x-time-zone': timeZone,
      })
      const body = (await response.json().catch(() => undefined)) as { refusal?: TabRefusal } | undefined
      return {
        status: response.status,
        told: response.ok ? (body as never) : undefined,
        refusal: response.ok ? undefined : body?.refusal,
      }
    },
  }
}

export const askTab = (
  address: string,
  route: string,
  asked: unknown,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(`${address}/tab/api/${route}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(asked),
  })
