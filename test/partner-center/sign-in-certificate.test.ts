import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PartnerCenterRefused } from '../../src/commerce/errors.ts'
import { openDirectory } from '../../src/directory/directories.ts'
import { openSignIn } from '../../src/partner-center/sign-in/room.ts'
import { day, later, minute } from '../../src/platform/clock.ts'
import { readConfig } from '../../src/platform/config.ts'
import { createLog } from '../../src/platform/log.ts'
import { TestClock } from '../support/clock.ts'
import { testDatabase } from '../support/database.ts'
import { partnerA, people } from '../support/desk.ts'
import { openGraphWorld } from '../support/graph-world.ts'
import { newAppCertificate } from '../support/partner-center-server/certificates.ts'
import { openPartnerCenterServer } from '../support/partner-center-server/server.ts'
import { testVault } from '../support/vault.ts'

let folder: string
const clock = new TestClock()
const now = clock.now()
const ends = later(now, 30 * day)

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'csp-desk-certificate-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A PEM file of a certificate that is good until then. */
function certificateFile(to = ends): { file: string; pem: string } {
  const pem = newAppCertificate({ from: later(now, -day), to })
  const file = path.join(folder, 'desk.pem')
  writeFileSync(file, pem)
  return { file, pem }
}

async function signInWith(certificate: string, url: string) {
  const environment = { PARTNER_CENTER: 'rest', PARTNER_CENTER_URL: url, PARTNER_CENTER_CERTIFICATE: certificate }
  const { service } = readConfig(environment)
  if (service === undefined) throw new Error('no service')
  const ground = { database: await testDatabase('sample'), clock, vault: testVault(), log: createLog('silent') }
  const room = openSignIn(ground, service)
  const { graph } = openDirectory({ directory: 'graph' }, ground, room)
  if (graph === undefined) throw new Error('no Graph')
  const { connect } = room.connecting(graph)
  return {
    connections: room.connections,
    connects: async () => connect(partnerA, await room.signIn.byRefreshToken(partnerA, `practice-${partnerA}`)),
  }
}

const reasonOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => (error instanceof PartnerCenterRefused ? error.facts.reason : error),
  )

describe('an app registration with a certificate', () => {
  it('signs in by proving the key: for the tenant, for this moment, and only with a certificate that is registered', async () => {
    const { file, pem } = certificateFile()
    const microsoft = await openPartnerCenterServer({ clock })
    const desk = await signInWith(file, microsoft.url)
    expect(await reasonOf(desk.connects())).toBe('AADSTS700027')
    microsoft.registerCertificate(pem)
    expect(await desk.connects()).toMatchObject({ kind: 'direct', mfa: 'proven' })
    const sent = microsoft.calls.filter(({ endpoint }) => endpoint === 'POST /login/{tenant}/oauth2/v2.0/token')
    expect(sent.length).toBeGreaterThan(2)
    for (const { body } of sent) {
      expect(body).toHaveProperty('client_assertion')
      expect(body).not.toHaveProperty('client_secret')
    }
    expect((await desk.connections.of(partnerA))?.ends).toContainEqual({ what: 'certificate', at: ends })
    await microsoft.close()
  })

  it('that is another one, or has ended, is refused with whose turn it is', async () => {
    const { file, pem } = certificateFile(later(now, -minute))
    const microsoft = await openPartnerCenterServer({ clock })
    const desk = await signInWith(file, microsoft.url)
    microsoft.registerCertificate(newAppCertificate({ from: later(now, -day), to: ends }))
    expect(await reasonOf(desk.connects())).toBe('AADSTS700027')
    microsoft.registerCertificate(pem)
    expect(await reasonOf(desk.connects())).toBe('AADSTS1000502')
    await microsoft.close()
  })

  it('is told of to the global admins before it ends: two weeks, a week, three days and a day', async () => {
    const { file } = certificateFile(later(now, 28 * day))
    const { world } = await openGraphWorld({
      environment: { PARTNER_CENTER_CERTIFICATE: file },
      microsoft: (server) => server.registerCertificate(readFileSync(file, 'utf8')),
    })
    const oliver = await world.person(people.globalAndAdmin)
    await oliver.says('help')
    const told = () =>
      world.database.rows.notice.count({ where: { occasion: 'connection.needs-somebody', recipient: oliver.id } })
    const counts: number[] = []
    for (const days of [13, 1, 7, 4, 2, 6]) {
      await world.passes(days * day)
      counts.push(await told())
    }
    expect(counts).toEqual([0, 1, 2, 3, 4, 5])
    expect(oliver.sees()).toContain("The certificate of the desk's app registration has ended")
    expect(oliver.everything()).toContain("The desk's certificate ends on")
    expect(oliver.sees()).toContain('PARTNER_CENTER_CERTIFICATE')
  })
})
