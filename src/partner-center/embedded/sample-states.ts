import { day, later } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import { catalogueOf } from './catalogue.ts'
import { offeredAs } from './order-from.ts'

const trey = {
  id: 'c0000000-0000-4000-8000-0000000000a1',
  name: 'Trey Research',
  domain: 'treyresearch.net',
  market: 'US',
}

interface StateLine {
  readonly product: string
  readonly sku: string
  readonly term: string
  readonly quantity: number
  /** Days from now until when Partner Center takes a cancellation, where it says so. */
  readonly cancellableFor?: number
  readonly cancelled?: true
  /** Partner Center does not say its price. */
  readonly unpriced?: true
}

const server = { product: 'Windows Server 2019 Standard', sku: '16 core', term: 'P3Y', quantity: 8 }
const yearly = { product: 'Windows Server 2019 Standard', sku: '16 core', term: 'P1Y', quantity: 4 }
const sql = { product: 'SQL Server 2019 Standard', sku: '2 core', term: 'perpetual', quantity: 2 }
const cal = { product: 'Windows Server CAL', sku: '1 device', term: 'perpetual', quantity: 10 }
const plan = { product: 'SUSE Linux Enterprise Server plan', sku: '1-2 vCPU', term: 'P1Y', quantity: 2 }

/** Id, Partner Center's word, age in days, lines. */
const orders: readonly (readonly [string, string, number, readonly StateLine[]])[] = [
  ['TREY-1001', 'pending', 0, [server]],
  ['TREY-1002', 'pending review', 1, [server]],
  ['TREY-1003', 'pending_po_upload', 1, [sql]],
  ['TREY-1004', 'partial success', 2, [cal]],
  ['TREY-1005', 'error', 3, [server]],
  ['TREY-1006', 'suspended', 20, [server]],
  ['TREY-1007', 'provisioning', 1, [server]],
  // One line can be cancelled, another one never.
  ['TREY-1008', 'completed', 12, [cal, plan]],
  ['TREY-1009', 'completed', 15, [{ ...cal, cancelled: true }, server]],
  // It renewed itself two days ago.
  ['TREY-1010', 'completed', 367, [yearly]],
  ['TREY-1011', 'completed', 25, [{ ...sql, cancellableFor: 3 }]],
  ['TREY-1012', 'completed', 5, [{ ...cal, unpriced: true }, server]],
]

/** A customer of the sample world with an order in every state there is. @returns false where it is there already. */
export async function addOrdersInEveryState(database: Database, partnerId: string, now: Date): Promise<boolean> {
  return database.transaction(async (rows) => {
    const customer = { ...trey, partnerId, agreementAccepted: true }
    const { count } = await rows.pcCustomer.createMany({ data: [customer], skipDuplicates: true })
    if (count === 0) return false
    for (const [id, status, age, lines] of orders) {
      const createdAt = later(now, -age * day)
      const order = { partnerId, id, customerId: trey.id, currency: 'USD', createdAt, status }
      await rows.pcOrder.create({
        data: { ...order, lines: { create: lines.map((line, number) => lineRow(line, number, now)) } },
      })
    }
    return true
  })
}

function lineRow(line: StateLine, number: number, now: Date) {
  const { product, sku, term, quantity, cancellableFor, cancelled, unpriced } = line
  const item = catalogueOf(trey.market).find(
    (known) => known.product === product && known.sku === sku && known.ref.term === term,
  )
  if (item === undefined) throw new Error(`the catalogue has no ${product}, ${sku}, ${term}`)
  return {
    number,
    catalogItem: offeredAs(item.ref).catalogItem,
    quantity,
    unitPrice: unpriced === true ? null : item.unitPrice.amount.toFixed(),
    cancelledAt: cancelled === true ? later(now, -day) : null,
    cancellableUntil: cancellableFor === undefined ? null : later(now, cancellableFor * day),
  }
}
