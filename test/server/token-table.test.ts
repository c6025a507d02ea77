import { createHmac, createPublicKey, constants as crypto, generateKeyPairSync, sign } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { partnerA, partnerB, people } from '../support/desk.ts'
import {
  appId,
  bearer,
  encoded,
  LoginAuthority,
  seconds,
  signed,
  signing,
  stranger,
  teamsUrl,
} from '../support/login-authority.ts'
import { everythingStored, openTeamsDesk, searching, type TeamsDesk } from '../support/teams-desk.ts'

let authority: LoginAuthority
let teams: TeamsDesk
beforeAll(async () => {
  authority = await LoginAuthority.open()
  const short = generateKeyPairSync('rsa', { modulusLength: 1_024 })
  const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  shortKey = short.privateKey
  curveKey = curve.privateKey
  authority.offers('k2')
  authority.offers('several', { endorsements: ['webchat', 'msteams', 'directline'] })
  authority.offers('unendorsed', { endorsements: undefined })
  authority.offers('endorsed for nothing', { endorsements: [] })
  authority.offers('endorsed for others', { endorsements: ['directline', 'webchat'] })
  authority.offers('endorsed by a word', { endorsements: 'msteams' })
  authority.offers('short', { key: short.publicKey })
  authority.offers('curve', { key: curve.publicKey })
  authority.offers('for encryption', { use: 'enc' })
  authority.offers('for RS512', { alg: 'RS512' })
  teams = await openTeamsDesk(authority)
})
afterAll(async () => {
  await teams.close()
  await authority.close()
})

let shortKey: typeof signing.privateKey
let curveKey: typeof signing.privateKey

type Row = [what: string, header: () => string | undefined, body?: object]

/** Signed by hand, where node:crypto's streams cannot or a part is not what it should be. */
const handmade = (header: unknown, payload: unknown, signature: (text: string) => string) => {
  const text = `${encoded(header)}.${encoded(payload)}`
  return `Bearer ${text}.${signature(text)}`
}
const claims = () => ({
  ...{ iss: 'https://api.botframework.com', aud: appId, serviceurl: teamsUrl },
  ...{ nbf: seconds() - 10, exp: seconds() + 600 },
})
const rs256 = (text: string) => sign('RSA-SHA256', Buffer.from(text), signing.privateKey).toString('base64url')
const pem = signing.publicKey.export({ type: 'spki', format: 'pem' })
const parts = () => signed().split('.') as [string, string, string]

const noToken: Row[] = [
  ['no header', () => undefined],
  ['an empty header', () => ''],
  ['a scheme alone', () => 'Bearer'],
  ['another scheme', () => `Basic ${signed()}`],
  ['a token without a scheme', () => signed()],
  ['two tokens', () => `Bearer ${signed()} ${signed()}`],
  ['two tokens with a comma', () => `Bearer ${signed()}, Bearer ${signed()}`],
  ['nonsense', () => 'Bearer nonsense'],
  ['two parts', () => `Bearer ${parts().slice(0, 2).join('.')}`],
  ['four parts', () => `Bearer ${signed()}.x`],
  ['an encrypted token', () => `Bearer ${signed()}.x.y`],
  ['parts that are empty', () => 'Bearer ..'],
  ['a header that is no JSON', () => `Bearer ${Buffer.from('{').toString('base64url')}.${parts()[1]}.${parts()[2]}`],
  ['a header that is null', () => handmade(null, claims(), rs256)],
  ['claims that are a list', () => handmade({ alg: 'RS256', kid: 'k1' }, [claims()], rs256)],
  ['claims that are a word', () => handmade({ alg: 'RS256', kid: 'k1' }, 'x', rs256)],
]

