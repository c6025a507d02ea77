import type { Stored } from '../../commerce/ground.ts'
import type { Order } from '../../commerce/order.ts'
import { orderSaid } from '../../commerce/order-said.ts'
import type { PolicyChoice } from '../../commerce/policy.ts'
import type { Change } from '../../commerce/ports/partner-center.ts'
import type { Family } from '../../commerce/product.ts'
import { hour, later } from '../../platform/clock.ts'
import type { Database, Rows } from '../../platform/database/database.ts'
import { isGuid } from '../../platform/guid.ts'
import { judgedBy, orderIn, storedOrder, storedWindow } from './mirrored-order.ts'

export interface OrdersQuery {
  readonly limit: number
  /** Where the page before ended. */
  readonly after?: OrdersCursor | undefined
  /** Bought at or after, and before. */
  readonly since?: Date | undefined
  readonly until?: Date | undefined
  /** With a line item of one of these families. */
  readonly families?: readonly Family[] | undefined
  /** Only those that show as cancelled, or only those that do not. */
  readonly cancelled?: boolean | undefined
  /** Whose cancellation window closes after the one moment, and by the other. */
  readonly closes?: { readonly after: Date; readonly by?: Date | undefined } | undefined
}

export interface OrdersCursor {
  readonly createdAt: Date
  readonly orderId: string
}

export interface OrdersPage {
  readonly orders: readonly Order[]
  /** Undefined on the last page. */
  readonly next: OrdersCursor | undefined
}

/** How orders are written that a reading has brought. */
export interface Written {
  /** When the reading began: what an earlier one says is left out. */
  readonly seenAt: Date
  readonly policy: PolicyChoice
  /** Of those that are new here, what was over by then is told to nobody; left out, it is. */
  readonly watchedFrom?: Date | undefined
}

type Row = { content: Parameters<typeof orderIn>[0] }

/** Orders of a partner, whosever customer's they are, in the desk's own table. */
export function mirroredOrdersRepository({ database }: Stored) {
  return { find, ofIds, page, closing, pending, readAgain, write, close }

  /** By the number that people see, or its ID. @throws OrderUnknown where it may be several */
  async function find(partnerId: string, asked: string): Promise<Order | undefined> {
    const id = asked.trim()
    if (!isGuid(partnerId) || id === '' || id.includes('\0')) return undefined
    const rows = await database.read<Row>({
      name: 'mirror-order-found',
      text: `select content from desk.mirror_order
             where partner_id = $1 and (lower(id) = lower($2) or lower(alternate_id) = lower($2)) limit 10`,
      values: [partnerId, id],
    })
    const orders = rows.map(({ content }) => orderIn(content))
    return orders.length === 0 ? undefined : orderSaid(orders, id)
  }

  async function ofIds(partnerId: string, ids: readonly string[]): Promise<Order[]> {
    if (ids.length === 0) return []
    const rows = await database.read<Row>({
      name: 'mirror-orders',
      text: 'select content from desk.mirror_order where partner_id = $1 and id = any($2::text[])',
      values: [partnerId, [...new Set(ids)]],
    })
    return rows.map(({ content }) => orderIn(content))
  }

  /** Newest first, from where the page before ended. */
  async function page(partnerId: string, query: OrdersQuery): Promise<OrdersPage> {
    if (!isGuid(partnerId)) return { orders: [], next: undefined }
    const { rows } = await database.pool.query<Row>(ordersOfAll(partnerId, query))
    const orders = rows.slice(0, query.limit).map(({ content }) => orderIn(content))
    const last = rows.length > query.limit ? orders.at(-1) : undefined
    return { orders, next: last && { createdAt: last.createdAt, orderId: last.id } }
  }

  /** Whose window closes after the one moment and by the other, those that close first in front. */
  async function closing(partnerId: string, after: Date, by: Date, limit: number): Promise<Order[]> {
    if (!isGuid(partnerId)) return []
    const rows = await database.read<Row>({
      name: 'mirror-closing',
      text: `select content from desk.mirror_order where partner_id = $1 and open and closes_at > $2 and closes_at <= $3
             order by closes_at, id limit $4`,
      values: [partnerId, after, by, limit],
    })
    return rows.map(({ content }) => orderIn(content))
  }

  /** Those that are not bought yet, the oldest first. */
  async function pending(partnerId: string, limit: number): Promise<Order[]> {
    const rows = await database.read<Row>({
      name: 'mirror-pending',
      text: `select content from desk.mirror_order
             where partner_id = $1 and content ->> 'state' in ('pending', 'in-review', 'needs-purchase-order')
             order by created_at limit $2`,
      values: [partnerId, limit],
    })
    return rows.map(({ content }) => orderIn(content))
  }

  /** Those that have to be read again by now, and not again within the hour. */
  async function readAgain(partnerId: string, now: Date, limit: number): Promise<Change[]> {
    const due = await database.read<{ customerId: string; orderId: string }>({
      name: 'mirror-again',
      text: `select customer_id as "customerId", id as "orderId" from desk.mirror_order
             where partner_id = $1 and again_at <= $2 order by again_at limit $3`,
      values: [partnerId, now, limit],
    })
    if (due.length > 0)
      await database.write({
        name: 'mirror-again-later',
        text: 'update desk.mirror_order set again_at = $3 where partner_id = $1 and id = any($2::text[])',
        values: [partnerId, due.map(({ orderId }) => orderId), later(now, hour)],
      })
    return due.map((order) => ({ kind: 'subscription', ...order }))
  }

  async function write(rows: Rows, partnerId: string, orders: readonly Order[], how: Written): Promise<void> {
    if (orders.length === 0) return
    const made = orders.map((order) => storedOrder(partnerId, order, how.policy, how.seenAt))
    await rows.$executeRawUnsafe(writing, partnerId, JSON.stringify(made), how.seenAt, how.watchedFrom ?? null)
  }

  /** Windows that have closed are open no more; an order may have another one, of another line. */
  async function close(now: Date, policy: PolicyChoice): Promise<void> {
    const closed = await database.read<Row & { subjectId: string }>({
      name: 'mirror-closed',
      text: 'select subject_id as "subjectId", content from desk.mirror_order where open and closes_at <= $1 limit $2',
      values: [now, atOnce],
    })
    if (closed.length === 0) return
    const made = closed.map(({ subjectId, content }) => ({ subjectId, ...storedWindow(orderIn(content), policy, now) }))
    await database.write({
      name: 'mirror-close',
      text: `update desk.mirror_order known set closes_at = made."closesAt", open = made.open,
               watch_at = case when made.open then $2::timestamptz end
             from jsonb_to_recordset($1) as made ("subjectId" uuid, "closesAt" timestamptz, open boolean)
             where known.subject_id = made."subjectId" and known.open and known.closes_at <= $2`,
      values: [JSON.stringify(made), now],
    })
  }
}

