import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { OrderUnknown, PartnerCenterRefused, PartnerCenterUnavailable } from '../../src/commerce/errors.ts'
import { EmbeddedPartnerCenter } from '../../src/partner-center/embedded/embedded.partner-center.ts'
import { hour, minute } from '../../src/platform/clock.ts'
import { asksToBuy, decides } from '../support/approvals.ts'
import { customer, openWorld, type Person, people, type World } from '../support/desk.ts'
import { partnerCenterWith } from '../support/partner-center.ts'

/** What Partner Center says of a cart that was ordered. */
type Says = 'everything' | 'nothing' | 'errors' | 'orders it does not show'

let world: World
let mina: Person
let embedded: EmbeddedPartnerCenter
let says: Says
/** Before: nothing comes of it. After: it is done, and the answer is lost. */
let lost: 'before' | 'after' | undefined
let refusal: PartnerCenterRefused | undefined
let submitted: number

const partnerCenter = partnerCenterWith({
  submit:
    (real) =>
    async (...asked) => {
      submitted++
      if (refusal !== undefined) throw refusal
      if (lost === 'before') throw new PartnerCenterUnavailable()
      const answer = await real.submit(...asked)
      if (lost === 'after') throw new PartnerCenterUnavailable()
      return answer
    },
  cart:
    (real) =>
    async (...asked) => {
      const cart = await real.cart(...asked)
      if (cart === undefined || submitted === 0 || says === 'everything') return cart
      if (says === 'nothing') return { status: 'ordered' }
      const { orderIds, errors, ...rest } = cart
      return says === 'errors' ? { ...rest, errors } : { ...rest, orderIds, errors: [] }
    },
  order:
    (real) =>
    async (...asked) => {
      if (says === 'orders it does not show') throw new OrderUnknown({ orderId: asked[2] })
      return real.order(...asked)
    },
})

beforeEach(async () => {
  says = 'everything'
  lost = undefined
  refusal = undefined
  submitted = 0
  world = await openWorld({
    partnerCenter: (real) => {
      if (!(real instanceof EmbeddedPartnerCenter)) throw new Error('another Partner Center')
      embedded = real
      return partnerCenter(real)
    },
  })
  mina = await world.person(people.admin)
})
afterEach(() => world.desk.close())

const reviews = async (...more: (readonly [item: string, quantity: string])[]) => {
  await mina.says('buy 2 windows server 2022 standard 1 year for litware.gl')
  for (const [item, quantity] of more) {
    await mina.presses('Add a product')
    mina.picks({ item, quantity })
  }
  await mina.presses('Review order')
}
const places = async () => {
  mina.picks({ acknowledged: 'true' })
  await mina.presses('Place order')
  return mina.card().id
}
const buysTwo = async () => {
  await reviews(['Windows Server CAL, 1 user, perpetual', '5'])
  return places()
}
const buys = async () => {
  await reviews()
  return places()
}
const entries = async () =>
  (await world.database.rows.activityEntry.findMany({ orderBy: { number: 'asc' } }))
    .filter(({ what }) => what.startsWith('order-'))
    .map(({ what, facts }) => ({ what, ...(facts as object) }))
const told = async () =>
  (await world.database.rows.notice.findMany({ where: { occasion: 'buying.moved' } })).map(({ stage }) => stage)
const orders = () => world.database.rows.pcOrder.count({ where: { customerId: customer(7) } })
const passes = async (time: number) => {
  for (let passed = 0; passed < time; passed += 10 * minute) await world.passes(10 * minute)
}

