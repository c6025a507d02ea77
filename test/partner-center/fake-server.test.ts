import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { day, minute } from '../../src/platform/clock.ts'
import { useShop } from '../support/partner-center-server/shop.ts'

const partnerA = '11111111-1111-4111-8111-111111111111'
const contoso = 'c0000000-0000-4000-8000-000000000001'
const woodgrove = 'c0000000-0000-4000-8000-000000000010'
const nobody = 'd0000000-0000-4000-8000-00000000dead'
const windows = { productId: 'DG7GMGF0DVSZ', skuId: '0001' }
const sqlServer = { productId: 'DG7GMGF0FLR3', skuId: '0001' }

const open = useShop()

describe('customers', () => {
  test('come in pages that follow one another by a continuation token', async () => {
    const { call } = await open()
    const names: string[] = []
    let [path, token] = ['/api/v1/customers?size=4', '']
    for (;;) {
      const { body } = await call('GET', path, { headers: token === '' ? {} : { 'ms-continuationtoken': token } })
      names.push(
        ...body.items.map((item: { companyProfile: { companyName: string } }) => item.companyProfile.companyName),
      )
      expect(body.totalCount).toBe(body.items.length)
      if (body.links.next === undefined) break
      expect(body.links.next.uri).toContain('seekOperation=Next')
      path = `/api/v1${body.links.next.uri}`
      token = body.links.next.headers[0].value
    }
    expect(new Set(names).size).toBe(10)
    expect(names).toHaveLength(10)
    expect((await call('GET', '/api/v1/customers?size=4&seekOperation=Next')).status).toBe(400)
  })

  test('are found by the start of their name or domain alone, and have no country in a list', async () => {
    const { call } = await open()
    const search = (Field: string, Value: string, Operator = 'starts_with') =>
      call('GET', `/api/v1/customers?size=0&filter=${encodeURIComponent(JSON.stringify({ Field, Value, Operator }))}`)
    expect((await search('CompanyName', 'FAB')).body.items).toMatchObject([
      { companyProfile: { companyName: 'Fabrikam' } },
    ])
    expect((await search('Domain', 'fabrikam.com')).body.items).toHaveLength(1)
    expect((await search('CompanyName', 'abrikam')).body.items).toEqual([])
    expect((await search('CompanyName', 'Fab', 'equals')).status).toBe(400)
    expect((await search('CompanyName', 'FAB')).text).not.toContain('"country"')
    expect((await call('GET', `/api/v1/customers/${contoso}`)).body.billingProfile.defaultAddress.country).toBe('US')
  })

  test('of another partner are refused with 20002, and nobody’s are not found', async () => {
    const { call } = await open()
    const stranger = await call('GET', '/api/v1/customers/c0000000-0000-4000-8000-000000000011/orders')
    expect([stranger.status, stranger.body.code]).toEqual([403, 20002])
    expect((await call('GET', `/api/v1/customers/${nobody}`)).status).toBe(404)
    expect((await call('GET', '/api/v1/customers/contoso')).status).toBe(400)
  })

  test('of many years have orders that are made when they are read, the same each time', async () => {
    const { call, fake } = await open()
    fake.addCustomers(partnerA, 1_000, { orders: 2 })
    const { items } = (await call('GET', '/api/v1/customers?size=500')).body
    const path = `/api/v1/customers/${items[200].id}/orders`
    const first = (await call('GET', path)).body
    expect(first.items).toHaveLength(2)
    expect((await call('GET', path)).body).toEqual(first)
    expect((await call('GET', `${path}/${first.items[1].id}`)).body).toEqual(first.items[1])
  })

  test('who left are in no list and refused with 20002', async () => {
    const { call, fake } = await open()
    fake.removeCustomer(partnerA, contoso)
    expect((await call('GET', '/api/v1/customers')).text).not.toContain(contoso)
    expect((await call('GET', `/api/v1/customers/${contoso}`)).body.code).toBe(20002)
  })

  test('have a page with keys and links, which no call gives', async () => {
    const { fake } = await open()
    const page = await fetch(`${fake.url}/portal/dashboard/customers/${contoso}/software`)
    const text = await page.text()
    expect(text).toMatch(/[0-9A-Z]{5}(-[0-9A-Z]{5}){4}/)
    expect(text).toContain('https://download.mp.microsoft.com/pr/Windows_Server_2019_Standard_English_64.ISO?t=')
    expect((await fetch(`${fake.url}/portal/dashboard/customers/${nobody}/software`)).status).toBe(404)
  })

  test('have accepted the agreement in one of two ways, which two calls tell', async () => {
    const { call, fake } = await open()
    const said = async () => [
      (await call('GET', `/api/v1/customers/${contoso}/agreements?agreementType=MicrosoftCustomerAgreement`)).body
        .totalCount,
      (await call('GET', `/api/v1/customers/${contoso}/directSignedMicrosoftCustomerAgreementStatus`)).body.isSigned,
    ]
    fake.setAgreement(partnerA, contoso, 'attested')
    expect(await said()).toEqual([1, false])
    fake.setAgreement(partnerA, contoso, 'direct')
    expect(await said()).toEqual([0, true])
    fake.setAgreement(partnerA, contoso, 'missing')
    expect(await said()).toEqual([0, false])
  })
})

