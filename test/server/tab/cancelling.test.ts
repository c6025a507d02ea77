import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hour } from '../../../src/platform/clock.ts'
import { decides } from '../../support/approvals.ts'
import { customer, openWorld, people, type World } from '../../support/desk.ts'
import { type TabPerson, tabOf } from '../../support/tab-person.ts'

const contoso = customer(1)
const key = '5f0c2a3e-3b1f-4a57-9b52-0c1d8f6f0001'

let world: World
let mina: TabPerson

beforeEach(async () => {
  world = await openWorld()
  mina = await tabOf(world)
})
afterEach(() => world.desk.close())

const formOf = async (asked: object, person = mina) => (await person.ask('cancelling.form', { key, ...asked })).told
const submit = (more: object = {}, person = mina) =>
  person.ask('cancelling.submit', {
    ...{ key, customerId: contoso, orderId: 'CSP-1002', lines: [0], acknowledged: true, asks: false, why: '' },
    ...more,
  })
const receiptOf = async (orderId = 'CSP-1002') =>
  (await mina.ask('cancelling.receipt', { key, customerId: contoso, orderId })).told

describe('Cancel, on a page', () => {
  it('lists the orders of a customer, and what holds for the one that is looked at, also by the order alone', async () => {
    const all = await formOf({ customer: 'contoso.com' })
    expect(all.orders.map(({ id }: { id: string }) => id)).toContain('CSP-1005')
    expect(all).not.toHaveProperty('chosen')
    expect(all).not.toHaveProperty('submits')
    const one = await formOf({ order: 'csp-1002' })
    expect(one).toMatchObject({
      ...{ customer: { id: contoso }, chosen: 'CSP-1002', submits: { asks: false, lines: [0], ticks: false } },
    })
    expect(JSON.stringify(one.paper)).toContain('1 day left to cancel')
    const never = await formOf({ order: 'CSP-1005' })
    expect(never).not.toHaveProperty('submits')
    expect(JSON.stringify(never.paper)).toContain('can never be cancelled')
  })

  it('cancels once however often it is clicked, and shows what becomes of it until Partner Center shows it', async () => {
    const [first, second] = await Promise.all([submit(), submit()])
    expect([first.status, second.status]).toEqual([200, 200])
    const receipt = await receiptOf()
    expect(receipt.settled).toBe(false)
    expect(JSON.stringify(receipt.paper)).toContain('CSP-1002: cancelling.')
    await world.passes(hour)
    const later = await receiptOf()
    expect(later.settled).toBe(true)
    expect(JSON.stringify(later.paper)).toContain('CSP-1002: cancelled.')
    const anew = await formOf({ key: '5f0c2a3e-3b1f-4a57-9b52-0c1d8f6f0002', order: 'CSP-1002' })
    expect(anew).toMatchObject({ missed: expect.stringContaining('CSP-1002') })
  })

  it('judges the lines that are ticked, and cancels those alone', async () => {
    const both = await formOf({ order: 'CSP-1007' })
    expect(both.submits).toEqual({ asks: false, lines: [0, 1], ticks: true })
    const one = await formOf({ order: 'CSP-1007', lines: [1] })
    expect(one.submits).toEqual({ asks: false, lines: [1], ticks: true })
    expect(JSON.stringify(one.paper)).toContain('1 of 2 ticked')
    expect((await submit({ orderId: 'CSP-1007', lines: [1] })).status).toBe(200)
    await world.passes(hour)
    expect((await formOf({ order: 'CSP-1007' })).submits).toMatchObject({ lines: [0] })
  })

  it('is not submitted without the box, without what holds, or for lines that are not there', async () => {
    expect(await submit({ acknowledged: false })).toMatchObject({
      ...{ status: 422, refusal: { code: 'cancelling.acknowledgement-missing' } },
    })
    expect((await submit({ orderId: 'CSP-1003' })).refusal?.code).toBe('commerce.cancellation-window-closed')
    expect((await submit({ lines: [7] })).refusal?.code).toBe('commerce.order-unknown')
    expect((await submit({ customerId: customer(2) })).refusal?.code).toBe('commerce.order-unknown')
    expect((await submit({ lines: ['0'] })).status).toBe(400)
    expect((await formOf({ order: 'CSP-1002' })).submits).toEqual({ asks: false, lines: [0], ticks: false })
    expect(await world.database.rows.cancellation.count()).toBe(0)
  })

  it('does nothing when an approval became necessary after it was shown; asked for, it can be taken back', async () => {
    await decides(world, { cancellations: { when: 'always' } })
    expect((await submit()).refusal?.code).toBe('approvals.rule-changed')
    expect((await formOf({ order: 'CSP-1002' })).submits).toMatchObject({ asks: true })
    expect((await submit({ asks: true, why: 'ordered twice' })).status).toBe(200)
    const waits = await receiptOf()
    expect(waits.settled).toBe(false)
    const approvalId = /"approvalId":"([^"]+)"/.exec(JSON.stringify(waits))?.[1]
    const other = await tabOf(world, people.chineseAdmin)
    expect((await other.ask('cancelling.withdraw', { key, approvalId })).status).toBe(422)
    expect((await mina.ask('cancelling.withdraw', { key, approvalId })).status).toBe(200)
    expect((await receiptOf()).settled).toBe(true)
  })
})
