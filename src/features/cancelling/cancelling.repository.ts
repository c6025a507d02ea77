import type { Stored } from '../../commerce/ground.ts'
import type { Money } from '../../commerce/money.ts'
import { money } from '../../commerce/money.ts'
import type { Rows } from '../../platform/database/database.ts'
import { isUniqueViolation } from '../../platform/database/violations.ts'
import type { StoredRefusal } from '../../platform/errors.ts'
import { refusalData, refusalFrom } from '../../workflow/wishes/stored-refusal.ts'

/** `waiting` for an approval; `ended` when none was given. */
export type CancellationStatus = 'waiting' | 'submitted' | 'cancelling' | 'cancelled' | 'refused' | 'ended'

export interface Cancellation {
  readonly id: string
  readonly partnerId: string
  readonly agentId: string
  readonly customerId: string
  readonly orderId: string
  /** Numbers of the order's lines that are to be cancelled. */
  readonly lines: readonly number[]
  /** Whether they were all that was left of the order. */
  readonly whole: boolean
  readonly status: CancellationStatus
  /** MS-RequestId of the call to Partner Center: the same on every retry. */
  readonly requestId: string
  /** Undefined where nobody knows it. */
  readonly credit: Money | undefined
  readonly flowId: string
  readonly submittedAt: Date
  readonly shownAt: Date | null
  /** Of what is refused, or of what waits until somebody has mended what stands against it. */
  readonly refusal: StoredRefusal | null
}

interface Settlement {
  readonly status: CancellationStatus
  readonly requestId?: string
  readonly shownAt?: Date
  readonly refusal?: StoredRefusal | null
  readonly credit?: Money | undefined
}

const columns = `id, partner_id as "partnerId", agent_id as "agentId", customer_id as "customerId", order_id as "orderId", whole, status,
  array(select l.number from desk.cancellation_line l where l.cancellation_id = id order by l.number) as lines,
  request_id as "requestId", credit, currency, flow_id as "flowId", submitted_at as "submittedAt", shown_at as "shownAt",
  refusal, refusal_facts as "refusalFacts"`

export function cancellingRepository({ database }: Stored) {
  return { submit, find, ofCustomer, overdue, announce, moveOn, end }

  /** @returns undefined when a cancellation of one of the lines stands already, whoever submitted it. */
  async function submit(
    cancellation: Omit<Cancellation, 'shownAt' | 'refusal'>,
    alongside: (rows: Rows) => Promise<void>,
  ): Promise<Cancellation | undefined> {
    const { credit, lines, ...rest } = cancellation
    const { partnerId, orderId: activeOrderId } = cancellation
    try {
      const row = await database.transaction(async (rows) => {
        const made = await rows.cancellation.create({
          data: {
            ...rest,
            lines: { create: lines.map((number) => ({ number, partnerId, activeOrderId })) },
            ...kept(credit),
          },
          include: withLines,
        })
        await alongside(rows)
        return made
      })
      return read(numbered(row))
    } catch (error) {
      if (isUniqueViolation(error)) return undefined
      throw error
    }
  }

  async function find(id: string): Promise<Cancellation | undefined> {
    const row = await database.rows.cancellation.findUnique({ where: { id }, include: withLines })
    return row === null ? undefined : read(numbered(row))
  }

  /** Cancellations of one customer's orders, oldest first: those that stand, and those that Partner Center refused. */
  async function ofCustomer(partnerId: string, customerId: string): Promise<Cancellation[]> {
    const rows = await database.read<Row>({
      name: 'cancellations',
      text: `select ${columns} from desk.cancellation
             where partner_id = $1 and customer_id = $2 order by submitted_at`,
      values: [partnerId, customerId],
    })
    return rows.map(read)
  }

  /** What was submitted before and is still not carried out, or carried out and not shown by Partner Center, the oldest first. */
  async function overdue(
    status: 'submitted' | 'cancelling',
    before: Date,
    except: readonly string[],
    limit: number,
  ): Promise<Cancellation[]> {
    const rows = await database.read<Row>({
      name: 'cancellations-overdue',
      text: `select ${columns} from desk.cancellation
             where status = $4 and submitted_at <= $1 and id <> all($2::uuid[])
             order by submitted_at limit $3`,
      values: [before, [...except], limit, status],
    })
    return rows.map(read)
  }

  /** One transaction for what follows from a state that is stored already. */
  function announce(alongside: (rows: Rows) => Promise<void>): Promise<void> {
    return database.transaction(alongside)
  }

  /** Moves a cancellation on, once: a second try finds it moved and does nothing. */
  function moveOn(
    { id }: Cancellation,
    from: CancellationStatus,
    to: Settlement,
    alongside: (rows: Rows) => Promise<void> = async () => {},
  ): Promise<boolean> {
    return database.transaction(async (rows) => {
      const { credit, refusal, ...move } = to
      const { count } = await rows.cancellation.updateMany({
        where: { id, status: from },
        data: {
          ...move,
          ...refusalData(refusal),
          ...('credit' in to && kept(credit)),
        },
      })
      if (count === 1 && to.status === 'refused') await release(rows, id)
      if (count === 1) await alongside(rows)
      return count === 1
    })
  }

  /** Ends a cancellation that waits, in the transaction that says why. @returns false when it does not wait any more. */
  async function end(rows: Rows, id: string, { status, refusal }: Settlement): Promise<boolean> {
    const where = { id, status: 'waiting' }
    const data = { status, ...refusalData(refusal) }
    const { count } = await rows.cancellation.updateMany({ where, data })
    if (count === 1) await release(rows, id)
    return count === 1
  }
}

export type CancellingRepository = ReturnType<typeof cancellingRepository>

const withLines = { lines: { select: { number: true }, orderBy: { number: 'asc' } } } as const

const numbered = <R extends { lines: { number: number }[] }>({ lines, ...row }: R) => ({
  ...row,
  lines: lines.map(({ number }) => number),
})

/** What does not stand any more leaves its lines to the next one. */
async function release(rows: Rows, cancellationId: string): Promise<void> {
  await rows.cancellationLine.updateMany({ where: { cancellationId }, data: { activeOrderId: null } })
}

interface Row extends Omit<Cancellation, 'status' | 'credit' | 'refusal'> {
  readonly refusal: string | null
  readonly refusalFacts: string | null
  readonly status: string
  readonly credit: { toString(): string } | null
  readonly currency: string | null
}

const kept = (credit: Money | undefined) => ({
  credit: credit?.amount.toFixed() ?? null,
  currency: credit?.currency ?? null,
})

const read = ({ currency, refusal, refusalFacts, ...row }: Row): Cancellation => ({
  ...row,
  refusal: refusalFrom(refusal, refusalFacts),
  status: row.status as CancellationStatus,
  credit: row.credit === null || currency === null ? undefined : money(row.credit.toString(), currency),
})
