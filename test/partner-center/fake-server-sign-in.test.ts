import { afterEach, describe, expect, test } from 'vitest'
import { hour } from '../../src/platform/clock.ts'
import { clientOf } from '../support/partner-center-server/client.ts'
import { openShop } from '../support/partner-center-server/shop.ts'
import { challengeOf, tokenFor } from '../support/partner-center-server/tokens.ts'

const partnerA = '11111111-1111-4111-8111-111111111111'
const partnerB = '22222222-2222-4222-8222-222222222222'
const mina = 'aaaaaaaa-0000-4000-8000-000000000001'
const oliver = 'aaaaaaaa-0000-4000-8000-000000000004'

let close = async () => {}
afterEach(() => close())
const open = async () => {
  const shop = await openShop()
  close = shop.fake.close
  const form = async (path: string, values: Record<string, string>, tenant = partnerA) => {
    const body = new URLSearchParams(values)
    const answer = await fetch(`${shop.fake.url}/login/${tenant}/oauth2/v2.0/${path}`, { method: 'POST', body })
    // biome-ignore lint/suspicious/noExplicitAny: whatever the service answers
    return { status: answer.status, body: (await answer.json()) as any }
  }
  const refresh = (scope: string, refresh_token = `practice-${partnerA}`) =>
    form('token', { grant_type: 'refresh_token', client_id: 'desk', refresh_token, scope })
  const graph = clientOf(shop.fake, partnerA, 'graph')
  return { ...shop, form, refresh, graph }
}
const partnerCenterScope = 'https://api.partnercenter.microsoft.com/.default offline_access'

