import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { z } from 'zod'
import type { Who } from '../../commerce/access.ts'
import { type Clock, day, second } from '../../platform/clock.ts'

/** Whose token came with a request. */
export type Caller =
  | { readonly kind: 'person'; readonly who: Who }
  /** No token, or none that is taken: nothing is told of why. */
  | { readonly kind: 'nobody' }
  /** The keys that tokens are checked with cannot be had now. */
  | { readonly kind: 'unknown' }

export interface TabTokens {
  callerOf(authorization: string | undefined): Promise<Caller>
}

export interface EntraTokens {
  /** The bot's client id, which stands in the application's ID URI. */
  readonly botId: string
  /** The client id of the app that people sign in with; left out, the bot's. */
  readonly clientId?: string | undefined
  /** Where the tab is served: its host is part of the application's ID URI. */
  readonly host: string
  /** The tenants that are answered, in small letters. */
  readonly tenants: { includes(tenantId: string): Promise<boolean> }
  readonly clock: Clock
  readonly authority?: EntraAuthority | undefined
}

/** Who signs: worldwide, and where another cloud or a test says otherwise. */
export interface EntraAuthority {
  readonly keys: string
  readonly issuers: (tenantId: string) => readonly string[]
}

const worldwide: EntraAuthority = {
  keys: 'https://login.microsoftonline.com/common/discovery/v2.0/keys',
  issuers: (tenantId) => [
    `https://login.microsoftonline.com/${tenantId}/v2.0`,
    // An app whose registration asks for no version gets tokens of the first.
    `https://sts.windows.net/${tenantId}/`,
  ],
}

const clockTolerance = 60
const patience = 5 * second
const largestToken = 8 * 1024
const bearer = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i

/** A person's, for this app: an application alone has no `scp`, and no person behind it. */
const claims = z.object({
  oid: z.guid().transform((id) => id.toLowerCase()),
  tid: z.guid().transform((id) => id.toLowerCase()),
  scp: z.string().refine((scopes) => scopes.split(' ').includes(tabScope)),
  iss: z.string(),
})

/** What the app's registration exposes, and Teams asks for (learn.microsoft.com, "Enable SSO for tab app"). */
export const tabScope = 'access_as_user'

/**
 * Tokens of `authentication.getAuthToken()`: signed by Entra, for this app, of a tenant that is answered. The tenant is looked at
 * before the keys are, so that strangers cannot make the desk fetch any.
 */
export function entraTokens({
  botId,
  clientId = botId,
  host,
  tenants,
  clock,
  authority = worldwide,
}: EntraTokens): TabTokens {
  const keys = keysAt(authority.keys)
  const audience = [clientId, `api://${clientId}`, `api://${host}/${clientId}`, `api://${host}/botid-${botId}`]
  return {
    callerOf: (authorization) =>
      answered(async () => {
        const token = tokenOf(authorization)
        const tenantId = token && unverified(token)
        if (token === undefined || tenantId === undefined || !(await tenants.includes(tenantId))) return undefined
        const { payload } = await jwtVerify(token, keys, {
          algorithms: ['RS256'],
          issuer: [...authority.issuers(tenantId)],
          audience,
          clockTolerance,
          currentDate: clock.now(),
          requiredClaims: ['exp', 'nbf', 'oid', 'tid', 'scp'],
        })
        return payload
      }),
  }
}

/** @returns what the token says its tenant is, before anything of it is believed. */
function unverified(token: string): string | undefined {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    return z.object({ tid: z.guid() }).safeParse(payload).data?.tid.toLowerCase()
  } catch {
    return undefined
  }
}

export function tokenOf(authorization: string | undefined): string | undefined {
  if (authorization === undefined || authorization.length > largestToken) return undefined
  return bearer.exec(authorization)?.[1]
}

/** @param verified the claims of a token that holds; undefined when there is none. It may throw jose's errors, and `KeysAway`. */
export async function answered(verified: () => Promise<JWTPayload | undefined>): Promise<Caller> {
  try {
    const { data } = claims.safeParse(await verified())
    return data === undefined ? { kind: 'nobody' } : { kind: 'person', who: { partnerId: data.tid, agentId: data.oid } }
  } catch (error) {
    if (error instanceof KeysAway) return { kind: 'unknown' }
    if (error instanceof errors.JOSEError) return { kind: 'nobody' }
    throw error
  }
}

/** Entra gave no keys: whether a token is right cannot be told now. */
class KeysAway extends Error {}

/** Fetched once for all who wait, kept for a day at most, and asked for anew when one is unknown: every half a minute at most. */
function keysAt(address: string): JWTVerifyGetKey {
  const keys = createRemoteJWKSet(new URL(address), { timeoutDuration: patience, cacheMaxAge: day })
  return async (header, token) => {
    try {
      return await keys(header, token)
    } catch (error) {
      // Of a header that fits no key the token is to blame.
      const fits = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported]
      if (fits.some((kind) => error instanceof kind)) throw error
      throw new KeysAway('no keys', { cause: error })
    }
  }
}
