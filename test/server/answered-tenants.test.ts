import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { partnerB, people } from '../support/desk.ts'
import { bearer, LoginAuthority } from '../support/login-authority.ts'
import { openTeamsDesk, searching, type TeamsDesk } from '../support/teams-desk.ts'

const listed = '99999999-0000-4000-8000-00000000000F'
const serviceUrl = 'https://smba.teams.example.com/emea/'

let authority: LoginAuthority
let teams: TeamsDesk
beforeAll(async () => {
  authority = await LoginAuthority.open()
  const environment = { ALLOWED_TENANTS: `${partnerB}, ${listed}`, TEAMS_SERVICE_HOSTS: 'smba.teams.example.com' }
  teams = await openTeamsDesk(authority, { environment })
})
afterAll(async () => {
  await teams.close()
  await authority.close()
})

const inTenant = (tenantId: string, agentId: string) =>
  searching({
    from: { id: '29:x', aadObjectId: agentId },
    conversation: { id: 'a:x', conversationType: 'personal', tenantId },
    channelData: { tenant: { id: tenantId } },
    value: { queryText: 'lucerne', dataset: 'customers' },
  })

describe('a desk with a list of tenants', () => {
  it('answers a partner on the list', async () => {
    const { status, text } = await teams.post(bearer(), inTenant(partnerB, people.adminOfB))
    expect(status).toBe(200)
    expect(JSON.parse(text).value.results).not.toEqual([])
  })

  it('refuses a partner that is entered and not on the list, and reads nothing', async () => {
    teams.lookedUp.length = 0
    expect(await teams.post(bearer(), searching())).toEqual({ status: 403, text: '' })
    expect(teams.lookedUp).toEqual([])
    expect(teams.log.at(-1)).toContain('tenant-not-answered')
  })

  it('finds nothing for a tenant on the list that is not entered', async () => {
    const { status, text } = await teams.post(bearer(), inTenant(listed, people.admin))
    expect(status).toBe(200)
    expect(JSON.parse(text)).toMatchObject({ value: { results: [] } })
  })
})

describe('a desk with another cloud’s host', () => {
  it('answers what Teams sends from there, and still what it sends from its own', async () => {
    for (const url of [serviceUrl, 'https://smba.trafficmanager.net/emea/']) {
      const body = { ...inTenant(partnerB, people.adminOfB), serviceUrl: url }
      expect((await teams.post(bearer({ claims: { serviceurl: url } }), body)).status).toBe(200)
    }
  })

  it('answers nothing from a host that only looks like it', async () => {
    for (const url of ['https://x.smba.teams.example.com/', 'https://smba.teams.example.com:444/']) {
      const body = { ...inTenant(partnerB, people.adminOfB), serviceUrl: url }
      expect((await teams.post(bearer({ claims: { serviceurl: url } }), body)).status).toBe(401)
    }
  })
})