describe('the sign-in', () => {
  test('gives three tokens for three resources from one refresh token, and refuses any other with AADSTS700082', async () => {
    const { refresh, call } = await open()
    const { body } = await refresh(partnerCenterScope)
    expect((await call('GET', '/api/v1/customers', { token: body.access_token })).status).toBe(200)
    const scopes = ['https://api.partner.microsoft.com/.default', 'https://graph.microsoft.com/User.Read']
    for (const scope of scopes) {
      const { access_token } = (await refresh(scope)).body
      const refused = await call('GET', '/api/v1/customers', { token: access_token })
      expect([refused.status, refused.body.code]).toEqual([401, 900420])
    }
    const other = await refresh(partnerCenterScope, 'practice-nobody')
    expect([other.status, other.body.error, other.body.error_codes]).toEqual([400, 'invalid_grant', [700082]])
  })

  test('answers each tenant its own data only', async () => {
    const { call } = await open()
    const token = tokenFor({ tenantId: partnerB, audience: 'partner-center' })
    const { items } = (await call('GET', '/api/v1/customers', { token })).body
    expect(items).toMatchObject([{ companyProfile: { companyName: 'Lucerne Publishing' } }])
  })

  test('ends after an hour, and a token that is none, or was tampered with, is 401', async () => {
    const { refresh, call, clock } = await open()
    const token: string = (await refresh(partnerCenterScope)).body.access_token
    const [head = '', , seal = ''] = token.split('.')
    const claims = Buffer.from(JSON.stringify({ aud: 'https://api.partnercenter.microsoft.com', tid: partnerB }))
    for (const wrong of ['', 'nothing', [head, claims.toString('base64url'), seal].join('.')]) {
      expect((await call('GET', '/api/v1/customers', { token: wrong })).status).toBe(401)
    }
    clock.advance(hour)
    expect((await call('GET', '/api/v1/customers', { token })).status).toBe(401)
  })

  test('without a second factor is 401 900421, an application is not, and ValidateMfa says it before', async () => {
    const { fake, call } = await open()
    const asked = { headers: { ValidateMfa: 'true' } }
    expect((await call('GET', '/api/v1/customers', asked)).headers.get('ismfacompliant')).toBe('true')
    fake.setMfa(partnerA, 'announced')
    const warned = await call('GET', '/api/v1/customers', asked)
    expect([warned.status, warned.headers.get('ismfacompliant')]).toEqual([200, 'false'])
    fake.setMfa(partnerA, 'missing')
    expect((await call('GET', '/api/v1/customers')).body.code).toBe(900421)
    const token = tokenFor({ tenantId: partnerA, audience: 'partner-center', as: 'app' })
    expect((await call('GET', '/api/v1/customers', { token })).status).toBe(200)
    const agreements = await call('GET', '/api/v1/customers/c0000000-0000-4000-8000-000000000001/agreements', { token })
    expect(agreements.status).toBe(403)
  })

  test('that has ended, or is kept by Conditional Access, says which', async () => {
    const { fake, refresh, call } = await open()
    for (const reason of ['AADSTS700082', 'AADSTS50076', 'AADSTS50078', 'AADSTS53003', 'AADSTS7000222']) {
      fake.endSignIn(partnerA, reason)
      expect((await refresh(partnerCenterScope)).body.error_description).toContain(reason)
      expect((await call('GET', '/api/v1/customers')).status).toBe(401)
    }
    fake.mendSignIn(partnerA)
    expect((await refresh(partnerCenterScope)).status).toBe(200)
  })

  test('that has ended is mended by signing in again, and an application goes on without it', async () => {
    const { fake, form, refresh } = await open()
    const asApplication = () => form('token', { grant_type: 'client_credentials', scope: partnerCenterScope })
    const byDevice = async () => {
      const { device_code } = (await form('devicecode', { scope: partnerCenterScope })).body
      return form('token', { grant_type: 'device_code', device_code, scope: partnerCenterScope })
    }
    fake.endSignIn(partnerA, 'AADSTS50078')
    expect([(await refresh(partnerCenterScope)).status, (await asApplication()).status]).toEqual([400, 200])
    expect([(await byDevice()).status, (await refresh(partnerCenterScope)).status]).toEqual([200, 200])
    fake.endSignIn(partnerA, 'AADSTS53003')
    expect((await byDevice()).status).toBe(400)
    fake.endSignIn(partnerA, 'AADSTS7000222')
    expect((await asApplication()).status).toBe(401)
  })

  test('can be silent or fail, as any call', async () => {
    const { fake, refresh } = await open()
    const endpoint = 'POST /login/{tenant}/oauth2/v2.0/token'
    fake.failNext({ kind: 'drop' }, { endpoint })
    await expect(refresh(partnerCenterScope)).rejects.toThrow()
    fake.failNext({ kind: 'status', status: 503 })
    expect((await refresh(partnerCenterScope)).status).toBe(200)
    expect(fake.count(endpoint)).toBe(2)
  })

  test('in a browser gives a code that is redeemed once, by who has the verifier', async () => {
    const { fake, form } = await open()
    const redirect_uri = 'http://localhost:4000/back'
    const authorize = new URL(`${fake.url}/login/organizations/oauth2/v2.0/authorize`)
    const query = {
      client_id: 'desk',
      response_type: 'code',
      redirect_uri,
      state: 's1',
      code_challenge: challengeOf('v1'),
    }
    authorize.search = new URLSearchParams({ ...query, code_challenge_method: 'S256' }).toString()
    const codeOf = async () => {
      const answer = await fetch(authorize, { redirect: 'manual' })
      const back = new URL(answer.headers.get('location') ?? '')
      expect(back.searchParams.get('state')).toBe('s1')
      return back.searchParams.get('code') ?? ''
    }
    const redeem = (code: string, code_verifier: string) =>
      form('token', { grant_type: 'authorization_code', code, redirect_uri, code_verifier, scope: partnerCenterScope })
    expect((await redeem(await codeOf(), 'v2')).body.error_codes).toEqual([501481])
    const code = await codeOf()
    const { body } = await redeem(code, 'v1')
    const claims = JSON.parse(Buffer.from(body.id_token.split('.')[1], 'base64url').toString())
    expect(claims).toMatchObject({ tid: partnerA, oid: oliver })
    expect(body.refresh_token).toBe(`practice-${partnerA}`)
    expect((await redeem(code, 'v1')).body.error_codes).toEqual([54005])
  })

  test('by device code is approved at once', async () => {
    const { form } = await open()
    const { body } = await form('devicecode', { client_id: 'desk', scope: partnerCenterScope }, partnerB)
    const grant_type = 'urn:ietf:params:oauth:grant-type:device_code'
    const values = { grant_type, device_code: body.device_code, scope: partnerCenterScope }
    expect((await form('token', values, partnerB)).body.refresh_token).toBe(`practice-${partnerB}`)
  })

  test('of an indirect reseller reads its profile and its providers, and nothing else', async () => {
    const { fake, call } = await open()
    fake.setKind(partnerA, 'indirect-reseller')
    expect((await call('GET', '/api/v1/customers')).status).toBe(403)
    expect((await call('GET', '/api/v1/profiles/organization')).body.companyName).toBe('Alpine Partners')
    const providers = await call('GET', '/api/v1/relationships?relationship_type=IsIndirectResellerOf')
    expect(providers.body.totalCount).toBe(1)
  })
})

