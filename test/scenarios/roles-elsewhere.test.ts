import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Agent } from '../../src/commerce/agent.ts'
import type { Directory } from '../../src/commerce/ports/directory.ts'
import { asksToBuy, decides } from '../support/approvals.ts'
import { openWorld, type Person, partnerA, people, type World } from '../support/desk.ts'

/** A directory that differs from the desk's own table in some things. */
const differing = (own: Directory, others: Partial<Directory>): Directory =>
  new Proxy(own, {
    get(real, name: keyof Directory) {
      const found = others[name] ?? real[name]
      return typeof found === 'function' ? found.bind(real) : found
    },
  })

let world: World
let oliver: Person
afterEach(() => world.desk.close())

describe('where some roles are kept elsewhere', () => {
  beforeEach(async () => {
    world = await openWorld({
      directory: (own) => differing(own, { rolesKeptElsewhere: async () => ['admin-agent', 'global-admin'] }),
    })
    oliver = await world.person(people.globalAndAdmin)
    await oliver.says('settings')
    await oliver.presses('People and roles …')
    oliver.picks({ person: people.sales })
    await oliver.presses('Change roles …')
  })

  const rolesOf = async () =>
    (await world.database.rows.agent.findFirstOrThrow({ where: { partnerId: partnerA, id: people.sales } })).roles

  it('the card says which and where, and offers the others', async () => {
    expect(oliver.sees()).toContain(
      'Not kept here, but in the Microsoft Entra admin center: Admin agent and Global administrator.',
    )
    const offered = oliver.mayChoose('given').map(({ value }) => value)
    expect(offered).toContain('billing-admin')
    expect(offered).not.toContain('admin-agent')
    oliver.picks({ given: 'billing-admin' })
    await oliver.presses('Save')
    expect(await rolesOf()).toEqual(['billing-admin'])
  })

  it('none of those is granted by a forged press', async () => {
    oliver.picks({ given: 'admin-agent,billing-admin' })
    await oliver.presses('Save')
    expect(oliver.sees()).toContain('Microsoft Entra admin center')
    expect(await rolesOf()).toEqual(['sales-agent'])
  })
})

describe('a role that was taken away a moment ago, while what is drawn still remembers it', () => {
  let remembered: Map<string, Agent | undefined>
  let mina: Person

  beforeEach(async () => {
    remembered = new Map()
    world = await openWorld({
      directory: (own) =>
        differing(own, {
          agent: async (partnerId, id) => {
            if (!remembered.has(id)) remembered.set(id, await own.agent(partnerId, id))
            return remembered.get(id)
          },
        }),
    })
    mina = await world.person(people.admin)
    oliver = await world.person(people.globalAndAdmin)
  })

  const losesRole = (id: string) =>
    world.database.rows.agent.updateMany({ where: { partnerId: partnerA, id }, data: { roles: [] } })

  it('buys nothing', async () => {
    await mina.says('buy 2 windows server 2022 datacenter 1 year for Contoso')
    await mina.presses('Review order')
    mina.picks({ acknowledged: 'true' })
    await losesRole(people.admin)
    await mina.presses('Place order')
    expect(mina.sees()).toContain('needs the role')
    expect(await world.database.rows.purchase.count()).toBe(0)
  })

  it('cancels nothing', async () => {
    await mina.says('cancel CSP-1001')
    mina.picks({ acknowledged: 'true' })
    await losesRole(people.admin)
    await mina.presses('Submit')
    expect(mina.sees()).toContain('needs the role')
    expect(await world.database.rows.cancellation.count()).toBe(0)
  })

  it('shows no key and gives no link', async () => {
    await mina.says('keys CSP-1001')
    await mina.presses('Submit')
    const before = await world.database.rows.downloadLink.count()
    await losesRole(people.admin)
    await mina.presses('Get keys and downloads')
    expect(mina.sees()).toContain('needs the role')
    expect(await world.database.rows.downloadLink.count()).toBe(before)
  })

  it('decides no approval', async () => {
    await decides(world, { purchases: { AUD: '1' } })
    await asksToBuy(mina)
    await world.passes(0)
    await oliver.says('approvals')
    await oliver.presses('Open')
    await losesRole(people.globalAndAdmin)
    await oliver.presses('Approve')
    expect(await world.database.rows.approval.findFirstOrThrow()).toMatchObject({ status: 'waiting' })
  })

  it('changes no settings and no roles', async () => {
    await oliver.says('settings')
    await oliver.presses('People and roles …')
    oliver.picks({ person: people.sales })
    await oliver.presses('Change roles …')
    await losesRole(people.globalAndAdmin)
    oliver.picks({ given: 'billing-admin' })
    await oliver.presses('Save')
    const sales = await world.database.rows.agent.findFirstOrThrow({ where: { id: people.sales } })
    expect(sales.roles).toEqual(['sales-agent'])
  })

  it('sends no support request', async () => {
    await mina.says('support CSP-1004 for contoso.com')
    mina.picks({ impact: 'moderate', reason: 'Wrong.', contactEmail: 'm@alpine.example', contactPhone: '+1 425 555' })
    await losesRole(people.admin)
    await mina.presses('Send request')
    expect(await world.database.rows.supportRequest.count()).toBe(0)
  })
})
