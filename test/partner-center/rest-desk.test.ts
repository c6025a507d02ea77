import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { day, hour, MovableClock, minute } from '../../src/platform/clock.ts'
import { TestClock } from '../support/clock.ts'
import { testDatabase } from '../support/database.ts'
import { openWorld, type Person, partnerA, people, type World } from '../support/desk.ts'
import { openPartnerCenterServer } from '../support/partner-center-server/server.ts'
import { openRestPartnerCenter } from '../support/rest-partner-center.ts'
import { customerId } from '../support/sample-world.ts'

const checkout = 'POST /v1/customers/{customer}/carts/{cart}/checkout'

it('the desk opens the real Partner Center where it is configured, signs in, and shows what is there', async () => {
  const clock = new TestClock()
  const server = await openPartnerCenterServer({ clock })
  const environment = { PARTNER_CENTER: 'rest', PARTNER_CENTER_URL: server.url }
  const world = await openWorld({ clock, database: await testDatabase(), environment })
  const mina = await world.person(people.admin)
  await mina.says('orders Contoso')
  expect(mina.sees()).toContain(
    '3 × Virtual Machines Dsv3 Series, Reserved VM Instance, Standard_D2s_v3, US West 2, 1 year',
  )
  await mina.says('keys for Contoso')
  await mina.pressesRow('Windows Server 2019 Standard')
  // No call gives any: they are copied there, and pasted here.
  expect(mina.mayPress()).toContain('Open the Software page')
  await world.desk.close()
  await server.close()
})

it('a stand-in on this machine follows the practice page’s clock: what shows 15 minutes later shows when that is moved', async () => {
  const clock = new TestClock()
  const followed = new MovableClock(clock)
  const follow = (now: Date) => followed.move(Math.max(0, now.getTime() - followed.now().getTime()))
  const server = await openPartnerCenterServer({ clock: followed, follow })
  const environment = { PARTNER_CENTER: 'rest', PARTNER_CENTER_URL: server.url }
  const world = await openWorld({ clock, database: await testDatabase(), environment })
  const page = (call: string, body: object) =>
    fetch(`${world.desk.address}/practice/api/${call}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-practice': '1' },
      body: JSON.stringify(body),
    })
  const before = followed.now().getTime()
  expect((await page('move-clock', { by: 'hour' })).ok).toBe(true)
  expect(followed.now().getTime() - before).toBe(hour)
  expect((await page('move-clock', { by: 'day' })).ok).toBe(true)
  expect(followed.now().getTime() - before).toBe(hour + day)
  await world.desk.close()
  await server.close()
})

describe('an admin agent works with the real Partner Center', () => {
  let rest: Awaited<ReturnType<typeof openRestPartnerCenter>>
  let world: World
  let mina: Person
  const quarter = async () => {
    for (let at = 0; at < 4; at++) await world.passes(5 * minute)
  }
  const orders = async () => rest.partnerCenter.orders(partnerA, customerId(1))
  beforeAll(async () => {
    rest = await openRestPartnerCenter()
    const { database, clock, partnerCenter } = rest
    world = await openWorld({ database, clock, partnerCenter: () => partnerCenter })
    mina = await world.person(people.admin)
  })
  afterAll(() => rest.server.close())

  it('tells what is billed in parts from what is billed once, and names the price of a part', async () => {
    await mina.says('buy 2 windows server 2022 standard 3 years for Contoso')
    expect(mina.rows()).toEqual([
      expect.stringContaining('Windows Server 2022 Standard, 16 Core License Pack, 3 years, billed annually'),
      expect.stringMatching(/Windows Server 2022 Standard, 16 Core License Pack, 3 years(?!, billed)/),
    ])
    expect(mina.sees()).toContain('Prices in USD for one unit and one billing period, tax excluded.')
    mina.picks({ item: 'Windows Server 2022 Standard, 16 Core License Pack, 3 years, billed annually' })
    await mina.presses('Review order')
    expect(mina.sees()).toContain('Unit price: USD 328.67')
    expect(mina.sees()).toContain('Billing: annually, this price each time')
    const [, total = ''] = /Total: USD ([\d,.]+),/.exec(mina.sees()) ?? []
    const [, committed = ''] = /Over the whole term: USD ([\d,]+\.\d\d)\./.exec(mina.sees()) ?? []
    const amount = (text: string) => Math.round(Number(text.replaceAll(',', '')) * 100)
    expect(amount(committed)).toBe(3 * amount(total))
    expect(amount(total)).toBeGreaterThan(0)
    expect(mina.sees()).toContain('Total: USD 657.34, tax excluded')
  })

  it('is told that an order is being placed when nobody answered, and it becomes one order', async () => {
    const before = (await orders()).length
    mina.picks({ acknowledged: 'true' })
    rest.server.failNext({ kind: 'lose-answer' }, { endpoint: checkout })
    await mina.presses('Place order')
    expect(mina.sees()).toContain('Partner Center has not answered yet')
    await quarter()
    expect(mina.sees()).toContain('The order for Contoso is placed')
    expect(await orders()).toHaveLength(before + 1)
  })

  it('turns auto-renew off: nothing else of the subscription changes', async () => {
    const number = (await orders())[0]?.alternateId
    await mina.presses(`Show order ${number}`)
    expect(mina.sees()).toContain('until Nov 29, 2026, 3:59 PM as Partner Center says')
    await mina.presses('Turn auto-renew off …')
    await mina.presses('Turn auto-renew off')
    expect(mina.sees()).toContain('Auto-renew is off')
    expect(mina.sees()).not.toContain('Price of a term')
    const patched = rest.server.calls.findLast(({ method }) => method === 'PATCH')
    expect(patched?.headers['if-match']).toMatch(/^"/)
    expect(Object.keys(patched?.body as object)).toEqual(
      expect.arrayContaining(['id', 'friendlyName', 'quantity', 'billingCycle', 'termDuration', 'autoRenewEnabled']),
    )
  })

  it('is told at once when Partner Center fails, and the wish to cancel stands until it answers', async () => {
    await mina.says(`cancel ${(await orders())[0]?.alternateId}`)
    expect(mina.sees()).toContain('until Nov 29, 2026, 3:59 PM, as Partner Center says')
    mina.picks({ acknowledged: 'true' })
    rest.server.failNext({ kind: 'status', status: 503 }, { endpoint: 'PATCH /v1/customers/{customer}/orders/{order}' })
    await mina.presses('Submit')
    expect(mina.sees()).toContain('has not answered yet')
    await quarter()
    await quarter()
    expect((await orders())[0]?.lines).toMatchObject([{ cancelled: true }])
  })

  it('buys in a market with six currencies at the cart’s price', async () => {
    await mina.says('buy 3 windows server 2019 standard perpetual for Wide World Importers')
    await mina.presses('Review order')
    const [, total] = /Total: EUR ([\d.,]+), tax excluded/.exec(mina.sees()) ?? []
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Place order')
    await quarter()
    const [order] = await rest.partnerCenter.orders(partnerA, customerId(6))
    expect(order).toMatchObject({ currency: 'EUR', state: 'placed' })
    const price = order?.lines[0]?.unitPrice?.amount.times(3).toFixed(2)
    expect(total?.replaceAll(',', '')).toBe(price)
  })
})
