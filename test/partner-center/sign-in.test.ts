import { Writable } from 'node:stream'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { failureWords } from '../../src/chat/connection-words.text.ts'
import { refusalText } from '../../src/chat/error-reply.ts'
import { connectionFailureOf, knownConnectionFailures } from '../../src/commerce/connection-failures.ts'
import { PartnerCenterRefused, PartnerCenterUnavailable } from '../../src/commerce/errors.ts'
import { openDirectory } from '../../src/directory/directories.ts'
import { sealedFor } from '../../src/partner-center/sign-in/connections.repository.ts'
import { openSignIn } from '../../src/partner-center/sign-in/room.ts'
import { day, hour } from '../../src/platform/clock.ts'
import { readConfig } from '../../src/platform/config.ts'
import type { Database } from '../../src/platform/database/database.ts'
import { languages, Reader } from '../../src/platform/language.ts'
import { createLog } from '../../src/platform/log.ts'
import { TestClock } from '../support/clock.ts'
import { testDatabase } from '../support/database.ts'
import { partnerA, partnerB } from '../support/desk.ts'
import { openPartnerCenterServer, type PartnerCenterServer } from '../support/partner-center-server/server.ts'
import { testVault } from '../support/vault.ts'

let microsoft: PartnerCenterServer
let database: Database
let clock: TestClock
let log: string
let desk: ReturnType<typeof open>

/** The sign-ins as one replica has them. */
function open(environment: Record<string, string> = {}) {
  const config = readConfig({ PARTNER_CENTER: 'rest', PARTNER_CENTER_URL: microsoft.url, ...environment })
  if (config.service === undefined) throw new Error('no service')
  const lines = new Writable({
    write: (chunk, _encoding, done) => {
      log += chunk
      done()
    },
  })
  const ground = { database, clock, vault: testVault(), log: createLog('debug', lines) }
  const room = openSignIn(ground, config.service)
  const { graph } = openDirectory({ directory: 'graph' }, ground, room)
  if (graph === undefined) throw new Error('no Graph')
  const { connect } = room.connecting(graph)
  return {
    ...room,
    connects: async (partnerId = partnerA, refreshToken = `practice-${partnerId}`, chosen = {}) =>
      connect(partnerId, await room.signIn.byRefreshToken(partnerId, refreshToken), chosen),
  }
}

beforeEach(async () => {
  clock = new TestClock()
  database = await testDatabase('sample')
  microsoft = await openPartnerCenterServer({ clock })
  onTestFinished(() => microsoft.close())
  log = ''
  desk = open()
})

const stored = (partnerId = partnerA) => database.rows.connection.findUnique({ where: { partnerId } })
const tokenCalls = () => microsoft.count('POST /login/{tenant}/oauth2/v2.0/token')
/** As when an hour has passed: the refresh token is all that is left. MSAL counts by the machine's clock. */
async function withoutAccessTokens(): Promise<void> {
  const context = sealedFor(partnerA)
  const cache = JSON.parse(testVault().unseal((await stored())?.sealed ?? '', context))
  const sealed = testVault().seal(JSON.stringify({ ...cache, AccessToken: {} }), context)
  await database.rows.connection.update({ where: { partnerId: partnerA }, data: { sealed } })
}
const reasonOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => (error instanceof PartnerCenterRefused ? error.facts.reason : error),
  )