describe('answers', () => {
  test('echo MS-RequestId and MS-CorrelationId', async () => {
    const { call } = await open()
    const ids = { 'ms-requestid': randomUUID(), 'ms-correlationid': randomUUID() }
    const { headers } = await call('GET', `/api/v1/customers/${contoso}`, { headers: ids })
    expect(headers.get('ms-requestid')).toBe(ids['ms-requestid'])
    expect(headers.get('ms-correlationid')).toBe(ids['ms-correlationid'])
  })

  test('with an error have its code as a number', async () => {
    const { call } = await open()
    const { body } = await call('GET', `/api/v1/customers/${contoso}/orders/nothing`)
    expect(body).toEqual({ code: 20000, description: 'Order ID not found', data: [], source: expect.any(String) })
  })

  test('beyond 500 a minute are 429 with a body of their own and Retry-After, until the clock has moved', async () => {
    const { call, fake, clock } = await open()
    fake.settings.callsAMinute = 3
    for (let calls = 0; calls < 3; calls++) await call('GET', `/api/v1/customers/${contoso}`)
    const refused = await call('GET', `/api/v1/customers/${contoso}/orders`)
    expect(refused.status).toBe(429)
    expect(refused.body).toEqual({ statusCode: 429, message: 'Rate limit is exceeded. Try again in 60 seconds.' })
    expect(refused.headers.get('retry-after')).toBe('60')
    expect((await call('GET', '/api/v1/profiles/legalbusiness')).status).toBe(200)
    clock.advance(minute)
    expect((await call('GET', `/api/v1/customers/${contoso}/orders`)).status).toBe(200)
  })
})

describe('the catalogue', () => {
  test('has no price anywhere, and goes from products to SKUs to availabilities', async () => {
    const { call } = await open()
    const products = await call('GET', '/api/v1/products?country=US&targetView=Software')
    const skus = await call('GET', `/api/v1/products/${windows.productId}/skus?country=US`)
    const offers = await call('GET', `/api/v1/products/${windows.productId}/skus/0001/availabilities?country=US`)
    for (const { text } of [products, skus, offers]) expect(text).not.toMatch(/price/i)
    expect(skus.body.items[0]).toMatchObject({
      title: 'Windows Server 2019 Standard - 16 Core License Pack - 1 year',
      supportedBillingCycles: ['annual'],
    })
    expect(offers.body.items[0]).toMatchObject({ segment: 'commercial', terms: [{ duration: 'P1Y' }] })
  })

  test('sells no software subscriptions in Brazil and Greenland, and no reservations in Greenland', async () => {
    const { call } = await open()
    const sold = async (country: string, view: string) =>
      (await call('GET', `/api/v1/products?country=${country}&targetView=${view}`)).body.totalCount
    expect(await sold('BR', 'SoftwareSubscriptions')).toBe(0)
    expect(await sold('BR', 'AzureReservations')).toBe(1)
    expect(await sold('GL', 'AzureReservations')).toBe(0)
    expect(await sold('GL', 'SoftwarePerpetual')).toBeGreaterThan(0)
  })

  test('has other availabilities another day, and those of the day before hold a while', async () => {
    const { wanted, call, clock } = await open()
    const line = await wanted(windows)
    clock.advance(day)
    expect((await wanted(windows)).catalogItemId).not.toBe(line.catalogItemId)
    const cart = () => call('POST', `/api/v1/customers/${contoso}/carts`, { body: cartOf(line) })
    expect((await cart()).body.lineItems[0].error).toBeUndefined()
    clock.advance(day)
    expect((await cart()).body.lineItems[0].error.errorCode).toBe('CatalogItemIdIsNotValid')
  })
})

const cartOf = (...lines: object[]) => ({ partnerOnRecordAttestationAccepted: true, lineItems: lines })

