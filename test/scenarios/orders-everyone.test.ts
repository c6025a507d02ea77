import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { offers } from '../../src/partner-center/embedded/catalogue.ts'
import { day, hour, minute } from '../../src/platform/clock.ts'
import type { Database } from '../../src/platform/database/database.ts'
import { asksToCancel, decides } from '../support/approvals.ts'
import { customer, openWorld, type Person, partnerA, partnerB, people, type World } from '../support/desk.ts'

const itemOf = (family: string): string => offers.find((offer) => offer.family === family)?.catalogItem ?? ''

interface Bought {
  readonly id: string
  readonly customer: number
  readonly daysAgo: number
  readonly families: readonly string[]
  readonly cancelledDaysAgo?: number
}

/** Orders as they would be there if somebody had bought them long ago. */
async function addOrders({ database, clock }: Pick<World, 'database' | 'clock'>, orders: readonly Bought[]) {
  const ago = (days: number) => new Date(clock.now().getTime() - days * day)
  await database.rows.pcOrder.createMany({
    data: orders.map(({ id, customer: number, daysAgo, cancelledDaysAgo }) => ({
      ...{ partnerId: number === 11 ? partnerB : partnerA, id, customerId: customer(number), currency: 'USD' },
      createdAt: ago(daysAgo),
      cancelledAt: cancelledDaysAgo === undefined ? null : ago(cancelledDaysAgo),
    })),
  })
  await addLines(database, orders)
}

const addLines = (database: Database, orders: readonly Bought[]) =>
  database.rows.pcOrderLine.createMany({
    data: orders.flatMap(({ id, customer: number, families }) =>
      families.map((family, line) => ({
        ...{ partnerId: number === 11 ? partnerB : partnerA, orderId: id, number: line },
        ...{ catalogItem: itemOf(family), quantity: 2, unitPrice: '100.00' },
      })),
    ),
  })

const software = ['perpetual-software']

/** Which orders the card lists, in its order. */
const listed = (person: Person): string[] => person.mayChoose('order').map(({ value }) => value)

async function filters(person: Person, by: Record<string, string>): Promise<void> {
  await person.presses('Filter …')
  person.picks(by)
  await person.presses('Apply filters')
}

