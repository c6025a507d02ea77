import { beforeAll, describe, expect, test } from 'vitest'
import { orderTotal } from '../../src/commerce/order.ts'
import { judge } from '../../src/commerce/policy.ts'
import { catalogueOf, offerOf, offers } from '../../src/partner-center/embedded/catalogue.ts'
import { currencyOf } from '../../src/partner-center/embedded/currency.ts'
import { addCustomers, addOrders } from '../../src/partner-center/embedded/generated-world.ts'
import { seedSampleWorld } from '../../src/partner-center/embedded/sample-world.ts'
import { hour } from '../../src/platform/clock.ts'
import { TestClock } from '../support/clock.ts'
import { testDatabase } from '../support/database.ts'
import { placeOrder } from '../support/placing.ts'
import { customerId, openSampleWorld, partnerA, partnerB } from '../support/sample-world.ts'
import { testVault } from '../support/vault.ts'

describe('the sample world', () => {
  let read: Awaited<ReturnType<typeof openSampleWorld>>
  beforeAll(async () => {
    read = await openSampleWorld()
  })

  const customers: [number, string, string, string][] = [
    [1, 'Contoso', 'contoso.com', 'US'],
    [2, 'Fabrikam', 'fabrikam.com.au', 'AU'],
    [3, 'Northwind Traders', 'northwind.com.br', 'BR'],
    [4, 'Tailspin Toys', 'tailspintoys.jp', 'JP'],
    [5, 'Adventure Works', 'adventure-works.com.kw', 'KW'],
    [6, 'Wide World Importers', 'wideworldimporters.de', 'DE'],
    [7, 'Litware', 'litware.gl', 'GL'],
    [8, 'Fourth Coffee', 'fourthcoffee.co.kr', 'KR'],
    [9, 'Proseware', 'proseware.cn', 'CN'],
    [10, 'Woodgrove Bank', 'woodgrovebank.com', 'US'],
  ]

  test('has the customers of the table', async () => {
    const { partnerCenter } = read
    for (const [number, name, domain, market] of customers) {
      expect(await partnerCenter.customer(partnerA, customerId(number))).toEqual({
        id: customerId(number),
        name,
        domain,
        market,
      })
      const { state } = await partnerCenter.agreement(partnerA, customerId(number))
      expect(state).toBe(number === 10 ? 'missing' : 'accepted')
    }
    expect((await partnerCenter.customers(partnerA, { limit: 100 })).customers).toHaveLength(10)
    expect((await partnerCenter.customers(partnerB, { limit: 100 })).customers.map(({ name }) => name)).toEqual([
      'Lucerne Publishing',
    ])
    for (const [number] of customers.slice(1))
      expect(await partnerCenter.orders(partnerA, customerId(number))).toEqual([])
  })

  test('has Contoso’s orders of the table, in the states that it names', async () => {
    const { partnerCenter, clock } = read
    const seen = async () =>
      (await partnerCenter.orders(partnerA, customerId(1)))
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .map((order) => {
          const verdict = judge(order, clock.now(), 'article')
          const lines = order.lines.map(
            (line) => `${line.quantity} ${line.product}, ${line.sku}, ${line.term} (${line.family})`,
          )
          return [order.id, ...lines, verdict.kind === 'open' ? verdict.daysLeft : verdict.kind]
        })
    const table = [
      ['CSP-1001', '4 Windows Server 2019 Standard, 16 core, P3Y (server-subscription)', 50],
      ['CSP-1002', '1 SQL Server 2019 Standard, 2 core, perpetual (perpetual-software)', 1],
      ['CSP-1003', '2 SQL Server Enterprise, 2 core, P3Y (server-subscription)', 'closed'],
      ['CSP-1004', '25 Windows 7 Extended Security Updates 2020, 1 device, P1Y (extended-security-update)', 'support'],
      ['CSP-1005', '2 SUSE Linux Enterprise Server plan, 1-2 vCPU, P1Y (linux-plan)', 'never'],
      ['CSP-1006', '3 Azure reservation, D2s v3, P1Y (azure-reservation)', 'elsewhere'],
      [
        'CSP-1007',
        '10 Windows Server CAL, 1 device, perpetual (perpetual-software)',
        '1 Windows Server 2019 Datacenter, 16 core, P3Y (server-subscription)',
        30,
      ],
    ]
    expect(await seen()).toEqual(table)
    clock.advance(23 * hour)
    expect(await seen()).toEqual(table)
  })

  test('the amounts are the ones of the design: 3,586 dollars for CSP-1001 and for CSP-1002', async () => {
    const { partnerCenter } = read
    for (const id of ['CSP-1001', 'CSP-1002']) {
      expect(orderTotal(await partnerCenter.order(partnerA, customerId(1), id))?.amount.toFixed(2)).toBe('3586.00')
    }
  })

  test('the two line items of CSP-1007 have a key each', async () => {
    const { partnerCenter } = read
    const key = (lineItem: number) =>
      partnerCenter.productKey(partnerA, { customerId: customerId(1), orderId: 'CSP-1007', lineItem })
    expect(await key(0)).not.toBe(await key(1))
  })

  test('the next order is CSP-1008, of either partner', async () => {
    const { partnerCenter } = await openSampleWorld()
    const [offer] = offers
    if (offer === undefined) throw new Error('nothing is sold')
    const wanted = {
      customerId: customerId(1),
      ref: offer.ref,
      quantity: 1,
      requestId: 'e0000000-0000-4000-8000-000000000001',
    }
    expect((await placeOrder(partnerCenter, partnerA, wanted)).id).toBe('CSP-1008')
    expect((await placeOrder(partnerCenter, partnerB, { ...wanted, customerId: customerId(11) })).id).toBe('CSP-1008')
  })

  test('is added once, however many start at the same moment', async () => {
    const { database, clock, vault } = await openSampleWorld()
    clock.advance(5 * hour)
    expect(await seedSampleWorld({ database, clock, vault })).toBe(false)
    expect(await database.rows.pcOrder.count()).toBe(7)

    const other = await testDatabase()
    const added = await Promise.all([1, 2, 3].map(() => seedSampleWorld({ database: other, clock, vault })))
    expect(added.filter(Boolean)).toHaveLength(1)
    expect(await other.rows.pcOrder.count()).toBe(7)
    expect(await other.rows.pcCustomer.count()).toBe(11)
  })

  test('no key is stored in plain text', async () => {
    const { database, partnerCenter } = read
    const key = await partnerCenter.productKey(partnerA, {
      customerId: customerId(1),
      orderId: 'CSP-1001',
      lineItem: 0,
    })
    const { rows } = await database.pool.query<{ key_sealed: string | null }>(
      'select key_sealed from partner_center.order_line',
    )
    expect(rows.filter((row) => row.key_sealed !== null)).toHaveLength(5)
    expect(JSON.stringify(rows)).not.toContain(key)
  })
})

