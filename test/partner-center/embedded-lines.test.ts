import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { OrderNotUsable, OrderUnknown, SubscriptionEnded, SubscriptionUnknown } from '../../src/commerce/errors.ts'
import { orderStages } from '../../src/commerce/order.ts'
import { EmbeddedPartnerCenter } from '../../src/partner-center/embedded/embedded.partner-center.ts'
import { addOrdersInEveryState } from '../../src/partner-center/embedded/sample-states.ts'
import { day, minute } from '../../src/platform/clock.ts'
import type { Database } from '../../src/platform/database/database.ts'
import { TestClock } from '../support/clock.ts'
import { testDatabase } from '../support/database.ts'
import { customer, partnerA } from '../support/desk.ts'
import { testVault } from '../support/vault.ts'

let database: Database
let clock: TestClock
let partnerCenter: EmbeddedPartnerCenter

const contoso = customer(1)
const year = 365 * day

beforeEach(async () => {
  database = await testDatabase('sample')
  clock = new TestClock()
  partnerCenter = new EmbeddedPartnerCenter({
    database,
    clock,
    vault: testVault(),
    publicUrl: () => 'https://desk.example',
  })
})

const cancel = (orderId: string, lines?: readonly number[]) =>
  partnerCenter.cancel(partnerA, { customerId: contoso, orderId, lines })
const order = (id: string) => partnerCenter.order(partnerA, contoso, id)
const turn = (subscriptionId: string, on: boolean) =>
  partnerCenter.setAutoRenew(partnerA, { customerId: contoso, subscriptionId, on, requestId: randomUUID() })
const subscriptionOf = async (orderId: string) => {
  const [found] = await partnerCenter.subscriptions(partnerA, contoso, orderId)
  if (found === undefined) throw new Error(`${orderId} has no subscription`)
  return found
}

describe('cancelling lines', () => {
  it('shows the line within fifteen minutes, leaves the order completed, and cancels it with its last line', async () => {
    expect(await cancel('CSP-1007', [0])).toBe('accepted')
    expect((await order('CSP-1007')).lines.map(({ cancelled }) => cancelled)).toEqual([false, false])
    clock.advance(15 * minute)
    const part = await order('CSP-1007')
    expect([part.status, part.lines.map(({ cancelled }) => cancelled)]).toEqual(['completed', [true, false]])
    expect(await cancel('CSP-1007')).toBe('accepted')
    clock.advance(15 * minute)
    const whole = await order('CSP-1007')
    expect([whole.status, whole.state, whole.lines.map(({ cancelled }) => cancelled)]).toEqual([
      'cancelled',
      'cancelled',
      [true, true],
    ])
  })

  it('ends the keys of that line alone, at once', async () => {
    await cancel('CSP-1007', [0])
    const line = { customerId: contoso, orderId: 'CSP-1007' }
    await expect(partnerCenter.productKey(partnerA, { ...line, lineItem: 0 })).rejects.toThrow('commerce.no-software')
    expect(await partnerCenter.productKey(partnerA, { ...line, lineItem: 1 })).toMatch(/^[\w-]{29}$/)
  })

  it('of several calls at one moment takes one, and tells the others that it is under way', async () => {
    const answers = await Promise.all([[0], [0], [0, 1], [0, 1]].map((lines) => cancel('CSP-1007', lines)))
    expect(answers.filter((answer) => answer === 'under-way').length).toBeGreaterThanOrEqual(2)
    expect(await cancel('CSP-1007')).toBe('under-way')
    clock.advance(15 * minute)
    expect((await order('CSP-1007')).status).toBe('cancelled')
  })

  it('refuses what is not there, and what was not bought', async () => {
    await expect(cancel('CSP-9999')).rejects.toThrow(OrderUnknown)
    await database.rows.pcOrder.updateMany({ where: { id: 'CSP-1001' }, data: { status: 'pending review' } })
    await expect(cancel('CSP-1001')).rejects.toThrow(OrderNotUsable)
    await expect(
      partnerCenter.productKey(partnerA, { customerId: contoso, orderId: 'CSP-1001', lineItem: 0 }),
    ).rejects.toThrow(OrderNotUsable)
    expect(await partnerCenter.subscriptions(partnerA, contoso, 'CSP-1001')).toEqual([])
  })
})

