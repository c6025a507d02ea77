import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PartnerCenterUnavailable } from '../../src/commerce/errors.ts'
import type { CatalogItem } from '../../src/commerce/product.ts'
import { addressesOf } from '../../src/partner-center/rest/addresses.ts'
import { readPriceSheet, SheetDoesNotFit } from '../../src/partner-center/rest/price-sheet-csv.ts'
import { restPartnerCenter } from '../../src/partner-center/rest/rest.partner-center.ts'
import { hour, minute } from '../../src/platform/clock.ts'
import { createLog } from '../../src/platform/log.ts'
import { openRestPartnerCenter } from '../support/rest-partner-center.ts'
import { customerId, partnerA } from '../support/sample-world.ts'

const contoso = customerId(1)
const sheets = 'GET /v1.0/sales/{sheet}/$value'

let opened: Awaited<ReturnType<typeof openRestPartnerCenter>>
const soldIn = async (country: string): Promise<CatalogItem[]> =>
  opened.partnerCenter.catalogue(partnerA, opened.server.addCustomer(partnerA, { country }))
const fetched = () =>
  opened.server.calls.filter(({ endpoint, url }) => endpoint === sheets && url.includes("'software'")).length

beforeEach(async () => {
  opened = await openRestPartnerCenter()
})
afterEach(() => opened.server.close())

describe('the catalogue of a market', () => {
  it('has each thing of the price sheet, with its price and without its term in its name', async () => {
    const items = await soldIn('US')
    expect(items).toContainEqual(
      expect.objectContaining({
        ref: { productId: 'DG7GMGF0D5RK', skuId: '0001', term: 'P1Y', billing: 'annual', segment: 'commercial' },
        product: 'Windows Server 2022 Standard',
        sku: '16 Core License Pack',
        family: 'server-subscription',
        taxIncluded: false,
      }),
    )
    expect(items.find(({ ref }) => ref.term === 'perpetual')).toMatchObject({ family: 'perpetual-software' })
  })

  it('calls nothing software that the sheet does not call so', async () => {
    const items = await soldIn('US')
    const plans = items.filter(({ product }) => /SUSE|Red Hat|Extended Security/.test(product))
    expect(plans.length).toBeGreaterThan(0)
    expect(new Set(plans.map(({ family }) => family))).toEqual(new Set(['other']))
  })

  it.for([
    ['DE', 'EUR'],
    ['SE', 'SEK'],
    ['CH', 'CHF'],
    ['PL', 'EUR'],
    ['JP', 'JPY'],
  ])('in %s is priced in %s, of the six currencies that a sheet may have', async ([country = '', currency]) => {
    for (const { unitPrice } of await soldIn(country)) expect(unitPrice?.currency).toBe(currency)
  })

  it('names no price where the service does not tell in which currency is paid', async () => {
    opened.server.reshape(({ endpoint }, body) => {
      if (!endpoint.endsWith('/availabilities')) return body
      const { items } = body as { items: { defaultCurrency?: unknown }[] }
      for (const item of items) delete item.defaultCurrency
      return body
    })
    const items = await soldIn('DE')
    expect(items.length).toBeGreaterThan(0)
    for (const { unitPrice } of items) expect(unitPrice).toBeUndefined()
  })
})

describe('a price sheet', () => {
  it('is fetched once a day for a market, however many ask, by whichever replica', async () => {
    const { server, clock, database, tokens } = opened
    const other = restPartnerCenter({
      ...{ database, clock, tokens, log: createLog('silent'), cloud: 'global', serviceRequests: false },
      addresses: addressesOf('global', server.url),
    })
    await Promise.all([soldIn('US'), soldIn('US'), soldIn('US')])
    await other.catalogue(partnerA, contoso)
    clock.advance(23 * hour)
    await soldIn('US')
    expect(fetched()).toBe(1)
    clock.advance(2 * hour)
    await soldIn('US')
    await expect.poll(fetched).toBe(2)
    await other.catalogue(partnerA, contoso)
    await soldIn('DE')
    expect(fetched()).toBe(3)
  })

  it('of a month before is not sold by', async () => {
    const price = async () =>
      (await soldIn('US')).find(({ ref }) => ref.productId === 'DG7GMGF0DVT7')?.unitPrice?.amount.toFixed()
    const before = await price()
    const next = new Date('2026-12-01T00:00:00Z')
    opened.server.setPrice(partnerA, { productId: 'DG7GMGF0DVT7', skuId: '0001', usd: '1999.00', since: next })
    opened.clock.advance(next.getTime() - opened.clock.now().getTime() + minute)
    expect([before, await price()]).toEqual(['972', '1999'])
  })

  it('that is not to be had is not asked for at every press, and orders are read all the same', async () => {
    opened.server.failNext({ kind: 'status', status: 503 }, { endpoint: sheets, times: 3 })
    for (const again of [1, 2, 3]) await expect(soldIn('US'), String(again)).rejects.toThrow(PartnerCenterUnavailable)
    expect(fetched()).toBe(1)
    const orders = await opened.partnerCenter.orders(partnerA, contoso)
    expect(orders.flatMap(({ lines }) => lines).every(({ product }) => product !== '')).toBe(true)
    opened.clock.advance(6 * minute)
    await expect(soldIn('US')).rejects.toThrow(PartnerCenterUnavailable)
    opened.clock.advance(6 * minute)
    expect((await soldIn('US')).length).toBeGreaterThan(0)
  })

  it('asks for a new token when the old one is not taken', async () => {
    opened.server.failNext({ kind: 'expired-token' }, { endpoint: sheets })
    expect((await soldIn('US')).length).toBeGreaterThan(0)
    expect(opened.tokens.forgotten).toEqual(['price-sheets'])
  })
})

