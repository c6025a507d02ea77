import { describe, expect, it } from 'vitest'
import { partnerA, people } from '../support/desk.ts'
import { openGraphWorld } from '../support/graph-world.ts'

const bought = 'buy 2 windows server 2022 datacenter 1 year for Contoso'

describe('roles that are kept in Microsoft Entra', () => {
  it('let an admin agent buy whose group says so, whatever the desk’s own table has', async () => {
    const { world } = await openGraphWorld()
    await world.database.rows.agent.updateMany({ where: { partnerId: partnerA }, data: { roles: [] } })
    const mina = await world.person(people.admin)
    await mina.says(bought)
    await mina.presses('Review order')
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Place order')
    expect(await world.database.rows.purchase.count()).toBe(1)
  })

  it('refuse whoever was taken out of the group while the card was open', async () => {
    const { world, microsoft } = await openGraphWorld()
    const mina = await world.person(people.admin)
    await mina.says(bought)
    await mina.presses('Review order')
    mina.picks({ acknowledged: 'true' })
    microsoft.removeMember(partnerA, people.admin, 'AdminAgents')
    await mina.presses('Place order')
    expect(mina.hears()).toContain('needs the role Admin agent or Global administrator')
    expect(mina.hears()).toContain('activate it in Privileged Identity Management')
    expect(await world.database.rows.purchase.count()).toBe(0)
    microsoft.addMember(partnerA, people.admin, 'AdminAgents')
    await mina.presses('Place order')
    expect(await world.database.rows.purchase.count()).toBe(1)
  })
})
