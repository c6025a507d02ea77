import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { samplePartners, seedSampleAgents } from '../../src/directory/sample-agents.ts'
import { partnerA, partnerB } from '../support/desk.ts'
import { openPartnerCenterServer, type PartnerCenterServer } from '../support/partner-center-server/server.ts'
import { useScript } from '../support/script.ts'

let microsoft: PartnerCenterServer
const { run, begin, folder, withDatabase } = useScript('partner-center', () => ({
  DIRECTORY: 'graph',
  PARTNER_CENTER_URL: microsoft.url,
}))

beforeEach(async () => {
  microsoft = await openPartnerCenterServer()
  await withDatabase(seedSampleAgents)
})
afterEach(() => microsoft.close())

const connection = (partnerId = partnerA) =>
  withDatabase(({ rows }) => rows.connection.findUnique({ where: { partnerId } }))

const withToken = (token: string, ...args: string[]) => {
  const file = path.join(folder(), 'refresh-token')
  writeFileSync(file, `${token}\n`)
  return run('connect', '--partner', partnerA, '--refresh-token-file', file, ...args)
}
const practiceToken = `practice-${partnerA}`

describe('npm run partner-center -- connect', () => {
  it('says which account, which partner, what it is, whether MFA is proven and which groups hold the roles', async () => {
    const { code, out } = await withToken(practiceToken)
    expect(code).toBe(0)
    expect(out).toMatch(/Signed in as \S+@\S+\./)
    expect(out).toContain(`Alpine Partners (${partnerA}), direct bill partner`)
    expect(out).toContain('MFA              proven')
    expect(out).toMatch(/Admin agent +AdminAgents \([0-9a-f-]{36}\)/)
    expect(out).toContain('global and billing administrators are those of Microsoft Entra')
    const row = await connection()
    expect(row).toMatchObject({ kind: 'direct', mfa: 'proven', directoryRoles: true, failure: null })
    expect(Object.keys(row?.groups ?? {})).toEqual(['admin-agent', 'sales-agent', 'helpdesk-agent'])
  })

  it('keeps the sign-in sealed, and of a token nothing in the clear', async () => {
    await withToken(practiceToken)
    const row = await connection()
    expect(row?.sealed).toMatch(/^v1\./)
    expect(JSON.stringify(row)).not.toContain('practice-')
  })

  it('signs in by a browser that comes back to this machine, with PKCE', async () => {
    const { said, ended } = begin('connect', '--partner', partnerA)
    const [url = ''] = await said(/http:\S+authorize\S+/)
    expect(new URL(url).searchParams.get('code_challenge_method')).toBe('S256')
    const page = await fetch(url)
    expect(await page.text()).toContain('Signed in.')
    expect(await ended).toMatchObject({ code: 0, out: expect.stringContaining('Connected.') })
    expect(await connection()).not.toBeNull()
  })

  it('signs in by a device code', async () => {
    const { code, out } = await run('connect', '--partner', partnerA, '--device-code')
    expect(out).toContain('enter the code PRACTICE1')
    expect(code).toBe(0)
  })

  it('tells an indirect reseller why it cannot work, and stores nothing', async () => {
    microsoft.setKind(partnerA, 'indirect-reseller')
    const { code, err } = await withToken(practiceToken)
    expect(code).toBe(1)
    expect(err).toContain('Alpine Partners is an indirect reseller. Microsoft gives indirect resellers no access')
    expect(await connection()).toBeNull()
  })

  it('calls an indirect provider one', async () => {
    microsoft.setKind(partnerA, 'indirect-provider')
    expect(await withToken(practiceToken)).toMatchObject({ code: 0, out: expect.stringContaining('indirect provider') })
  })

  it('connects nothing without multifactor authentication once it is enforced, and warns before', async () => {
    microsoft.setMfa(partnerA, 'missing')
    const refused = await withToken(practiceToken)
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('(900421)') })
    expect(await connection()).toBeNull()
    microsoft.setMfa(partnerA, 'announced')
    expect(await withToken(practiceToken)).toMatchObject({
      code: 0,
      out: expect.stringContaining('MFA              MISSING'),
    })
  })

  it('gives nobody a role by a group of the same name, until one of them is chosen', async () => {
    microsoft.addGroup(partnerA, 'AdminAgents', { securityEnabled: true })
    const { out } = await withToken(practiceToken)
    expect(out).toContain('2 security groups are called AdminAgents, so nobody has the role')
    const [, id = ''] = /--admin-agents: ([0-9a-f-]+)/.exec(out) ?? []
    expect((await connection())?.groups).not.toHaveProperty('admin-agent')
    await withToken(practiceToken, '--admin-agents', id)
    expect((await connection())?.groups).toMatchObject({ 'admin-agent': id })
  })

  it.each([
    ['AADSTS700082', 'sign-in to Partner Center has ended'],
    ['AADSTS50076', 'no valid multifactor authentication'],
    ['AADSTS53003', 'Conditional Access'],
    ['AADSTS7000222', 'client secret of the desk’s app registration has ended'],
    ['AADSTS7000215', 'is not taken'],
    ['AADSTS700016', 'not known in this partner’s tenant'],
    ['AADSTS65001', 'consented'],
  ])('says of %s who must do what, without what the service said', async (code, words) => {
    microsoft.endSignIn(partnerA, code)
    const { code: exit, err } = await withToken(practiceToken)
    expect(exit).toBe(1)
    expect(err.replaceAll("'", '’')).toContain(words)
    expect(err).toContain(`(${code})`)
    expect(err).not.toContain('Trace ID')
  })

  it('asks which of several partners is meant, and refuses one that is not here', async () => {
    expect(await run('connect')).toMatchObject({ code: 2, err: expect.stringContaining('--partner <tenant id>') })
    const other = await run('connect', '--partner', '99999999-9999-4999-8999-999999999999')
    expect(other).toMatchObject({ code: 2, err: expect.stringContaining('no such partner') })
    expect(await run('connect', '--partner', 'alpine')).toMatchObject({ code: 2 })
  })
})

describe('npm run partner-center -- status', () => {
  it('says of each partner how its connection is, and ends with 1 while one is not connected', async () => {
    await withToken(practiceToken)
    const { code, out } = await run('status')
    expect(code).toBe(1)
    for (const { name } of samplePartners) expect(out).toContain(name)
    expect(out).toContain('Works.')
    expect(out).toContain('(not-connected)')
    expect(await run('status', '--partner', partnerA)).toMatchObject({
      code: 0,
      out: expect.not.stringContaining(partnerB),
    })
  })

  it('says what has to be mended, and that it works again', async () => {
    await withToken(practiceToken)
    microsoft.endSignIn(partnerA, 'AADSTS700082')
    const { code, out } = await run('status', '--partner', partnerA)
    expect(code).toBe(1)
    expect(out).toContain("FAILS            The desk's sign-in to Partner Center has ended (AADSTS700082).")
    microsoft.mendSignIn(partnerA)
    expect(await run('status', '--partner', partnerA)).toMatchObject({
      code: 0,
      out: expect.stringContaining('Works.'),
    })
  })
})
