import { beforeEach, describe, expect, it } from 'vitest'
import { AgreementNotAccepted, PartnerCenterUnavailable } from '../../src/commerce/errors.ts'
import { times } from '../../src/commerce/money.ts'
import { minute, second } from '../../src/platform/clock.ts'
import { customer, openWorld, type Person, people, type World } from '../support/desk.ts'
import { partnerCenterWith } from '../support/partner-center.ts'
import { repriced } from '../support/placing.ts'

let failing: { when: 'before' | 'after'; error: () => Error } | undefined
let factor = 1
let world: World
let mina: Person

const partnerCenter = partnerCenterWith({
  submit:
    (real) =>
    async (...asked) => {
      if (failing?.when === 'before') throw failing.error()
      const placed = await real.submit(...asked)
      if (failing?.when === 'after') throw failing.error()
      return placed
    },
  prepare:
    (real) =>
    async (...asked) =>
      repriced(await real.prepare(...asked), (price) => times(price, factor)),
  // A cart of before tells the price of now.
  cart:
    (real) =>
    async (...asked) => {
      if (failing !== undefined && mina.sees().includes('being placed')) throw failing.error()
      const cart = await real.cart(...asked)
      return (
        cart &&
        (cart.lines === undefined ? cart : repriced({ ...cart, lines: cart.lines }, (price) => times(price, factor)))
      )
    },
})

beforeEach(async () => {
  failing = undefined
  factor = 1
  world = await openWorld({ partnerCenter })
  mina = await world.person(people.admin)
  await mina.says('buy 2 windows server 2022 standard 1 year for litware.gl')
  await mina.presses('Review order')
})

const made = async () => ({
  orders: await world.database.rows.pcOrder.count({ where: { customerId: customer(7) } }),
  placed: await world.database.rows.purchase.count({ where: { status: 'placed' } }),
  entries: await world.database.rows.activityEntry.count({ where: { what: 'order-placed' } }),
})
const one = { orders: 1, placed: 1, entries: 1 }

const places = async () => {
  mina.picks({ acknowledged: 'true' })
  await mina.presses('Place order')
}

describe('while Partner Center does not answer', () => {
  it.each(['before', 'after'] as const)(
    'the card says so and changes when the job got the order through: silent %s it placed',
    async (when) => {
      failing = { when, error: () => new PartnerCenterUnavailable() }
      await places()
      const card = mina.card().id
      expect(mina.sees()).toContain('The order is being placed')
      expect(mina.sees()).toContain('It will never become a second order.')
      expect(mina.mayPress()).toEqual([])
      await world.passes(30 * second)
      await world.passes(10 * minute)
      expect(mina.sees(card)).toContain('The order is being placed')
      expect(await made()).toMatchObject({ placed: 0, entries: 0 })
      failing = undefined
      await world.passes(10 * minute)
      expect(mina.sees(card)).toContain('Order CSP-1008 is placed')
      expect(await made()).toEqual(one)
    },
  )
})

describe('a process that ends', () => {
  const died = () => new Error('kill -9')

  it.each(['before', 'after'] as const)(
    '%s Partner Center placed leaves one order, by the job of another process',
    async (when) => {
      failing = { when, error: died }
      const place = mina.button('Place order')
      await places()
      expect(await made()).toMatchObject({ placed: 0, entries: 0 })
      const other = await openWorld({ database: world.database, clock: world.clock })
      await other.passes(10 * second)
      expect(mina.sees()).toContain('Order CSP-1008 is placed')
      expect(await made()).toEqual(one)
      failing = undefined
      await mina.pressesOld(place, { acknowledged: 'true' })
      await world.passes(10 * minute)
      expect(mina.sees()).toContain('Order CSP-1008 is placed')
      expect(await made()).toEqual(one)
    },
  )

  it.each(['before', 'after'] as const)(
    '%s Partner Center placed leaves one order, by the next press',
    async (when) => {
      failing = { when, error: died }
      await places()
      failing = undefined
      await places()
      const card = mina.card().id
      await world.passes(10 * minute)
      expect(mina.sees(card)).toContain('Order CSP-1008 is placed')
      expect(await made()).toEqual(one)
    },
  )

  it('before the card was written leaves a card that knows: its job draws the receipt, going back is over', async () => {
    const [place, back] = [mina.button('Place order'), mina.button('Back')]
    const flow = String(place.action.data?.flow)
    const state = () => world.database.rows.botState.findUniqueOrThrow({ where: { key: `flow/${flow}` } })
    const { value } = await state()
    await places()
    await world.database.rows.botState.update({ where: { key: `flow/${flow}` }, data: { value: value as object } })
    await world.passes(10 * second)
    expect(mina.sees()).toContain('Order CSP-1008 is placed')
    await mina.pressesOld(back)
    expect(mina.sees()).toContain('Order CSP-1008 is placed')
    await mina.pressesOld(place, { acknowledged: 'true' })
    expect(mina.sees()).toContain('Order CSP-1008 is placed')
    expect(await made()).toEqual(one)
  })
})

describe('between the review and the order', () => {
  it('a price that changed is shown first, and nothing is placed at it unseen', async () => {
    factor = 2
    await places()
    expect(mina.sees()).toContain('The price has changed')
    expect(mina.sees()).toContain('Total: DKK 10,192.00')
    expect(mina.filledIn('acknowledged')).toBe('false')
    expect(await made()).toEqual({ orders: 0, placed: 0, entries: 0 })
    factor = 1
    await places()
    expect(mina.sees()).toContain('The price has changed')
    expect(mina.sees()).toContain('Total: DKK 5,096.00')
    await places()
    expect(mina.sees()).toContain('Order CSP-1008 is placed')
    expect(await made()).toEqual(one)
  })

  it('a refusal by Partner Center is told on the card and leaves no order', async () => {
    failing = { when: 'before', error: () => new AgreementNotAccepted({ customer: 'Litware' }) }
    const place = mina.button('Place order')
    await places()
    expect(mina.sees()).toContain('The order was not placed')
    expect(mina.sees()).toContain('Litware has not accepted the Microsoft Customer Agreement')
    expect(mina.sees()).toContain('Nothing was ordered and nothing will be invoiced.')
    expect(mina.mayPress()).toEqual(['Buy more'])
    failing = undefined
    await mina.pressesOld(place, { acknowledged: 'true' })
    await world.passes(10 * minute)
    expect(mina.sees()).toContain('The order was not placed')
    expect(await made()).toEqual({ orders: 0, placed: 0, entries: 0 })
  })
})
