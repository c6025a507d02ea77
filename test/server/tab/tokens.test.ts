import { createHmac, generateKeyPairSync } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { TestClock } from '../../support/clock.ts'
import { partnerA, partnerB, people } from '../../support/desk.ts'
import {
  appId,
  encoded,
  LoginAuthority,
  signed,
  signing,
  stranger,
  type TokenParts,
} from '../../support/login-authority.ts'
import { askTab } from '../../support/tab-person.ts'
import { openTeamsDesk, type TeamsDesk } from '../../support/teams-desk.ts'

let authority: LoginAuthority
let teams: TeamsDesk
beforeAll(async () => {
  authority = await LoginAuthority.open()
  teams = await openTeamsDesk(authority)
})
afterEach(() => {
  authority.mood = 'well'
})
afterAll(async () => {
  await teams.close()
  await authority.close()
})

// Where a desk that was just opened stands.
const now = () => Math.floor(new TestClock().now().getTime() / 1_000)
const issuerOf = (tenantId: string) => `https://login.microsoftonline.com/${tenantId}/v2.0`

/** A token of `authentication.getAuthToken()` for an admin agent; each claim may be changed, and what is undefined is left out. */
const token = ({ claims, ...more }: TokenParts = {}): string =>
  signed({
    claims: {
      ...{ iss: issuerOf(partnerA), aud: appId, tid: partnerA, oid: people.admin, scp: 'access_as_user', ver: '2.0' },
      ...{ nbf: now() - 10, iat: now() - 10, exp: now() + 3_600, serviceurl: undefined, ...claims },
    },
    ...more,
  })
const ask = (authorization: string | undefined, route = 'me') =>
  askTab(teams.desk.address, route, {}, authorization === undefined ? {} : { authorization })

