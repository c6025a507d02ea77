import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PartnerCenterRefused, PartnerCenterUnavailable } from '../../src/commerce/errors.ts'
import { minute, second } from '../../src/platform/clock.ts'
import { openRestPartnerCenter } from '../support/rest-partner-center.ts'
import { customerId, partnerA, partnerB } from '../support/sample-world.ts'
import { attested, handsIn } from './contract/world.ts'

const contoso = customerId(1)
const ordersOf = 'GET /v1/customers/{customer}/orders'
const carts = 'POST /v1/customers/{customer}/carts'
const checkout = 'POST /v1/customers/{customer}/carts/{cart}/checkout'

let opened: Awaited<ReturnType<typeof openRestPartnerCenter>>
const { itemOf } = handsIn(() => ({ ...opened, partner: partnerA, customers: { contoso } }) as never)
const orders = () => opened.partnerCenter.orders(partnerA, contoso)
const called = (endpoint: string) => opened.server.calls.filter((call) => call.endpoint === endpoint)

beforeEach(async () => {
  opened = await openRestPartnerCenter({ callPatience: 500 })
})
afterEach(async () => {
  vi.useRealTimers()
  await opened.server.close()
})

describe('a call that nobody answers', () => {
  const buying = async () => {
    const { partnerCenter } = opened
    const customer = opened.server.addCustomer(partnerA)
    const { ref } = await itemOf('perpetual-software', customer)
    const wanted = { customerId: customer, lines: [{ ref, quantity: 2 }], attestations: attested }
    return { customer, wanted, prepare: (requestId: string) => partnerCenter.prepare(partnerA, wanted, requestId) }
  }

  it.for(['lose-answer', 'silent', 'truncate', 'cut-body'] as const)(
    'after the order was taken (%s) is told as not known, made once, and found by its cart and its request id',
    async (kind) => {
      const { customer, prepare } = await buying()
      const { partnerCenter, server, clock } = opened
      const { cartId } = await prepare(randomUUID())
      const requestId = randomUUID()
      const submit = () => partnerCenter.submit(partnerA, customer, cartId, requestId)
      server.failNext({ kind }, { endpoint: checkout })
      await expect(submit()).rejects.toThrow(PartnerCenterUnavailable)
      expect(called(checkout)).toHaveLength(1)
      expect(await partnerCenter.cart(partnerA, customer, cartId)).toMatchObject({ status: 'ordered' })
      const again = await submit()
      expect(again.orders).toHaveLength(1)
      clock.advance(15 * minute)
      expect((await partnerCenter.orders(partnerA, customer)).map(({ id }) => id)).toEqual([again.orders[0]?.id])
    },
  )

  it('for a cart is made again by the caller alone, with its own request id, and makes no second cart', async () => {
    const { prepare } = await buying()
    const requestId = randomUUID()
    opened.server.failNext({ kind: 'truncate' }, { endpoint: carts })
    await expect(prepare(requestId)).rejects.toThrow(PartnerCenterUnavailable)
    expect(called(carts)).toHaveLength(1)
    const { cartId } = await prepare(requestId)
    expect((await prepare(requestId)).cartId).toBe(cartId)
  })

  it.for([
    { kind: 'drop' },
    { kind: 'lose-answer' },
    { kind: 'truncate' },
    { kind: 'cut-body' },
    { kind: 'status', status: 500 },
    { kind: 'status', status: 503, retryAfter: 2 },
    { kind: 'status', status: 408 },
  ] as const)('is made again when it only reads: $kind $status', async (fault) => {
    const before = await orders()
    opened.server.forgetCalls()
    opened.server.failNext(fault, { endpoint: ordersOf, times: 2 })
    expect(await orders()).toEqual(before)
    const made = called(ordersOf).map(({ headers }) => headers)
    expect(made).toHaveLength(3)
    expect(new Set(made.map((headers) => headers['ms-requestid'])).size).toBe(1)
    expect(new Set(made.map((headers) => headers['ms-correlationid'])).size).toBe(3)
  })

  it('is given up after three times', async () => {
    opened.server.failNext({ kind: 'status', status: 502 }, { endpoint: ordersOf, times: 3 })
    await expect(orders()).rejects.toThrow(PartnerCenterUnavailable)
    expect(called(ordersOf)).toHaveLength(3)
  })
})