describe('a cart', () => {
  test('is 201 with the error of a line inside, and is not checked out then', async () => {
    const { call, wanted } = await open()
    const good = await wanted(sqlServer)
    const bad = { ...good, id: 1, catalogItemId: 'DG7GMGF0FLR3:0009:DG7GMGF0AAAA' }
    const cart = await call('POST', `/api/v1/customers/${contoso}/carts`, { body: cartOf(good, bad) })
    expect(cart.status).toBe(201)
    expect(cart.body.lineItems.map((line: { error?: object }) => line.error !== undefined)).toEqual([false, true])
    const checkout = await call('POST', `/api/v1/customers/${contoso}/carts/${cart.body.id}/checkout`)
    expect([checkout.status, checkout.body.code]).toEqual([400, 800009])
  })

  test('has what each line costs before tax, and the whole term in its extended price', async () => {
    const { fake, newCart, wanted } = await open()
    const cart = await newCart(await wanted({ ...windows, skuId: '0002' }, { quantity: 2, billingCycle: 'annual' }))
    expect(cart.body.lineItems[0].pricing).toMatchObject({ listPrice: 298.83, price: 298.83, extendedPrice: 1792.98 })
    fake.settings.pricesInCarts = false
    expect((await newCart(await wanted(windows))).text).not.toContain('pricing')
  })

  test('needs the partner’s attestation, and each line’s', async () => {
    const { call, wanted } = await open()
    const line = await wanted(sqlServer)
    const make = (body: object) => call('POST', `/api/v1/customers/${contoso}/carts`, { body })
    expect((await make({ lineItems: [line] })).body.code).toBe(900206)
    expect((await make(cartOf({ ...line, attestationAccepted: false }))).body.code).toBe(900203)
    expect((await make({ PartnerOnRecordAttestationAccepted: true, LineItems: [line] })).status).toBe(201)
  })

  test('of a customer without the agreement is refused with 13605 when it is checked out', async () => {
    const { call, wanted } = await open()
    const cart = await call('POST', `/api/v1/customers/${woodgrove}/carts`, { body: cartOf(await wanted(sqlServer)) })
    const refused = await call('POST', `/api/v1/customers/${woodgrove}/carts/${cart.body.id}/checkout`)
    expect([refused.status, refused.body.code]).toEqual([403, 13605])
  })

  test('checked out again with its MS-RequestId answers the same, and with another one is 409 800060', async () => {
    const { newCart, wanted, checkOut, call, clock } = await open()
    const orders = await call('GET', `/api/v1/customers/${contoso}/orders`)
    const before: string[] = orders.body.items.map(({ id }: { id: string }) => id)
    const { body } = await newCart(await wanted(sqlServer))
    const requestId = randomUUID()
    const first = await checkOut(body.id, requestId)
    expect(first.status).toBe(201)
    expect((await checkOut(body.id, requestId)).text).toBe(first.text)
    const second = await checkOut(body.id, randomUUID())
    expect([second.status, second.body.code]).toEqual([409, 800060])
    expect((await call('GET', `/api/v1/customers/${contoso}/carts/${body.id}`)).body.status).toBe('Ordered')
    clock.advance(15 * minute)
    const ids = (await call('GET', `/api/v1/customers/${contoso}/orders`)).body.items.map(
      ({ id }: { id: string }) => id,
    )
    expect(ids.filter((id: string) => !before.includes(id))).toEqual([first.body.orders[0].id])
  })

  test('ends after seven days', async () => {
    const { newCart, wanted, checkOut, call, clock } = await open()
    const { body } = await newCart(await wanted(sqlServer))
    clock.advance(7 * day)
    expect((await call('GET', `/api/v1/customers/${contoso}/carts/${body.id}`)).body.code).toBe(800008)
    expect((await checkOut(body.id)).status).toBe(404)
  })

  test('whose answer is lost was ordered all the same', async () => {
    const { newCart, wanted, checkOut, call, fake } = await open()
    const { body } = await newCart(await wanted(sqlServer))
    const requestId = randomUUID()
    fake.failNext({ kind: 'lose-answer' }, { endpoint: 'POST /v1/customers/{customer}/carts/{cart}/checkout' })
    await expect(checkOut(body.id, requestId)).rejects.toThrow()
    expect((await call('GET', `/api/v1/customers/${contoso}/carts/${body.id}`)).body.status).toBe('Ordered')
    expect((await checkOut(body.id, requestId)).body.orders).toHaveLength(1)
  })
})