const badSignature: Row[] = [
  ['a signature by another key', () => bearer({ key: stranger.privateKey })],
  ['no signature', () => `Bearer ${parts()[0]}.${parts()[1]}.`],
  ['half a signature', () => `Bearer ${signed().slice(0, -100)}`],
  ['the signature of another token', () => `Bearer ${parts()[0]}.${encoded({ ...claims(), x: 1 })}.${parts()[2]}`],
  [
    'a header changed after signing',
    () => `Bearer ${encoded({ alg: 'RS256', typ: 'JWT', kid: 'k2' })}.${parts()[1]}.${parts()[2]}`,
  ],
  ['alg none', () => handmade({ alg: 'none', kid: 'k1' }, claims(), () => '')],
  ['alg None with a signature', () => bearer({ header: { alg: 'None' } })],
  ['alg rs256 in small letters', () => bearer({ header: { alg: 'rs256' } })],
  ['no alg', () => bearer({ header: { alg: undefined } })],
  ['several algs', () => bearer({ header: { alg: ['RS256'] } })],
  [
    'alg HS256 with the public key as its secret',
    () =>
      handmade({ alg: 'HS256', kid: 'k1' }, claims(), (text) =>
        createHmac('sha256', pem).update(text).digest('base64url'),
      ),
  ],
  [
    'alg HS256 with no secret',
    () =>
      handmade({ alg: 'HS256', kid: 'k1' }, claims(), (text) =>
        createHmac('sha256', '').update(text).digest('base64url'),
      ),
  ],
  ['alg RS256 over a signature of RS512', () => bearer({ digest: 'RSA-SHA512' })],
  [
    'alg PS256',
    () =>
      handmade({ alg: 'PS256', kid: 'k1' }, claims(), (text) =>
        sign('sha256', Buffer.from(text), {
          ...{ key: signing.privateKey, padding: crypto.RSA_PKCS1_PSS_PADDING, saltLength: 32 },
        }).toString('base64url'),
      ),
  ],
  [
    'alg ES256 with a key of the authority',
    () =>
      handmade({ alg: 'ES256', kid: 'curve' }, claims(), (text) =>
        sign('sha256', Buffer.from(text), { key: curveKey, dsaEncoding: 'ieee-p1363' }).toString('base64url'),
      ),
  ],
]

const badHeader: Row[] = [
  ['no key id', () => bearer({ header: { kid: undefined } })],
  ['an empty key id', () => bearer({ header: { kid: '' } })],
  ['an unknown key id', () => bearer({ header: { kid: 'k3' } })],
  ['a key id in other letters', () => bearer({ header: { kid: 'K1' } })],
  ['a number as key id', () => bearer({ header: { kid: 1 } })],
  ['the key id constructor', () => bearer({ header: { kid: 'constructor' } })],
  ['the key id __proto__', () => bearer({ header: { kid: '__proto__' } })],
  ['an extension that must be understood', () => bearer({ header: { crit: ['b64'], b64: true } })],
  ['an extension that is a claim', () => bearer({ header: { crit: ['exp'] } })],
  ['an empty list of extensions', () => bearer({ header: { crit: [] } })],
  ['extensions that are null', () => bearer({ header: { crit: null } })],
  [
    'a key that it brings along',
    () =>
      bearer({
        header: { jwk: createPublicKey(stranger.privateKey).export({ format: 'jwk' }) },
        key: stranger.privateKey,
      }),
  ],
  ['a key that it brings along, beside a right signature', () => bearer({ header: { jwk: {} } })],
  ['an address of keys', () => bearer({ header: { jku: 'https://evil.example/keys' } })],
  ['an address of a certificate', () => bearer({ header: { x5u: 'https://evil.example/c' } })],
  ['a certificate that it brings along', () => bearer({ header: { x5c: ['MII'] } })],
  ['another type', () => bearer({ header: { typ: 'at+jwt' } })],
  ['a key without endorsements', () => bearer({ header: { kid: 'unendorsed' } })],
  ['a key endorsed for nothing', () => bearer({ header: { kid: 'endorsed for nothing' } })],
  ['a key endorsed for other channels', () => bearer({ header: { kid: 'endorsed for others' } })],
  ['a key whose endorsements are no list', () => bearer({ header: { kid: 'endorsed by a word' } })],
  ['a key that is too short', () => bearer({ header: { kid: 'short' }, key: shortKey })],
  ['a key that is not for signing', () => bearer({ header: { kid: 'for encryption' } })],
  ['a key for another algorithm', () => bearer({ header: { kid: 'for RS512' } })],
]

const changed = (changes: object) => () => bearer({ claims: changes })
const ago = (age: number) => () => bearer({ claims: { nbf: seconds() - 9_999, exp: seconds() - age } })

