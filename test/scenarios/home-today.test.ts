import { describe, expect, it } from 'vitest'
import { PartnerCenterRefused, PartnerCenterUnavailable } from '../../src/commerce/errors.ts'
import { day, minute } from '../../src/platform/clock.ts'
import { asksToBuy, decides } from '../support/approvals.ts'
import { customer, openWorld, partnerA, people } from '../support/desk.ts'
import { partnerCenterWith } from '../support/partner-center.ts'

const today = 'What matters today'

describe('the home card', () => {
  it('says what matters today, the most urgent first, each opened by pressing its row', async () => {
    const world = await openWorld()
    await decides(world, { purchases: { AUD: '1' } })
    await asksToBuy(await world.person(people.admin))
    const oliver = await world.person(people.globalAndAdmin)
    await world.database.rows.pcOrder.updateMany({ where: { id: 'CSP-1004' }, data: { status: 'pending' } })
    await oliver.says('help')
    expect(oliver.sees()).toContain(today)
    const rows = oliver.rows()
    expect(rows[0]).toContain('CSP-1002 · 1 day left to cancel · Contoso')
    expect(oliver.sees()).toContain('USD 3,586.00')
    expect(rows.some((row) => row.startsWith('To decide · Purchase'))).toBe(true)
    expect(rows.at(-1)).toContain('CSP-1004 · Pending · Contoso')
    await oliver.pressesRow('CSP-1002 · 1 day left')
    expect(oliver.sees()).toContain('Order CSP-1002')
  })

  it('says how many more there are, and of each kind one at least', async () => {
    const world = await openWorld()
    const { rows } = world.database
    const line = await rows.pcOrderLine.findFirstOrThrow({ where: { orderId: 'CSP-1002' } })
    for (let n = 1; n <= 6; n++) {
      const id = `CSP-40${n}0`
      const createdAt = new Date(world.clock.now().getTime() - (60 - n) * day + minute)
      await rows.pcOrder.create({
        data: { partnerId: partnerA, id, customerId: customer(2), currency: 'AUD', createdAt },
      })
      await rows.pcOrderLine.create({ data: { ...line, orderId: id, keySealed: null } })
    }
    await rows.pcOrder.updateMany({ where: { id: 'CSP-1004' }, data: { status: 'pending' } })
    const mina = await world.person(people.admin)
    await mina.says('help')
    expect(mina.rows()).toHaveLength(5)
    expect(mina.rows().join()).toContain('CSP-1004 · Pending')
    // Seven windows, two links that end, and the order that is pending.
    expect(mina.sees()).toContain('and 5 more')
  })

  it('is short where there is nothing that the person may see', async () => {
    const world = await openWorld()
    const { rows } = world.database
    await rows.pcOrder.updateMany({ where: { id: 'CSP-1002' }, data: { createdAt: new Date('2020-01-01') } })
    for (const id of [people.sales, people.accountAdmin]) {
      const person = await world.person(id)
      await person.says('help')
      expect(person.sees()).not.toContain(today)
      expect(person.rows()).toEqual([])
    }
  })

  it('comes also while Partner Center is silent, and a list says of when it is', async () => {
    let silent = false
    const world = await openWorld({
      partnerCenter: partnerCenterWith({
        changesSince:
          (real) =>
          (...asked) =>
            silent ? Promise.reject(new PartnerCenterUnavailable()) : real.changesSince(...asked),
      }),
    })
    const mina = await world.person(people.admin)
    await mina.says('orders')
    await mina.presses('All customers')
    expect(mina.sees()).not.toContain('As of')
    silent = true
    world.clock.advance(5 * minute)
    await mina.says('help')
    expect(mina.sees()).toContain('CSP-1002 · 1 day left to cancel')
    await mina.says('orders')
    await mina.presses('All customers')
    expect(mina.sees()).toContain('As of Nov 22, 2026, 2:00 AM (5 minutes ago)')
    expect(mina.sees()).toContain('CSP-1005')
  })

  it.each([
    ['is not answered for', () => new PartnerCenterUnavailable(), 'The order is being placed'],
    [
      'waits until somebody has mended what stands against it',
      () => new PartnerCenterRefused({ reason: '900421', text: 'MFA required', httpStatus: 401 }),
      'The order waits',
    ],
  ])('says which order of one’s own %s, to nobody else', async (_, error, title) => {
    const world = await openWorld({
      partnerCenter: partnerCenterWith({ submit: () => () => Promise.reject(error()) }),
    })
    const mina = await world.person(people.admin)
    await mina.says('buy 2 windows server 2022 datacenter 1 year for Contoso')
    await mina.presses('Review order')
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Place order')
    world.clock.advance(2 * minute)
    await mina.says('help')
    expect(mina.rows().join()).toContain(title)
    expect(mina.rows().find((row) => row.includes(title))).toContain('Contoso · Windows Server 2022 Datacenter')
    const oliver = await world.person(people.globalAndAdmin)
    await oliver.says('help')
    expect(oliver.rows().join()).not.toContain(title)
  })
})
