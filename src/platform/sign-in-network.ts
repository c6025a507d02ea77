import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node'
import { askJson } from './ask-json.ts'

/** How Entra refused last: `AADSTS700082`, or OAuth's own word where it gives no number. Its sentences may name people. */
export interface Refusals {
  last: string | undefined
}

/**
 * How MSAL reaches the sign-in service. It knows authorities with https alone: what it asks of `official` is asked at `actual`.
 * What says nothing about the sign-in (429, an error of the server, no JSON) is thrown, and MSAL calls it a network error.
 */
export function signInNetwork(official: string, actual: string, refusals: Refusals): INetworkModule {
  return {
    sendGetRequestAsync: (url, options) => ask('GET', url, options),
    sendPostRequestAsync: (url, options) => ask('POST', url, options),
  }

  async function ask<T>(
    method: 'GET' | 'POST',
    url: string,
    { headers = {}, body }: NetworkRequestOptions = {},
  ): Promise<NetworkResponse<T>> {
    const answer = await askJson(movedTo(actual, official, url), { method, headers, body })
    if (answer.body === undefined) throw new Error('no JSON')
    refusals.last = refusalIn(answer.body) ?? refusals.last
    return { status: answer.status, headers: { ...answer.headers }, body: answer.body as T }
  }
}

export const movedTo = (actual: string, official: string, url: string): string =>
  url.startsWith(`${official}/`) ? actual + url.replace(official, '') : url

function refusalIn(body: unknown): string | undefined {
  const { error, error_codes: codes } = body as { error?: unknown; error_codes?: unknown }
  if (typeof error !== 'string' || error === 'authorization_pending') return undefined
  const [code] = Array.isArray(codes) ? codes : []
  return /^\d+$/.test(String(code)) ? `AADSTS${code}` : error
}