describe('an admin agent looks at everyone’s orders', () => {
  let world: World
  let mina: Person
  beforeAll(async () => {
    world = await openWorld()
    // CSP-2001 is a day old, CSP-2026 twenty-six days.
    const orders = Array.from({ length: 26 }, (_, n) => n + 1).map((n) => ({
      ...{ id: `CSP-${2000 + n}`, customer: (n % 9) + 1, daysAgo: n + 0.01, families: software },
      ...(n % 10 === 0 && { cancelledDaysAgo: 1 }),
    }))
    const foreign = { id: 'CSP-2999', customer: 11, daysAgo: 1, families: software }
    await addOrders(world, [...orders, foreign])
    mina = await world.person(people.admin)
  })
  beforeEach(async () => {
    await mina.says('orders')
    await mina.presses('All customers')
  })

  it('newest first, with the customer, the product, the state, the age, the days left and the value of each', () => {
    expect(listed(mina)).toEqual(['CSP-2001', 'CSP-1005', 'CSP-2002', 'CSP-2003', 'CSP-2004'])
    expect(mina.sees()).toContain('All customers')
    expect(mina.sees()).toContain('CSP-2001 · Fabrikam')
    expect(mina.sees()).toContain('CSP-1005 · Contoso')
    expect(mina.sees()).toContain('2 × ')
    expect(mina.sees()).toContain('Nov 19, 2026 (3 days ago)')
    expect(mina.sees()).toContain('Active')
    expect(mina.sees()).toContain('57 days left to cancel')
    expect(mina.sees()).toContain('USD 200.00')
    expect(mina.everything()).not.toContain('CSP-2999')
  })

  it('pages through all of them, each once, and back to the newest', async () => {
    const seen = [...listed(mina)]
    while (mina.mayPress().includes('Show more')) {
      await mina.presses('Show more')
      seen.push(...listed(mina))
    }
    expect(seen).toHaveLength(33)
    expect(new Set(seen).size).toBe(33)
    expect(seen.at(-1)).toBe('CSP-1003')
    await mina.presses('Show newest')
    expect(listed(mina)[0]).toBe('CSP-2001')
    expect(mina.mayPress()).not.toContain('Show newest')
  })

  it('a press that comes twice pages once', async () => {
    await mina.presses('Show more', { deliverTwice: 'new id' })
    expect(listed(mina)).toEqual(['CSP-1004', 'CSP-2005', 'CSP-2006', 'CSP-2007', 'CSP-2008'])
  })

  it('an order opens its card, which leads to keys, to the cancellation and back to the same page', async () => {
    await mina.presses('Show more')
    mina.picks({ order: 'CSP-2007' })
    await mina.presses('Show order')
    expect(mina.sees()).toContain('Order CSP-2007')
    expect(mina.sees()).toContain('Fourth Coffee · fourthcoffee.co.kr')
    expect(mina.mayPress()).toEqual([
      'Get keys and downloads',
      'Cancel this order',
      'Support request',
      'Back to the list',
      'Open in tab',
    ])
    await mina.presses('Back to the list')
    expect(listed(mina)).toEqual(['CSP-1004', 'CSP-2005', 'CSP-2006', 'CSP-2007', 'CSP-2008'])
  })

  it.each([
    [{ state: 'cancelled' }, ['CSP-2010', 'CSP-2020'], 'Cancelled'],
    [{ state: 'closing' }, ['CSP-1002'], 'Window closes within 7 days'],
    [{ family: 'linux-plan' }, ['CSP-1005'], 'Linux plan'],
    [{ family: 'linux-plan', state: 'open' }, [], 'Can still be cancelled · Linux plan'],
    [
      { bought: '7', family: 'extended-security-update' },
      ['CSP-1004'],
      'Extended Security Updates · Bought within 7 days',
    ],
    [{ state: 'open', bought: '7', family: 'server-subscription' }, [], 'Server subscription · Bought within 7 days'],
    [{ state: 'open', family: 'server-subscription' }, ['CSP-1001', 'CSP-1007'], 'Server subscription'],
    [{ state: 'cancelling' }, [], 'Being cancelled, or waiting for it'],
  ])('filtered by %o sees %j', async (by, orders, words) => {
    await filters(mina, by)
    expect(listed(mina)).toEqual(orders)
    expect(mina.sees()).toContain(words)
    if (orders.length === 0) expect(mina.sees()).toContain('No order fits these filters.')
  })

  it('filters hold on every page, are what the card shows when it returns, and are cleared by a press', async () => {
    await filters(mina, { state: 'open' })
    const seen = [...listed(mina)]
    while (mina.mayPress().includes('Show more')) {
      await mina.presses('Show more')
      seen.push(...listed(mina))
    }
    expect(seen).toHaveLength(27)
    expect(seen).not.toContain('CSP-2010')
    expect(seen).not.toContain('CSP-1003')
    await mina.presses('Filter …')
    expect(mina.filledIn('state')).toBe('open')
    await mina.presses('Clear filters')
    expect(mina.sees()).not.toContain('Can still be cancelled')
    expect(listed(mina)[0]).toBe('CSP-2001')
  })

  it.each([{ state: 'everything' }, { family: 'cars' }, { bought: '-1' }, { bought: '' }])(
    'a forged filter of %o changes nothing',
    async (by) => {
      await filters(mina, by)
      expect(mina.sees()).toContain('Choose one from the list.')
      await mina.presses('Back')
      expect(listed(mina)[0]).toBe('CSP-2001')
    },
  )

  it.each([
    { cursor: { at: 'yesterday', orderId: 'CSP-1' } },
    { cursor: { at: '2026-11-01T00:00:00.000Z' } },
    { cursor: "' or 1=1" },
  ])('a forged page of %o changes nothing', async (forged) => {
    await mina.presses('Show more', { forged })
    expect(listed(mina)[0]).toBe('CSP-2001')
  })

  it.each(['CSP-2999', 'CSP-9999', 'nonsense'])(
    'a forged choice of %s, which is nobody’s here, is refused',
    async (order) => {
      mina.picks({ order })
      await mina.presses('Show order')
      expect(mina.sees()).toContain(`No customer has an order ${order}.`)
    },
  )

  it('one customer’s list has the same filters', async () => {
    await mina.says('orders for Contoso')
    await filters(mina, { state: 'open' })
    expect(mina.sees()).toContain('1–5 of 5, newest first')
    expect(listed(mina)).toEqual(['CSP-2009', 'CSP-1001', 'CSP-2018', 'CSP-1007', 'CSP-1002'])
    await filters(mina, { state: 'closing', family: 'perpetual-software', bought: '60' })
    expect(listed(mina)).toEqual(['CSP-1002'])
  })

  it('a role that is taken away meanwhile ends it at the next press', async () => {
    await world.database.rows.agent.updateMany({ where: { id: people.sales }, data: { roles: ['sales-agent'] } })
    const carla = await world.person(people.sales)
    await carla.says('orders')
    await carla.presses('All customers')
    await world.database.rows.agent.updateMany({ where: { id: people.sales }, data: { roles: ['billing-admin'] } })
    await carla.presses('Show more')
    expect(carla.hears()).toContain("Seeing customers' software and orders needs the role")
    expect(carla.hears()).not.toContain('CSP-2005')
  })
})

