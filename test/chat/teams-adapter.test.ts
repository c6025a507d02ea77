import { createSign, generateKeyPairSync, randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BotFrameworkAuthentication } from 'botframework-connector'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TeamsAdapter } from '../../src/chat/teams-adapter.ts'

const appId = '00000000-0000-4000-8000-00000000000a'
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const otherKeys = generateKeyPairSync('rsa', { modulusLength: 2048 })

let authority: Server
let origin: string
let adapter: TeamsAdapter
let asked = 0

beforeAll(async () => {
  authority = createServer((request, response) => {
    asked++
    response.setHeader('content-type', 'application/json')
    if (request.url === '/metadata') {
      return response.end(
        JSON.stringify({
          issuer: origin,
          jwks_uri: `${origin}/keys`,
          id_token_signing_alg_values_supported: ['RS256'],
        }),
      )
    }
    const key = keys.publicKey.export({ format: 'jwk' })
    response.end(JSON.stringify({ keys: [{ ...key, kid: 'k1', use: 'sig', endorsements: ['msteams'] }] }))
  })
  await new Promise<void>((resolve) => authority.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(authority.address() as AddressInfo).port}`
  adapter = new TeamsAdapter(
    { appId, appType: 'SingleTenant', appPassword: 'a client secret', tenantId: randomUUID() },
    {
      ToBotFromChannelTokenIssuer: origin,
      ToBotFromChannelOpenIdMetadataUrl: `${origin}/metadata`,
    },
  )
})
afterAll(() => void authority.close())

const serviceUrl = 'https://smba.trafficmanager.net/emea/'
const now = () => Math.floor(Date.now() / 1_000)

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')

function token(changes: { claims?: object; header?: object; key?: typeof keys.privateKey | 'none' } = {}): string {
  const header = encode({ alg: 'RS256', typ: 'JWT', kid: 'k1', ...changes.header })
  const claims = {
    iss: origin,
    aud: appId,
    serviceurl: serviceUrl,
    nbf: now() - 10,
    exp: now() + 600,
    ...changes.claims,
  }
  const signed = `${header}.${encode(claims)}`
  if (changes.key === 'none') return `Bearer ${signed}.`
  return `Bearer ${signed}.${createSign('RSA-SHA256')
    .update(signed)
    .sign(changes.key ?? keys.privateKey, 'base64url')}`
}

const activity = (changes: object = {}) => ({
  type: 'message',
  channelId: 'msteams',
  serviceUrl,
  from: { id: '29:x' },
  recipient: { id: '28:bot' },
  conversation: { id: 'a:1' },
  ...changes,
})

async function answerTo(header: string, body: object = activity()) {
  let ran = false
  const answer = await adapter.answer(header, body, async () => {
    ran = true
  })
  return { ...answer, ran }
}

describe('an activity that comes with a token', () => {
  it('is taken when the token is right', async () => {
    expect(await answerTo(token())).toMatchObject({ status: 200, ran: true })
  })

  it('is verified once and then remembered until the token expires', async () => {
    const header = token({ claims: { jti: 'again' } })
    await answerTo(header)
    const before = asked
    expect(await answerTo(header)).toMatchObject({ status: 200, ran: true })
    expect(asked).toBe(before)
  })

  const bad: [string, () => string][] = [
    ['no token at all', () => ''],
    ['a scheme that is not Bearer', () => token().replace('Bearer', 'Basic')],
    ['nonsense', () => 'Bearer nonsense'],
    ['a signature by another key', () => token({ key: otherKeys.privateKey })],
    ['no signature', () => token({ header: { alg: 'none' }, key: 'none' })],
    ['a symmetric algorithm', () => token({ header: { alg: 'HS256' } })],
    ['an unknown key id', () => token({ header: { kid: 'k2' } })],
    ['another audience', () => token({ claims: { aud: randomUUID() } })],
    ['another issuer', () => token({ claims: { iss: 'https://evil.example' } })],
    ['an expiry in the past', () => token({ claims: { exp: now() - 3_600 } })],
    ['a beginning in the future', () => token({ claims: { nbf: now() + 3_600 } })],
    ['another service address', () => token({ claims: { serviceurl: 'https://evil.example/' } })],
  ]
  it.each(bad)('is a bare 401 with %s', async (_what, header) => {
    expect(await answerTo(header())).toEqual({ status: 401, ran: false })
  })

  it('is a bare 401 when the payload was changed after signing', async () => {
    const [head = '', , signature = ''] = token().split('.')
    const claims = encode({ iss: origin, aud: appId, serviceurl: serviceUrl, exp: now() + 60_000 })
    expect(await answerTo(`${head}.${claims}.${signature}`)).toEqual({ status: 401, ran: false })
  })

  it('does not let a remembered token speak for another service address', async () => {
    const header = token({ claims: { jti: 'elsewhere' } })
    await answerTo(header)
    expect(await answerTo(header, activity({ serviceUrl: 'https://evil.example/' }))).toEqual({
      status: 401,
      ran: false,
    })
  })

  it('is refused without a service address, which the stock SDK would take', async () => {
    expect(await answerTo(token(), activity({ serviceUrl: undefined }))).toMatchObject({ status: 400, ran: false })
  })
})

describe('what is sent to Teams', () => {
  it('never carries the token of the desk to another host, even when that was kept as somebody’s address', async () => {
    let came = 0
    const elsewhere = createServer((_request, response) => {
      came++
      response.end()
    })
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
    const { port } = elsewhere.address() as AddressInfo
    for (const address of [
      `http://127.0.0.1:${port}/`,
      `http://smba.trafficmanager.net@127.0.0.1:${port}/`,
      'nonsense',
    ]) {
      const delivered = await adapter.connector.sendOnce(address, 'a:1', { type: 'message' })
      expect(delivered.kind).toBe('not-begun')
    }
    expect(came).toBe(0)
    elsewhere.close()
  })
})

describe('the ways of botbuilder’s own into the bot', () => {
  it('are closed: those for the emulator, for other bots and for streams', async () => {
    const { botFrameworkAuthentication } = adapter as unknown as {
      botFrameworkAuthentication: BotFrameworkAuthentication
    }
    const right = token()
    await expect(botFrameworkAuthentication.authenticateRequest(activity() as never, right)).rejects.toThrow(
      'Unauthorized',
    )
    await expect(botFrameworkAuthentication.authenticateChannelRequest(right)).rejects.toThrow('Unauthorized')
    await expect(botFrameworkAuthentication.authenticateStreamingRequest(right, 'msteams')).rejects.toThrow(
      'Unauthorized',
    )
  })
})

describe('the tenants that are answered', () => {
  it('are a bare 503 while they cannot be read', async () => {
    const credentials = {
      appId,
      appType: 'SingleTenant',
      appPassword: 'a client secret',
      tenantId: randomUUID(),
    } as const
    const authority = { ToBotFromChannelTokenIssuer: origin, ToBotFromChannelOpenIdMetadataUrl: `${origin}/metadata` }
    const away = new TeamsAdapter(credentials, authority, {
      tenants: { includes: () => Promise.reject(new Error('the database is away')) },
    })
    const body = activity({ conversation: { id: 'a:1', tenantId: randomUUID() } })
    const answer = await away.answer(token(), body, () => Promise.reject(new Error('must not run')))
    expect(answer).toEqual({ status: 503 })
  })
})
