import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Order } from '../../../src/commerce/order.ts'
import type { CatalogItem, Family } from '../../../src/commerce/product.ts'
import { minute, second } from '../../../src/platform/clock.ts'
import {
  customerSearch,
  keysOf,
  renewCustomerKeys,
} from '../../../src/workflow/mirror/mirrored-customers.repository.ts'
import type { OrdersQuery } from '../../../src/workflow/mirror/mirrored-orders.repository.ts'
import { testDatabase } from '../../support/database.ts'
import { addMirroredCustomers } from '../../support/mirrored-customers.ts'
import { placeOrder } from '../../support/placing.ts'
import { customerId, openMirroredWorld, partnerA, partnerB } from '../../support/sample-world.ts'

const notIds = ['', 'contoso', "'; drop table customer; --", '\0', 'c0000000-0000-4000-8000', '../../etc/passwd']

describe('the mirror of customers and orders', () => {
  let world: Awaited<ReturnType<typeof openMirroredWorld>>
  beforeAll(async () => {
    world = await openMirroredWorld()
  })

  const itemOf = async (customer: string, family: Family): Promise<CatalogItem> => {
    const items = await world.partnerCenter.catalogue(partnerA, customer)
    const item = items.find((known) => known.family === family)
    if (item === undefined) throw new Error(`no ${family} is sold`)
    return item
  }
  const buy = async (family: Family, customer = customerId(1)): Promise<Order> => {
    const { ref } = await itemOf(customer, family)
    const wanted = { customerId: customer, ref, quantity: 1, requestId: randomUUID() }
    return placeOrder(world.partnerCenter, partnerA, wanted)
  }
  const cancel = (order: Order) =>
    world.partnerCenter.cancel(partnerA, { customerId: order.customerId, orderId: order.id })

  describe('finds customers', () => {
    test.for([
      'Contoso',
      'con',
      'CONTOSO',
      '  contoso ',
      'contoso.c',
      'CONTOSO.COM',
      'c0000000-0000-4000-8000-000000000001',
      'C0000000-0000-4000-8000-000000000001',
    ])('%j finds Contoso', async (text) => {
      const found = await world.mirror.search(partnerA, text, 10)
      expect(found).toContainEqual({
        id: customerId(1),
        name: 'Contoso',
        domain: 'contoso.com',
        market: 'US',
      })
    })

    test.for([
      'ontoso',
      'oso.com',
      'con%',
      'c_ntoso',
      'con\\',
      '%',
      '_',
      '\0',
      'contoso\0',
      'c0000000-0000',
      "con' or 1=1",
    ])('%j finds nobody: a search is a prefix, its characters stand for themselves', async (text) => {
      expect(await world.mirror.search(partnerA, text, 10)).toEqual([])
    })

    test('an empty search gives the first ones by name, no more than the limit', async () => {
      const found = await world.mirror.search(partnerA, '', 3)
      const names = found.map((customer) => customer.name)
      expect(names).toHaveLength(3)
      expect(names).toEqual([...names].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)))
    })

    test('a customer of another partner is not found, by name or by GUID', async () => {
      const ofOtherPartner = customerId(11)
      for (const text of ['Lucerne', 'lucernepublishing', ofOtherPartner]) {
        expect(await world.mirror.search(partnerA, text, 10)).toEqual([])
      }
      expect(await world.mirror.search(partnerB, ofOtherPartner, 10)).toHaveLength(1)
    })
  })

  describe('orders of everyone', () => {
    const everyone = (query: Partial<OrdersQuery> = {}) => world.mirror.page(partnerA, { limit: 100, ...query })
    const idsOf = (page: { orders: readonly Order[] }) => page.orders.map(({ id }) => id)

    test('come newest first, whosever customer’s they are, and none of another partner', async () => {
      const [spain, japan] = [await world.customerIn('ES'), await world.customerIn('JP')]
      world.clock.advance(minute)
      const old = await buy('server-subscription', spain)
      world.clock.advance(minute)
      const young = await buy('perpetual-software', japan)
      const { ref } = await itemOf(customerId(1), 'perpetual-software')
      const ofOtherPartner = customerId(11)
      const theirs = { customerId: ofOtherPartner, ref, quantity: 1, requestId: randomUUID() }
      const foreign = await placeOrder(world.partnerCenter, partnerB, theirs)
      const { orders } = await everyone()
      expect(orders.slice(0, 2)).toEqual([young, old])
      expect(orders.map(({ customerId }) => customerId)).not.toContain(ofOtherPartner)
      expect(idsOf(await world.mirror.page(partnerB, { limit: 1 }))).toEqual([foreign.id])
      for (const stranger of notIds)
        expect(await world.mirror.page(stranger, { limit: 1 })).toEqual({
          orders: [],
          next: undefined,
        })
    })

    test('page after page each comes once, also those of one moment, and the last page says so', async () => {
      await Promise.all(Array.from({ length: 7 }, () => buy('server-subscription')))
      const whole = idsOf(await everyone())
      const paged: string[] = []
      let after: OrdersQuery['after']
      do {
        const page = await everyone({ limit: 3, after })
        expect(page.orders.length).toBeLessThanOrEqual(3)
        paged.push(...idsOf(page))
        after = page.next
      } while (after !== undefined)
      expect(whole.length).toBeGreaterThan(7)
      expect(paged).toEqual(whole)
      expect((await everyone({ limit: whole.length })).next).toBeUndefined()
      const { orders, next } = await everyone({ limit: whole.length - 1 })
      expect(next).toEqual({ createdAt: orders.at(-1)?.createdAt, orderId: whole.at(-2) })
      expect(idsOf(await everyone({ after: next }))).toEqual(whole.slice(-1))
    })

    test('`since` counts in, `until` does not', async () => {
      world.clock.advance(minute)
      const order = await buy('perpetual-software')
      const at = order.createdAt
      const [before, behind] = [new Date(at.getTime() - 1), new Date(at.getTime() + 1)]
      expect(idsOf(await everyone({ since: at, until: behind }))).toEqual([order.id])
      expect(idsOf(await everyone({ since: before, until: at }))).toEqual([])
      expect(idsOf(await everyone({ since: behind }))).not.toContain(order.id)
    })

    test('are found by the family of a line item', async () => {
      const plan = await buy('linux-plan')
      const found = (await everyone({ families: ['linux-plan', 'azure-reservation'] })).orders
      expect(found.map(({ id }) => id)).toContain(plan.id)
      const families = new Set(found.map(({ lines }) => lines[0]?.family))
      expect([...families].every((family) => family === 'linux-plan' || family === 'azure-reservation')).toBe(true)
      expect(idsOf(await everyone({ families: [] }))).toEqual([])
    })

    test('are found as cancelled once they show as such, and until then among the others', async () => {
      const order = await buy('server-subscription')
      await cancel(order)
      world.clock.advance(15 * minute - 1)
      expect(idsOf(await everyone({ cancelled: true }))).not.toContain(order.id)
      expect(idsOf(await everyone({ cancelled: false }))).toContain(order.id)
      world.clock.advance(1)
      const cancelled = await everyone({ cancelled: true })
      expect(idsOf(cancelled)).toContain(order.id)
      expect(cancelled.orders.every(({ status }) => status === 'cancelled')).toBe(true)
      expect(idsOf(await everyone({ cancelled: false }))).not.toContain(order.id)
    })
  })

  describe('an order by its ID alone', () => {
    test('is found in any letter case, whosever it is', async () => {
      const order = await buy('perpetual-software', await world.customerIn('PL'))
      for (const id of [order.id, order.id.toLowerCase(), ` ${order.id} `])
        expect(await world.mirror.find(partnerA, id)).toEqual(order)
    })

    test('is not found when it is nobody’s, or another partner’s', async () => {
      const order = await buy('perpetual-software')
      const numbers = Array.from({ length: 200 }, (_, back) =>
        order.id.replace(/\d+$/, (n) => String(Number(n) - back)),
      )
      const theirs = await Promise.all(numbers.map((id) => world.mirror.find(partnerB, id)))
      const customers = theirs.flatMap((found) => (found === undefined ? [] : [found.customerId]))
      expect(customers.every((id) => id === customerId(11))).toBe(true)
      for (const id of [...notIds, 'CSP-0', 'CSP-999999999'])
        expect(await world.mirror.find(partnerA, id)).toBeUndefined()
      for (const stranger of notIds) expect(await world.mirror.find(stranger, order.id)).toBeUndefined()
    })
  })
})

