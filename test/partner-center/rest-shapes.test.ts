import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { OrderUnknown, PartnerCenterUnavailable } from '../../src/commerce/errors.ts'
import { createLog } from '../../src/platform/log.ts'
import { openRestPartnerCenter } from '../support/rest-partner-center.ts'
import { customerId, partnerA } from '../support/sample-world.ts'

const contoso = customerId(1)
type Body = Record<string, unknown>

let opened: Awaited<ReturnType<typeof openRestPartnerCenter>>
let lines: Body[]
const orders = () => opened.partnerCenter.orders(partnerA, contoso)

/** Changes each order that the service answers. */
function reshapeOrders(change: (order: Body, lines: Body[]) => void): void {
  opened.server.reshape(({ endpoint }, body) => {
    if (!endpoint.includes('/orders')) return body
    const given = body as Body
    for (const order of (given.items ?? [given]) as Body[]) change(order, (order.lineItems ?? []) as Body[])
    return given
  })
}

beforeEach(async () => {
  lines = []
  const log = createLog('info', { write: (line: string) => void lines.push(JSON.parse(line)) })
  opened = await openRestPartnerCenter({ log })
})
afterEach(() => opened.server.close())

describe('where the service is loose', () => {
  it('words that nobody knows are kept, and mean nothing', async () => {
    reshapeOrders((order) => Object.assign(order, { status: 'awaiting_stars', billingCycle: 'every_moon' }))
    for (const { status, state } of await orders()) {
      expect(status).toBe('awaiting_stars')
      expect(state).toBe('other')
    }
  })

  it('numbers as text, missing optionals, nulls and fields that are new are read', async () => {
    const before = await orders()
    reshapeOrders((order, lineItems) => {
      Object.assign(order, { alternateId: null, attributes: null, moon: { phase: 3 } })
      for (const line of lineItems) {
        Object.assign(line, { quantity: String(line.quantity), lineItemNumber: String(line.lineItemNumber) })
        delete line.pricing
        delete line.friendlyName
      }
    })
    const read = await orders()
    expect(read.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
    expect(read.flatMap((order) => order.lines.map(({ quantity }) => quantity))).toEqual(
      before.flatMap((order) => order.lines.map(({ quantity }) => quantity)),
    )
    expect(read.flatMap((order) => order.lines).every(({ unitPrice }) => unitPrice === undefined)).toBe(true)
  })

  it('a collection without items is an empty one', async () => {
    opened.server.reshape(({ endpoint }, body) =>
      endpoint.endsWith('/orders') || endpoint.endsWith('/subscriptions') ? { totalCount: 0 } : body,
    )
    expect(await orders()).toEqual([])
    expect(await opened.partnerCenter.subscriptions(partnerA, contoso)).toEqual([])
  })

  it.for([
    ['2021-09-14T16:44:14.6555674Z', '2021-09-14T16:44:14.655Z'],
    ['2021-09-14T16:44:14.6Z', '2021-09-14T16:44:14.600Z'],
    ['2021-09-14T16:44:14', '2021-09-14T16:44:14.000Z'],
    ['2021-09-14T09:44:14.077-07:00', '2021-09-14T16:44:14.077Z'],
    ['2021-09-14T16: 44: 14Z', '2021-09-14T16:44:14.000Z'],
  ])('a moment is read as it is written: %s', async ([written = '', meant = '']) => {
    reshapeOrders((order) => Object.assign(order, { creationDate: written }))
    expect((await orders())[0]?.createdAt.toISOString()).toBe(meant)
  })

  it('an error’s code is read as a number and as text', async () => {
    const order = (await orders())[0]?.id ?? ''
    opened.server.failNext(
      { kind: 'status', status: 404, code: 20000 },
      { endpoint: 'GET /v1/customers/{customer}/orders/{order}' },
    )
    await expect(opened.partnerCenter.order(partnerA, contoso, order)).rejects.toThrow(OrderUnknown)
  })
})

describe('where money or ids are', () => {
  const cases: readonly (readonly [string, string, (order: Body, lines: Body[]) => void])[] = [
    ['an order without an id', 'items.0.id', (order) => delete order.id],
    [
      'a currency that is none',
      'items.0.currencyCode',
      (order) => Object.assign(order, { currencyCode: 'US Dollars' }),
    ],
    [
      'a price below nothing',
      'items.0.lineItems.0.pricing.price',
      (_, [line]) => Object.assign(line ?? {}, { pricing: { price: -3 } }),
    ],
    [
      'a price in words',
      'items.0.lineItems.0.pricing.price',
      (_, [line]) => Object.assign(line ?? {}, { pricing: { price: 'Mina Park' } }),
    ],
    ['half a licence', 'items.0.lineItems.0.quantity', (_, [line]) => Object.assign(line ?? {}, { quantity: 0.5 })],
    ['a date that is none', 'items.0.creationDate', (order) => Object.assign(order, { creationDate: 'Mina Park' })],
  ]
  it.for(cases)(
    '%s is not taken, and the log says what did not fit, without a word of it',
    async ([, path, change]) => {
      reshapeOrders(change)
      await expect(orders()).rejects.toThrow(PartnerCenterUnavailable)
      const said = lines.filter(({ msg }) => msg === 'an answer of Partner Center does not fit')
      expect(said).toMatchObject([{ endpoint: 'orders', correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/) }])
      expect(said[0]?.paths).toContain(path)
      const written = JSON.stringify(lines)
      for (const secret of ['Mina', 'Contoso', 'Bearer', 'eyJ', 'US Dollars']) expect(written).not.toContain(secret)
    },
  )
})

it('two orders whose ids differ by letter case alone are two', async () => {
  const [first] = await orders()
  const twin = opened.server.addTwinOrder(partnerA, first?.id ?? '')
  const read = await orders()
  expect(read.map(({ id }) => id)).toEqual(expect.arrayContaining([first?.id, twin]))
  expect((await opened.partnerCenter.order(partnerA, contoso, twin)).alternateId).not.toBe(first?.alternateId)
})

it('an order of the letter case that was not asked for is not taken for it', async () => {
  const id = (await orders())[0]?.id ?? ''
  reshapeOrders((order) => Object.assign(order, { id: id.toUpperCase() === id ? id.toLowerCase() : id.toUpperCase() }))
  await expect(opened.partnerCenter.order(partnerA, contoso, id)).rejects.toThrow(OrderUnknown)
})
