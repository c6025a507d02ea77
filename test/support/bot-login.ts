import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { encoded, seconds, signing } from './login-authority.ts'
import { newAppCertificate } from './partner-center-server/certificates.ts'

/** A certificate and its private key in one file, as operators have them. */
export const pemFile = (until = new Date('2049-12-31T23:59:59Z')): string =>
  newAppCertificate({ from: new Date('2020-01-01T00:00:00Z'), to: until })

/** What a sign-in asked with: its form, by the tenant that it was asked of. */
export interface AskedToken {
  readonly tenant: string
  readonly form: Readonly<Record<string, string>>
}

/** Where the bot gets its own token on this machine: the sign-in service, and a machine's managed identity. */
export class BotLogin {
  readonly asked: AskedToken[] = []
  /** What managed identities were asked for: resource and client id. */
  readonly identities: { readonly resource: string | null; readonly clientId: string | null }[] = []
  /** Refuses with that number: `7000222`. */
  refuses: number | undefined
  /** Answers an error of the server. */
  fails = false
  /** The token that is given. */
  readonly token = `${encoded({ alg: 'none' })}.${encoded({ aud: 'https://api.botframework.com' })}.`
  private readonly server: Server

  private constructor() {
    this.server = createServer(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += chunk
      const { status, answer } = this.answerTo(new URL(request.url ?? '/', this.origin), body)
      // restify gives every response a writeHead of its own, which gives nothing back.
      response.statusCode = status
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(answer))
    })
  }

  static async open(): Promise<BotLogin> {
    const login = new BotLogin()
    await new Promise<void>((resolve) => login.server.listen(0, '127.0.0.1', resolve))
    return login
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  /** What a machine with a managed identity has in its environment. */
  get identity() {
    return { IDENTITY_ENDPOINT: `${this.origin}/identity`, IDENTITY_HEADER: 'a header of the machine' }
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise<void>((resolve) => this.server.close(() => resolve()))
  }

  private answerTo({ pathname, searchParams }: URL, body: string): { status: number; answer: object } {
    if (this.fails) return { status: 503, answer: {} }
    const [, tenant = '', ...rest] = pathname.split('/')
    if (tenant === 'identity') return this.identityToken(searchParams)
    if (rest.join('/') === 'v2.0/.well-known/openid-configuration')
      return { status: 200, answer: openIdConfiguration(tenant, this.origin) }
    if (rest.join('/') === 'discovery/v2.0/keys') return { status: 200, answer: { keys: [signingKey] } }
    if (rest.join('/') !== 'oauth2/v2.0/token') return { status: 404, answer: { error: 'not_found' } }
    this.asked.push({ tenant, form: Object.fromEntries(new URLSearchParams(body)) })
    if (this.refuses !== undefined) {
      const description = `AADSTS${this.refuses}: for a secret of somebody@example.com`
      const answer = { error: 'invalid_client', error_description: description, error_codes: [this.refuses] }
      return { status: 401, answer }
    }
    return { status: 200, answer: { token_type: 'Bearer', expires_in: 3599, access_token: this.token } }
  }

  private identityToken(query: URLSearchParams) {
    this.identities.push({ resource: query.get('resource'), clientId: query.get('client_id') })
    if (this.refuses !== undefined) return { status: 400, answer: { statusCode: 400, message: 'no such identity' } }
    const answer = { access_token: this.token, expires_on: String(seconds() + 3599), token_type: 'Bearer' }
    return { status: 200, answer: { ...answer, resource: query.get('resource') } }
  }
}

const signingKey = { ...signing.publicKey.export({ format: 'jwk' }), use: 'sig', kid: 'e1' }

/** MSAL takes official addresses alone; the keys are asked for where they are. */
function openIdConfiguration(tenant: string, origin: string) {
  const base = `https://login.microsoftonline.com/${tenant}`
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    jwks_uri: `${origin}/${tenant}/discovery/v2.0/keys`,
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
  }
}