describe('a cart of which Partner Center names neither the orders nor what failed', () => {
  it('and that was ordered in part is settled as what is known after an hour, and never bought again', async () => {
    embedded.carts.answer = 'partly'
    says = 'nothing'
    lost = 'after'
    const card = await buysTwo()
    await passes(50 * minute)
    expect(mina.sees(card)).toContain('The order is being placed')
    await passes(30 * minute)
    expect(mina.sees(card)).toContain('A part is ordered, the rest is not known')
    expect(mina.sees(card)).toContain('Not known: 5 × Windows Server CAL, 1 user')
    expect(mina.sees(card)).not.toContain('will not be invoiced')
    expect(await entries()).toEqual([
      { what: 'order-placed', product: 'Windows Server 2022 Standard', quantity: 2 },
      expect.objectContaining({ what: 'order-unknown', product: 'Windows Server CAL', quantity: 5, currency: 'DKK' }),
    ])
    expect(await told()).toEqual(['partly'])
    await passes(5 * hour)
    expect([await orders(), submitted]).toEqual([1, 1])
  })

  it('and no order shows is neither called bought nor said to be not ordered', async () => {
    says = 'nothing'
    lost = 'before'
    const card = await buys()
    await passes(70 * minute)
    expect(mina.sees(card)).toContain('What became of the order is not known')
    expect(mina.sees(card)).toContain('Look at the orders of the customer in Partner Center before you buy it again')
    expect(mina.sees(card)).not.toMatch(/Nothing was ordered|was not placed|is placed|next monthly invoice/)
    expect(mina.everything()).toContain('What became of the order for Litware is not known')
    expect((await entries()).map(({ what }) => what)).toEqual(['order-unknown'])
    expect(await told()).toEqual(['refused'])
    await passes(5 * hour)
    expect([await orders(), submitted]).toEqual([0, 1])
  })

  it('but what failed is ordered in part as soon as the rest shows', async () => {
    embedded.carts.answer = 'partly'
    says = 'errors'
    lost = 'after'
    const card = await buysTwo()
    await passes(10 * minute)
    expect(mina.sees(card)).toContain('Only a part was ordered')
    expect(mina.sees(card)).toContain('This part of the order was refused for practice.')
    expect(await entries()).toEqual([
      expect.objectContaining({ what: 'order-placed' }),
      expect.objectContaining({ what: 'order-refused', product: 'Windows Server CAL', code: '990002' }),
    ])
  })

  it('but an order that it never shows is not known either', async () => {
    says = 'orders it does not show'
    lost = 'after'
    const card = await buys()
    await passes(50 * minute)
    expect(mina.sees(card)).toContain('The order is being placed')
    await passes(30 * minute)
    expect(mina.sees(card)).toContain('What became of the order is not known')
    expect(submitted).toBe(1)
  })
})

describe('whoever confirmed a purchase', () => {
  it('is told once when it is placed long after they confirmed, and not of what their press answered', async () => {
    await buys()
    await passes(hour)
    expect(await told()).toEqual([])
    lost = 'before'
    const card = await buys()
    await passes(10 * minute)
    lost = undefined
    await passes(hour)
    expect(mina.sees(card)).toContain('is placed')
    expect(mina.everything()).toContain('The order for Litware is placed')
    expect(await told()).toEqual(['placed'])
  })

  it('is told that it was refused, with why and the code', async () => {
    lost = 'before'
    await buys()
    await passes(10 * minute)
    refusal = new PartnerCenterRefused({
      reason: '987654',
      text: 'Something that no list has',
      correlationId: 'c0ffee',
    })
    await passes(20 * minute)
    expect(mina.sees()).toContain('The order for Litware was not placed')
    expect(mina.sees()).toMatch(/Something that no list has.*987654.*c0ffee/s)
    expect(mina.sees()).toContain('Nothing was ordered and nothing will be invoiced.')
    expect(await told()).toEqual(['refused'])
  })

  it.each([
    ['is placed', undefined, 'placed', 'order-placed'],
    ['is given up after a day', '900421', 'refused', 'order-given-up'],
  ])('and whose purchase was held is told when it %s', async (_, reason, stage, what) => {
    const held = new PartnerCenterRefused({ reason: '900421', text: 'MFA required', httpStatus: 401 })
    refusal = held
    await buys()
    expect(mina.sees()).toContain('It is kept')
    await passes(hour)
    expect(await told()).toEqual([])
    refusal = reason === undefined ? undefined : held
    for (let hours = 0; hours < 26; hours++) await world.passes(hour)
    expect(await told()).toEqual([stage])
    expect((await entries()).map((entry) => entry.what)).toEqual([what])
  })

  it('with an approval hears it from the approval alone', async () => {
    await decides(world, { purchases: { DKK: '1' } })
    const oliver = await world.person(people.globalAndAdmin)
    await asksToBuy(mina, 'for Litware', 'buy 2 windows server 2022 standard 1 year for litware.gl')
    await world.passes(0)
    lost = 'before'
    await oliver.presses('Approve')
    await passes(10 * minute)
    lost = undefined
    await passes(hour)
    expect(await orders()).toBe(1)
    expect(mina.everything()).toContain('Approved and carried out')
    expect(await told()).toEqual([])
  })
})

describe('the activity log', () => {
  it('has what Microsoft refused with no order: who, for whom, products, amount and code', async () => {
    refusal = new PartnerCenterRefused({ reason: '987654', text: 'Something that no list has' })
    await buys()
    expect(await entries()).toEqual([
      {
        ...{ what: 'order-refused', product: 'Windows Server 2022 Standard', quantity: 2 },
        ...{ amount: '5096', currency: 'DKK', code: '987654' },
      },
    ])
    const oliver = await world.person(people.globalAndAdmin)
    await oliver.says('activity')
    for (const said of [
      'Order refused',
      '2 × Windows Server 2022 Standard',
      '5,096.00',
      'code 987654',
      'Litware',
      'Mina Park',
    ])
      expect(oliver.sees()).toContain(said)
  })
})
