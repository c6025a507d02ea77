import type { OrdersQuery } from '../../commerce/ports/partner-center.ts'
import type { Database } from '../../platform/database/database.ts'
import { offers } from './catalogue.ts'
import { type OrderRow, received, type SentOrderRow, selectOrders } from './embedded.repository.ts'

/** Orders of a partner, whosever customer's they are. */
export class OrdersOfAllRepository {
  private readonly database: Database

  constructor(database: Database) {
    this.database = database
  }

  /** Whose ID or number it is, in the letters as they are or all in capitals. */
  async find(partnerId: string, id: string): Promise<OrderRow[]> {
    const rows = await this.database.read<SentOrderRow>({
      name: 'pc-order-found',
      text: `${selectOrders} and (o.id = any($2::text[]) or o.alternate_id = any($2::text[]))`,
      values: [partnerId, [id, id.toUpperCase(), id.toLowerCase()]],
    })
    return rows.map(received)
  }

  /**
   * Newest first, from where the page before ended; one more than asked for when there are more.
   * @param cancelledShownTo what was cancelled by then shows as such
   */
  async page(partnerId: string, query: OrdersQuery, cancelledShownTo: Date): Promise<OrderRow[]> {
    const { rows } = await this.database.pool.query<SentOrderRow>(ordersOfAll(partnerId, query, cancelledShownTo))
    return rows.map(received)
  }
}

/**
 * One range of the index (partner, created, id), read backwards and ended by the limit: how many orders there are does not
 * matter. Only what is asked for is in the statement, so that the planner sees it.
 */
export function ordersOfAll(
  partnerId: string,
  { limit, after, since, until, families, cancelled }: OrdersQuery,
  cancelledShownTo: Date,
): { text: string; values: unknown[] } {
  const values: unknown[] = [partnerId]
  const value = (it: unknown) => `$${values.push(it)}`
  const conditions = [
    ...(after === undefined ? [] : [`(o.created_at, o.id) < (${value(after.createdAt)}, ${value(after.orderId)})`]),
    ...(since === undefined ? [] : [`o.created_at >= ${value(since)}`]),
    ...(until === undefined ? [] : [`o.created_at < ${value(until)}`]),
    ...(cancelled === undefined ? [] : [`(o.cancelled_at <= ${value(cancelledShownTo)}) is ${shown(cancelled)}`]),
    ...(families === undefined ? [] : [`exists (${lineOfAny(value(itemsOf(families)))})`]),
  ]
  const where = conditions.map((condition) => ` and ${condition}`).join('')
  return { text: `${selectOrders}${where} order by o.created_at desc, o.id desc limit ${value(limit + 1)}`, values }
}

// What is not cancelled has no date to compare: that is not true either.
const shown = (cancelled: boolean): string => (cancelled ? 'true' : 'not true')

const lineOfAny = (items: string): string => `select from partner_center.order_line l
  where l.partner_id = o.partner_id and l.order_id = o.id and l.catalog_item = any(${items}::text[])`

const itemsOf = (families: NonNullable<OrdersQuery['families']>): string[] =>
  offers.filter(({ family }) => families.includes(family)).map(({ catalogItem }) => catalogItem)
