import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { seedSampleAgents } from '../../src/directory/sample-agents.ts'
import { partnerA, partnerB } from '../support/desk.ts'
import { newAppCertificate } from '../support/partner-center-server/certificates.ts'
import { openPartnerCenterServer, type PartnerCenterServer } from '../support/partner-center-server/server.ts'
import { useScript } from '../support/script.ts'

let microsoft: PartnerCenterServer
let more: Record<string, string> = {}
const { run, begin, folder, withDatabase } = useScript('partner-center', () => ({
  PUBLIC_URL: 'https://desk.example.com',
  DIRECTORY: 'graph',
  PARTNER_CENTER_URL: microsoft.url,
  ...more,
}))

beforeEach(async () => {
  more = {}
  microsoft = await openPartnerCenterServer()
  await withDatabase(seedSampleAgents)
})
afterEach(() => microsoft.close())

const connection = () => withDatabase(({ rows }) => rows.connection.findUnique({ where: { partnerId: partnerA } }))

describe('npm run partner-center', () => {
  it('connects with a refresh token: says account, partner, kind, MFA and groups; and status asks again', async () => {
    const file = path.join(folder(), 'refresh-token')
    writeFileSync(file, `practice-${partnerA}\n`)
    const { code, out } = await run('connect', '--partner', partnerA, '--refresh-token-file', file)
    expect(out).toMatch(/Signed in as \S+@\S+\./)
    expect(out).toContain(`Alpine Partners (${partnerA}), direct bill partner`)
    expect(out).toContain('MFA              proven')
    expect(out).toMatch(/Admin agent +AdminAgents \([0-9a-f-]{36}\)/)
    expect(out).toContain('global and billing administrators are those of Microsoft Entra')
    expect(code).toBe(0)

    const status = await run('status')
    expect(status.out).toContain('Works.')
    expect(status.out).toContain(`(${partnerB})`)
    expect(status.out).toContain('(not-connected)')
    expect(status.code).toBe(1)

    const address = 'https://desk.example.com/api/partner-center/events'
    for (let times = 0; times < 2; times++) {
      const { code, out } = await run('webhooks', '--partner', partnerA)
      expect([code, out]).toEqual([0, expect.stringContaining(`posts its events to ${address}`)])
    }
    expect(microsoft.count('POST /webhooks/v1/registration')).toBe(1)

    microsoft.endSignIn(partnerA, 'AADSTS700082')
    expect(await run('status', '--partner', partnerA)).toMatchObject({
      code: 1,
      out: expect.stringContaining("FAILS            The desk's sign-in to Partner Center has ended (AADSTS700082)."),
    })
  })

  it('connects by a browser that comes back to this machine, with PKCE', async () => {
    const { said, ended } = begin('connect', '--partner', partnerA)
    const [url = ''] = await said(/http:\S+authorize\S+/)
    expect(new URL(url).searchParams.get('code_challenge_method')).toBe('S256')
    const page = await fetch(url)
    expect(await page.text()).toContain('Signed in.')
    expect(await ended).toMatchObject({ code: 0, out: expect.stringContaining('Connected.') })
    expect(await connection()).not.toBeNull()
  })

  it('signs in with a certificate, and says when that ends', async () => {
    const pem = newAppCertificate({ from: new Date('2026-01-01T00:00:00Z'), to: new Date('2049-06-30T00:00:00Z') })
    const file = path.join(folder(), 'desk.pem')
    writeFileSync(file, pem)
    more = { PARTNER_CENTER_CERTIFICATE: file }
    const refused = await run('connect', '--partner', partnerA, '--device-code')
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('AADSTS700027') })
    microsoft.registerCertificate(pem)
    expect(await run('connect', '--partner', partnerA, '--device-code')).toMatchObject({ code: 0 })
    const { out } = await run('status', '--partner', partnerA)
    expect(out).toContain('Ends             2049-06-30: the certificate')
    expect(out).toContain('Works.')
  })

  it('tells an indirect reseller why it cannot work, and stores nothing', async () => {
    microsoft.setKind(partnerA, 'indirect-reseller')
    const { code, err } = await run('connect', '--partner', partnerA, '--device-code')
    expect(code).toBe(1)
    expect(err).toContain('Alpine Partners is an indirect reseller. Microsoft gives indirect resellers no access')
    expect(await connection()).toBeNull()
  })

  it('says which partner is wanted where there are several', async () => {
    expect(await run('connect')).toMatchObject({ code: 2, err: expect.stringContaining('--partner <tenant id>') })
  })
})
