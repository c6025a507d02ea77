import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CancellationWindowClosed, PartnerCenterUnavailable } from '../../src/commerce/errors.ts'
import type { PartnerCenter } from '../../src/commerce/ports/partner-center.ts'
import { sampleAgents } from '../../src/directory/sample-agents.ts'
import { day, hour, minute } from '../../src/platform/clock.ts'
import { asksToCancel, decides } from '../support/approvals.ts'
import { customer, openWorld, type Person, people, type World } from '../support/desk.ts'
import { partnerCenterWith } from '../support/partner-center.ts'

const cancelledOrders = async ({ database }: World) => {
  const rows = await database.rows.pcOrder.findMany({ where: { cancelledAt: { not: null } }, orderBy: { id: 'asc' } })
  return rows.map(({ id }) => id)
}

describe('an admin agent cancels a purchase', () => {
  let world: World
  let mina: Person
  beforeAll(async () => {
    world = await openWorld()
    mina = await world.person(people.admin)
  })

  it('opens the card for the order that the sentence names, with its days and its credit', async () => {
    await mina.says('cancel order CSP-1002 for contoso.com')
    expect(mina.sees()).toContain('Cancel a purchase')
    expect(mina.sees()).toContain('1 day left')
    expect(mina.sees()).toContain('No early termination fee')
    expect(mina.sees()).toContain('100%')
  })

  it('refuses Submit without the checkbox and keeps what was chosen', async () => {
    await mina.presses('Submit')
    expect(mina.sees()).toContain('Tick this box')
    expect(mina.sees()).toContain('CSP-1002')
    expect(await cancelledOrders(world)).toEqual([])
  })

  it('says cancelling, then edits the same card to cancelled and tells the person when Partner Center shows it', async () => {
    const card = mina.card().id
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Submit')
    expect(mina.sees(card)).toContain('CSP-1002: cancelling')
    const before = mina.messages()
    await world.passes(14 * minute)
    expect(mina.sees(card)).toContain('CSP-1002: cancelling')
    expect(mina.messages()).toBe(before)
    await world.passes(2 * minute)
    expect(mina.sees(card)).toContain('CSP-1002: cancelled')
    expect(mina.messages()).toBe(before + 1)
    expect(mina.hears()).toContain('Order CSP-1002 is cancelled')
    await world.passes(hour)
    expect(mina.messages()).toBe(before + 1)
  })

  it('leaves the receipt without the form, and returns with the remaining orders, each cancelled by its own number', async () => {
    await mina.says('cancel')
    mina.picks({ customer: customer(1) })
    await mina.presses('Next')
    expect(mina.mayChoose('order').map(({ value }) => value)).toEqual([
      'CSP-1005',
      'CSP-1004',
      'CSP-1001',
      'CSP-1006',
      'CSP-1007',
      'CSP-1003',
    ])
    mina.picks({ order: 'CSP-1001', acknowledged: 'true' })
    await mina.presses('Submit')
    expect(mina.sees()).toContain('CSP-1001: cancelling')
    expect(mina.inputs()).toEqual([])
    expect(mina.sees()).not.toContain('Important')
    expect(mina.mayPress()).toEqual(['Cancel another'])
    await mina.presses('Cancel another')
    expect(mina.sees()).toContain('CSP-1001: cancelling')
    expect(mina.mayChoose('order').map(({ value }) => value)).not.toContain('CSP-1001')
    mina.picks({ order: 'CSP-1007', acknowledged: 'true' })
    await mina.presses('Submit')
    expect(mina.sees()).toContain('CSP-1007: cancelling')
    expect(await cancelledOrders(world)).toEqual(['CSP-1001', 'CSP-1002', 'CSP-1007'])
  })
})

describe('orders that one sentence names', () => {
  it('are cancelled one after the other, each with its receipt, which stays above the next one', async () => {
    const world = await openWorld()
    const mina = await world.person(people.admin)
    await mina.says('cancel CSP-1001 and CSP-1002')
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Submit')
    expect(mina.mayPress()).toEqual(['Next: CSP-1002', 'Cancel another'])
    expect(mina.inputs()).toEqual([])
    await mina.presses('Next: CSP-1002')
    expect(mina.sees()).toContain('CSP-1001: cancelling')
    expect(mina.sees()).toContain('Order number: CSP-1002')
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Submit')
    expect(mina.mayPress()).toEqual(['Cancel another'])
    await world.passes(20 * minute)
    expect(mina.cardsWith('CSP-1001: cancelled').at(-1)).toContain('CSP-1002: cancelled')
  })
})

