import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sampleAgents } from '../../src/directory/sample-agents.ts'
import { customer, openWorld, type Person, people, type World } from '../support/desk.ts'
import { filledIn, sendsRequest } from '../support/support-requests.ts'

const nobodys = randomUUID()

const requestsIn = ({ database }: World) => database.rows.supportRequest.findMany({ orderBy: { number: 'asc' } })
const entriesIn = async ({ database }: World) => {
  const entries = await database.rows.activityEntry.findMany({ orderBy: { number: 'asc' } })
  return entries
    .filter(({ what }) => what.startsWith('support'))
    .map(({ what, facts, orderId }) => ({ what, facts, orderId }))
}

describe('a support request', () => {
  let world: World
  let mina: Person
  beforeEach(async () => {
    world = await openWorld()
    mina = await world.person(people.admin)
  })

  it('opens from the cancellation card, filled in with what is known', async () => {
    await mina.says('cancel order CSP-1004 for contoso.com')
    await mina.presses('Open support request')
    expect(mina.sees()).toContain('Type of problem: CSP Purchase/Refund on behalf of customers')
    expect(mina.filledIn('title')).toBe('Refund for order CSP-1004: Windows 7 Extended Security Updates 2020')
    expect(mina.filledIn('customer')).toBe('contoso.com')
    expect(mina.sees()).toContain('[Contoso · contoso.com]')
    expect(mina.filledIn('about')).toBe('CSP-1004')
    expect(mina.filledIn('amount')).toBe('1,525.00')
    expect(mina.filledIn('currency')).toBe('USD')
    expect(mina.filledIn('contactName')).toBe('Mina Park')
  })

  it('opens from an order whose window has passed, and from the card of an order', async () => {
    await mina.says('cancel order CSP-1003 for contoso.com')
    await mina.presses('Open support request')
    expect(mina.filledIn('about')).toBe('CSP-1003')
    await mina.says('orders CSP-1001 for contoso.com')
    await mina.presses('Support request')
    expect(mina.filledIn('about')).toBe('CSP-1001')
  })

  it('opens for an order ID alone, whosever it is', async () => {
    await mina.says('support CSP-1004')
    expect(mina.filledIn('customer')).toBe('contoso.com')
    expect(mina.filledIn('amount')).toBe('1,525.00')
  })

  it('is sent once: its card shows the number, the ticket and how it stands', async () => {
    const card = await sendsRequest(mina)
    expect(mina.sees(card)).toContain('Support request SR-1001')
    expect(mina.sees(card)).toContain('Sent. With Microsoft support since')
    expect(mina.sees(card)).toMatch(/Ticket: 6261122\d{8}/)
    expect(mina.sees(card)).toContain('Amount: USD 1,525.00')
    expect(mina.sees(card)).toContain('Bought for the wrong customer by mistake.')
    const [request] = await requestsIn(world)
    expect(request).toMatchObject({
      requesterId: people.admin,
      customerId: customer(1),
      customer: 'contoso.com',
      about: 'CSP-1004',
    })
    const [filed] = await world.database.rows.pcServiceRequest.findMany()
    expect(filed?.requestId).toBe(request?.requestId)
    expect(filed?.description).toContain('Order ID or subscription ID: CSP-1004')
    expect(await entriesIn(world)).toEqual([
      { what: 'support-sent', orderId: 'CSP-1004', facts: { support: 'SR-1001', amount: '1525', currency: 'USD' } },
    ])
  })

  it.each(['same id', 'new id'] as const)(
    'is sent once when Teams delivers the press twice (%s)',
    async (deliverTwice) => {
      await mina.says('support CSP-1004 for contoso.com')
      mina.picks(filledIn)
      await mina.presses('Send request', { deliverTwice })
      expect(mina.sees()).toContain('Support request SR-1001')
      expect(await requestsIn(world)).toHaveLength(1)
      expect(await world.database.rows.pcServiceRequest.count()).toBe(1)
    },
  )

  it('is not sent again by an old press on a form that was begun anew since', async () => {
    await mina.says('support CSP-1004 for contoso.com')
    mina.picks(filledIn)
    const old = mina.button('Send request')
    const typed = { ...filledIn, title: 'x', customer: customer(1), about: 'CSP-1004', amount: '5', currency: 'USD' }
    await mina.presses('Send request')
    await mina.presses('All requests')
    await mina.presses('New request')
    await mina.pressesOld(old, { ...typed, contactName: 'Mina Park' })
    expect(mina.mayPress()).toContain('Send request')
    expect(await requestsIn(world)).toHaveLength(1)
  })

  it('knows the contact of the last one', async () => {
    await sendsRequest(mina)
    await mina.says('support CSP-1004 for contoso.com')
    expect(mina.filledIn('contactEmail')).toBe('mina@alpine.example')
    expect(mina.filledIn('contactPhone')).toBe('+1 425 555 0100')
  })

  it('may be about a subscription ID', async () => {
    await mina.says('support for contoso.com')
    const subscription = randomUUID()
    mina.picks({ ...filledIn, title: 'Refund', about: subscription, amount: '12.50', currency: 'usd' })
    await mina.presses('Send request')
    expect(mina.sees()).toContain(`Subscription: ${subscription}`)
    expect(mina.sees()).toContain('Amount: USD 12.50')
  })

  it('says so when the sentence names a customer or a request that is not there', async () => {
    await mina.says('support for nobody.example')
    expect(mina.sees()).toContain('There is no such customer here')
    await mina.says('support SR-4711')
    expect(mina.sees()).toContain('There is no such support request here')
  })
})

