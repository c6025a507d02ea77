import { z } from 'zod'
import type { Change, Changes, CustomersPage } from '../../commerce/ports/partner-center.ts'
import { later } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import { isGuid } from '../../platform/guid.ts'
import type { Shown } from './order-from.ts'

interface ChangeRow {
  readonly number: string
  readonly kind: 'customer' | 'order' | 'everything'
  readonly customerId: string | null
  readonly orderId: string | null
  /** A cancellation of before that shows now, or an order that has settled by itself. */
  readonly shown: boolean
}

/** `17 2026-11-22T10:00:00.000Z`: the number of the last change that was read, and when cancellations shown by then were made. */
const cursorSchema = z
  .string()
  .regex(/^\d{1,18} \S+$/)
  .transform((cursor) => cursor.split(' '))
  .pipe(z.tuple([z.string(), z.iso.datetime()]))

const pageSize = 200

/** What the embedded Partner Center tells whoever reads everything: customers by page, and what has changed since. */
export class FeedRepository {
  private readonly database: Database

  constructor(database: Database) {
    this.database = database
  }

  async customers(
    partnerId: string,
    { after, limit }: { after?: string | undefined; limit: number },
  ): Promise<CustomersPage> {
    if (!isGuid(partnerId)) return { customers: [], next: undefined }
    const { rows } = await this.database.pool.query<{ id: string; name: string; domain: string; market: string }>(
      `select id, name, domain, market from partner_center.customer
       where partner_id = $1 and ($2::uuid is null or id > $2) order by id limit $3`,
      [partnerId, after ?? null, limit + 1],
    )
    const customers = rows.slice(0, limit)
    const about = after === undefined ? await this.count(partnerId) : undefined
    return { customers, next: rows.length > limit ? customers.at(-1)?.id : undefined, about }
  }

  /**
   * Numbers are seen in their order, since whoever takes one holds the feed until the end of the transaction.
   * Orders that are pending settle by themselves as time passes: that is a change when it is time.
   */
  async changesSince(partnerId: string, cursor: string | undefined, shown: Shown): Promise<Changes> {
    const { cancelledShownTo: shownTo } = shown
    if (!isGuid(partnerId)) return { changes: [], next: cursor ?? '0 ', more: false }
    if (cursor === undefined) {
      return { changes: [], next: `${await this.last(partnerId)} ${shownTo.toISOString()}`, more: false }
    }
    const [number, shownBefore] = cursorSchema.parse(cursor)
    const rows = await this.since(partnerId, number, new Date(shownBefore), shown)
    const news = rows.filter(({ shown }) => !shown)
    const everything = news.find(({ kind }) => kind === 'everything')
    const next = `${everything?.number ?? news.at(-1)?.number ?? number} ${shownTo.toISOString()}`
    if (everything !== undefined) return { changes: [], next, more: true, lost: true }
    return { changes: rows.flatMap(changeOf), next, more: news.length === pageSize }
  }

  private async count(partnerId: string): Promise<number> {
    return this.database.rows.pcCustomer.count({ where: { partnerId } })
  }

  private async last(partnerId: string): Promise<string> {
    const [feed] = await this.database.read<{ last: string }>({
      name: 'pc-feed',
      text: 'select last::text as last from partner_center.feed where partner_id = $1',
      values: [partnerId],
    })
    return feed?.last ?? '0'
  }

  private since(
    partnerId: string,
    number: string,
    shownAfter: Date,
    { cancelledShownTo: shownTo, now }: Shown,
  ): Promise<ChangeRow[]> {
    const before = later(now, shownAfter.getTime() - shownTo.getTime())
    const columns = 'number::text as number, kind, customer_id as "customerId", order_id as "orderId"'
    return this.database.read<ChangeRow>({
      name: 'pc-changes',
      text: `
        (select ${columns}, false as shown from partner_center.change where partner_id = $1 and number > $2
         order by partner_center.change.number limit ${pageSize})
        union all
        (select ${columns}, true from partner_center.change
         where partner_id = $1 and cancelled_at > $3 and cancelled_at <= $4)
        union all
        (select '0', 'order', customer_id, id, true from partner_center."order"
         where partner_id = $1 and settles_at > $5 and settles_at <= $6)`,
      values: [partnerId, number, shownAfter, shownTo, before, now],
    })
  }
}

const changeOf = ({ kind, customerId, orderId }: ChangeRow): Change[] =>
  kind === 'everything' || customerId === null ? [] : [{ kind, customerId, ...(orderId !== null && { orderId }) }]
