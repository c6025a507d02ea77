import { describe, expect, test } from 'vitest'
import { day, minute } from '../../src/platform/clock.ts'
import type { Fault } from '../support/partner-center-server/faults.ts'
import { useShop } from '../support/partner-center-server/shop.ts'

const partnerA = '11111111-1111-4111-8111-111111111111'
const contoso = 'c0000000-0000-4000-8000-000000000001'
const sqlServer = { productId: 'DG7GMGF0FLR3', skuId: '0001' }

const open = useShop()

describe('audit records', () => {
  test('tell of an order at once, 15 minutes before it shows, and in pages that links.next names', async () => {
    const { fake, call, buy } = await open()
    fake.settings.auditRecordsOnAPage = 2
    const ids: string[] = []
    for (let count = 0; count < 3; count++) ids.unshift((await buy(sqlServer)).id)
    const found: string[] = []
    let [uri, token] = ['/auditrecords?startDate=2026-11-22', '']
    for (;;) {
      const { body } = await call('GET', `/api/v1${uri}`, {
        headers: token === '' ? {} : { 'ms-continuationtoken': token },
      })
      for (const { operationType, customizedData, operationDate } of body.items) {
        expect(operationType).toBe('create_order')
        expect(operationDate).toMatch(/\.\d{7}Z$/)
        found.push(customizedData.find(({ key }: { key: string }) => key === 'OrderId').value)
      }
      if (body.links.next === undefined) break
      uri = body.links.next.uri
      token = body.links.next.headers[0].value
    }
    expect(found).toEqual(ids)
  })

  test('go back 30 days when nothing is said and 90 at most; beyond that is 400', async () => {
    const { fake, call, clock } = await open()
    fake.buyElsewhere(partnerA, contoso, sqlServer)
    clock.advance(31 * day)
    expect((await call('GET', '/api/v1/auditrecords')).body.items).toEqual([])
    const days = (count: number) => new Date(clock.now().getTime() - count * day).toISOString().replace(/T.*/, '')
    expect((await call('GET', `/api/v1/auditrecords?startDate=${days(90)}`)).body.items).toHaveLength(1)
    const tooFar = await call('GET', `/api/v1/auditrecords?startDate=${days(91)}`)
    expect([tooFar.status, tooFar.body.code]).toEqual([400, 400])
  })

  test('take a day as the sample writes it, and filters by customer, name and kind', async () => {
    const { fake, call, cancel, clock, buy } = await open()
    const { id } = await buy(sqlServer)
    clock.advance(15 * minute)
    await cancel(id)
    const other = fake.addCustomer(partnerA, { name: 'Relecloud' })
    fake.buyElsewhere(partnerA, other, sqlServer)
    const read = async (filter: object) => {
      const query = `startDate=11/1/2026%2012:00:00%20AM&filter=${encodeURIComponent(JSON.stringify(filter))}`
      const { items } = (await call('GET', `/api/v1/auditrecords?${query}`)).body
      return items.map(({ operationType }: { operationType: string }) => operationType)
    }
    expect(await read({ Field: 'CustomerId', Value: contoso.toUpperCase(), Operator: 'equals' })).toEqual([
      'update_order',
      'create_order',
    ])
    expect(await read({ Field: 'CompanyName', Value: 'LECLO', Operator: 'substring' })).toEqual([
      'create_order',
      'add_customer',
    ])
    expect(await read({ Field: 'ResourceType', Value: 'Subscription', Operator: 'equals' })).toEqual([])
  })

  test('do not tell that a subscription renewed itself', async () => {
    const { call, buy, clock } = await open()
    const { lineItems } = await buy({ productId: 'DG7GMGF0DVSZ', skuId: '0001' })
    clock.advance(366 * day)
    await call('GET', `/api/v1/customers/${contoso}/subscriptions/${lineItems[0].subscriptionId}`)
    expect((await call('GET', '/api/v1/auditrecords')).body.items).toEqual([])
  })
})

describe('service requests', () => {
  test('are read and closed by call, have numbers for words in a list, and are not created', async () => {
    const { fake, call } = await open()
    const id = fake.fileServiceRequest(partnerA, { title: 'Refund', description: 'Please', customerId: contoso })
    const list = (await call('GET', `/api/v1/customers/${contoso}/servicerequests`)).body
    expect(list.items).toMatchObject([{ id, severity: 2, status: 1 }])
    expect((await call('GET', `/api/v1/servicerequests/${id}`)).body).toMatchObject({
      status: 'open',
      severity: 'moderate',
    })
    const note = { Status: 'none', Severity: 'unknown', NewNote: { Text: 'Any news?' } }
    expect((await call('PATCH', `/api/v1/servicerequests/${id}`, { body: note })).body).toMatchObject({
      status: 'open',
      notes: [{ text: 'Any news?' }],
    })
    expect((await call('PATCH', `/api/v1/servicerequests/${id}`, { body: { Status: 'closed' } })).body.status).toBe(
      'closed',
    )
    const wanted = { Title: 'Refund', Description: 'Please', Severity: 'critical', SupportTopicId: '32444671' }
    const create = () => call('POST', '/api/v1/servicerequests/en-US', { body: wanted })
    expect((await create()).status).toBe(404)
    fake.settings.createsServiceRequests = true
    expect([(await create()).status, (await create()).body.status]).toEqual([201, 'none'])
  })
})

describe('what goes wrong', () => {
  const path = `/api/v1/customers/${contoso}`

  test.for<[string, Fault, number | undefined]>([
    ['a connection that is cut before', { kind: 'drop' }, undefined],
    ['an answer that is cut in its middle', { kind: 'cut-body' }, undefined],
    ['JSON that ends in its middle', { kind: 'truncate' }, 200],
    ['an error of the server', { kind: 'status', status: 503, retryAfter: 7 }, 503],
    ['too many calls', { kind: 'status', status: 429, retryAfter: 7 }, 429],
    ['a token that is refused', { kind: 'expired-token' }, 401],
  ])('%s goes wrong once, and is counted', async ([, fault, status]) => {
    const { fake, call } = await open()
    fake.failNext(fault, { endpoint: 'GET /v1/customers/{customer}' })
    const reply = await call('GET', path).catch(() => undefined)
    expect(reply?.status).toBe(status)
    if (fault.kind === 'truncate') expect(reply?.body).toBeUndefined()
    if (fault.kind === 'status') expect(reply?.headers.get('retry-after')).toBe('7')
    expect((await call('GET', path)).status).toBe(200)
    expect(fake.count('GET /v1/customers/{customer}')).toBe(2)
  })

  test('a call that is delivered twice is done once', async () => {
    const { fake, newCart, wanted, checkOut, call, clock } = await open()
    const { body } = await newCart(await wanted(sqlServer))
    fake.failAsChosen(({ method }) => (method === 'POST' ? { kind: 'duplicate' } : undefined))
    expect((await checkOut(body.id)).body.orders).toHaveLength(1)
    clock.advance(15 * minute)
    const { items } = (await call('GET', `${path}/orders`)).body
    expect(items.filter(({ status }: { status: string }) => status === 'pending')).toEqual([])
    expect(items).toHaveLength(9)
  })

  test('an answer can be given other words and shapes than are documented', async () => {
    const { fake, call } = await open()
    fake.reshape((_, body) => ({ ...(body as object), relationshipToPartner: 'something new' }))
    expect((await call('GET', path)).body.relationshipToPartner).toBe('something new')
  })
})
