import { z } from 'zod'
import type { Who } from '../../commerce/access.ts'
import type { SaidOfLine } from '../../commerce/cart.ts'
import type { Stored } from '../../commerce/ground.ts'
import { money } from '../../commerce/money.ts'
import { type OrderStage, orderStages } from '../../commerce/order.ts'
import type { Rows } from '../../platform/database/database.ts'
import { isUniqueViolation } from '../../platform/database/violations.ts'
import type { StoredRefusal } from '../../platform/errors.ts'
import { refusalData, refusalFrom } from '../../workflow/wishes/stored-refusal.ts'
import type { Purchase, PurchaseOrder, PurchaseStatus } from './purchase.ts'
import { readLines, stored } from './purchase-lines.ts'

export type NewPurchase = Omit<Purchase, 'orders' | 'unordered' | 'orderId' | 'orderedAt' | 'refusal' | 'submittedAt'>

export interface Settlement {
  readonly status: PurchaseStatus
  readonly settledAt?: Date
  readonly prepareRequestId?: string
  readonly requestId?: string
  readonly cartId?: string
  readonly orders?: readonly PurchaseOrder[]
  readonly unordered?: readonly SaidOfLine[]
  readonly refusal?: StoredRefusal | null
  /** When its orders have to be looked at next. */
  readonly lookAt?: Date | null
}

const columns = `id, partner_id as "partnerId", agent_id as "agentId", customer_id as "customerId",
  lines, total, currency, tax_included as "taxIncluded", po_number as "poNumber", reseller, status,
  prepare_request_id as "prepareRequestId", request_id as "requestId", cart_id as "cartId", submitted_at as "submittedAt",
  confirmed_at as "confirmedAt", unordered, order_id as "orderId", ordered_at as "orderedAt",
  refusal, refusal_facts as "refusalFacts",
  (select json_agg(json_build_object('orderId', o.order_id, 'alternateId', o.alternate_id, 'stage', o.stage,
     'status', o.status, 'orderedAt', o.ordered_at) order by o.ordered_at, o.order_id)
   from desk.purchase_order o where o.purchase_id = purchase.id) as orders`

