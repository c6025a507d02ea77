import { describe, expect, test } from 'vitest'
import { day, minute } from '../../src/platform/clock.ts'
import { useShop } from '../support/partner-center-server/shop.ts'

const partnerA = '11111111-1111-4111-8111-111111111111'
const contoso = 'c0000000-0000-4000-8000-000000000001'
const windows = { productId: 'DG7GMGF0DVSZ', skuId: '0001' }
const reservation = { productId: 'DZH318Z0BQ4L', skuId: '0001' }

const open = useShop()

describe('a subscription', () => {
  const bought = async () => {
    const shop = await open()
    const { id, lineItems } = await shop.buy(windows)
    shop.clock.advance(15 * minute)
    const path = `${shop.ofContoso}/subscriptions/${lineItems[0].subscriptionId}`
    const read = () => shop.call('GET', path)
    const update = async (body: object, etag?: string) =>
      shop.call('PATCH', path, { body, headers: { 'if-match': etag ?? (await read()).headers.get('etag') ?? '' } })
    return { ...shop, orderId: id, path, read, update }
  }

  test('is named in capitals by its order and in small letters by itself, and renews itself', async () => {
    const { read, path } = await bought()
    const { body } = await read()
    expect(path).toContain(body.id.toUpperCase())
    expect(body).toMatchObject({ autoRenewEnabled: true, status: 'active', commitmentEndDate: '2027-11-21T00:00:00Z' })
  })

  test('is changed with the ETag that it has: without one 800036, with an old one 2055', async () => {
    const { read, update, call, path } = await bought()
    const { body, headers } = await read()
    expect(body.attributes.etag).toBe(headers.get('etag')?.replaceAll('"', ''))
    expect((await call('PATCH', path, { body })).body.code).toBe(800036)
    const old = headers.get('etag') ?? ''
    expect((await update({ ...body, autoRenewEnabled: false })).body.autoRenewEnabled).toBe(false)
    expect((await update({ ...body, autoRenewEnabled: true }, old)).body.code).toBe(2055)
  })

  test('is turned off by a body that leaves autoRenewEnabled out, and loses its next term’s instructions', async () => {
    const { read, update } = await bought()
    const { body } = await read()
    const scheduledNextTermInstructions = { quantity: 1 }
    await update({ ...body, scheduledNextTermInstructions })
    expect((await read()).body).toMatchObject({ autoRenewEnabled: true, scheduledNextTermInstructions })
    await update({ id: body.id, friendlyName: 'Servers' })
    const after = (await read()).body
    expect(after).toMatchObject({ autoRenewEnabled: false, friendlyName: 'Servers' })
    expect(after.scheduledNextTermInstructions).toBeUndefined()
  })

  test('takes no other quantity', async () => {
    const { read, update } = await bought()
    const { body } = await read()
    expect((await update({ ...body, quantity: 2 })).body.code).toBe(800092)
  })

  test('begins a new term with a new window when it renews, and expires when it does not', async () => {
    const { read, update, clock, cancel, orderId } = await bought()
    clock.advance(366 * day)
    const renewed = (await read()).body
    expect(renewed).toMatchObject({
      commitmentEndDate: '2028-11-21T00:00:00Z',
      cancellationAllowedUntilDate: '2027-11-29T23:59:00Z',
    })
    expect(renewed.effectiveStartDate).toMatch(/^2027-11-2[12]T/)
    await update({ ...renewed, autoRenewEnabled: false })
    clock.advance(366 * day)
    expect((await read()).body).toMatchObject({ status: 'expired', autoRenewEnabled: false })
    expect((await cancel(orderId)).body.code).toBe(900117)
  })
})

describe('subscriptions', () => {
  test('may be changed later: 202 with an address, and renewed up to a day after their term', async () => {
    const { fake, buy, call, clock, ofContoso } = await open()
    const path = `${ofContoso}/subscriptions/${(await buy(windows)).lineItems[0].subscriptionId}`
    clock.advance(15 * minute)
    const { body, headers } = await call('GET', path)
    fake.settings.updatesTakeLonger = true
    const change = { body: { ...body, friendlyName: 'Servers' }, headers: { 'if-match': headers.get('etag') ?? '' } }
    const accepted = await call('PATCH', path, change)
    expect([accepted.status, accepted.text, accepted.headers.get('location')?.includes(body.id)]).toEqual([
      202,
      '',
      true,
    ])
    expect((await call('GET', path)).body.friendlyName).toBe('Servers')
    fake.settings.renewedAfter = day
    clock.advance(new Date('2027-11-22T12:00:00Z').getTime() - clock.now().getTime())
    expect((await call('GET', path)).body.commitmentEndDate).toBe('2027-11-21T00:00:00Z')
    clock.advance(day)
    expect((await call('GET', path)).body.commitmentEndDate).toBe('2028-11-21T00:00:00Z')
  })

  test('are none of software bought before 14 October 2021, whose order has no price either', async () => {
    const { fake, order, call, ofContoso } = await open()
    const line = { product: 'Windows Server 2019 Standard', sku: '16 core', term: 'P3Y', quantity: 1 }
    const id = fake.addOrder(partnerA, contoso, { number: 'CSP-1', age: 2_000, lines: [line] })
    const { body, text } = await order(id)
    expect(body.lineItems[0].subscriptionId).toBeUndefined()
    expect(text).not.toMatch(/pric/i)
    expect((await call('GET', `${ofContoso}/subscriptions?order_id=${id}`)).body.items).toEqual([])
  })
})

describe('a reservation', () => {
  test('needs a scope, an Azure plan, and the plan’s registration, which takes a while', async () => {
    const { call, wanted, newCart, clock, ofContoso } = await open()
    const line = await wanted(reservation)
    expect((await newCart(line)).body.code).toBe(900312)
    expect((await newCart({ ...line, provisioningContext: { scope: 'shared' } })).body.code).toBe(900317)
    const plans = (await call('GET', `${ofContoso}/subscriptions`)).body.items
    const plan = plans.find(({ billingType }: { billingType: string }) => billingType === 'usage')
    const placed = { ...line, provisioningContext: { scope: 'shared', subscriptionId: plan.id } }
    expect((await newCart(placed)).body.lineItems[0].error.errorCode).toBe('SubscriptionNotRegistered')
    const registration = `${ofContoso}/subscriptions/${plan.id}`
    const state = async () => (await call('GET', `${registration}/registrationstatus`)).body.status
    expect(await state()).toBe('NotRegistered')
    const accepted = await call('POST', `${registration}/registrations`)
    expect([accepted.status, accepted.text]).toEqual([202, ''])
    expect(accepted.headers.get('location')).toContain('/registrationstatus')
    expect(await state()).toBe('registering')
    clock.advance(5 * minute)
    expect(await state()).toBe('registered')
    expect((await newCart(placed)).body.lineItems[0].error).toBeUndefined()
  })

  test('is not in stock in another region than its own', async () => {
    const { call } = await open()
    const inventoryContext = { customerId: contoso, armRegionName: 'westeurope' }
    const body = { TargetItems: [{ ProductId: reservation.productId }], InventoryContext: inventoryContext }
    const { body: stock } = await call('POST', '/api/v1/extensions/product/checkInventory?country=US', { body })
    expect(Array.isArray(stock)).toBe(true)
    expect(new Set(stock.map(({ isRestricted }: { isRestricted: boolean }) => isRestricted))).toEqual(
      new Set([true, false]),
    )
  })
})
