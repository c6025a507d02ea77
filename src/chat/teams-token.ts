import { createHash, verify } from 'node:crypto'
import { z } from 'zod'
import { minute } from '../platform/clock.ts'
import { isServiceUrl } from './teams-hosts.ts'
import { AuthorityAway, type SigningKey, type TeamsTokenKeys } from './teams-token-keys.ts'

/** What a token says that Teams has sent. */
export interface TeamsClaims {
  /** The only address that activities with this token may name. */
  readonly serviceUrl: string
}

export interface TokenOptions {
  /** Whom tokens must be for. */
  readonly appId: string
  readonly issuer: string
  readonly keys: TeamsTokenKeys
  readonly serviceHosts: readonly string[]
}

export const teamsChannel = 'msteams'

const digests = { RS256: 'RSA-SHA256', RS384: 'RSA-SHA384', RS512: 'RSA-SHA512' } as const

/** The clock skew that the protocol allows, in seconds. */
const skew = 5 * 60
const rememberedTokens = 5_000
/** So that a key that is withdrawn ends with it. */
const longestMemory = 5 * minute

// No extension is understood, so any `crit` is refused; a key that a token brings along proves nothing.
const refused = z.never().optional()
const headerSchema = z.object({
  alg: z.enum(['RS256', 'RS384', 'RS512']),
  typ: z.string().regex(/^jwt$/i).optional(),
  kid: z.string().min(1).max(500),
  ...{ crit: refused, jwk: refused, jku: refused, x5u: refused, x5c: refused },
})
const claimsSchema = z.object({
  iss: z.string(),
  aud: z.string(),
  serviceurl: z.string(),
  exp: z.number(),
  nbf: z.number().optional(),
})
type Claims = z.infer<typeof claimsSchema>

/**
 * Bot Framework's protocol for what comes from Teams, and from nobody else: tokens of the emulator, of other bots (skills) and
 * those that the desk itself is given for its replies are of other issuers, and are refused as any other.
 * Source: learn.microsoft.com, "Authentication with the Bot Connector API", connector to bot.
 */
export class TeamsToken {
  private readonly options: TokenOptions
  private readonly remembered = new Map<string, { readonly until: number; readonly claims: TeamsClaims }>()

  constructor(options: TokenOptions) {
    this.options = options
  }

  /** What the header's token says, or the status that refuses it: 503 when that cannot be told now. */
  async read(header: string): Promise<TeamsClaims | 401 | 503> {
    const token = /^Bearer +([\w.-]+)$/i.exec(header)?.[1]
    if (token === undefined) return 401
    const name = createHash('sha256').update(token).digest('base64')
    const known = this.remembered.get(name)
    if (known !== undefined && known.until > Date.now()) return known.claims
    this.remembered.delete(name)
    try {
      const claims = await this.verified(token)
      if (claims === undefined) return 401
      return this.remember(name, claims)
    } catch (error) {
      if (error instanceof AuthorityAway) return 503
      throw error
    }
  }

  /** @throws AuthorityAway */
  private async verified(token: string): Promise<Claims | undefined> {
    const [head = '', payload = '', signature = '', ...more] = token.split('.')
    if (more.length > 0) return undefined
    const header = headerSchema.safeParse(decoded(head)).data
    const claims = claimsSchema.safeParse(decoded(payload)).data
    // What is told by the claims alone is looked at first, so that only what could be right asks the authority.
    if (header === undefined || claims === undefined || !this.isForUs(claims) || !this.isInTime(claims))
      return undefined
    const key = await this.options.keys.find(header.kid)
    if (key === undefined || !isForTeams(key, header.alg)) return undefined
    const signed = Buffer.from(`${head}.${payload}`)
    const given = Buffer.from(signature, 'base64url')
    return verify(digests[header.alg], signed, key.key, given) ? claims : undefined
  }

  private isForUs({ iss, aud, serviceurl }: Claims): boolean {
    const { issuer, appId, serviceHosts } = this.options
    return iss === issuer && aud.toLowerCase() === appId.toLowerCase() && isServiceUrl(serviceurl, serviceHosts)
  }

  private isInTime({ exp, nbf = 0 }: Claims): boolean {
    const seconds = Date.now() / 1_000
    return seconds < exp + skew && seconds >= nbf - skew
  }

  private remember(name: string, { exp, serviceurl }: Claims): TeamsClaims {
    const claims = { serviceUrl: serviceurl }
    const until = Math.min(exp * 1_000, Date.now() + longestMemory)
    if (until <= Date.now()) return claims
    const [oldest] = this.remembered.keys()
    if (this.remembered.size >= rememberedTokens && oldest !== undefined) this.remembered.delete(oldest)
    this.remembered.set(name, { until, claims })
    return claims
  }
}

const isForTeams = ({ endorsements, algorithm }: SigningKey, used: string): boolean =>
  endorsements.includes(teamsChannel) && (algorithm === undefined || algorithm === used)

function decoded(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString())
  } catch {
    return undefined
  }
}
