import { createPublicKey, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import { day, hour, isWithin, minute, second } from '../platform/clock.ts'
import { fetchFile } from '../platform/fetch-file.ts'
import type { Log } from '../platform/log.ts'

/** The login authority gave no keys in time: whether a token is right cannot be told now. */
export class AuthorityAway extends Error {
  constructor(problem: string) {
    super(`the login authority gave no keys: ${problem}`)
    this.name = 'AuthorityAway'
  }
}

export interface SigningKey {
  readonly key: KeyObject
  /** The one algorithm it is for, where the authority says so. */
  readonly algorithm: string | undefined
  /** The channels that may use it. */
  readonly endorsements: readonly string[]
}

type Keys = ReadonlyMap<string, SigningKey>

export interface KeysOptions {
  /** The authority's OpenID document, which names the address of the keys. */
  readonly metadataUrl: string
  /** For document and keys together, in milliseconds. */
  readonly patience?: number | undefined
  readonly log?: Pick<Log, 'info' | 'warn'> | undefined
}

/** The protocol has the keys fetched at least once a day. */
const longestUse = day
const renewedAfter = hour
const triedAgainAfter = minute
/** Tokens with made-up key ids must not make the desk ask all the time; a new key is taken this much later at most. */
const unknownFor = 30 * second
const largestDocument = 512 * 1024
const smallestModulus = 2_048

/** The keys that Bot Framework signs with: fetched once for all who wait, kept for a day at most, and asked for anew when one is unknown. */
export class TeamsTokenKeys {
  private readonly options: KeysOptions
  private kept: { readonly keys: Keys; readonly at: number } | undefined
  private fetching: Promise<Keys> | undefined
  private unknownAt = Number.NEGATIVE_INFINITY
  private triedAt = Number.NEGATIVE_INFINITY
  private away = false

  constructor(options: KeysOptions) {
    this.options = options
  }

  /** @throws AuthorityAway */
  async find(id: string): Promise<SigningKey | undefined> {
    const { kept } = this
    if (kept === undefined || !isWithin(longestUse, kept.at)) return this.findAnew(id)
    const key = kept.keys.get(id)
    if (key === undefined) return isWithin(unknownFor, this.unknownAt) ? undefined : this.findAnew(id)
    // What is known goes on working while the authority is slow or away.
    if (!isWithin(renewedAfter, kept.at) && !isWithin(triedAgainAfter, this.triedAt)) this.fetchOnce().catch(() => {})
    return key
  }

  private async findAnew(id: string): Promise<SigningKey | undefined> {
    const key = (await this.fetchOnce()).get(id)
    // Only now: those who asked for a new key at the same moment wait for the same answer instead of being refused.
    if (key === undefined) this.unknownAt = Date.now()
    return key
  }

  private fetchOnce(): Promise<Keys> {
    this.triedAt = Date.now()
    this.fetching ??= this.fetch().finally(() => {
      this.fetching = undefined
    })
    return this.fetching
  }

  private async fetch(): Promise<Keys> {
    const { metadataUrl, patience = 5 * second, log } = this.options
    try {
      const keys = await fetchKeys(metadataUrl, patience)
      if (this.away) log?.info({}, 'keys of the login authority fetched again')
      this.away = false
      this.kept = { keys, at: Date.now() }
      return keys
    } catch (err) {
      // Once, however often it is tried: strangers' tokens make it try.
      if (!this.away) log?.warn({ err }, 'keys of the login authority not fetched')
      this.away = true
      throw err
    }
  }
}

const metadataSchema = z.object({ jwks_uri: z.url() })
const keysSchema = z.object({ keys: z.array(z.unknown()) })
const keySchema = z.object({
  kty: z.literal('RSA'),
  kid: z.string().min(1),
  n: z.string(),
  e: z.string(),
  use: z.literal('sig').optional(),
  alg: z.string().optional(),
  endorsements: z.array(z.string()).default([]),
})

/** The keys that an authority's OpenID document leads to. @throws AuthorityAway */
export async function fetchKeys(metadataUrl: string, patience: number): Promise<Keys> {
  const until = performance.now() + patience
  const metadata = await read(metadataUrl, metadataSchema, until)
  if (new URL(metadata.jwks_uri).protocol !== new URL(metadataUrl).protocol)
    throw new AuthorityAway('the address of the keys is of another protocol')
  const { keys } = await read(metadata.jwks_uri, keysSchema, until)
  const usable = new Map(keys.flatMap(signingKey))
  if (usable.size === 0) throw new AuthorityAway('none that can be used')
  return usable
}

async function read<T>(address: string, schema: z.ZodType<T>, until: number): Promise<T> {
  const patience = Math.max(1, Math.ceil(until - performance.now()))
  const fetched = await fetchFile(new URL(address), { bytes: largestDocument, patience })
  if (fetched.kind !== 'fetched') throw new AuthorityAway(fetched.kind)
  const parsed = schema.safeParse(json(fetched.content.toString()))
  if (!parsed.success) throw new AuthorityAway('not what was expected')
  return parsed.data
}

/** A key that cannot be used is left out: the others are no worse for it. */
function signingKey(given: unknown): [string, SigningKey][] {
  const parsed = keySchema.safeParse(given)
  if (!parsed.success) return []
  const { kid, kty, n, e, alg, endorsements } = parsed.data
  const key = publicKey({ kty, n, e })
  if (key === undefined || (key.asymmetricKeyDetails?.modulusLength ?? 0) < smallestModulus) return []
  return [[kid, { key, algorithm: alg, endorsements }]]
}

function publicKey(jwk: { kty: string; n: string; e: string }): KeyObject | undefined {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' })
  } catch {
    return undefined
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
