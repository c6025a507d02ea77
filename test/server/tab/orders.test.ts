import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { customer, openWorld, people, type World } from '../../support/desk.ts'
import { tabOf } from '../../support/tab-person.ts'

const contoso = customer(1)
const lucerne = customer(11)

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.desk.close())

const idsOf = ({ told }: { told: { orders: { id: string }[] } }) => told.orders.map(({ id }) => id)

describe('customers and orders, on a page', () => {
  it('lists orders of everyone and of one customer, by name, domain and tenant ID, as the chat does', async () => {
    const mina = await tabOf(world)
    const everyone = await mina.ask('orders.list', {})
    expect(idsOf(everyone)).toEqual(expect.arrayContaining(['CSP-1001', 'CSP-1007']))
    expect(everyone.told.orders[0].customer).toBe('Contoso')
    for (const asked of [contoso, contoso.toUpperCase(), 'contoso.com', 'Contoso', 'conto']) {
      const listed = await mina.ask('orders.list', { customer: asked })
      expect(listed.told.customer).toMatchObject({ id: contoso, name: 'Contoso', domain: 'contoso.com' })
      expect(idsOf(listed)).toHaveLength(7)
    }
    const unknown = await mina.ask('orders.list', { customer: 'Nobody at all' })
    expect(unknown.status).toBe(422)
    expect(unknown.refusal?.words).toContain('Nobody at all')
  })

  it('filters as the card does, and pages on without showing an order twice', async () => {
    const mina = await tabOf(world)
    const open = await mina.ask('orders.list', { customer: contoso, state: 'open' })
    expect(idsOf(open).toSorted()).toEqual(['CSP-1001', 'CSP-1002', 'CSP-1007'])
    const closing = await mina.ask('orders.list', { state: 'closing' })
    expect(idsOf(closing)).toEqual(['CSP-1002'])
    expect(closing.told.orders[0].left).toEqual({ words: '1 day left to cancel', tone: 'warning' })
    const within = await mina.ask('orders.list', { customer: contoso, bought: '30', family: 'server-subscription' })
    expect(idsOf(within)).toEqual(['CSP-1001', 'CSP-1007'])
    const none = await mina.ask('orders.list', { customer: contoso, state: 'cancelled' })
    expect(none.told).toMatchObject({ orders: [], none: 'No order fits these filters.', range: '' })
    const [first] = (await mina.ask('orders.list', { customer: contoso })).told.orders
    const rest = await mina.ask('orders.list', {
      customer: contoso,
      cursor: { at: first.bought.at, orderId: first.id },
    })
    expect(idsOf(rest)).toHaveLength(6)
    expect(idsOf(rest)).not.toContain(first.id)
  })

  it('shows an order with its lines, what each would give back, and where one goes on', async () => {
    const mina = await tabOf(world)
    const { told } = await mina.ask('orders.one', { customerId: contoso, orderId: 'CSP-1007' })
    expect(told).toMatchObject({
      title: 'Order CSP-1007',
      state: { words: 'Active', tone: 'good' },
      credit: expect.stringMatching(/^USD 5,87\d\.\d\d$/),
      may: ['keys', 'links', 'cancel', 'support'],
    })
    expect(told.sentence).toContain('30 days left')
    expect(told.lines).toHaveLength(2)
    expect(told.lines[0]).toMatchObject({ credit: 'USD 350.00', software: true })
    const over = await mina.ask('orders.one', { customerId: contoso, orderId: 'CSP-1003' })
    expect(over.told.credit).toBeUndefined()
    expect(over.told.lines[0].window).toContain('window closed')
    expect(over.told.may).not.toContain('cancel')
  })

  it('says who bought it, and who cancelled it and when', async () => {
    const mina = await tabOf(world)
    const admin = await world.person(people.admin)
    await admin.says('cancel CSP-1002 for contoso.com')
    await admin.picks({ acknowledged: 'true' })
    await admin.presses('Submit')
    const { told } = await mina.ask('orders.one', { customerId: contoso, orderId: 'CSP-1002' })
    expect(told.state.words).toBe('Cancelling')
    expect(told.facts).toContainEqual({ name: 'Bought by', value: 'not through CSP Desk' })
    expect(told.steps.at(-1)).toMatchObject({ what: 'Cancellation submitted', by: 'Mina Park' })
    expect(told.steps.at(-1).more).toContain('USD 3,586.00')
  })

  it('shows what the activity log has of it to those alone who may see the log, and that is on record', async () => {
    const minji = await tabOf(world, people.globalAndAdmin)
    const asked = { customerId: contoso, orderId: 'CSP-1001', of: 'keys' }
    expect((await minji.ask('activity.of-order', asked)).told.entries).toEqual([])
    const mina = await tabOf(world)
    await mina.ask('keys.show', { customerId: contoso, orderId: 'CSP-1001', lineItem: 0, key: contoso })
    const seen = await minji.ask('activity.of-order', asked)
    expect(seen.told.entries).toHaveLength(1)
    expect(seen.told.entries[0]).toMatchObject({ what: 'Key shown', who: 'Mina Park' })
    const { told } = await minji.ask('activity.of-order', { ...asked, orderId: 'CSP-1002' })
    expect(told.entries).toEqual([])
    expect((await mina.ask('activity.of-order', asked)).status).toBe(403)
    const { rows } = await world.database.pool.query(
      `select order_id from desk.activity_entry where what = 'activity-seen' order by number`,
    )
    expect(rows.map((row) => row.order_id)).toEqual(['CSP-1001', 'CSP-1001', 'CSP-1002'])
  })

  it('says no in the words of the chat, in each language', async () => {
    for (const [person, locale, words] of [
      [people.admin, 'en-US', 'CSP-9999'],
      [people.chineseAdmin, 'zh-CN', '订单'],
      [people.globalAndAdmin, 'ko-KR', '주문'],
    ] as const) {
      const asking = await tabOf(world, person, { locale })
      const refused = await asking.ask('orders.one', { customerId: contoso, orderId: 'CSP-9999' })
      expect(refused.status).toBe(422)
      expect(refused.refusal?.words).toContain(words)
    }
  })

  it('lets nobody see orders whose role does not, and nothing of another partner', async () => {
    const asks: [string, object][] = [
      ['orders.list', {}],
      ['orders.list', { customer: contoso }],
      ['orders.one', { customerId: contoso, orderId: 'CSP-1001' }],
      ['support.of-order', { orderId: 'CSP-1001' }],
    ]
    for (const person of [people.accountAdmin, people.nobody]) {
      const asking = await tabOf(world, person)
      for (const [route, asked] of asks) expect((await asking.ask(route, asked)).status).toBe(403)
    }
    const sales = await tabOf(world, people.sales)
    expect((await sales.ask('orders.one', asks[2]?.[1])).told.may).toEqual([])
    expect((await sales.ask('support.of-order', { orderId: 'CSP-1001' })).status).toBe(403)
    const ofB = await tabOf(world, people.adminOfB)
    expect((await ofB.ask('orders.list', { customer: contoso })).status).toBe(422)
    expect((await ofB.ask('orders.one', { customerId: contoso, orderId: 'CSP-1001' })).status).toBe(422)
    for (const { customerId } of (await ofB.ask('orders.list', {})).told.orders) expect(customerId).toBe(lucerne)
  })

  it('answers 400 to what no page asks', async () => {
    const mina = await tabOf(world)
    for (const asked of [
      { state: 'lost' },
      { customer: '' },
      { customer: 'x'.repeat(301) },
      { cursor: { at: 'yesterday', orderId: 'CSP-1001' } },
      { limit: 10_000 },
    ])
      expect((await mina.ask('orders.list', asked)).status).toBe(400)
    expect((await mina.ask('orders.one', { customerId: 'contoso', orderId: 'CSP-1001' })).status).toBe(400)
  })
})