it('a change of renewal is made again, as a new call, when somebody else has changed the subscription in between', async () => {
  const { partnerCenter, server, clock } = opened
  const id = server.buyElsewhere(partnerA, contoso, { productId: 'DG7GMGF0D5RK', skuId: '0001' })
  clock.advance(20 * minute)
  const [subscription] = await partnerCenter.subscriptions(partnerA, contoso, id)
  const change = { customerId: contoso, subscriptionId: subscription?.id ?? '', on: false, requestId: randomUUID() }
  let others = 2
  server.failAsChosen(({ endpoint }) => {
    if (endpoint.startsWith('PATCH') && others-- > 0) server.touchSubscription(partnerA, change.subscriptionId)
    return undefined
  })
  await partnerCenter.setAutoRenew(partnerA, change)
  clock.advance(20 * minute)
  expect(await partnerCenter.subscriptions(partnerA, contoso, id)).toMatchObject([{ autoRenew: false }])
  const made = called('PATCH /v1/customers/{customer}/subscriptions/{subscription}')
  expect(made[0]?.headers['ms-requestid']).toBe(change.requestId)
  expect(new Set(made.map(({ headers }) => headers['ms-requestid'])).size).toBe(3)
})

describe('the limiter', () => {
  it('is waited for as long as it says, before a reading and before a purchase', async () => {
    const { ref } = await itemOf('perpetual-software')
    for (const endpoint of [ordersOf, carts]) {
      const before = opened.clock.now().getTime()
      opened.server.failNext({ kind: 'status', status: 429, retryAfter: 7 }, { endpoint })
      if (endpoint === ordersOf) await orders()
      else {
        const wanted = { customerId: contoso, lines: [{ ref, quantity: 1 }], attestations: attested }
        expect((await opened.partnerCenter.prepare(partnerA, wanted, randomUUID())).cartId).toMatch(/\S/)
      }
      expect(opened.clock.now().getTime() - before).toBeGreaterThanOrEqual(7 * second)
    }
  })

  it('is not waited for beyond what somebody waits', async () => {
    const before = opened.clock.now()
    opened.server.failNext({ kind: 'status', status: 429, retryAfter: 57 }, { endpoint: ordersOf })
    await expect(orders()).rejects.toThrow(PartnerCenterUnavailable)
    expect(opened.clock.now()).toEqual(before)
    expect(called(ordersOf)).toHaveLength(1)
  })
})

describe('a token', () => {
  it('that is taken no more is got anew, once', async () => {
    opened.server.failNext({ kind: 'expired-token' }, { endpoint: ordersOf })
    expect((await orders()).length).toBeGreaterThan(0)
    expect(opened.tokens.forgotten).toEqual(['partner-center'])
  })

  it('without a second factor is a matter of the connection, with the code and the correlation id', async () => {
    opened.server.setMfa(partnerA, 'missing')
    const refusal = await orders().catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(PartnerCenterRefused)
    expect(refusal).toMatchObject({
      means: 'connection',
      facts: { reason: '900421', httpStatus: 401, correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    })
    expect(called(ordersOf).length).toBeLessThanOrEqual(2)
  })
})

describe('a service that fails again and again', () => {
  it('is left alone for a while, for that partner alone, and asked again then', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    opened.server.failNext({ kind: 'status', status: 503 }, { endpoint: ordersOf, times: 6 })
    await expect(orders()).rejects.toThrow(PartnerCenterUnavailable)
    await expect(orders()).rejects.toThrow(PartnerCenterUnavailable)
    opened.server.forgetCalls()
    await expect(orders()).rejects.toThrow(PartnerCenterUnavailable)
    expect(opened.server.calls).toEqual([])
    expect((await opened.partnerCenter.customer(partnerB, customerId(11))).market).toMatch(/^[A-Z]{2}$/)
    vi.setSystemTime(Date.now() + 20 * second)
    expect((await orders()).length).toBeGreaterThan(0)
  })

  it('is not one that refuses, or limits', async () => {
    opened.server.failNext({ kind: 'status', status: 429, retryAfter: 57 }, { endpoint: ordersOf, times: 4 })
    for (let time = 0; time < 4; time++) await expect(orders()).rejects.toThrow(PartnerCenterUnavailable)
    opened.server.failNext({ kind: 'status', status: 403, code: 900150 }, { endpoint: ordersOf, times: 8 })
    for (let time = 0; time < 8; time++) await expect(orders()).rejects.toThrow(PartnerCenterRefused)
    expect((await orders()).length).toBeGreaterThan(0)
  })
})