export function buyingRepository({ database }: Stored) {
  return { confirm, find, lastReseller, take, moveOn, placing, overdue, overdueLooks, ofOthers, end }

  /** @returns undefined when this request key has a purchase already. */
  async function confirm(
    purchase: NewPurchase,
    alongside: (rows: Rows) => Promise<void>,
  ): Promise<Purchase | undefined> {
    const { lines, total, ...rest } = purchase
    const data = { ...rest, lines: stored(lines), total: total.amount.toFixed(), currency: total.currency }
    try {
      await database.transaction(async (rows) => {
        await rows.purchase.create({ data })
        await alongside(rows)
      })
      return await find(purchase.id)
    } catch (error) {
      if (isUniqueViolation(error)) return undefined
      throw error
    }
  }

  async function lastReseller(partnerId: string, customerId: string): Promise<string | undefined> {
    const last = await database.rows.purchase.findFirst({
      where: { partnerId, customerId, reseller: { not: null } },
      orderBy: { confirmedAt: 'desc' },
      select: { reseller: true },
    })
    return last?.reseller ?? undefined
  }

  async function find(id: string): Promise<Purchase | undefined> {
    const [row] = await database.read<Row>({
      name: 'purchase',
      text: `select ${columns} from desk.purchase where id = $1`,
      values: [id],
    })
    return row === undefined ? undefined : read(row)
  }

  /**
   * Takes a purchase to submit its cart, and stores which one: from then on it may have been ordered.
   * @param leftAloneSince somebody who took it since then is still at it
   * @returns false when it is not there to be taken
   */
  async function take({ id }: Purchase, cartId: string, now: Date, leftAloneSince: Date): Promise<boolean> {
    const { rowCount } = await database.write({
      name: 'purchase-take',
      text: `update desk.purchase set cart_id = $2, submitted_at = coalesce(submitted_at, $3), taken_at = $3
             where id = $1 and status = 'placing' and (taken_at is null or taken_at <= $4)`,
      values: [id, cartId, now, leftAloneSince],
    })
    return rowCount === 1
  }

  /** Moves a purchase on, once: a second try finds it moved and does nothing. */
  function moveOn(
    { id, partnerId }: Purchase,
    from: readonly PurchaseStatus[],
    { refusal, orders, unordered, ...to }: Settlement,
    alongside: (rows: Rows) => Promise<void> = async () => {},
  ): Promise<boolean> {
    return database.transaction(async (rows) => {
      const [first] = orders ?? []
      const { count } = await rows.purchase.updateMany({
        where: { id, status: { in: [...from] } },
        data: {
          ...to,
          ...refusalData(refusal),
          ...(unordered !== undefined && { unordered: unordered.map(({ code, text }) => ({ code, text })) }),
          ...(first !== undefined && { orderId: first.orderId, orderedAt: first.orderedAt }),
        },
      })
      if (count !== 1) return false
      for (const { orderId, ...order } of orders ?? []) {
        const where = { partnerId_orderId: { partnerId, orderId } }
        await rows.purchaseOrder.upsert({
          where,
          create: { partnerId, orderId, purchaseId: id, ...order },
          update: order,
        })
      }
      await alongside(rows)
      return true
    })
  }

  /** What this agent confirmed before and is still not placed, the oldest first. */
  async function placing({ partnerId, agentId }: Who, before: Date, limit: number): Promise<Purchase[]> {
    const found = await database.read<Row>({
      name: 'purchases-placing',
      text: `select ${columns} from desk.purchase
             where status = 'placing' and partner_id = $1 and agent_id = $2 and confirmed_at <= $3 order by confirmed_at limit $4`,
      values: [partnerId, agentId, before, limit],
    })
    return found.map(read)
  }

  /** What was confirmed before and is still not placed, the oldest first. */
  function overdue(before: Date, except: readonly string[], limit: number): Promise<{ id: string }[]> {
    return database.read({
      name: 'purchases-overdue',
      text: `select id from desk.purchase
             where status = 'placing' and confirmed_at <= $1 and id <> all($2::uuid[]) order by confirmed_at limit $3`,
      values: [before, [...except], limit],
    })
  }

  /** What should have been looked at before, the oldest first. */
  function overdueLooks(before: Date, except: readonly string[], limit: number): Promise<{ id: string }[]> {
    return database.read({
      name: 'purchases-to-look-at',
      text: `select id from desk.purchase
             where look_at <= $1 and status = 'pending' and id <> all($2::uuid[]) order by look_at limit $3`,
      values: [before, [...except], limit],
    })
  }

  /** Which of these orders other purchases became. */
  async function ofOthers({ id, partnerId }: Purchase, orderIds: readonly string[]): Promise<ReadonlySet<string>> {
    const where = { partnerId, orderId: { in: [...orderIds] }, purchaseId: { not: id } }
    return new Set((await database.rows.purchaseOrder.findMany({ where })).map(({ orderId }) => orderId))
  }

  /** Ends a purchase that waits, in the transaction that says why. @returns false when it does not wait any more. */
  async function end(
    rows: Rows,
    id: string,
    { refusal, ...to }: Pick<Settlement, 'status' | 'settledAt' | 'refusal'>,
  ): Promise<boolean> {
    const data = { ...to, ...refusalData(refusal) }
    const { count } = await rows.purchase.updateMany({ where: { id, status: 'waiting' }, data })
    return count === 1
  }
}

export type BuyingRepository = ReturnType<typeof buyingRepository>

interface Row extends Omit<Purchase, 'status' | 'lines' | 'total' | 'refusal' | 'orders' | 'unordered'> {
  readonly refusal: string | null
  readonly refusalFacts: string | null
  readonly status: string
  readonly lines: unknown
  readonly orders: unknown
  readonly unordered: unknown
  readonly total: { toString(): string }
  readonly currency: string
}

const storedOrders = z.array(
  z.object({
    orderId: z.string(),
    alternateId: z.string().nullable(),
    stage: z.string().transform((stage): OrderStage => orderStages.find((known) => known === stage) ?? 'other'),
    status: z.string(),
    orderedAt: z.coerce.date(),
  }),
)
const storedUnordered = z.array(z.object({ code: z.string(), text: z.string() }))

const read = ({ refusal, refusalFacts, ...row }: Row): Purchase => ({
  ...row,
  refusal: refusalFrom(refusal, refusalFacts),
  status: row.status as PurchaseStatus,
  lines: readLines(row.lines, row.currency),
  total: money(row.total.toString(), row.currency),
  orders: storedOrders.parse(row.orders ?? []),
  unordered: storedUnordered.parse(row.unordered ?? []),
})