describe('what holds for each order', () => {
  let world: World
  let mina: Person
  beforeAll(async () => {
    world = await openWorld()
    mina = await world.person(people.admin)
  })

  it.each([
    ['CSP-1001', '50 days left to cancel', true],
    ['CSP-1002', '1 day left to cancel', true],
    ['CSP-1003', 'The cancellation window has passed', false],
    ['CSP-1004', 'Microsoft needs a support request', false],
    ['CSP-1005', 'can never be cancelled or exchanged', false],
    ['CSP-1006', 'Azure reservations are not cancelled here', false],
    ['CSP-1007', '30 days left to cancel', true],
  ])('%s: %s', async (order, words, submittable) => {
    await mina.says(`cancel order ${order} for Contoso`)
    expect(mina.sees()).toContain(words)
    expect(mina.mayPress().includes('Submit')).toBe(submittable)
  })

  it('names both line items of CSP-1007, each with its own credit', async () => {
    await mina.says('cancel order CSP-1007 for contoso.com')
    expect(mina.sees()).toMatch(/Windows Server CAL.*× 10\nUSD [\d,.]+\n100% of the price/)
    expect(mina.sees()).toMatch(/Windows Server 2019 Datacenter.*× 1\nUSD [\d,.]+\n97% of the price/)
  })

  it('offers no other choice above what holds for one order: another one is opened from the list, in the same card', async () => {
    expect(mina.inputs()).not.toContain('order')
    expect(mina.sees()).toContain('Order number: CSP-1007')
    await mina.presses('Other order')
    expect(mina.inputs()).toContain('order')
    expect(mina.filledIn('order')).toBe('')
    expect(mina.sees()).not.toContain('No early termination fee')
    mina.picks({ order: 'CSP-1003' })
    await mina.presses('Show order')
    expect(mina.sees()).toContain('Order number: CSP-1003')
    expect(mina.sees()).toContain('The cancellation window has passed')
    expect(mina.inputs()).not.toContain('order')
  })

  it('says so when the sentence names an order or a customer that is not there', async () => {
    await mina.says('cancel order CSP-9999 for contoso.com')
    expect(mina.sees()).toContain('This customer has no order CSP-9999')
    await mina.says('cancel order CSP-1001 for nobody.example')
    expect(mina.sees()).toContain('There is no such customer here')
  })
})

describe('what must change nothing, whatever is forged', () => {
  let world: World
  let mina: Person
  // Nothing is changed by any of them: one world shows it of all.
  beforeAll(async () => {
    world = await openWorld()
    mina = await world.person(people.admin)
  })

  it.each([
    ['an order of another partner', { order: 'CSP-1008' }],
    ['an order that is none', { order: "CSP-1001' or 1=1 --" }],
    ['an order whose window has passed', { order: 'CSP-1003' }],
    ['an order that only support can cancel', { order: 'CSP-1004' }],
    ['an order that can never be cancelled', { order: 'CSP-1005' }],
    ['a reservation', { order: 'CSP-1006' }],
    ['a missing checkbox', { acknowledged: undefined }],
    ['a checkbox that says something else', { acknowledged: 'yes' }],
  ])('a forged press with %s', async (_what, forged) => {
    await mina.says('cancel for contoso.com')
    mina.picks({ order: 'CSP-1001', acknowledged: 'true', ...forged })
    await mina.presses('Submit')
    expect(await world.database.rows.cancellation.count()).toBe(0)
    expect(await cancelledOrders(world)).toEqual([])
  })
})

describe('what must change nothing', () => {
  let world: World
  let mina: Person
  beforeEach(async () => {
    world = await openWorld()
    mina = await world.person(people.admin)
  })

  it.each(['same id', 'new id'] as const)(
    'a press that Teams delivers twice at once (%s) makes one cancellation',
    async (deliverTwice) => {
      await mina.says('cancel order CSP-1001 for contoso.com')
      mina.picks({ acknowledged: 'true' })
      await mina.presses('Submit', { deliverTwice })
      expect(await world.database.rows.cancellation.count()).toBe(1)
      expect(mina.sees()).toContain('CSP-1001: cancelling')
      expect(mina.sees()).not.toContain('cancelled already')
    },
  )

  it('a press on an old card, which shows what holds now', async () => {
    await mina.says('cancel order CSP-1001 for contoso.com')
    const old = mina.card().id
    await mina.says('cancel order CSP-1001 for contoso.com')
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Submit')
    mina.picks({ order: 'CSP-1001', acknowledged: 'true' })
    await mina.presses('Submit', { message: old })
    expect(mina.sees(old)).toContain('Order CSP-1001 is cancelled already')
    expect(await world.database.rows.cancellation.count()).toBe(1)
  })

  it('a role that was taken away while the card was open', async () => {
    await mina.says('cancel order CSP-1001 for contoso.com')
    await world.database.rows.agent.updateMany({ where: { id: people.admin }, data: { roles: [] } })
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Submit')
    expect(mina.hears()).toContain('needs the role Admin agent')
    expect(await cancelledOrders(world)).toEqual([])
  })

  it('a window that closed while the card was open', async () => {
    await mina.says('cancel order CSP-1002 for contoso.com')
    const message = mina.card().id
    await world.passes(day)
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Submit', { message })
    expect(mina.sees(message)).toContain('can no longer be cancelled')
    expect(mina.sees(message)).not.toContain('Submit')
    expect(await cancelledOrders(world)).toEqual([])
  })

  it('works by Action.Submit too, where a client knows no Action.Execute', async () => {
    await mina.says('cancel order CSP-1001 for contoso.com')
    const card = mina.card().id
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Submit', { as: 'Action.Submit' })
    expect(mina.sees(card)).toContain('CSP-1001: cancelling')
  })

  it('the flow of somebody else', async () => {
    await mina.says('cancel order CSP-1001 for contoso.com')
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Submit', { forged: { flow: randomUUID() } })
    expect(await cancelledOrders(world)).toEqual([])
  })
})

