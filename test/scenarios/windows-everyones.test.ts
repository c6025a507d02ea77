import { beforeEach, describe, expect, it } from 'vitest'
import { offers } from '../../src/partner-center/embedded/catalogue.ts'
import { day, later, minute } from '../../src/platform/clock.ts'
import { customer, openWorld, Person, partnerA, people, type World } from '../support/desk.ts'

const software = offers.find(({ family }) => family === 'perpetual-software')?.catalogItem ?? ''

let world: World
let mina: Person
let oliver: Person

beforeEach(async () => {
  world = await openWorld()
  mina = await world.person(people.admin)
  oliver = await world.person(people.globalAndAdmin)
})

/** An order as somebody bought it in the dashboard, so many days ago; its window is of 60. */
async function boughtElsewhere(id: string, daysAgo: number, price = '100'): Promise<void> {
  const { rows } = world.database
  const createdAt = later(world.clock.now(), -daysAgo * day)
  const order = { partnerId: partnerA, id }
  await rows.pcOrder.create({ data: { ...order, customerId: customer(2), currency: 'AUD', createdAt } })
  const line = { number: 0, catalogItem: software, quantity: 2, unitPrice: price }
  await rows.pcOrderLine.create({ data: { partnerId: partnerA, orderId: id, ...line } })
}

const toldOf = (person: Person, order: string) => person.cardsWith(`left to cancel order ${order}`)
const kept = () => world.database.rows.keptOrder.findMany()

async function decides(typed: Record<string, string>): Promise<void> {
  await oliver.says('settings')
  await oliver.presses('Notice rules …')
  oliver.picks(typed)
  await oliver.presses('Save')
  expect(oliver.sees()).toContain('Saved.')
}

describe('an order that nobody here bought', () => {
  it('is told of to every admin agent, with amount, customer and order, and Cancel opens its card', async () => {
    const sales = await world.person(people.sales)
    await boughtElsewhere('CSP-4001', 54)
    await world.passes(minute)
    await world.passes(minute)
    for (const person of [mina, oliver]) expect(toldOf(person, 'CSP-4001')).toHaveLength(1)
    expect(sales.cardsWith('CSP-4001')).toEqual([])
    expect(mina.sees()).toContain('6 days left to cancel order CSP-4001')
    expect(mina.sees()).toContain('Fabrikam · fabrikam.com.au')
    expect(mina.sees()).toContain('AUD 200.00')
    await mina.presses('Cancel order CSP-4001 …')
    expect(mina.sees()).toContain('Cancel a purchase')
    expect(mina.sees()).toContain('CSP-4001')
  })

  it('is told of at each lead time, once, and not below the amount that is set', async () => {
    await decides({ from: 'AUD 250' })
    await boughtElsewhere('CSP-4001', 50)
    await boughtElsewhere('CSP-4002', 50, '125')
    await world.passes(3 * day)
    await world.passes(minute)
    await world.passes(minute)
    expect(toldOf(mina, 'CSP-4002')).toHaveLength(1)
    await world.passes(6 * day)
    expect(toldOf(mina, 'CSP-4002')).toHaveLength(2)
    expect(toldOf(mina, 'CSP-4001')).toEqual([])
  })

  it('is not told of where its lead time was over when the desk read everything first', async () => {
    await world.passes(minute)
    await world.passes(minute)
    expect(mina.cardsWith('left to cancel order')).toEqual([])
    await world.passes(23 * day)
    expect(toldOf(mina, 'CSP-1007')).toHaveLength(1)
  })

  it('is not told of to anybody any more once somebody keeps it, which every copy says and the log has', async () => {
    await boughtElsewhere('CSP-4001', 54)
    await world.passes(minute)
    await world.passes(minute)
    await mina.presses('Keep order CSP-4001', { deliverTwice: 'new id' })
    expect(mina.sees()).toContain('Order CSP-4001 is kept')
    expect(mina.sees()).toContain('Mina Park decided so on Nov 22, 2026')
    expect(mina.mayPress()).toEqual(['Cancel order CSP-4001 …', 'Open in tab', 'Mute this'])
    await world.passes(0)
    expect(oliver.sees()).toContain('Order CSP-4001 is kept')
    expect(await kept()).toMatchObject([{ orderId: 'CSP-4001', agentId: mina.id }])
    const entries = await world.database.rows.activityEntry.findMany({ where: { what: 'order-kept' } })
    expect(entries).toMatchObject([{ agentId: mina.id, orderId: 'CSP-4001', customerId: customer(2) }])
    await world.passes(5 * day)
    expect(toldOf(oliver, 'CSP-4001')).toEqual([])
    await mina.says('help')
    expect(mina.rows().join()).not.toContain('CSP-4001')
  })

  it('cannot be kept by who may neither buy nor cancel, nor by a forged button of another partner', async () => {
    await boughtElsewhere('CSP-4001', 54)
    await world.passes(minute)
    await world.passes(minute)
    const keep = mina.button('Keep order CSP-4001')
    await world.database.rows.agent.updateMany({ where: { id: mina.id }, data: { roles: ['sales-agent'] } })
    await mina.pressesOld(keep)
    expect(mina.hears()).toContain('needs the role')
    const foreign = await world.person(people.adminOfB)
    await foreign.says('orders')
    await foreign.pressesOld({ message: foreign.card().id, action: keep.action })
    expect(await kept()).toEqual([])
  })
})