describe('the CSV of a price sheet', () => {
  const now = new Date('2026-11-22T10:00:00Z')
  const header =
    'Odd,ProductTitle,Sku Title,ProductId,SkuId,TermDuration,BillingPlan,Currency,UnitPrice,Segment,Tags,EffectiveStartDate,EffectiveEndDate,PricingTierRangeMin'
  const row = (over: Record<string, string> = {}) => {
    const usual = {
      product: 'A',
      sku: 'A - B',
      id: 'DG7GMGF0D5RK',
      skuId: '0001',
      term: 'P1Y',
      plan: 'Annual',
      currency: 'USD',
      price: '12.50',
      segment: 'Commercial',
      tags: 'Software;Subscription',
      from: '',
      until: '',
      tier: '',
      ...over,
    }
    const { product, sku, id, skuId, term, plan, currency, price, segment, tags, from, until, tier } = usual
    return ['?', product, sku, id, skuId, term, plan, currency, price, segment, tags, from, until, tier].join(',')
  }
  const read = (...rows: string[]) =>
    readPriceSheet(Readable.from([`\uFEFF${[header, ...rows].join('\r\n')}\r\n`]), now)

  it('is read by the names of its columns, in any order, and others do not matter', async () => {
    expect((await read(row())).items).toEqual([
      {
        ...{ productId: 'DG7GMGF0D5RK', skuId: '0001', term: 'P1Y', billing: 'annual', segment: 'commercial' },
        ...{ product: 'A', sku: 'A - B', family: 'server-subscription', prices: { USD: '12.50' } },
      },
    ])
  })

  it('has one item for the rows of several currencies, and the price of the first tier', async () => {
    const { items } = await read(row(), row({ currency: 'EUR', price: '11' }), row({ price: '9', tier: '100' }))
    expect(items.map(({ prices }) => prices)).toEqual([{ USD: '12.50', EUR: '11' }])
  })

  it.for([
    ['12/1/2026 12:00:00 AM', '', 0],
    ['11/22/2026 10:00:00 AM', '', 1],
    ['11/22/2026 10:00:01 AM', '', 0],
    ['', '11/22/2026 09:59:59 AM', 0],
    ['', '12/31/9999 11:59:59 PM', 1],
    ['2026-11-01T00:00:00Z', '2026-11-30T23:59:59Z', 1],
  ] as const)('counts what is in force: from %s until %s', async ([from, until, count]) => {
    expect((await read(row({ from, until }))).items).toHaveLength(count)
  })

  it('leaves a price out that is none, and a row that names no thing', async () => {
    const { items, leftOut } = await read(row({ price: 'on request' }), row({ id: '' }), row({ skuId: '../x' }))
    expect(items.map(({ prices }) => prices)).toEqual([{}])
    expect(leftOut).toBe(2)
  })

  it('without a column that is needed is not taken', async () => {
    const without = readPriceSheet(Readable.from(['ProductTitle,ProductId\r\nA,B\r\n']), now)
    await expect(without).rejects.toThrow(SheetDoesNotFit)
  })

  it.for([
    ['Software;Perpetual', 'OneTime', 'perpetual-software'],
    ['Software;Subscription', 'P3Y', 'server-subscription'],
    ['Software', 'P1Y', 'other'],
    ['Software;Perpetual', 'P1Y', 'other'],
    ['Software;Linux', 'P1Y', 'linux-plan'],
    ['Azure;Reservation', 'P1Y', 'azure-reservation'],
    ['', 'P1Y', 'other'],
  ] as const)('is told by its tags and its term what a thing is: %s, %s', async ([tags, term, family]) => {
    expect((await read(row({ tags, term }))).items[0]?.family).toBe(family)
  })
})