describe('the form', () => {
  let world: World
  let mina: Person
  beforeEach(async () => {
    world = await openWorld()
    mina = await world.person(people.admin)
    await mina.says('support')
    await mina.presses('New request')
  })

  it('shows every mistake at its field at once, and keeps what was typed', async () => {
    const typed = {
      impact: 'urgent',
      title: 'x'.repeat(101),
      customer: 'nobody.example',
      about: 'the one of last week',
      reason: 'short',
      amount: '12,34',
      currency: 'DOLLARS',
      contactName: ' ',
      contactEmail: 'mina at alpine',
      contactPhone: 'call me',
    }
    mina.picks(typed)
    await mina.presses('Send request')
    for (const words of [
      'Choose how much it matters.',
      'Enter a title of 1 to 100 characters.',
      'Choose one of your customers',
      "Enter one of the customer's order IDs",
      'Enter 10 to 1,000 characters.',
      'Enter an amount above zero',
      'Enter a currency code of three letters',
      'Enter a name of 1 to 100 characters, without marks',
      'Enter an e-mail address',
      'Enter a phone number',
    ])
      expect(mina.sees()).toContain(words)
    for (const [field, value] of Object.entries(typed)) expect(mina.filledIn(field)).toBe(value)
    expect(await requestsIn(world)).toEqual([])
  })

  const right = {
    ...filledIn,
    title: 'Refund',
    customer: customer(1),
    about: 'csp-1004',
    amount: '1,525.00',
    currency: 'USD',
  }

  it.each([
    [{ about: 'CSP-9999' }, 'This customer has no order CSP-9999'],
    [{ customer: customer(2) }, 'This customer has no order csp-1004'],
    [{ customer: customer(11) }, 'Choose one of your customers'],
    [{ customer: randomUUID() }, 'Choose one of your customers'],
    [{ customer: 'Contoso' }, 'Choose one of your customers'],
    [{ amount: '1,525.01' }, 'The order cost USD 1,525.00'],
    [{ currency: 'EUR' }, 'The order is in USD'],
    [{ amount: '0' }, 'Enter an amount above zero'],
    [{ amount: '12.345' }, 'Amounts in USD have at most 2 digits after the point'],
  ])('refuses %j, also from a press that no card made', async (wrong, words) => {
    mina.picks({ ...right, ...wrong })
    await mina.presses('Send request')
    expect(mina.sees()).toContain(words)
    expect(mina.filledIn('reason')).toBe(filledIn.reason)
    expect(await requestsIn(world)).toEqual([])
  })

  it.each([{ customer: 'CONTOSO.COM' }, { customer: 'C0000000-0000-4000-8000-000000000001' }])(
    'takes the customer by domain or tenant ID, and the order in any letter case: %j',
    async (by) => {
      mina.picks({ ...right, ...by })
      await mina.presses('Send request')
      expect(mina.sees()).toContain('Order: CSP-1004')
    },
  )

  it.each([
    ['no fields at all', Object.fromEntries(Object.keys(right).map((field) => [field, undefined]))],
    ['fields of other kinds', { title: { a: 1 }, amount: [1], customer: null }],
    ['another key', { key: randomUUID() }],
    ['a key that is none', { key: 'x' }],
    ['files of nobody', { files: nobodys, listed: [nobodys] }],
    ['files that are none', { files: 'x', listed: ['x'] }],
  ])('a forged press with %s stores nothing', async (_what, forged) => {
    const send = mina.button('Send request')
    await mina.pressesOld(send, { ...right, contactName: 'Mina Park', ...forged }, forged)
    expect(await requestsIn(world)).toEqual([])
    expect(mina.mayPress()).toContain('Send request')
  })
})