describe('what is being cancelled', () => {
  it('is found among everyone’s, from the submission until Partner Center shows it, and is not open meanwhile', async () => {
    const world = await openWorld()
    const mina = await world.person(people.admin)
    await mina.says('cancel CSP-1001 for Contoso')
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Submit')
    const look = async (state: string) => {
      await mina.says('orders')
      await mina.presses('All customers')
      await filters(mina, { state })
      return listed(mina)
    }
    expect(await look('cancelling')).toEqual(['CSP-1001'])
    expect(mina.sees()).toContain('Cancelling')
    expect(await look('open')).toEqual(['CSP-1007', 'CSP-1002'])
    expect(await look('cancelled')).toEqual([])
    await world.passes(15 * minute)
    expect(await look('cancelling')).toEqual([])
    expect(await look('cancelled')).toEqual(['CSP-1001'])
  })

  it('waits for an approval, which its row says', async () => {
    const world = await openWorld()
    await decides(world, { cancellations: { when: 'always' } })
    const mina = await world.person(people.admin)
    await asksToCancel(mina)
    await mina.says('orders')
    await mina.presses('All customers')
    await filters(mina, { state: 'cancelling' })
    expect(listed(mina)).toEqual(['CSP-1001'])
    expect(mina.sees()).toContain('Its cancellation waits for approval')
  })
})

describe('a search for what can be cancelled', () => {
  it('finds all there is at once, also behind very many whose window has closed', async () => {
    const world = await openWorld({ environment: { CANCELLATION_POLICY: 'dated' } })
    // Windows of 30 days: what is 31 to 42 days old is closed, and the one that is open is behind it.
    const closed = Array.from({ length: 1_100 }, (_, n) => ({
      ...{ id: `CSP-${3000 + n}`, customer: 2, daysAgo: 31 + n / 100, families: software },
    }))
    await addOrders(world, [...closed, { id: 'CSP-2999', customer: 2, daysAgo: 29.5, families: software }])
    const mina = await world.person(people.admin)
    await mina.says('orders')
    await mina.presses('All customers')
    await filters(mina, { state: 'open' })
    expect(listed(mina)).toEqual(['CSP-1004', 'CSP-2999'])
    expect(mina.mayPress()).not.toContain('Show more')
  })
})

describe('an order ID alone', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  })

  it.each(['orders CSP-1002', 'orders csp-1002'])('%j opens that order', async (line) => {
    const mina = await world.person(people.admin)
    await mina.says(line)
    expect(mina.sees()).toContain('Order CSP-1002')
    expect(mina.sees()).toContain('Contoso · contoso.com')
    await mina.presses('Back to the list')
    expect(mina.sees()).toContain('1–5 of 7')
  })

  it('that nobody has is said, and another partner’s is nobody’s', async () => {
    const mina = await world.person(people.admin)
    await mina.says('orders CSP-9999')
    expect(mina.sees()).toContain('No customer has an order CSP-9999.')
    const yun = await world.person(people.adminOfB)
    await yun.says('주문 CSP-1002')
    expect(yun.sees()).toContain('주문 CSP-1002이(가) 있는 고객이 없습니다.')
    expect(yun.everything()).not.toContain('contoso.com')
  })

  it('shows nothing to whom the role lacks', async () => {
    const person = await world.person(people.nobody)
    await person.says('orders CSP-1002')
    expect(person.everything()).not.toContain('contoso.com')
  })
})

describe('a card from before everyone’s orders could be listed', () => {
  it('goes on working', async () => {
    const world = await openWorld()
    const mina = await world.person(people.admin)
    await mina.says('orders for Contoso')
    const { botState } = world.database.rows
    for (const { key, value } of await botState.findMany({ where: { key: { startsWith: 'flow/' } } })) {
      const before = JSON.stringify(value).replace(/"scope":"customer","filters":\{[^}]*\}/g, '"from":0')
      await botState.update({ where: { key }, data: { value: JSON.parse(before) } })
    }
    const kept = JSON.stringify((await botState.findMany()).map(({ value }) => value))
    expect(kept).toContain('"from":0')
    expect(kept).not.toContain('"filters"')
    await world.passes(hour)
    await mina.presses('Show more')
    expect(mina.sees()).toContain('6–7 of 7')
  })
})
