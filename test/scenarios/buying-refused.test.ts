import { beforeAll, describe, expect, it } from 'vitest'
import { sampleAgents } from '../../src/directory/sample-agents.ts'
import { customer, openWorld, type Person, people, type World } from '../support/desk.ts'

/** Everything that a purchase leaves behind. */
const traces = async ({ database: { rows } }: World) => ({
  purchases: await rows.purchase.count(),
  orders: await rows.pcOrder.count(),
  entries: await rows.activityEntry.count(),
})

describe('who may buy', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  })

  const mayBuy = sampleAgents.filter(({ roles }) =>
    roles.some((role) => ['admin-agent', 'global-admin'].includes(role)),
  )
  const mayNot = sampleAgents.filter((agent) => !mayBuy.includes(agent))

  it.each(mayBuy)('$roles may', async ({ id }) => {
    const person = await world.person(id)
    await person.says('buy')
    expect(person.mayPress()).toHaveLength(1)
    expect(person.filledIn('customer')).toBe('')
  })

  it.each(mayNot)('$roles may not, and is told which role it takes and who has it', async ({ id }) => {
    const person = await world.person(id)
    await person.says('buy 10 windows server 2022 datacenter 1 year for Contoso')
    expect(person.hears()).toContain('Buying needs the role Admin agent or Global administrator.')
    expect(person.hears()).toMatch(/Mina Park.* can help\./)
  })

  it('nobody buys with a role that was taken away between the review and the order', async () => {
    const mina = await world.person(people.admin)
    await mina.says('buy 1 windows server 2022 standard 1 year for contoso.com')
    await mina.presses('Review order')
    const before = await traces(world)
    const agent = { partnerId_id: { partnerId: '11111111-1111-4111-8111-111111111111', id: people.admin } }
    await world.database.rows.agent.update({ where: agent, data: { roles: ['sales-agent'] } })
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Place order')
    expect(mina.everything()).toContain('Buying needs the role Admin agent or Global administrator.')
    expect(await traces(world)).toEqual(before)
    await world.database.rows.agent.update({ where: agent, data: { roles: ['admin-agent'] } })
  })
})

describe('a forged press changes nothing', () => {
  let world: World
  let mina: Person
  let before: Awaited<ReturnType<typeof traces>>
  beforeAll(async () => {
    world = await openWorld()
    mina = await world.person(people.admin)
    before = await traces(world)
  })

  const reservation = async (): Promise<string> => {
    await mina.says('buy for contoso.com')
    return mina.mayChoose('item').find(({ title }) => title.includes('reservation'))?.value ?? ''
  }

  it('a reservation for Greenland is refused with its name', async () => {
    const item = await reservation()
    await mina.says('buy for litware.gl')
    mina.picks({ item, quantity: '1' })
    await mina.presses('Review order')
    expect(mina.sees()).toContain('Azure reservations are not available in Greenland.')
    expect(await traces(world)).toEqual(before)
  })

  it.each([
    ['DG7GMGF0XXXX:0001:P1Y:one_time:commercial', 'This product is not sold in United States.'],
    ['nonsense', 'Nothing that is sold here fits "nonsense"'],
    ["'; drop table desk.purchase; --", 'Nothing that is sold here fits'],
    ['a'.repeat(200), 'Nothing that is sold here fits'],
    ['__proto__', 'Nothing that is sold here fits'],
  ])('the product %j is not sold in the United States', async (item, said) => {
    await mina.says('buy for contoso.com')
    mina.picks({ item, quantity: '1' })
    await mina.presses('Review order')
    expect(mina.sees()).toContain(said)
    expect(await traces(world)).toEqual(before)
  })

  it.each(['0', '-1', '1e9', '1 or 1', '', '1.5', '10001', 0, -1, 1e9, 1.5, { $gt: 0 }, [1], true, null])(
    'the quantity %j is refused with the limits',
    async (quantity) => {
      await mina.says('buy windows server 2022 standard 1 year for contoso.com')
      mina.picks({ quantity })
      await mina.presses('Review order')
      expect(mina.sees()).toContain('The quantity must be a whole number from 1 to 10,000.')
      expect(await traces(world)).toEqual(before)
    },
  )

  it.each([undefined, 'false', 'TRUE', '1', true, { value: 'true' }])(
    'the checkbox as %j is none',
    async (acknowledged) => {
      await mina.says('buy 1 windows server 2022 standard 1 year for contoso.com')
      await mina.presses('Review order')
      mina.picks({ acknowledged })
      await mina.presses('Place order')
      expect(mina.sees()).toContain('Tick this box to confirm the order.')
      expect(await traces(world)).toEqual(before)
    },
  )

  it.each([
    customer(11),
    'lucernepublishing.kr',
    'Lucerne Publishing',
    'c0000000-0000-4000-8000-0000000000ff',
    "' or 1=1 --",
  ])('the customer %j is not this partner’s', async (other) => {
    await mina.says('buy')
    mina.picks({ customer: other })
    await mina.presses('Next')
    expect(mina.sees()).toContain('There is no such customer here')
    expect(await traces(world)).toEqual(before)
  })

  it('what a button carries beside its ids is not looked at', async () => {
    await mina.says('buy 2 windows server 2022 standard 1 year for contoso.com')
    await mina.presses('Review order')
    mina.picks({ acknowledged: 'true', quantity: '1000', item: 'x', poNumber: 'forged' })
    await mina.presses('Place order', { forged: { customerId: customer(2), total: '0.01', requestKey: customer(3) } })
    expect(mina.sees()).toContain('Total: USD 772.00, tax excluded')
    expect(mina.sees()).toContain('Contoso · contoso.com')
    expect(mina.sees()).not.toContain('forged')
  })

  it('Place order pressed on the form, before any review, only shows the form', async () => {
    const now = await traces(world)
    await mina.says('buy 2 windows server 2022 standard 1 year for contoso.com')
    await mina.pressesOld(mina.button('Review order'), { acknowledged: 'true' }, { step: 'review', act: 'place' })
    expect(mina.mayPress()).toEqual(['Review order', 'Add a product', 'Back'])
    expect(await traces(world)).toEqual(now)
  })
})