describe('who may ask for support', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  })

  it.each(sampleAgents.map((agent) => [agent.name, agent.roles.join(', ') || 'no role', agent] as const))(
    '%s (%s)',
    async (_name, _roles, agent) => {
      const person = await world.person(agent.id)
      await person.says('support')
      const allowed = agent.roles.some((role) => ['admin-agent', 'global-admin', 'helpdesk-agent'].includes(role))
      if (allowed) expect(person.mayPress()).toHaveLength(1)
      else expect(person.hears()).toContain('Mina Park')
    },
  )

  it('and who has lost the role since the form was opened sends nothing', async () => {
    const dev = await world.person(people.helpdesk)
    await dev.says('support CSP-1004 for contoso.com')
    dev.picks(filledIn)
    await world.database.rows.agent.updateMany({ where: { id: people.helpdesk }, data: { roles: [] } })
    await dev.presses('Send request')
    expect(dev.hears()).toContain('Submitting a support request needs the role')
    expect(await requestsIn(world)).toEqual([])
  })
})

describe('requests of a partner', () => {
  it('are listed own first, open before closed, newest first, five at a time', async () => {
    const world = await openWorld()
    const [mina, dev] = [await world.person(people.admin), await world.person(people.helpdesk)]
    await sendsRequest(dev)
    for (let sent = 0; sent < 5; sent += 1) {
      await world.passes(60_000)
      await sendsRequest(mina)
    }
    await mina.says('support SR-1006')
    await mina.presses('Close request')
    await mina.presses('All requests')
    const listed = () => mina.mayChoose('request').map(({ title }) => title.slice(0, 7))
    expect(listed()).toEqual(['SR-1005', 'SR-1004', 'SR-1003', 'SR-1002', 'SR-1006'])
    await mina.presses('Show more')
    expect(listed()).toEqual(['SR-1001'])
    await mina.presses('Open request')
    expect(mina.sees()).toContain('Requested by: Dev Kapoor')
    await mina.presses('All requests')
    expect(listed()).toEqual(['SR-1001'])
    await mina.presses('Show newer')
    expect(listed()[0]).toBe('SR-1005')
  })

  it('are nobody else’s: another partner sees none, whatever it forges', async () => {
    const world = await openWorld()
    const [mina, haeun] = [await world.person(people.admin), await world.person(people.adminOfB)]
    await sendsRequest(mina)
    const [request] = await requestsIn(world)
    const id = request?.id ?? ''
    await haeun.says('지원')
    expect(haeun.sees()).toContain('아직 지원 요청이 없습니다')
    await haeun.says('지원 요청 SR-1001')
    expect(haeun.sees()).toContain('해당 지원 요청이 없습니다')
    await haeun.says('지원 lucernepublishing.kr')
    await haeun.presses('요청 보내기', { forged: { key: id } })
    await haeun.says('지원')
    await haeun.presses('새 요청', { forged: { act: 'open', request: id } })
    expect(haeun.hears()).toContain('해당 지원 요청이 없습니다')
    expect(haeun.everything()).not.toContain(filledIn.reason)
    expect(await requestsIn(world)).toHaveLength(1)
    // Each partner counts from the beginning.
    await haeun.says('지원 lucernepublishing.kr')
    haeun.picks({ ...filledIn, title: '환불', about: randomUUID(), amount: '5000', currency: 'KRW' })
    await haeun.presses('요청 보내기')
    expect(haeun.sees()).toContain('지원 요청 SR-1001')
  })
})
