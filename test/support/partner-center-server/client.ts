import { randomUUID } from 'node:crypto'
import type { PartnerCenterServer } from './server.ts'
import { type Audience, tokenFor } from './tokens.ts'

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: whatever the service answers; tests say what they expect of it
  readonly body: any
}

interface Asking {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly token?: string
}

/** Calls the server as one partner's person does, or with another token. */
export function clientOf(
  { url }: Pick<PartnerCenterServer, 'url'>,
  tenantId: string,
  audience: Audience = 'partner-center',
) {
  const usual = tokenFor({ tenantId, audience })
  return async (method: string, path: string, { body, headers, token = usual }: Asking = {}): Promise<Reply> => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'ms-requestid': randomUUID(), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, text, body: parsed(text) }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
