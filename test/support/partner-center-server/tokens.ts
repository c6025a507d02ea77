import { createHash, createHmac, generateKeyPairSync, randomUUID, sign, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

export type Audience = 'partner-center' | 'price-sheets' | 'graph'

/** By the resource that a token is for; the 21Vianet cloud has addresses of its own. */
const resources: Readonly<Record<string, Audience>> = {
  'https://api.partnercenter.microsoft.com': 'partner-center',
  'https://partner.partnercenterapi.microsoftonline.cn': 'partner-center',
  'https://api.partner.microsoft.com': 'price-sheets',
  'https://graph.microsoft.com': 'graph',
  'https://microsoftgraph.chinacloudapi.cn': 'graph',
}

/** Of `https://graph.microsoft.com/.default`; undefined for a resource that nobody here has. */
export const audienceOf = (scope: string): Audience | undefined => {
  const resource = Object.keys(resources).find((known) => scope === known || scope.startsWith(`${known}/`))
  return resource === undefined ? undefined : resources[resource]
}

const resourceOf: Readonly<Record<Audience, string>> = {
  'partner-center': 'https://api.partnercenter.microsoft.com',
  'price-sheets': 'https://api.partner.microsoft.com',
  graph: 'https://graph.microsoft.com',
}

export interface TokenFacts {
  readonly tenantId: string
  readonly audience: Audience
  readonly as: 'person' | 'app'
  /** Object id of the person; of an application none. */
  readonly personId?: string | undefined
  readonly mfa: boolean
  readonly endsAt: Date
}

export interface WantedToken {
  readonly tenantId: string
  readonly audience: Audience
  /** Left out, a person. */
  readonly as?: 'person' | 'app' | undefined
  readonly personId?: string | undefined
  /** Left out, proven for a person. */
  readonly mfa?: boolean | undefined
  /** Permissions of an application. */
  readonly roles?: readonly string[] | undefined
  /** Left out, it does not end: tests move their clocks by years. */
  readonly endsAt?: Date | undefined
}

const secret = randomUUID()
const seal = (text: string): string => createHmac('sha256', secret).update(text).digest('base64url')
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A bearer token as the sign-in service gives them: three parts, the middle one readable. Every server of this process takes it. */
export function tokenFor({ tenantId, audience, as = 'person', personId, mfa, roles, endsAt }: WantedToken): string {
  const proven = mfa ?? as === 'person'
  const claims = {
    aud: resourceOf[audience],
    iss: `https://sts.windows.net/${tenantId}/`,
    tid: tenantId,
    idtyp: as === 'app' ? 'app' : 'user',
    ...(as === 'person' ? { amr: proven ? ['pwd', 'mfa'] : ['pwd'], scp: 'user_impersonation' } : {}),
    ...(roles === undefined ? {} : { roles }),
    ...(personId === undefined ? {} : { oid: personId }),
    exp: Math.floor((endsAt ?? new Date('2200-01-01T00:00:00Z')).getTime() / 1_000),
    uti: randomUUID(),
  }
  const head = `${part({ typ: 'JWT', alg: 'HS256' })}.${part(claims)}`
  return `${head}.${seal(head)}`
}

const claimsSchema = z.object({
  aud: z.string(),
  tid: z.string(),
  idtyp: z.enum(['app', 'user']),
  amr: z.array(z.string()).default([]),
  oid: z.string().optional(),
  exp: z.number(),
})

/** @returns undefined for what is no token of ours */
export function readToken(header: string | undefined): TokenFacts | undefined {
  const [head, claims, given, ...more] = /^Bearer (.+)$/i.exec(header ?? '')?.[1]?.split('.') ?? []
  if (head === undefined || claims === undefined || given === undefined || more.length > 0) return undefined
  const right = Buffer.from(seal(`${head}.${claims}`))
  const shown = Buffer.from(given)
  if (right.length !== shown.length || !timingSafeEqual(right, shown)) return undefined
  const { aud, tid, idtyp, amr, oid, exp } = claimsSchema.parse(JSON.parse(Buffer.from(claims, 'base64url').toString()))
  const audience = audienceOf(aud)
  if (audience === undefined) return undefined
  const as = idtyp === 'app' ? 'app' : 'person'
  return { tenantId: tid, audience, as, personId: oid, mfa: amr.includes('mfa'), endsAt: new Date(exp * 1_000) }
}

const idKeys = generateKeyPairSync('rsa', { modulusLength: 2_048 })
export const idKeyId = 'practice'
export const idKeySet = () => ({
  keys: [{ ...idKeys.publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: idKeyId }],
})

/** An ID token, whose signature the published keys prove. */
export function signedIdToken(claims: object): string {
  const head = `${part({ typ: 'JWT', alg: 'RS256', kid: idKeyId })}.${part(claims)}`
  return `${head}.${sign('RSA-SHA256', Buffer.from(head), idKeys.privateKey).toString('base64url')}`
}

/** PKCE, method S256 (RFC 7636). */
export const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')