describe('the generated world', () => {
  test('stands beside the sample world: orders have ids of their own, real prices, and keys when asked', async () => {
    const { database, partnerCenter, clock, vault } = await openSampleWorld()
    await addCustomers(database, partnerA, 300)
    await addCustomers(database, partnerA, 50)
    await addOrders(database, partnerA, 400, 5)
    await addOrders(database, partnerA, 100, 9)
    expect(await database.rows.pcCustomer.count({ where: { partnerId: partnerA } })).toBe(360)
    expect(await database.rows.pcOrder.count()).toBe(507)
    expect(await database.rows.pcOrderLine.count()).toBe(508)

    const rows = await database.rows.pcOrder.findMany({ include: { lines: true, customer: true } })
    for (const { customer, currency, lines } of rows) {
      expect(currency).toBe(currencyOf(customer.market))
      expect(catalogueOf(customer.market).map(({ ref }) => ref)).toContainEqual(
        offerOf(lines[0]?.catalogItem ?? '')?.ref,
      )
    }
    const software = rows.find(({ id, cancelledAt, lines }) => {
      const offer = offerOf(lines[0]?.catalogItem ?? '')
      return id > 'CSP-1007' && cancelledAt === null && offer?.media !== undefined
    })
    const line = { customerId: software?.customerId ?? '', orderId: software?.id ?? '', lineItem: 0 }
    const keys = await Promise.all([1, 2, 3].map(() => partnerCenter.productKey(partnerA, line)))
    expect(new Set(keys).size).toBe(1)
    expect(await seedSampleWorld({ database, clock, vault })).toBe(false)
  })

  test('may be there before the sample world', async () => {
    const database = await testDatabase()
    await addCustomers(database, partnerA, 10)
    await addOrders(database, partnerA, 10, 0)
    expect(await seedSampleWorld({ database, clock: new TestClock(), vault: testVault() })).toBe(true)
    expect(await database.rows.pcOrder.count()).toBe(17)
  })
})