const badClaims: Row[] = [
  ['no expiry', changed({ exp: undefined })],
  ['an expiry that is null', changed({ exp: null })],
  ['an expiry that is text', () => bearer({ claims: { exp: String(seconds() + 600) } })],
  [
    'an expiry without end',
    () => {
      const payload = JSON.stringify({ ...claims(), exp: 'x' }).replace('"x"', '1e999')
      const text = `${encoded({ alg: 'RS256', kid: 'k1' })}.${Buffer.from(payload).toString('base64url')}`
      return `Bearer ${text}.${rs256(text)}`
    },
  ],
  ['an expiry of an hour ago', ago(3_600)],
  ['an expiry just beyond the skew of five minutes', ago(302)],
  ['a beginning in an hour', () => bearer({ claims: { nbf: seconds() + 3_600 } })],
  ['a beginning just beyond the skew of five minutes', () => bearer({ claims: { nbf: seconds() + 302 } })],
  ['a beginning that is text', changed({ nbf: '0' })],
  ['no issuer', changed({ iss: undefined })],
  ['another issuer', changed({ iss: 'https://evil.example' })],
  ['the issuer of another cloud', changed({ iss: 'https://api.botframework.us' })],
  ['the issuer with a slash', changed({ iss: 'https://api.botframework.com/' })],
  ['several issuers', changed({ iss: ['https://api.botframework.com'] })],
  ['no audience', changed({ aud: undefined })],
  ['another bot as audience', changed({ aud: partnerB })],
  ['several audiences', changed({ aud: [appId] })],
  ['no service address', changed({ serviceurl: undefined })],
  ['a service address under another name', changed({ serviceurl: undefined, serviceUrl: teamsUrl })],
]