export type MirroredOrdersRepository = ReturnType<typeof mirroredOrdersRepository>

/** What is new or has another window than before is looked at soon. What was bought here was always watched. */
const writing = `
  insert into desk.mirror_order as known (partner_id, id, subject_id, customer_id, alternate_id, created_at, cancelled,
    families, closes_at, open, content, seen_at, watched_from, watch_at, again_at)
  select $1::uuid, id, "subjectId", "customerId", "alternateId", "createdAt", cancelled, families, "closesAt",
    open, content, at, case when bought then null else $4::timestamptz end, case when open then at end, "againAt"
  from (select $3::timestamptz as at) as reading, jsonb_to_recordset($2::jsonb) as made (id text, "subjectId" uuid,
    "customerId" uuid, "alternateId" text, "createdAt" timestamptz, cancelled boolean, families text[],
    "closesAt" timestamptz, open boolean, "againAt" timestamptz, content jsonb),
    lateral (select exists (select from desk.purchase where partner_id = $1::uuid and order_id = made.id)
      or exists (select from desk.purchase_order where partner_id = $1::uuid and order_id = made.id) as bought) as here
  on conflict (partner_id, id) do update set customer_id = excluded.customer_id, alternate_id = excluded.alternate_id,
    created_at = excluded.created_at, cancelled = excluded.cancelled, families = excluded.families,
    closes_at = excluded.closes_at, open = excluded.open, content = excluded.content,
    seen_at = excluded.seen_at, again_at = excluded.again_at,
    watch_at = case when known.closes_at is distinct from excluded.closes_at then excluded.watch_at else known.watch_at end
  where known.seen_at <= excluded.seen_at`

/**
 * One range of an index (partner, created, id), read backwards and ended by the limit: how many orders there are does not
 * matter. Only what is asked for is in the statement, so that the planner sees it.
 */
export function ordersOfAll(
  partnerId: string,
  { limit, after, since, until, families, cancelled, closes }: OrdersQuery,
): { text: string; values: unknown[] } {
  const values: unknown[] = [partnerId]
  const value = (it: unknown) => `$${values.push(it)}`
  const conditions = [
    ...(after === undefined ? [] : [`(created_at, id) < (${value(after.createdAt)}, ${value(after.orderId)})`]),
    ...(since === undefined ? [] : [`created_at >= ${value(since)}`]),
    ...(until === undefined ? [] : [`created_at < ${value(until)}`]),
    ...(cancelled === undefined ? [] : [cancelled ? 'cancelled' : 'not cancelled']),
    ...(families === undefined ? [] : [`families && ${value(families)}::text[]`]),
    ...(closes === undefined ? [] : ['open', `closes_at > ${value(closes.after)}`]),
    ...(closes?.by === undefined ? [] : [`closes_at <= ${value(closes.by)}`]),
  ]
  const where = conditions.map((condition) => ` and ${condition}`).join('')
  return {
    text: `select content from desk.mirror_order where partner_id = $1${where} order by created_at desc, id desc limit ${value(limit + 1)}`,
    values,
  }
}

const atOnce = 1_000

/** Judges the windows anew that another policy has judged, at the start; another replica may do the same. */
export async function renewWindows(database: Database, policy: PolicyChoice, now: Date): Promise<void> {
  const { rows: others } = await database.pool.query<{ id: string }>(
    'select partner_id as id from desk.mirror where judged_by <> $1',
    [judgedBy(policy)],
  )
  for (const partner of others) {
    let last = ''
    do {
      const { rows } = await database.pool.query<Row & { id: string }>(
        'select id, content from desk.mirror_order where partner_id = $1 and id > $2 order by id limit $3',
        [partner.id, last, atOnce],
      )
      const made = rows.map(({ content }) => storedOrder(partner.id, orderIn(content), policy, now))
      await database.pool.query(
        `update desk.mirror_order known set closes_at = made."closesAt", open = made.open,
           watch_at = case when made.open then known.seen_at end
         from jsonb_to_recordset($2) as made (id text, "closesAt" timestamptz, open boolean)
         where known.partner_id = $1 and known.id = made.id and known.closes_at is distinct from made."closesAt"`,
        [partner.id, JSON.stringify(made)],
      )
      last = rows.length < atOnce ? '' : (rows.at(-1)?.id ?? '')
    } while (last !== '')
    await database.pool.query('update desk.mirror set judged_by = $2 where partner_id = $1', [
      partner.id,
      judgedBy(policy),
    ])
  }
}
