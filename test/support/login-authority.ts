import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export const appId = '00000000-0000-4000-8000-00000000000a'
export const credentials = {
  appId,
  appType: 'SingleTenant',
  appPassword: 'a client secret',
  tenantId: '00000000-0000-4000-8000-00000000000b',
} as const
export const teamsUrl = 'https://smba.trafficmanager.net/emea/'

export const signing = generateKeyPairSync('rsa', { modulusLength: 2_048 })
export const stranger = generateKeyPairSync('rsa', { modulusLength: 2_048 })

export const seconds = () => Math.floor(Date.now() / 1_000)

/** How it answers: rightly, not at all, a byte at a time, or with something that is no list of keys. */
export type Mood = 'well' | 'hangs' | 'drips' | 'fails' | 'moved' | 'nonsense' | 'nothing'

/** Bot Framework's login authority on this machine: its OpenID document and its keys, and tokens that it signs. */
export class LoginAuthority {
  /** By key id. */
  readonly keys = new Map<string, object>()
  mood: Mood = 'well'
  /** How often each address was asked for. */
  readonly asked: string[] = []
  private readonly server: Server
  private port = 0

  private constructor() {
    this.offers('k1')
    this.server = createServer((request, response) => {
      this.asked.push(request.url ?? '')
      moods[this.mood](response, () => this.answerTo(request.url))
    })
  }

  static async open(): Promise<LoginAuthority> {
    const authority = new LoginAuthority()
    await authority.listen()
    return authority
  }

  /** The same key, or another public one, under a name. */
  offers(kid: string, { key = signing.publicKey, ...more }: { key?: KeyObject; [name: string]: unknown } = {}): void {
    this.keys.set(kid, { use: 'sig', endorsements: ['msteams'], ...key.export({ format: 'jwk' }), kid, ...more })
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** How often the list of keys was asked for. */
  get fetches(): number {
    return this.asked.filter((path) => path === '/keys').length
  }

  get settings() {
    return {
      ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
      ToBotFromChannelOpenIdMetadataUrl: `${this.origin}/metadata`,
    }
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise<void>((resolve) => this.server.close(() => resolve()))
  }

  /** Again on the same port. */
  listen(): Promise<void> {
    return new Promise((resolve) =>
      this.server.listen(this.port, '127.0.0.1', () => {
        this.port = (this.server.address() as AddressInfo).port
        resolve()
      }),
    )
  }

  private answerTo(path: string | undefined): object {
    if (path === '/metadata') return { issuer: 'https://api.botframework.com', jwks_uri: `${this.origin}/keys` }
    return { keys: [...this.keys.values()] }
  }
}

const moods: Record<Mood, (response: ServerResponse, answer: () => object) => void> = {
  well: (response, answer) => response.end(JSON.stringify(answer())),
  hangs: () => {},
  drips: (response) => {
    const drop = setInterval(() => response.write(' '), 10)
    response.on('close', () => clearInterval(drop))
  },
  fails: (response) => {
    // restify gives every response a writeHead of its own, which gives nothing back.
    response.statusCode = 500
    response.end('{}')
  },
  moved: (response) => {
    response.statusCode = 302
    response.setHeader('location', 'https://login.example.com/')
    response.end()
  },
  nonsense: (response) => response.end('<html>'),
  nothing: (response, answer) => response.end(JSON.stringify({ ...answer(), keys: [] })),
}

export interface TokenParts {
  readonly header?: object
  readonly claims?: object
  readonly key?: KeyObject
  /** As node:crypto names it. */
  readonly digest?: string
}

export const encoded = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url')

/** A token of Teams for the desk; each part may be changed, and what is undefined is left out. */
export function signed({ header, claims, key = signing.privateKey, digest = 'RSA-SHA256' }: TokenParts = {}): string {
  const head = encoded({ alg: 'RS256', typ: 'JWT', kid: 'k1', ...header })
  const payload = encoded({
    iss: 'https://api.botframework.com',
    aud: appId,
    serviceurl: teamsUrl,
    ...{ nbf: seconds() - 10, exp: seconds() + 600 },
    ...claims,
  })
  return `${head}.${payload}.${createSign(digest).update(`${head}.${payload}`).sign(key, 'base64url')}`
}

export const bearer = (parts?: TokenParts): string => `Bearer ${signed(parts)}`
