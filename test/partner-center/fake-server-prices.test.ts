import { parse } from 'csv-parse/sync'
import { afterEach, describe, expect, test } from 'vitest'
import { clientOf } from '../support/partner-center-server/client.ts'
import { openShop } from '../support/partner-center-server/shop.ts'
import { tokenFor } from '../support/partner-center-server/tokens.ts'

const partnerA = '11111111-1111-4111-8111-111111111111'

let close = async () => {}
afterEach(() => close())
const open = async () => {
  const shop = await openShop()
  close = shop.fake.close
  return { ...shop, prices: clientOf(shop.fake, partnerA, 'price-sheets') }
}

describe('a price sheet', () => {
  const sheet = (market: string, view = 'software', more = '') =>
    `/prices/v1.0/sales/pricesheets(Market='${market}',PricesheetView='${view}')/$value${more}`
  type Row = Record<string, string>
  const rowsOf = (text: string): Row[] => parse(text, { columns: true, bom: true })

  test('is one CSV of a market, with a byte order mark, text over lines, and six currencies in Europe', async () => {
    const { fake, prices } = await open()
    const token = tokenFor({ tenantId: partnerA, audience: 'price-sheets' })
    const answer = await fetch(`${fake.url}${sheet('us')}`, { headers: { authorization: `Bearer ${token}` } })
    expect([...new Uint8Array(await answer.arrayBuffer()).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const rows = rowsOf((await prices('GET', sheet('DE'))).text)
    expect([...new Set(rows.map(({ Currency }) => Currency))]).toEqual(['EUR', 'GBP', 'CHF', 'DKK', 'NOK', 'SEK'])
    const plans = rows.filter(
      ({ ProductId, SkuId, Currency }) => ProductId === 'DG7GMGF0DVSZ' && SkuId === '0002' && Currency === 'EUR',
    )
    expect(plans.map(({ BillingPlan }) => BillingPlan)).toEqual(['Annual', 'Triennial'])
  })

  test('needs a person, a token of its own, and a view that there is', async () => {
    const { prices, call } = await open()
    const token = tokenFor({ tenantId: partnerA, audience: 'price-sheets', as: 'app' })
    expect((await prices('GET', sheet('us'), { token })).status).toBe(403)
    expect((await call('GET', sheet('us'))).body.code).toBe(900420)
    expect((await prices('GET', sheet('us', 'software', '?timeline=future'))).status).toBe(404)
    expect((await prices('GET', sheet('us', 'hats'))).status).toBe(404)
  })

  test('says what changed since the month before', async () => {
    const { prices, fake } = await open()
    fake.setPrice(partnerA, {
      productId: 'DG7GMGF0FLR3',
      skuId: '0001',
      usd: '3700.00',
      since: new Date('2026-11-01T00:00:00Z'),
    })
    const row = (text: string) => rowsOf(text).find(({ ProductId }) => ProductId === 'DG7GMGF0FLR3')
    expect(row((await prices('GET', sheet('us'))).text)).toMatchObject({
      ...{ UnitPrice: '3700', ChangeIndicator: 'Price Change', PreviousValues: 'UnitPrice:3586' },
      ...{ TermDuration: 'OneTime', Tags: 'Software;Perpetual' },
    })
    const october = await prices('GET', sheet('us', 'software', '?timeline=history&month=202610'))
    expect(row(october.text)).toMatchObject({ UnitPrice: '3586', ChangeIndicator: 'Unchanged' })
  })
})