const entra = { ver: '1.0', appid: appId, tid: partnerA, serviceurl: undefined }
const otherWays: Row[] = [
  ['the emulator’s token, version 1', changed({ ...entra, iss: `https://sts.windows.net/${partnerA}/` })],
  [
    'the emulator’s token, version 2',
    changed({ ...entra, ver: '2.0', azp: appId, iss: `https://login.microsoftonline.com/${partnerA}/v2.0` }),
  ],
  [
    'the emulator’s token of the Bot Framework tenant',
    changed({ ...entra, iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/' }),
  ],
  [
    'the emulator’s token with Teams’ address',
    changed({ ...entra, serviceurl: teamsUrl, iss: 'https://sts.windows.net/x/' }),
  ],
  [
    'a token of another bot that calls this one as its skill',
    changed({ ...entra, ver: '2.0', azp: partnerB, iss: `https://login.microsoftonline.com/${partnerB}/v2.0` }),
  ],
  [
    'the token that the desk itself was given for its replies',
    changed({ ...entra, aud: 'https://api.botframework.com', iss: `https://sts.windows.net/${partnerA}/` }),
  ],
  ['the same from the issuer of Teams’ tokens', changed({ ...entra, aud: 'https://api.botframework.com' })],
  [
    'a token of Microsoft Graph',
    changed({ aud: 'https://graph.microsoft.com', iss: `https://sts.windows.net/${partnerA}/` }),
  ],
]

/** The token and the activity agree, and are not of Teams. */
const from = (serviceUrl: string): Row => [
  `the service address ${serviceUrl}`,
  changed({ serviceurl: serviceUrl }),
  searching({ serviceUrl }),
]
const otherAddresses: Row[] = [
  'https://directline.botframework.com/',
  'https://webchat.botframework.com/',
  'https://evil.example/',
  'http://smba.trafficmanager.net/emea/',
  'https://smba.trafficmanager.net.evil.example/',
  'https://smba.trafficmanager.net@evil.example/',
  'https://evil.example/smba.trafficmanager.net/',
  'https://evil.example\\@smba.trafficmanager.net/',
  'https://smba.trafficmanager.net:8443/emea/',
  'https://mine.trafficmanager.net/emea/',
  'https://user:word@smba.trafficmanager.net/emea/',
  'https://smba.trafficmanager.net/emea/?x=https://evil.example',
  'https://ѕmba.trafficmanager.net/emea/',
  'http://127.0.0.1:9/',
  'https://127.0.0.1/',
  'ftp://smba.trafficmanager.net/',
  'smba.trafficmanager.net',
].map(from)

const rows401: [string, Row[]][] = [
  ['what is no token', noToken],
  ['a token that is not signed rightly', badSignature],
  ['a token with a header that is not right', badHeader],
  ['a token with claims that are not right', badClaims],
  ['a token that is not of the way in', otherWays],
  ['a token of another place', otherAddresses],
  [
    'a token that does not fit the activity',
    [
      ['another region', bearer, searching({ serviceUrl: 'https://smba.trafficmanager.net/amer/' })],
      ['no slash at the end', bearer, searching({ serviceUrl: teamsUrl.slice(0, -1) })],
      ['other letters', bearer, searching({ serviceUrl: teamsUrl.toUpperCase() })],
      ['somebody’s own address', bearer, searching({ serviceUrl: 'https://evil.example/' })],
    ],
  ],
]

const forged = { from: { id: 'dl_1', aadObjectId: people.admin } }
const keysPressed = {
  ...{ type: 'invoke', name: 'adaptiveCard/action' },
  value: { action: { verb: 'start', data: { verb: 'start', command: 'keys' } } },
}
const otherChannels: Row[] = [
  ...['directline', 'webchat', 'emulator', 'skype', 'email', 'agents', 'MSTEAMS', 'msteams ', 'constructor'].map(
    (channelId): Row => [`the channel ${channelId}`, bearer, searching({ channelId, ...forged })],
  ),
  ['a press from Direct Line', bearer, searching({ channelId: 'directline', ...forged, ...keysPressed })],
  ['words from Direct Line', bearer, searching({ channelId: 'directline', ...forged, type: 'message', text: 'keys' })],
  [
    'an installation from Web Chat, which would move notices there',
    bearer,
    searching({ channelId: 'webchat', ...forged, type: 'installationUpdate', action: 'add' }),
  ],
]

const chat = { id: 'a:mina', conversationType: 'personal' }
const otherTenants: Row[] = [
  ['two tenants', bearer, searching({ channelData: { tenant: { id: partnerB } } })],
  ['two tenants, the other way round', bearer, searching({ conversation: { ...chat, tenantId: partnerB } })],
  [
    'a sender of another tenant',
    bearer,
    searching({ from: { id: '29:x', aadObjectId: people.admin, tenantId: partnerB } }),
  ],
  ['a recipient of another tenant', bearer, searching({ recipient: { id: '28:bot', tenantId: partnerB } })],
  [
    'a team of another tenant',
    bearer,
    searching({ channelData: { tenant: { id: partnerA }, team: { tenantId: partnerB } } }),
  ],
  [
    'a channel of another tenant',
    bearer,
    searching({ channelData: { tenant: { id: partnerA }, channel: { tenantId: partnerB } } }),
  ],
  ['a tenant that is no id beside one', bearer, searching({ channelData: { tenant: { id: 'x' } } })],
  ['a tenant that is an empty word beside one', bearer, searching({ conversation: { ...chat, tenantId: '' } })],
  ['a tenant that is a number beside one', bearer, searching({ conversation: { ...chat, tenantId: 1 } })],
  ['a tenant in a list', bearer, searching({ conversation: { ...chat, tenantId: [partnerA] } })],
  ['a tenant that is an object', bearer, searching({ channelData: { tenant: { id: { id: partnerA } } } })],
  ['no tenant', bearer, searching({ conversation: chat, channelData: undefined })],
  ['no tenant, and channel data that are a word', bearer, searching({ conversation: chat, channelData: 'x' })],
  [
    'a tenant that is no partner',
    bearer,
    searching({ conversation: { ...chat, tenantId: appId }, channelData: { tenant: { id: appId } } }),
  ],
  [
    'words from a tenant that is no partner',
    bearer,
    searching({
      ...{ type: 'message', text: 'a secret of theirs', conversation: { ...chat, tenantId: appId }, channelData: {} },
    }),
  ],
  [
    'an installation in a tenant that is no partner',
    bearer,
    searching({
      ...{ type: 'installationUpdate', action: 'add', conversation: { ...chat, tenantId: appId }, channelData: {} },
    }),
  ],
]

const rows403: [string, Row[]][] = [
  ['another channel, with a token that is right', otherChannels],
  ['a tenant that is not answered, with a token that is right', otherTenants],
]

function refuses(status: number, what: string, rows: Row[]) {
  describe(`${what}: a bare ${status}, and nothing is looked up, kept or sent`, () => {
    let before = ''
    beforeAll(async () => {
      before = await everythingStored(teams.database)
      for (const seen of [teams.lookedUp, teams.sentTo, teams.log]) seen.length = 0
    })
    afterAll(async () => expect(await everythingStored(teams.database)).toBe(before))

    it.each(rows)('%s', async (_what, header, body = searching()) => {
      expect(await teams.post(header(), body)).toEqual({ status, text: '' })
      expect(teams.lookedUp.filter((name) => name !== 'directory-partners')).toEqual([])
      expect(teams.sentTo).toEqual([])
      expect(teams.log.join('')).not.toMatch(/secret|contoso|eyJ|evil/i)
    })
  })
}

for (const [what, rows] of rows401) refuses(401, what, rows)
for (const [what, rows] of rows403) refuses(403, what, rows)

refuses(400, 'what is no activity, with a token that is right', [
  ['no service address', bearer, searching({ serviceUrl: undefined })],
  ['no channel', bearer, searching({ channelId: undefined })],
  ['a list of channels', bearer, searching({ channelId: ['msteams'] })],
  ['a channel that is a number', bearer, searching({ channelId: 1 })],
  ['no conversation', bearer, searching({ conversation: undefined })],
  ['a list', bearer, [searching()]],
])

const passing: Row[] = [
  ['a token of Teams', bearer],
  ['one signed by another of its keys', () => bearer({ header: { kid: 'k2' } })],
  ['one by a key with other endorsements too', () => bearer({ header: { kid: 'several' } })],
  ['one with RS384', () => bearer({ header: { alg: 'RS384' }, digest: 'RSA-SHA384' })],
  ['one with RS512', () => bearer({ header: { alg: 'RS512' }, digest: 'RSA-SHA512' })],
  [
    'one by a key that is for its algorithm',
    () => bearer({ header: { alg: 'RS512', kid: 'for RS512' }, digest: 'RSA-SHA512' }),
  ],
  ['one without a type', () => bearer({ header: { typ: undefined } })],
  ['one with a certificate’s thumbprint', () => bearer({ header: { x5t: 'abc' } })],
  ['one that names an own claim', changed({ jti: 'x', tid: partnerB })],
  ['one without a beginning', changed({ nbf: undefined })],
  ['one that ended a minute ago', () => bearer({ claims: { exp: seconds() - 60 } })],
  ['one that begins in a minute', () => bearer({ claims: { nbf: seconds() + 60 } })],
  ['the audience in capitals', changed({ aud: appId.toUpperCase() })],
  ['the scheme in small letters', () => `bearer ${signed()}`],
  from('https://smba.trafficmanager.net/amer-client-ss.msg/'),
  from(`https://smba.trafficmanager.net/de/${partnerA}/`),
  from('https://smba.trafficmanager.net'),
  from('https://smba.infra.gcc.teams.microsoft.com/gcc'),
  from('https://smba.infra.gov.teams.microsoft.us/gcch'),
  from('https://smba.infra.dod.teams.microsoft.us/dod'),
  ['a tenant in capitals', bearer, searching({ channelData: { tenant: { id: partnerA.toUpperCase() } } })],
  ['a tenant in the conversation alone', bearer, searching({ channelData: undefined })],
  ['a tenant in the channel data alone', bearer, searching({ conversation: chat })],
  ['a tenant in every place', bearer, searching({ from: { ...searching().from, tenantId: partnerA } })],
  ['a tenant that is null in one place', bearer, searching({ conversation: { ...chat, tenantId: null } })],
]

describe('what Teams sends is answered', () => {
  it.each(passing)('%s', async (_what, header, body = searching()) => {
    const { status, text } = await teams.post(header(), body)
    expect(status).toBe(200)
    expect(text).toContain('Contoso')
  })
})
