import type { Stored } from '../../commerce/ground.ts'
import { type Money, money } from '../../commerce/money.ts'
import type { Rows } from '../../platform/database/database.ts'
import { isUniqueViolation } from '../../platform/database/violations.ts'
import type { StoredRefusal } from '../../platform/errors.ts'
import { refusalData, refusalFrom } from '../../workflow/wishes/stored-refusal.ts'
import { type PurchaseLine, readLines, stored } from './purchase-lines.ts'

/** `waiting` for an approval; `ended` when none was given. */
export type PurchaseStatus = 'waiting' | 'placing' | 'placed' | 'refused' | 'ended'

/** What somebody confirmed, as it was confirmed: the receipt needs nothing else, also while Partner Center is silent. */
export interface Purchase {
  /** The request key of the card it was confirmed on: its flow. */
  readonly id: string
  readonly partnerId: string
  readonly agentId: string
  readonly customerId: string
  readonly lines: readonly PurchaseLine[]
  readonly total: Money
  readonly taxIncluded: boolean
  readonly poNumber: string | null
  readonly status: PurchaseStatus
  /** MS-RequestId of the call to Partner Center: the same on every retry. */
  readonly requestId: string
  readonly confirmedAt: Date
  /** Partner Center's, once it is placed. */
  readonly orderId: string | null
  readonly orderedAt: Date | null
  /** Of what is refused, or of what waits until somebody has mended what stands against it. */
  readonly refusal: StoredRefusal | null
}

export type NewPurchase = Omit<Purchase, 'orderId' | 'orderedAt' | 'refusal'>

interface Settlement {
  readonly status: PurchaseStatus
  readonly settledAt?: Date
  readonly orderId?: string
  readonly orderedAt?: Date
  readonly refusal?: StoredRefusal | null
  /** When its cancellation window has to be looked at next. */
  readonly watchAt?: Date | null
}

const columns = `id, partner_id as "partnerId", agent_id as "agentId", customer_id as "customerId",
  lines, total, currency, tax_included as "taxIncluded", po_number as "poNumber", status, request_id as "requestId", confirmed_at as "confirmedAt",
  order_id as "orderId", ordered_at as "orderedAt", refusal, refusal_facts as "refusalFacts"`

export function buyingRepository({ database }: Stored) {
  return { confirm, find, moveOn, overdue, announce, end }

  /** @returns undefined when this request key has a purchase already. */
  async function confirm(
    purchase: NewPurchase,
    alongside: (rows: Rows) => Promise<void>,
  ): Promise<Purchase | undefined> {
    const { lines, total, ...rest } = purchase
    try {
      const row = await database.transaction(async (rows) => {
        const made = await rows.purchase.create({
          data: {
            ...rest,
            lines: stored(lines),
            total: total.amount.toFixed(),
            currency: total.currency,
          },
        })
        await alongside(rows)
        return made
      })
      return read(row)
    } catch (error) {
      if (isUniqueViolation(error)) return undefined
      throw error
    }
  }

  async function find(id: string): Promise<Purchase | undefined> {
    const [row] = await database.read<Row>({
      name: 'purchase',
      text: `select ${columns} from desk.purchase where id = $1`,
      values: [id],
    })
    return row === undefined ? undefined : read(row)
  }

  /** Moves a purchase on, once: a second try finds it moved and does nothing. */
  function moveOn(
    { id }: Purchase,
    from: readonly PurchaseStatus[],
    { refusal, ...to }: Settlement,
    alongside: (rows: Rows) => Promise<void> = async () => {},
  ): Promise<boolean> {
    return database.transaction(async (rows) => {
      const { count } = await rows.purchase.updateMany({
        where: { id, status: { in: [...from] } },
        data: { ...to, ...refusalData(refusal) },
      })
      if (count === 1) await alongside(rows)
      return count === 1
    })
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

  /** One transaction for what follows from a state that is stored already. */
  function announce(alongside: (rows: Rows) => Promise<void>): Promise<void> {
    return database.transaction(alongside)
  }

  /** Ends a purchase that waits, in the transaction that says why. @returns false when it does not wait any more. */
  async function end(rows: Rows, id: string, { refusal, ...to }: Settlement): Promise<boolean> {
    const data = { ...to, ...refusalData(refusal) }
    const { count } = await rows.purchase.updateMany({ where: { id, status: 'waiting' }, data })
    return count === 1
  }
}

export type BuyingRepository = ReturnType<typeof buyingRepository>

interface Row extends Omit<Purchase, 'status' | 'lines' | 'total' | 'refusal'> {
  readonly refusal: string | null
  readonly refusalFacts: string | null
  readonly status: string
  readonly lines: unknown
  readonly total: { toString(): string }
  readonly currency: string
}

const read = ({ refusal, refusalFacts, ...row }: Row): Purchase => ({
  ...row,
  refusal: refusalFrom(refusal, refusalFacts),
  status: row.status as PurchaseStatus,
  lines: readLines(row.lines, row.currency),
  total: money(row.total.toString(), row.currency),
})