describe('an order that somebody here bought', () => {
  const buys = async (person: Person) => {
    await person.says('buy 2 windows server 2022 datacenter 1 year for Contoso')
    await person.presses('Review order')
    person.picks({ acknowledged: 'true' })
    await person.presses('Place order')
    expect(person.sees()).toContain('Order CSP-1008 is placed')
  }

  it('is told of to them alone', async () => {
    await buys(oliver)
    await world.passes(53 * day)
    expect(toldOf(oliver, 'CSP-1008')).toHaveLength(1)
    expect(toldOf(mina, 'CSP-1008')).toEqual([])
  })

  it('is told of again when a renewal has opened another window, once', async () => {
    await buys(oliver)
    await world.passes(58 * day)
    expect(toldOf(oliver, 'CSP-1008')).toHaveLength(1)
    await world.passes(306 * day)
    expect(toldOf(oliver, 'CSP-1008')).toHaveLength(1)
    // The term is over, and the next one has begun: seven days to cancel again.
    await world.passes(3 * day)
    await world.passes(minute)
    expect(toldOf(oliver, 'CSP-1008')).toHaveLength(2)
    expect(toldOf(mina, 'CSP-1008')).toEqual([])
  })

  it('is told of to the admin agents when they have left', async () => {
    await buys(oliver)
    await world.database.rows.agent.deleteMany({ where: { id: oliver.id } })
    await world.passes(53 * day)
    expect(toldOf(mina, 'CSP-1008')).toHaveLength(1)
  })
})

describe('the channel that is chosen for orders that nobody here bought', () => {
  it('is told of them instead of the admin agents; Keep works there by who presses it', async () => {
    const { id: channel } = await world.teams.openGroupChat(
      [people.globalAndAdmin, people.admin, people.sales],
      'Orders',
    )
    await decides({ channel: 'Orders' })
    expect(oliver.sees()).toContain('Of orders that nobody here bought: Orders.')
    await boughtElsewhere('CSP-4001', 54)
    await world.passes(minute)
    await world.passes(minute)
    const member = (agent: string) => new Person(world.desk, world.teams, agent, channel)
    expect(toldOf(mina, 'CSP-4001')).toEqual([])
    const [there, carla] = [member(people.admin), member(people.sales)]
    expect(there.sees()).toContain('6 days left to cancel order CSP-4001')
    expect(there.sees()).toContain('say "cancel CSP-4001"')
    expect(there.mayPress()).toEqual(['Keep order CSP-4001', 'Open in tab'])
    await carla.presses('Keep order CSP-4001')
    expect(await kept()).toEqual([])
    await there.presses('Keep order CSP-4001')
    await world.passes(0)
    expect(carla.sees()).toContain('Order CSP-4001 is kept')
  })

  it('that is lost is said in the settings, and the admin agents are told', async () => {
    const { id: channel } = await world.teams.openGroupChat([people.globalAndAdmin, people.admin], 'Orders')
    await decides({ channel: 'Orders' })
    await world.database.rows.sharedChat.updateMany({
      where: { conversationId: channel },
      data: { stopped: 'removed' },
    })
    await oliver.says('settings')
    await oliver.presses('Notice rules …')
    expect(oliver.sees()).toContain('The admin agents are told until you choose another.')
    await boughtElsewhere('CSP-4001', 54)
    await world.passes(minute)
    await world.passes(minute)
    expect(toldOf(mina, 'CSP-4001')).toHaveLength(1)
  })
})