describe('a token of the tab', () => {
  it.each<[string, object]>([
    ['of the second version', {}],
    ['for the application ID URI that Teams asks for', { aud: `api://desk.example.com/botid-${appId}` }],
    ['for the application ID URI without the bot', { aud: `api://desk.example.com/${appId}` }],
    [
      'of the first version',
      { iss: `https://sts.windows.net/${partnerA}/`, aud: `api://desk.example.com/botid-${appId}` },
    ],
    ['with several scopes', { scp: 'openid access_as_user' }],
    ['that is a minute too old, as clocks differ', { exp: now() - 30 }],
    ['with ids in capitals', { tid: partnerA.toUpperCase(), oid: people.admin.toUpperCase() }],
  ])('%s is taken', async (_, claims) => {
    const answer = await ask(`Bearer ${token({ claims })}`)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ agentId: people.admin, partner: 'Alpine Partners' })
  })

  const parts = () => token().split('.') as [string, string, string]
  const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const pem = signing.publicKey.export({ type: 'spki', format: 'pem' })
  const other = '33333333-3333-4333-8333-333333333333'
  const changed = (claims: object) => () => `Bearer ${token({ claims })}`

  it.each<[string, () => string | undefined]>([
    ['is missing', () => undefined],
    ['is empty', () => ''],
    ['comes by another scheme', () => `Basic ${token()}`],
    ['comes without a scheme', () => token()],
    ['has two parts', () => `Bearer ${parts().slice(0, 2).join('.')}`],
    ['is encrypted', () => `Bearer ${token()}.x.y`],
    ['is larger than any', () => `Bearer ${token({ claims: { more: 'x'.repeat(8_100) } })}`],
    ['has no JSON in it', () => `Bearer ${parts()[0]}.${Buffer.from('{').toString('base64url')}.${parts()[2]}`],
    ['is signed by another key', () => `Bearer ${token({ key: stranger.privateKey })}`],
    [
      'has another payload than was signed',
      () => `Bearer ${parts()[0]}.${encoded({ tid: partnerA, oid: people.globalAndAdmin })}.${parts()[2]}`,
    ],
    ['has no signature', () => `Bearer ${encoded({ alg: 'none', kid: 'k1' })}.${parts()[1]}.`],
    ['says that it needs none', () => `Bearer ${encoded({ alg: 'none', kid: 'k1' })}.${parts()[1]}.x`],
    [
      'is signed with the public key as a secret',
      () => {
        const text = `${encoded({ alg: 'HS256', kid: 'k1' })}.${parts()[1]}`
        return `Bearer ${text}.${createHmac('sha256', pem).update(text).digest('base64url')}`
      },
    ],
    ['is signed on a curve', () => `Bearer ${token({ header: { alg: 'ES256' }, key: curve.privateKey })}`],
    ['names a key that nobody has', () => `Bearer ${token({ header: { kid: 'k9' } })}`],
    ['is for another application', changed({ aud: '00000000-0000-4000-8000-0000000000ff' })],
    ['is for the same application at another address', changed({ aud: `api://evil.example.com/botid-${appId}` })],
    ['is for Microsoft Graph', changed({ aud: 'https://graph.microsoft.com' })],
    ['is for nobody', changed({ aud: undefined })],
    ['is of another issuer', changed({ iss: issuerOf(partnerB) })],
    [
      'is of an issuer that only looks like one',
      changed({ iss: `https://login.microsoftonline.com.evil.example/${partnerA}/v2.0` }),
    ],
    ['is of Bot Framework', changed({ iss: 'https://api.botframework.com' })],
    ['has ended', changed({ exp: now() - 120 })],
    ['never ends', changed({ exp: undefined })],
    ['holds only later', changed({ nbf: now() + 600 })],
    ['is of a tenant that is not answered', changed({ tid: other, iss: issuerOf(other) })],
    ['has no tenant', changed({ tid: undefined })],
    ['has no person', changed({ oid: undefined })],
    ['has a person who is no id', changed({ oid: 'admin' })],
    ['is an application\u2019s', changed({ scp: undefined, roles: ['access_as_user'] })],
    ['is for another scope', changed({ scp: 'access_as_users' })],
    [
      'is one of the practice page',
      () => {
        const text = `${encoded({ alg: 'HS256' })}.${encoded({ oid: people.admin, tid: partnerA, scp: 'access_as_user', iss: 'practice' })}`
        return `Bearer ${text}.x`
      },
    ],
  ])('that %s is refused, and nothing is told', async (_, header) => {
    const answer = await ask(header())
    expect(answer.status).toBe(401)
    expect(await answer.text()).toBe('')
  })

  it('of a tenant that is not answered makes the desk ask for no keys', async () => {
    const before = authority.fetches
    const strangerTenant = { tid: other, iss: issuerOf(other) }
    await ask(`Bearer ${token({ claims: strangerTenant, header: { kid: 'never seen' } })}`)
    expect(authority.fetches).toBe(before)
  })

  it('of somebody whom the desk does not know is told so, and nothing else', async () => {
    const answer = await ask(`Bearer ${token({ claims: { oid: other } })}`)
    expect(answer.status).toBe(403)
    expect(await answer.json()).toEqual({
      refusal: { code: 'tab.unknown-person', words: expect.stringContaining('I do not know you here') },
    })
  })

  it('of another partner opens that partner alone', async () => {
    const claims = { tid: partnerB, iss: issuerOf(partnerB), oid: people.adminOfB }
    const answer = await ask(`Bearer ${token({ claims })}`)
    expect(await answer.json()).toMatchObject({
      agentId: people.adminOfB,
      partner: expect.not.stringContaining('Alpine'),
    })
    // The same person of the other tenant is nobody.
    const mixed = { tid: partnerB, iss: issuerOf(partnerB), oid: people.admin }
    expect((await ask(`Bearer ${token({ claims: mixed })}`)).status).toBe(403)
  })

  it('is never written down', async () => {
    const value = token()
    await ask(`Bearer ${value}`)
    await ask(`Bearer ${value}x`)
    expect(teams.log.join('\n')).not.toContain(value.split('.')[2])
  })
})

describe('while the login authority gives no keys', () => {
  it.each(['fails', 'nonsense', 'moved'] as const)(
    '(%s) a page is told that it is not now, not that it is nobody',
    async (mood) => {
      const another = await LoginAuthority.open()
      const desk = await openTeamsDesk(another)
      another.mood = mood
      const answer = await askTab(desk.desk.address, 'me', {}, { authorization: `Bearer ${token()}` })
      expect(answer.status).toBe(503)
      another.mood = 'well'
      expect((await askTab(desk.desk.address, 'me', {}, { authorization: `Bearer ${token()}` })).status).toBe(200)
      await desk.close()
      await another.close()
    },
  )
})

describe('with Teams configured', () => {
  it('nobody is signed in by the practice page', async () => {
    const answer = await fetch(`${teams.desk.address}/practice/api/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-practice': '1' },
      body: JSON.stringify({ personId: people.admin }),
    })
    expect(answer.status).toBe(404)
  })

  it('the pages may be framed by the hosts of Microsoft alone', async () => {
    const { headers } = await fetch(`${teams.desk.address}/tab/today`)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toContain('unsafe')
    const frames = /frame-ancestors ([^;]*)/.exec(policy)?.[1]?.split(' ')
    expect(frames).toEqual(expect.arrayContaining(['https://teams.microsoft.com', 'https://*.cloud.microsoft']))
    expect(frames).not.toContain("'self'")
  })
})
