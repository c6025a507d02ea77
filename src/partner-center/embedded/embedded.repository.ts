import { Decimal } from 'decimal.js'
import type { Customer } from '../../commerce/order.ts'
import type { Database, Prisma, Rows } from '../../platform/database/database.ts'

export interface CustomerRow extends Customer {
  readonly partnerId: string
  readonly agreementAccepted: boolean
  /** `outdated`, `unknown`: what is said of the agreement instead. */
  readonly agreementSaid?: string | null
}

export const withLines = { lines: { orderBy: { number: 'asc' } }, customer: { select: { market: true } } } as const
export type OrderRow = Prisma.PcOrderGetPayload<{ include: typeof withLines }>

// Orders are read in nearly every turn. One prepared statement with the lines in it takes a quarter of the time of Prisma's two.
export const selectOrders = `
  select o.partner_id as "partnerId", o.id, o.customer_id as "customerId", o.currency,
    o.created_at as "createdAt", o.cancelled_at as "cancelledAt", o.status, o.alternate_id as "alternateId", o.settles_to as "settlesTo",
    o.settles_at as "settlesAt", o.request_id as "requestId", o.cart_id as "cartId",
    (select json_build_object('market', c.market) from partner_center.customer c
     where c.partner_id = o.partner_id and c.id = o.customer_id) as customer,
    (select json_agg(json_build_object('partnerId', l.partner_id, 'orderId', l.order_id, 'number', l.number,
       'catalogItem', l.catalog_item, 'quantity', l.quantity, 'unitPrice', l.unit_price::text, 'keySealed', l.key_sealed,
       'cancelledAt', l.cancelled_at, 'cancellableUntil', l.cancellable_until, 'autoRenewOffAt', l.auto_renew_off_at)
       order by l.number)
     from partner_center.order_line l where l.partner_id = o.partner_id and l.order_id = o.id) as lines
  from partner_center."order" o where o.partner_id = $1`

type Times = 'cancelledAt' | 'cancellableUntil' | 'autoRenewOffAt'

export type SentOrderRow = Omit<OrderRow, 'lines'> & {
  lines:
    | (Omit<OrderRow['lines'][number], 'unitPrice' | Times> & { unitPrice: string | null } & Record<
          Times,
          string | null
        >)[]
    | null
}

export const received = ({ lines, ...order }: SentOrderRow): OrderRow => ({
  ...order,
  lines: (lines ?? []).map((line) => ({
    ...line,
    unitPrice: line.unitPrice === null ? null : new Decimal(line.unitPrice),
    cancelledAt: time(line.cancelledAt),
    cancellableUntil: time(line.cancellableUntil),
    autoRenewOffAt: time(line.autoRenewOffAt),
  })),
})

const time = (sent: string | null): Date | null => (sent === null ? null : new Date(sent))

export interface NewOrderRow {
  readonly partnerId: string
  readonly id: string
  readonly customerId: string
  readonly currency: string
  readonly createdAt: Date
  readonly requestId: string | null
  readonly cartId?: string
  readonly status?: string
  readonly settlesTo?: string | null
  readonly settlesAt?: Date | null
  readonly lines: readonly {
    number: number
    catalogItem: string
    quantity: number
    unitPrice: string
    keySealed: string | null
  }[]
}

/** Numbers up to this one belong to the sample world (`CSP-1007`); every partner's own orders begin after it. */
export const lastSampleNumber = 1_007

/** What the embedded Partner Center remembers: the tables of schema `partner_center`. */
export class EmbeddedRepository {
  private readonly database: Database

  constructor(database: Database) {
    this.database = database
  }

  async customer(partnerId: string, id: string): Promise<CustomerRow | undefined> {
    const rows = await this.database.read<CustomerRow>({
      name: 'pc-customer',
      text: `select partner_id as "partnerId", id, name, domain, market, agreement_accepted as "agreementAccepted",
               agreement_said as "agreementSaid"
             from partner_center.customer where partner_id = $1 and id = $2`,
      values: [partnerId, id],
    })
    return rows[0]
  }

  async ordersOf(partnerId: string, customerId: string): Promise<OrderRow[]> {
    const rows = await this.database.read<SentOrderRow>({
      name: 'pc-orders',
      text: `${selectOrders} and o.customer_id = $2 order by o.created_at desc, o.id desc`,
      values: [partnerId, customerId],
    })
    return rows.map(received)
  }

  async order(partnerId: string, customerId: string, id: string): Promise<OrderRow | undefined> {
    const rows = await this.database.read<SentOrderRow>({
      name: 'pc-order',
      text: `${selectOrders} and o.customer_id = $2 and o.id = $3`,
      values: [partnerId, customerId, id],
    })
    return rows[0] === undefined ? undefined : received(rows[0])
  }

  /** Keeps the key of a line that has none yet. @returns the key that is kept: another's, when it was first. */
  async keepKey(line: { partnerId: string; orderId: string; number: number }, keySealed: string): Promise<string> {
    const { rows } = await this.database.pool.query<{ key: string }>(
      `update partner_center.order_line set key_sealed = coalesce(key_sealed, $4)
       where partner_id = $1 and order_id = $2 and number = $3 returning key_sealed as key`,
      [line.partnerId, line.orderId, line.number, keySealed],
    )
    return rows[0]?.key ?? keySealed
  }

  /** Adds a whole world in one transaction, unless its first customer is there. @returns whether it was added. */
  async addWorld(customers: readonly CustomerRow[], orders: readonly NewOrderRow[]): Promise<boolean> {
    return this.database.transaction(async (rows) => {
      // Two replicas that start at once: the second waits here for the first one's transaction, and adds nothing.
      const first = await rows.pcCustomer.createMany({ data: customers.slice(0, 1), skipDuplicates: true })
      if (first.count === 0) return false
      await rows.pcCustomer.createMany({ data: customers.slice(1) })
      for (const order of orders) await insertOrder(rows, order)
      return true
    })
  }
}

/** The next number of the partner's orders. Its row stays locked until the transaction ends, so none is given twice or lost. */
export async function takeOrderNumber(rows: Rows, partnerId: string): Promise<number> {
  const [taken] = await rows.$queryRaw<[{ last: number }]>`
    insert into partner_center.order_number as known (partner_id, last) values (${partnerId}::uuid, ${lastSampleNumber + 1})
    on conflict (partner_id) do update set last = known.last + 1 returning last`
  return taken.last
}

export function insertOrder(
  rows: Rows,
  { partnerId, id, customerId, lines, ...order }: NewOrderRow,
): Promise<OrderRow> {
  const data = { ...order, partnerId, id, customerId, lines: { create: lines.map((line) => ({ ...line })) } }
  return rows.pcOrder.create({ data, include: withLines })
}
