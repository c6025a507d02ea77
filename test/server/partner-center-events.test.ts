import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { day, minute } from '../../src/platform/clock.ts'
import { TestClock } from '../support/clock.ts'
import { openWorld, type World } from '../support/desk.ts'
import { type Signer, signedHeaders } from '../support/partner-center-server/event-signing.ts'
import { openPartnerCenterServer, type PartnerCenterServer } from '../support/partner-center-server/server.ts'

let server: PartnerCenterServer
let world: World

beforeAll(async () => {
  const clock = new TestClock()
  server = await openPartnerCenterServer({ clock })
  world = await openWorld({ clock, environment: { PARTNER_CENTER: 'rest', PARTNER_CENTER_URL: server.url } })
})
afterAll(() => server.close())

const updated = JSON.stringify({
  EventName: 'subscription-updated',
  ResourceUri: 'http://api.partnercenter.microsoft.com/webhooks/v1/customers/of-nobody/subscriptions/none',
  ResourceName: 'subscription',
  AuditUri: null,
  ResourceChangeUtcDate: '2026-11-16T16:19:06.3520276+00:00',
})
const post = async (body: string, headers: Record<string, string>) =>
  (await fetch(`${world.desk.address}/api/partner-center/events`, { method: 'POST', body, headers })).status
const signed = (signer?: Signer, body = updated) => signedHeaders(server.url, body, signer)
/** How often what has changed was asked for. */
const reads = () => server.count('GET /v1/auditrecords')

describe('an event of Partner Center', () => {
  it('that is signed wakes the reading of what has changed, and a flood of them wakes it once', async () => {
    await world.passes(minute)
    const before = reads()
    expect(await post(updated, signed())).toBe(200)
    expect(reads()).toBeGreaterThan(before)
    const once = reads()
    for (let at = 0; at < 5; at++) expect(await post(updated, signed())).toBe(200)
    expect(reads()).toBe(once)
    expect(server.count('GET /certificates')).toBe(1)
  })

  it.each<[string, string, () => Record<string, string>, number]>([
    ['has another body than was signed', `${updated} `, () => signed(), 401],
    ['is signed by another organization', updated, () => signed('other'), 401],
    ['is signed with a certificate of before', updated, () => signed('ended'), 401],
    ['is signed in another scheme', updated, () => ({ ...signed(), authorization: 'Bearer abc' }), 401],
    ['names another algorithm', updated, () => ({ ...signed(), 'x-ms-signature-algorithm': 'none' }), 401],
    ['has a certificate that is not there', updated, () => certificateOf(`${server.url}/certificates/nobody.cer`), 503],
    ['is no event', '{"a":1}', () => signed('microsoft', '{"a":1}'), 400],
    ['is no JSON', 'not JSON', () => signed('microsoft', 'not JSON'), 400],
    ['is too large', 'x'.repeat(70_000), () => signed('microsoft', 'x'.repeat(70_000)), 413],
  ])('that %s wakes nobody', async (_, body, headers, status) => {
    world.clock.advance(minute)
    const before = reads()
    expect(await post(body, headers())).toBe(status)
    expect(reads()).toBe(before)
  })

  it.each([
    ['http://3psostorageacct.blob.core.windows.net/cert/microsoft.cer'],
    ['https://3psostorageacct.blob.core.windows.net.evil.example/cert/microsoft.cer'],
    ['https://desk.example.com/cert/microsoft.cer'],
    ['http://169.254.169.254/latest/meta-data/x.cer'],
  ])('whose certificate is elsewhere, %s, has nobody ask for it', async (address) => {
    const before = server.count('GET /certificates')
    expect(await post(updated, certificateOf(address))).toBe(401)
    expect(server.count('GET /certificates')).toBe(before)
  })

  it.each([
    '/certificates/../certificates/microsoft.cer',
    '/certificates/a/microsoft.cer',
    '/certificates/microsoft.cer?x=.cer',
    '/certificates/%2e%2e.cer',
  ])('whose certificate is at %s has nobody ask for it', async (path) => {
    const before = server.count('GET /certificates')
    expect(await post(updated, certificateOf(`${server.url}${path}`))).toBe(401)
    expect(server.count('GET /certificates')).toBe(before)
  })

  it('of many certificates that nobody knows has one asked for', async () => {
    world.clock.advance(minute)
    const before = server.count('GET /certificates')
    for (let at = 0; at < 5; at++)
      expect(await post(updated, certificateOf(`${server.url}/certificates/nobody-${at}.cer`))).toBe(503)
    expect(server.count('GET /certificates')).toBe(before + 1)
    expect(await post(updated, signed())).toBe(200)
  })

  it('fetches the certificate again after a day', async () => {
    const before = server.count('GET /certificates')
    world.clock.advance(2 * day)
    expect(await post(updated, signed())).toBe(200)
    expect(server.count('GET /certificates')).toBe(before + 1)
  })
})

it('a desk without the service has no such door', async () => {
  const other = await openWorld()
  const answer = await fetch(`${other.desk.address}/api/partner-center/events`, { method: 'POST', body: updated })
  expect(answer.status).toBe(404)
})

const certificateOf = (address: string) => ({ ...signed(), 'x-ms-certificate-url': address })