it('has keys, subscriptions and cancellation for an order that has come out of pending', async () => {
  const data = { status: 'pending', settlesTo: 'completed', settlesAt: new Date(clock.now().getTime() + minute) }
  await database.rows.pcOrder.updateMany({ where: { id: 'CSP-1001' }, data })
  const line = { customerId: contoso, orderId: 'CSP-1001', lineItem: 0 }
  await expect(partnerCenter.productKey(partnerA, line)).rejects.toThrow(OrderNotUsable)
  clock.advance(minute)
  expect(await partnerCenter.productKey(partnerA, line)).toMatch(/^[\w-]{29}$/)
  expect(await partnerCenter.subscriptions(partnerA, contoso, 'CSP-1001')).toMatchObject([{ status: 'active' }])
  expect(await cancel('CSP-1001')).toBe('accepted')
})

describe('subscriptions', () => {
  it('are those of server subscriptions, the same whenever they are asked for', async () => {
    const all = await partnerCenter.subscriptions(partnerA, contoso)
    expect(all.map(({ orderId, line }) => [orderId, line])).toEqual([
      ['CSP-1001', 0],
      ['CSP-1007', 1],
      ['CSP-1003', 0],
    ])
    expect(await partnerCenter.subscriptions(partnerA, contoso)).toEqual(all)
    const lines = (await order('CSP-1007')).lines
    expect(lines.map(({ subscriptionId }) => subscriptionId)).toEqual([undefined, all[1]?.id])
  })

  it('renew at the end of each term, and are cancellable for seven days of each new one', async () => {
    const first = await subscriptionOf('CSP-1001')
    expect(first).toMatchObject({ status: 'active', autoRenew: true })
    expect(first.cancellableUntil).toBeUndefined()
    expect(first.nextWindow?.opensAt).toEqual(first.termEndsAt)
    clock.advance(first.termEndsAt.getTime() - clock.now().getTime())
    const second = await subscriptionOf('CSP-1001')
    expect(second.cancellableUntil).toEqual(new Date(first.termEndsAt.getTime() + 7 * day))
    expect(second.termEndsAt.getUTCFullYear()).toBe(first.termEndsAt.getUTCFullYear() + 3)
    expect((await order('CSP-1001')).lines[0]?.cancellableUntil).toEqual(second.cancellableUntil)
  })

  it('that are turned off end with their term, and can be turned on until then', async () => {
    const { id, termEndsAt } = await subscriptionOf('CSP-1001')
    await turn(id, false)
    await turn(id, false)
    expect(await subscriptionOf('CSP-1001')).toMatchObject({ autoRenew: false, status: 'active', termEndsAt })
    expect((await subscriptionOf('CSP-1001')).nextWindow).toBeUndefined()
    await turn(id, true)
    expect(await subscriptionOf('CSP-1001')).toMatchObject({ autoRenew: true, termEndsAt })
    await turn(id, false)
    clock.advance(3 * year)
    expect(await subscriptionOf('CSP-1001')).toMatchObject({ status: 'ended', autoRenew: false, termEndsAt })
    await expect(turn(id, true)).rejects.toThrow(SubscriptionEnded)
    clock.advance(3 * year)
    expect(await subscriptionOf('CSP-1001')).toMatchObject({ status: 'ended', termEndsAt })
  })

  it('of a cancelled line are cancelled, and one that is not there is unknown', async () => {
    const { id } = await subscriptionOf('CSP-1001')
    await cancel('CSP-1001')
    expect(await subscriptionOf('CSP-1001')).toMatchObject({ status: 'cancelled', autoRenew: false })
    await expect(turn(id, false)).rejects.toThrow(SubscriptionEnded)
    await expect(turn(randomUUID(), false)).rejects.toThrow(SubscriptionUnknown)
  })
})

it('has a customer with an order in every state, once it is asked to', async () => {
  expect(await addOrdersInEveryState(database, partnerA, clock.now())).toBe(true)
  expect(await addOrdersInEveryState(database, partnerA, clock.now())).toBe(false)
  const orders = await partnerCenter.orders(partnerA, 'c0000000-0000-4000-8000-0000000000a1')
  const stages = new Set(orders.map(({ state }) => state))
  // What is cancelled as a whole is in the sample world already once somebody cancels.
  expect([...stages].sort()).toEqual(orderStages.filter((stage) => stage !== 'cancelled').toSorted())
})
