import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { day, minute } from '../../src/platform/clock.ts'
import { sampleOrderId } from '../support/partner-center-server/server.ts'
import { useShop } from '../support/partner-center-server/shop.ts'

const partnerA = '11111111-1111-4111-8111-111111111111'
const windows = { productId: 'DG7GMGF0DVSZ', skuId: '0001' }
const sqlServer = { productId: 'DG7GMGF0FLR3', skuId: '0001' }
const cal = { productId: 'DG7GMGF0DVSV', skuId: '0001' }
const suse = { productId: 'DG7GMGF0GD3H', skuId: '0001' }

const open = useShop()
type Line = { quantity: number }
const quantities = (order: { lineItems: Line[] }) => order.lineItems.map(({ quantity }) => quantity)

describe('an order', () => {
  test('is pending, is not found for 15 minutes, alone and in lists, and is completed then', async () => {
    const { buy, call, order, clock, ofContoso } = await open()
    const { id, status, creationDate } = await buy(sqlServer)
    expect(status).toBe('pending')
    expect(creationDate).toMatch(/\.\d{7}(Z|\+00:00)$|-08:00$/)
    const listed = async () => {
      const { items } = (await call('GET', `${ofContoso}/orders`)).body
      return items.some((item: { id: string }) => item.id === id)
    }
    clock.advance(15 * minute - 1)
    expect((await order(id)).body.code).toBe(20000)
    expect(await listed()).toBe(false)
    clock.advance(1)
    expect((await order(id)).body.status).toBe('completed')
    expect(await listed()).toBe(true)
  })

  test('can go from pending to waiting for a purchase order, fail, or have a word that nobody knows', async () => {
    const { fake, buy, order, clock } = await open()
    fake.nextOrder(partnerA, { status: ['pending', 'pending_po_upload'] })
    fake.nextOrder(partnerA, { status: ['pending', 'error'] })
    fake.nextOrder(partnerA, { status: ['under quantum review'] })
    const ids = [(await buy(sqlServer)).id, (await buy(cal)).id, (await buy(windows)).id]
    clock.advance(15 * minute)
    const words = []
    for (const id of ids) words.push((await order(id)).body.status)
    expect(words).toEqual(['pending_po_upload', 'error', 'under quantum review'])
  })

  test('can be one of several of a cart, of which another one fails beside it in the same 201', async () => {
    const { fake, newCart, wanted, checkOut } = await open()
    fake.nextOrder(partnerA, { failedGroups: 1 })
    const cart = await newCart(await wanted(sqlServer), { ...(await wanted(windows)), id: 1 })
    expect(cart.body.lineItems.map(({ orderGroup }: { orderGroup: string }) => orderGroup)).toEqual(['0', '1'])
    const { status, body } = await checkOut(cart.body.id)
    expect(status).toBe(201)
    expect(body.orders).toHaveLength(1)
    expect(body.orderErrors).toEqual([{ orderGroupId: '1', code: 800005, description: expect.any(String) }])
  })

  test('is told from another one by letter case alone', async () => {
    const { fake, order } = await open()
    const id = sampleOrderId('CSP-1001')
    expect((await order(id.toUpperCase())).status).toBe(404)
    const twin = fake.addTwinOrder(partnerA, id)
    expect(twin.toLowerCase()).toBe(id.toLowerCase())
    expect((await order(twin)).body.alternateId).not.toBe((await order(id)).body.alternateId)
  })
})

describe('cancelling', () => {
  test('some lines answers their quantity as 0 and leaves the order completed, and shows 15 minutes later', async () => {
    const { buy, order, cancel, clock } = await open()
    const { id } = await buy(sqlServer, cal)
    clock.advance(15 * minute)
    const answer = await cancel(id, [0])
    expect([answer.status, answer.body.status, ...quantities(answer.body)]).toEqual([200, 'completed', 0, 1])
    expect(quantities((await order(id)).body)).toEqual([1, 1])
    clock.advance(15 * minute)
    expect(quantities((await order(id)).body)).toEqual([0, 1])
    expect((await cancel(id)).body.status).toBe('cancelled')
    clock.advance(15 * minute)
    expect((await order(id)).body.status).toBe('cancelled')
  })

  test('again is 409 800014 while it does not show, and 800061 afterwards; the same MS-RequestId answers the same', async () => {
    const { buy, cancel, clock } = await open()
    const { id } = await buy(sqlServer)
    clock.advance(15 * minute)
    const requestId = randomUUID()
    const first = await cancel(id, undefined, requestId)
    expect((await cancel(id, undefined, requestId)).text).toBe(first.text)
    const again = await cancel(id)
    expect([again.status, again.body.code]).toEqual([409, 800014])
    clock.advance(15 * minute)
    expect((await cancel(id)).body.code).toBe(800061)
  })

  test('ends with the calendar day: 7 days for subscriptions, 30 for perpetual software, 900117 with the number after it', async () => {
    const { buy, cancel, order, clock, call, ofContoso } = await open()
    const [subscription, perpetual] = [(await buy(windows)).id, (await buy(sqlServer)).id]
    clock.advance(15 * minute)
    const { items } = (await call('GET', `${ofContoso}/subscriptions?order_id=${subscription}`)).body
    expect(items[0].cancellationAllowedUntilDate).toBe('2026-11-29T23:59:00Z')
    clock.advance(8 * day)
    expect((await cancel(subscription)).body).toMatchObject({
      code: 900117,
      description: 'You have passed your 7-day cancellation window. We are unable to cancel your purchase',
    })
    expect((await order(subscription)).body.lineItems[0].quantity).toBe(1)
    expect((await cancel(perpetual)).status).toBe(200)
  })

  test('a reservation or a Linux plan is 800019, also as a part of a whole order', async () => {
    const { buy, cancel, clock } = await open()
    const { id } = await buy(suse, sqlServer)
    clock.advance(15 * minute)
    const whole = await cancel(id)
    expect([whole.status, whole.body.code]).toEqual([403, 800019])
    expect((await cancel(id, [1])).status).toBe(200)
    expect((await cancel(sampleOrderId('CSP-1006'))).body.code).toBe(800019)
  })

  test('can be refused with 800063, which asks for a PATCH of the subscription', async () => {
    const { fake, buy, cancel, clock, call, order, ofContoso } = await open()
    fake.settings.ordersCancelSubscriptions = false
    const { id } = await buy(windows)
    clock.advance(15 * minute)
    expect((await cancel(id)).body.code).toBe(800063)
    const { items } = (await call('GET', `${ofContoso}/subscriptions?order_id=${id}`)).body
    const path = `${ofContoso}/subscriptions/${items[0].id}`
    const read = await call('GET', path)
    const headers = { 'if-match': read.headers.get('etag') ?? '' }
    expect((await call('PATCH', path, { body: { ...read.body, status: 'deleted' }, headers })).status).toBe(200)
    clock.advance(15 * minute)
    expect((await call('GET', path)).body.status).toBe('deleted')
    expect(quantities((await order(id)).body)).toEqual([0])
  })

  test('of an order that is not there yet, or is not placed, is 20000 or under way', async () => {
    const { fake, buy, cancel, clock } = await open()
    fake.nextOrder(partnerA, { status: ['pending review'] })
    const { id } = await buy(sqlServer)
    expect((await cancel(id)).body.code).toBe(20000)
    clock.advance(15 * minute)
    expect((await cancel(id)).body.code).toBe(800060)
  })
})