describe('the typeahead', () => {
  interface Plan {
    'Node Type': string
    'Actual Rows': number
    'Actual Loops': number
    'Rows Removed by Filter'?: number
    Plans?: Plan[]
  }
  const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)]

  test(
    'reads at most its limit from each index among 100,000 customers',
    async () => {
      const { database, mirror } = await openMirroredWorld()
      await addMirroredCustomers(database, partnerA, 100_000)
      await database.pool.query('analyze desk.mirror_customer')
      for (const text of ['', 'a', 'alp', 'alpine bakery', 'alpine-bakery-', 'contoso', 'zzz', customerId(1)]) {
        const search = customerSearch(partnerA, text, 15)
        const { rows } = await database.pool.query(`explain (analyze, format json) ${search.text}`, search.values)
        const plan = nodes(rows[0]['QUERY PLAN'][0].Plan)
        const scans = plan.filter(
          (node) => node['Node Type'].includes('Scan') && !node['Node Type'].startsWith('Subquery'),
        )
        const kinds = new Set(scans.map((scan) => scan['Node Type']))
        expect(
          [...kinds].filter((kind) => !/^Index (Only )?Scan$/.test(kind)),
          text,
        ).toEqual([])
        expect(scans.length, text).toBeGreaterThan(0)
        for (const scan of scans) {
          expect(
            scan['Actual Rows'] * scan['Actual Loops'] + (scan['Rows Removed by Filter'] ?? 0),
            text,
          ).toBeLessThanOrEqual(15)
        }
      }
      expect((await mirror.search(partnerA, 'alpine', 15)).every(({ name }) => name.startsWith('Alpine'))).toBe(true)
      expect(await mirror.search(partnerA, 'alpine', 15)).toHaveLength(15)
    },
    180 * second,
  )

  test('compares by code point, whatever the collation of the database', async () => {
    const { rows } = await (await testDatabase()).pool.query<{ column_name: string; collation_name: string }>(
      `select column_name, collation_name from information_schema.columns
       where table_schema = 'desk' and table_name = 'mirror_customer' and column_name in ('name_key', 'domain_key')`,
    )
    expect(rows.map((row) => row.collation_name)).toEqual(['C', 'C'])
  })

  test.for([
    ['한빛전자', '한빛'],
    ['北京科技', '北'],
    ['Ærø Bryggeri', 'ærø'],
    ['Éclair', 'E\u0301CLAIR'],
    ['Ｈｉｇｈ', 'high'],
    ['ΟΔΟΣ ΑΒ', 'οδος'],
    ['ΟΔΟΣΑ', 'ΟΔΟΣ'],
    ['100% Fruit_Juice', '100% fruit_'],
    ['𝔊othic 🍎', '𝔊othic 🍎'],
    ['O’Brien & Söhne', "o'brien and sohne"],
    ["O'Brien & Söhne", 'O&rsquo;Brien &amp; S'],
    ['Straßenbau', 'STRASSEN'],
    ['ﬁnance', 'finance'],
    ['IŞIK', 'ışık'],
    ['U.S. Logistics', 'US Log'],
    ['Contoso（中国）', 'contoso (中'],
    ['한빛전자', '한\u200B빛\u200E전자'],
  ] as const)('finds %s by %s', async ([name, text]) => {
    const { database, mirror } = await openMirroredWorld()
    const domain = 'name.example'
    const id = customerId(50)
    const data = {
      partnerId: partnerA,
      id,
      name,
      domain,
      market: 'KR',
      agreementAccepted: true,
    }
    await database.rows.pcCustomer.create({ data })
    expect((await mirror.search(partnerA, text, 5)).map((customer) => customer.name)).toEqual([name])
  })

  test.for([
    ['münchen.example', 'xn--mnchen-3ya.example'],
    ['xn--mnchen-3ya.example', 'münchen.example'],
    ['xn--mnchen-3ya.example', 'MÜNCH'],
    ['한빛전자.example', 'xn--xx3bk2o6jm96b.example'],
    ['Mixed.Example', 'mixed.example.'],
    ['contoso-it.example', 'ｃｏｎｔｏｓｏ－ｉｔ．ｅｘａｍｐｌｅ'],
  ] as const)('finds the domain %s by %s', async ([domain, text]) => {
    const { database, mirror } = await openMirroredWorld()
    const customer = { partnerId: partnerA, id: customerId(50), name: 'Somebody', domain, market: 'KR' }
    await database.rows.pcCustomer.create({ data: { ...customer, agreementAccepted: true } })
    expect((await mirror.search(partnerA, text, 5)).map(({ id }) => id)).toEqual([customer.id])
  })

  test('writes keys anew that an older version made, once, and leaves the others', async () => {
    const { database, mirror } = await openMirroredWorld()
    await addMirroredCustomers(database, partnerA, 1_100)
    const { rows } = await database.pool.query<{ name: string; nameKey: string; domain: string; domainKey: string }>(
      `select name, name_key as "nameKey", domain, domain_key as "domainKey" from desk.mirror_customer`,
    )
    for (const row of rows) expect(keysOf(row)).toMatchObject({ nameKey: row.nameKey, domainKey: row.domainKey })
    await database.pool.query(`update desk.mirror_customer set name_key = lower(name), domain_key = '', key_form = 0`)
    await database.pool.query(`update desk.mirror_customer set name = 'Müller' where id = $1`, [customerId(1)])
    await Promise.all([renewCustomerKeys(database), renewCustomerKeys(database)])
    expect(await database.rows.mirrorCustomer.count({ where: { keyForm: 0 } })).toBe(0)
    expect((await mirror.search(partnerA, 'muller', 5)).map(({ id }) => id)).toEqual([customerId(1)])
    expect((await mirror.search(partnerA, 'contoso.com', 5)).map(({ id }) => id)).toEqual([customerId(1)])
  })

  test('finds whole names alone, all of those who have one', async () => {
    const { database, mirror } = await openMirroredWorld()
    const domains = ['one.example', 'two.example']
    for (const [at, domain] of domains.entries()) {
      const customer = { partnerId: partnerA, id: customerId(50 + at), name: 'Today Ltd', domain, market: 'KR' }
      await database.rows.pcCustomer.create({ data: { ...customer, agreementAccepted: true } })
    }
    const named = await mirror.named(partnerA, ['today', 'TODAY  LTD.', 'Contoso', 'Fabrik', '', '\0'])
    expect(named.map(({ name, domain }) => [name, domain])).toEqual([
      ['Contoso', 'contoso.com'],
      ['Today Ltd', 'one.example'],
      ['Today Ltd', 'two.example'],
    ])
    expect(await mirror.named(partnerB, ['Contoso'])).toEqual([])
    expect(await mirror.named(partnerA, [])).toEqual([])
  })

  test('a customer whose name and domain both match comes once', async () => {
    const { mirror } = await openMirroredWorld()
    expect(await mirror.search(partnerA, 'contoso', 5)).toHaveLength(1)
  })
})