describe('Graph', () => {
  const groupOf = async ({ graph }: Awaited<ReturnType<typeof open>>, name: string) =>
    (await graph('GET', `/graph/v1.0/groups?$filter=${encodeURIComponent(`displayName eq '${name}'`)}`)).body.value

  test('answers which of the groups somebody is in now', async () => {
    const shop = await open()
    const [admin] = await groupOf(shop, 'AdminAgents')
    const [sales] = await groupOf(shop, 'SalesAgents')
    const check = async () => {
      const body = { groupIds: [admin.id, sales.id] }
      return (await shop.graph('POST', `/graph/v1.0/users/${mina}/checkMemberGroups`, { body })).body.value
    }
    expect(await check()).toEqual([admin.id])
    shop.fake.removeMember(partnerA, mina, 'AdminAgents')
    expect(await check()).toEqual([])
    const many = { groupIds: Array.from({ length: 21 }, () => admin.id) }
    expect((await shop.graph('POST', `/graph/v1.0/users/${mina}/checkMemberGroups`, { body: many })).status).toBe(400)
  })

  test('finds two groups of one name where somebody made another', async () => {
    const shop = await open()
    shop.fake.addGroup(partnerA, 'AdminAgents', { securityEnabled: false })
    expect(await groupOf(shop, 'AdminAgents')).toMatchObject([{ securityEnabled: true }, { securityEnabled: false }])
    expect(await groupOf(shop, 'Nobody')).toEqual([])
  })

  test('pages the members of a group', async () => {
    const shop = await open()
    shop.fake.settings.membersOnAPage = 2
    const [admin] = await groupOf(shop, 'AdminAgents')
    const names: string[] = []
    let path: string | undefined = `/graph/v1.0/groups/${admin.id}/transitiveMembers/microsoft.graph.user`
    while (path !== undefined) {
      const { body } = await shop.graph('GET', path)
      names.push(...body.value.map(({ displayName }: { displayName: string }) => displayName))
      path = body['@odata.nextLink']?.replace(shop.fake.url, '')
    }
    expect(names).toEqual(['Mina Park', '林晓雨', 'Oliver Hughes'])
  })

  test('tells active directory roles, where that is permitted', async () => {
    const { graph, fake } = await open()
    const roles = () => graph('GET', `/graph/v1.0/users/${oliver}/transitiveMemberOf/microsoft.graph.directoryRole`)
    expect((await roles()).body.value).toMatchObject([{ displayName: 'Global Administrator' }])
    fake.removeDirectoryRoles(partnerA, oliver)
    expect((await roles()).body.value).toEqual([])
    fake.permitDirectoryRoles(partnerA, false)
    expect([(await roles()).status, (await roles()).body.error.code]).toEqual([403, 'Authorization_RequestDenied'])
  })

  test('knows who signed in, and refuses a token for Partner Center', async () => {
    const { graph, call } = await open()
    expect((await graph('GET', '/graph/v1.0/me')).body.displayName).toBe('Oliver Hughes')
    const wrong = await call('GET', '/graph/v1.0/me')
    expect([wrong.status, wrong.body.error.code]).toEqual([401, 'InvalidAuthenticationToken'])
  })

  test('and a purchase see a group that somebody left', async () => {
    const { fake, newCart, wanted } = await open()
    const line = await wanted({ productId: 'DG7GMGF0FLR3', skuId: '0001' })
    fake.removeMember(partnerA, oliver, 'AdminAgents')
    const refused = await newCart(line)
    expect([refused.status, refused.body.code]).toEqual([403, 900150])
  })
})