describe('connecting a partner', () => {
  it('finds its kind, MFA, the groups that hold roles and whether directory roles may be read', async () => {
    expect(await desk.connects()).toMatchObject({ kind: 'direct', mfa: 'proven', directoryRoles: true })
    const row = await stored()
    expect(Object.keys(row?.groups ?? {}).toSorted()).toEqual(['admin-agent', 'helpdesk-agent', 'sales-agent'])
    microsoft.setKind(partnerB, 'indirect-provider')
    microsoft.permitDirectoryRoles(partnerB, false)
    expect(await desk.connects(partnerB)).toMatchObject({ kind: 'indirect-provider', directoryRoles: false })
  })

  it('is nothing for an indirect reseller, for another tenant’s account, or without MFA once it is enforced', async () => {
    microsoft.setKind(partnerA, 'indirect-reseller')
    await expect(desk.connects()).rejects.toMatchObject({ why: 'indirect-reseller' })
    microsoft.setKind(partnerA, 'direct')
    microsoft.setMfa(partnerA, 'missing')
    expect(await reasonOf(desk.connects())).toBe('900421')
    expect(await reasonOf(desk.connects(partnerA, `practice-${partnerB}`))).toBe('AADSTS700082')
    expect(await stored()).toBeNull()
    microsoft.setMfa(partnerA, 'announced')
    expect(await desk.connects()).toMatchObject({ mfa: 'missing' })
  })

  it('gives no role to a group of the same name, until one of them is chosen', async () => {
    microsoft.addGroup(partnerA, 'AdminAgents', { securityEnabled: true })
    microsoft.addGroup(partnerA, 'SalesAgents', { securityEnabled: false })
    const { groups } = await desk.connects()
    if ('unreadable' in groups) throw new Error('unreadable')
    const [admins, sales] = groups
    expect(admins).toMatchObject({ name: 'AdminAgents', chosen: undefined })
    expect(sales?.chosen).toBe(sales?.ids[0])
    const [id = ''] = admins?.ids ?? []
    await desk.connects(partnerA, undefined, { 'admin-agent': id })
    expect((await stored())?.groups).toMatchObject({ 'admin-agent': id })
    await desk.connects(partnerA, undefined, { 'admin-agent': partnerA })
    expect((await stored())?.groups).not.toHaveProperty('admin-agent')
  })
})

describe('tokens', () => {
  it('are for three services from one sign-in, and remembered while they last', async () => {
    await desk.connects()
    const audiences = ['partner-center', 'price-sheets', 'graph'] as const
    const first = await Promise.all(audiences.map((audience) => desk.tokens.token(partnerA, audience)))
    expect(new Set(first).size).toBe(3)
    const calls = tokenCalls()
    expect(await Promise.all(audiences.map((audience) => desk.tokens.token(partnerA, audience)))).toEqual(first)
    expect(tokenCalls()).toBe(calls)
  })

  it('are got anew once a service has refused one', async () => {
    await desk.connects()
    const before = await desk.tokens.token(partnerA, 'partner-center')
    desk.tokens.forget(partnerA, 'partner-center')
    expect(await desk.tokens.token(partnerA, 'partner-center')).not.toBe(before)
  })

  it('are got by one replica at a time: the others take what it stored', async () => {
    await desk.connects()
    await withoutAccessTokens()
    const calls = tokenCalls()
    const replicas = [open(), open(), open()]
    const got = await Promise.all(replicas.map(({ tokens }) => tokens.token(partnerA, 'price-sheets')))
    expect(new Set(got).size).toBe(1)
    expect(tokenCalls()).toBe(calls + 1)
  })

  it('of the application alone need no sign-in of a person', async () => {
    const token = await desk.tokens.token(partnerA, 'graph', 'app')
    expect(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())).toMatchObject({ idtyp: 'app' })
    expect(await reasonOf(desk.tokens.token(partnerA, 'graph'))).toBe('not-connected')
  })

  it('of a sign-in with another app registration are not to be had', async () => {
    await desk.connects()
    const other = open({ PARTNER_CENTER_CLIENT_ID: '00000000-0000-4000-8000-0000000000ef' })
    expect(await reasonOf(other.tokens.token(partnerA, 'graph'))).toBe('not-connected')
  })

  it('are not to be had while the sign-in service is silent, which is no refusal', async () => {
    await desk.connects()
    await microsoft.close()
    desk.tokens.forget(partnerA, 'graph')
    await expect(desk.tokens.token(partnerA, 'graph')).rejects.toBeInstanceOf(PartnerCenterUnavailable)
    expect(await stored()).toMatchObject({ failure: null, holder: null })
  })

  it('are nowhere in the clear: not in the row, not in the log', async () => {
    await desk.connects()
    const all = [
      await desk.tokens.token(partnerA, 'partner-center'),
      await desk.tokens.token(partnerA, 'graph', 'app'),
      `practice-${partnerA}`,
    ]
    microsoft.endSignIn(partnerA, 'AADSTS53003')
    desk.tokens.forget(partnerA, 'partner-center')
    expect(await reasonOf(desk.tokens.token(partnerA, 'partner-center'))).toBe('AADSTS53003')
    expect(log).toContain('AADSTS53003')
    const kept = log + JSON.stringify(await stored())
    for (const secret of all) expect(kept).not.toContain(secret)
    expect(kept).not.toContain('@')
  })
})

