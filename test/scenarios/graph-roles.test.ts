import { describe, expect, it } from 'vitest'
import { asksToBuy, decides } from '../support/approvals.ts'
import { partnerA, people } from '../support/desk.ts'
import { openGraphWorld } from '../support/graph-world.ts'
import type { PartnerCenterServer } from '../support/partner-center-server/server.ts'

const bought = 'buy 2 windows server 2022 datacenter 1 year for Contoso'
const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10'

/** Graph answers nobody any more; the rest of Microsoft does. */
const silenceGraph = (microsoft: PartnerCenterServer) =>
  microsoft.failAsChosen(({ endpoint }) => (endpoint.includes(' /v1.0/') ? { kind: 'drop' } : undefined))

/** Mina with everything done but the last press. */
async function minaBuys(options: Parameters<typeof openGraphWorld>[0] = {}) {
  const opened = await openGraphWorld(options)
  const mina = await opened.world.person(people.admin)
  await mina.says(bought)
  await mina.presses('Review order')
  mina.picks({ acknowledged: 'true' })
  return { ...opened, mina, purchases: () => opened.world.database.rows.purchase.count() }
}

describe('roles that are kept in Microsoft Entra', () => {
  it('are those of the groups, whatever the desk’s own table has', async () => {
    const { world } = await openGraphWorld()
    const { agent, purchase } = world.database.rows
    await agent.updateMany({ where: { partnerId: partnerA }, data: { roles: ['admin-agent'] } })
    const carla = await world.person(people.sales)
    await carla.says(bought)
    expect(carla.hears()).toContain('needs the role Admin agent or Global administrator')
    await agent.updateMany({ where: { partnerId: partnerA }, data: { roles: [] } })
    const mina = await world.person(people.admin)
    await mina.says(bought)
    await mina.presses('Review order')
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Place order')
    expect(await purchase.count()).toBe(1)
  })

  it('refuse at the last press whoever was taken out of the group, say to activate it, and let them in again at once', async () => {
    const { microsoft, mina, purchases } = await minaBuys()
    microsoft.removeMember(partnerA, people.admin, 'AdminAgents')
    await mina.presses('Place order')
    expect(mina.hears()).toContain('needs the role Admin agent or Global administrator')
    expect(mina.hears()).toContain('You usually have Admin agent, and it is not active now: activate it')
    expect(mina.hears()).toContain('林晓雨')
    expect(await purchases()).toBe(0)
    microsoft.addMember(partnerA, people.admin, 'AdminAgents')
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Place order')
    expect(await purchases()).toBe(1)
  })

  it('say to activate a directory role too, and nothing of the kind to who never had one', async () => {
    const { world, microsoft } = await openGraphWorld()
    const seojun = await world.person(people.koreanGlobalAdmin)
    await seojun.says(bought)
    await seojun.presses('주문 검토')
    seojun.picks({ acknowledged: 'true' })
    microsoft.removeDirectoryRoles(partnerA, people.koreanGlobalAdmin, globalAdministrator)
    await seojun.presses('주문하기')
    expect(seojun.hears()).toContain('전역 관리자 역할을 평소에 가지고 있지만 지금은 활성화되어 있지 않습니다')
    const noah = await world.person(people.nobody)
    await noah.says(bought)
    expect(noah.hears()).not.toContain('activate it')
  })

  it('are nobody’s while Graph is silent: nothing is bought, and the same press works when it answers', async () => {
    const { microsoft, mina, purchases } = await minaBuys()
    silenceGraph(microsoft)
    await mina.presses('Place order')
    expect(mina.hears()).toContain('Microsoft Entra, where roles are kept, is not answering')
    expect(await purchases()).toBe(0)
    microsoft.failAsChosen(undefined)
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Place order')
    expect(await purchases()).toBe(1)
  })

  it('are asked afresh at a cancellation and at keys', async () => {
    const { world, microsoft } = await openGraphWorld()
    const mina = await world.person(people.admin)
    await mina.says('cancel CSP-1001')
    mina.picks({ acknowledged: 'true' })
    silenceGraph(microsoft)
    await mina.presses('Submit')
    expect(mina.hears()).toContain('is not answering')
    expect(await world.database.rows.cancellation.count()).toBe(0)
    microsoft.failAsChosen(undefined)
    await mina.says('keys CSP-1001')
    await mina.presses('Submit')
    const links = await world.database.rows.downloadLink.count()
    microsoft.removeMember(partnerA, people.admin, 'AdminAgents')
    await mina.presses('Get keys and downloads')
    expect(mina.hears()).toContain('needs the role')
    expect(await world.database.rows.downloadLink.count()).toBe(links)
  })

  it('let what was approved wait while Graph is silent, and be carried out when it answers', async () => {
    const { world, microsoft } = await openGraphWorld()
    await decides(world, { purchases: { AUD: '1' } })
    const mina = await world.person(people.admin)
    const oliver = await world.person(people.globalAndAdmin)
    await asksToBuy(mina)
    await world.passes(0)
    await oliver.says('approvals')
    await oliver.presses('Open')
    // He is asked for when he presses, and both of them when it is carried out.
    let asked = 0
    microsoft.failAsChosen(({ endpoint }) =>
      endpoint.includes('checkMemberGroups') && ++asked > 1 ? { kind: 'drop' } : undefined,
    )
    await oliver.presses('Approve')
    const { approval, purchase } = world.database.rows
    expect(await approval.findFirstOrThrow()).toMatchObject({ status: 'approved' })
    microsoft.failAsChosen(undefined)
    await world.passes(60_000)
    expect(await approval.findFirstOrThrow()).toMatchObject({ status: 'carried-out' })
    expect(await purchase.findFirstOrThrow()).toMatchObject({ status: 'placed' })
  })

  it('let in somebody new to the group whom nobody has entered, by the name that Entra has', async () => {
    const { world, microsoft } = await openGraphWorld()
    const id = 'aaaaaaaa-0000-4000-8000-000000000077'
    microsoft.addPerson(partnerA, { id, name: 'Ada New', roles: ['admin-agent'] })
    await world.passes(11 * 60_000)
    const oliver = await world.person(people.globalAndAdmin)
    await oliver.says('settings')
    await oliver.presses('People and roles …')
    expect(oliver.sees()).toContain('Ada New')
    expect(oliver.sees()).toContain('Not kept here, but in the Microsoft Entra admin center')
  })

  it('that Entra does not have are granted in the desk, and stay beside those of Entra', async () => {
    const { world } = await openGraphWorld()
    const oliver = await world.person(people.globalAndAdmin)
    await oliver.says('settings')
    await oliver.presses('People and roles …')
    oliver.picks({ person: people.sales })
    await oliver.presses('Change roles …')
    const offered = oliver.mayChoose('given').map(({ value }) => value)
    expect(offered).toEqual(['account-admin', 'referral-admin', 'marketing-content-admin'])
    oliver.picks({ given: 'account-admin' })
    await oliver.presses('Save')
    const carla = await world.person(people.sales)
    await carla.says('activity')
    expect(carla.hears()).not.toContain('needs the role')
    await carla.says(bought)
    expect(carla.hears()).toContain('needs the role')
  })
})