describe('who may cancel', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  })

  it.each(sampleAgents.map((agent) => [agent.name, agent.roles.join(', ') || 'no role', agent] as const))(
    '%s (%s)',
    async (_name, _roles, agent) => {
      const person = await world.person(agent.id)
      await person.says('cancel')
      if (agent.roles.includes('admin-agent')) expect(person.mayPress()).toHaveLength(1)
      else {
        expect(person.hears()).toMatch(/Admin agent|管理代理|관리 에이전트/)
        expect(person.hears()).toContain('Mina Park')
      }
    },
  )
})

describe('a Partner Center that is silent', () => {
  const silent = async () => {
    let answer: () => Promise<'accepted' | 'under-way'> = async () => {
      throw new PartnerCenterUnavailable()
    }
    const world = await openWorld({ partnerCenter: partnerCenterWith({ cancel: () => () => answer() }) })
    const mina = await world.person(people.admin)
    await mina.says('cancel order CSP-1001 for contoso.com')
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Submit')
    return { world, mina, card: mina.card().id, answers: (next: typeof answer) => (answer = next) }
  }

  it('is asked again until it answers, and the card says so', async () => {
    const { world, mina, card, answers } = await silent()
    expect(mina.sees(card)).toContain('CSP-1001: being submitted')
    await world.passes(10 * minute)
    expect(mina.sees(card)).toContain('CSP-1001: being submitted')
    answers(async () => 'accepted')
    await world.passes(hour)
    expect(mina.sees(card)).toContain('CSP-1001: cancelling')
  })

  it('and refuses in the end: the card says that the order stands, and the person is told once', async () => {
    const { world, mina, card, answers } = await silent()
    answers(async () => {
      throw new CancellationWindowClosed({ orderId: 'CSP-1001', closedAt: world.clock.now().toISOString() })
    })
    const before = mina.messages()
    await world.passes(hour)
    expect(mina.sees(card)).toContain('CSP-1001: not cancelled')
    expect(mina.messages()).toBe(before + 1)
    expect(mina.hears()).toContain('Order CSP-1001 was not cancelled')
    await world.passes(20 * hour)
    expect(mina.messages()).toBe(before + 1)
  })
})

it('is drawn as rejected on its card when Partner Center answers again, hours later', async () => {
  let silent = false
  const gate = (real: PartnerCenter, name: 'customer' | 'orders' | 'order') => {
    if (silent) throw new PartnerCenterUnavailable()
    return real[name].bind(real) as never
  }
  const world = await openWorld({
    partnerCenter: partnerCenterWith({
      customer: (real) => gate(real, 'customer'),
      orders: (real) => gate(real, 'orders'),
      order: (real) => gate(real, 'order'),
    }),
  })
  await decides(world, { cancellations: { when: 'always' } })
  const [mina, oliver] = [await world.person(people.admin), await world.person(people.globalAndAdmin)]
  await asksToCancel(mina)
  const card = mina.card().id
  await world.passes(0)
  silent = true
  oliver.picks({ reason: 'they need it' })
  await oliver.presses('Reject')
  // Longer than the queue would try again by itself.
  for (let minutes = 0; minutes < 120; minutes += 5) await world.passes(5 * minute)
  expect(mina.sees(card)).toContain('Waiting for approval')
  silent = false
  // The stand-in may have closed the idle connection at this very moment: the job is tried again.
  for (const _ of [1, 2]) await world.passes(5 * minute)
  expect(mina.sees(card)).toContain('Reason: they need it')
})

it('shows what holds for another order before it is submitted, with the box unticked', async () => {
  const world = await openWorld()
  const mina = await world.person(people.admin)
  await mina.says('cancel order CSP-1001 for contoso.com')
  mina.picks({ order: 'CSP-1002', acknowledged: 'true' })
  await mina.presses('Submit')
  expect(mina.sees()).toContain('You chose CSP-1002')
  expect(await world.database.rows.cancellation.count()).toBe(0)
  await mina.presses('Submit')
  expect(mina.sees()).toContain('Tick this box')
  mina.picks({ acknowledged: 'true' })
  await mina.presses('Submit')
  expect(mina.sees()).toContain('CSP-1002: cancelling')
})