describe('how a connection is', () => {
  it('fails with the code, since when, and works again by itself', async () => {
    await desk.connects()
    clock.advance(day)
    microsoft.endSignIn(partnerA, 'AADSTS50076')
    const { failure } = (await desk.connections.check(partnerA)) ?? {}
    expect(failure).toEqual({ code: 'AADSTS50076', since: clock.now() })
    clock.advance(hour)
    expect((await desk.connections.check(partnerA))?.failure).toEqual(failure)
    microsoft.mendSignIn(partnerA)
    expect((await desk.connections.check(partnerA))?.failure).toBeUndefined()
  })

  it('knows what ends: an unused sign-in, the client secret, and by how long the last sign-in was let last', async () => {
    desk = open({ PARTNER_CENTER_SECRET_ENDS: '2026-12-24' })
    await desk.connects()
    const signedIn = clock.now()
    expect((await desk.connections.of(partnerA))?.ends).toEqual([
      { what: 'secret', at: new Date('2026-12-24T00:00:00Z') },
      { what: 'inactive', at: new Date(signedIn.getTime() + 90 * day) },
    ])
    clock.advance(14 * day)
    microsoft.endSignIn(partnerA, 'AADSTS50078')
    await desk.connections.check(partnerA)
    microsoft.mendSignIn(partnerA)
    await desk.connects()
    expect((await desk.connections.of(partnerA))?.ends).toContainEqual({
      what: 'policy',
      at: new Date(clock.now().getTime() + 14 * day),
    })
  })

  it('does not run out unused while it is asked after', async () => {
    await desk.connects()
    clock.advance(30 * day)
    await desk.connections.check(partnerA)
    expect((await desk.connections.of(partnerA))?.ends).toEqual([
      { what: 'inactive', at: new Date(clock.now().getTime() + 90 * day) },
    ])
  })

  it('says MFA that is missing before it is refused', async () => {
    await desk.connects()
    microsoft.setMfa(partnerA, 'announced')
    expect(await desk.connections.check(partnerA)).toMatchObject({ mfa: 'missing', failure: { code: '900421' } })
  })
})

it('every code that is known says in every language who must do what, and none is known twice', () => {
  const codes = knownConnectionFailures.flatMap(({ codes }) => codes)
  expect(new Set(codes).size).toBe(codes.length)
  for (const language of languages)
    for (const code of [...codes, 'AADSTS1'])
      expect(Object.values(failureWords(language, connectionFailureOf(code))).every((words) => words.length > 5)).toBe(
        true,
      )
})

it('a refusal for want of a role says that a new one may take an hour; one of the sign-in has no words of the service', () => {
  const reader = new Reader('en-US', 'UTC')
  const role = new PartnerCenterRefused({ reason: '900150', text: 'No rights.', httpStatus: 403 })
  expect(refusalText(reader, role)).toContain('may take up to an hour')
  const ended = new PartnerCenterRefused({ reason: 'AADSTS700082', text: '', httpStatus: 401 })
  expect(ended.means).toBe('connection')
  expect(refusalText(reader, ended)).toMatch(
    /^The desk's sign-in to Partner Center has ended \(AADSTS700082\)\. Whoever/,
  )
})
