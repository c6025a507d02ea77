import type { Stored } from '../../commerce/ground.ts'
import type { Rows } from '../../platform/database/database.ts'
import { isUniqueViolation } from '../../platform/database/violations.ts'
import type { StoredRefusal } from '../../platform/errors.ts'
import { refusalData, refusalFrom } from '../../workflow/wishes/stored-refusal.ts'

/** `waiting` for an approval; `ended` when none was given. */
export type RenewalStatus = 'waiting' | 'submitted' | 'done' | 'refused' | 'ended'

/** That a subscription is to renew itself, or not any more. */
export interface Renewal {
  readonly id: string
  readonly partnerId: string
  readonly agentId: string
  readonly customerId: string
  readonly orderId: string
  readonly subscriptionId: string
  /** What it is of: `Windows Server 2019 Standard`. */
  readonly name: string
  /** What was asked for: `true`, that it renews itself. */
  readonly on: boolean
  readonly status: RenewalStatus
  /** MS-RequestId of the call to Partner Center: the same on every retry. */
  readonly requestId: string
  readonly flowId: string
  readonly submittedAt: Date
  readonly settledAt: Date | null
  readonly refusal: StoredRefusal | null
}

interface Settlement {
  readonly status: RenewalStatus
  readonly requestId?: string
  readonly settledAt?: Date
  readonly refusal?: StoredRefusal | null
}

export function renewingRepository({ database }: Stored) {
  return { submit, find, ofOrder, overdue, moveOn, end }

  /** @returns undefined when a change of the subscription stands already, whoever submitted it. */
  async function submit(
    renewal: Omit<Renewal, 'settledAt' | 'refusal'>,
    alongside: (rows: Rows) => Promise<void>,
  ): Promise<Renewal | undefined> {
    try {
      return await database.transaction(async (rows) => {
        const data = { ...renewal, activeSubscriptionId: renewal.subscriptionId }
        const made = await rows.renewal.create({ data })
        await alongside(rows)
        return read(made)
      })
    } catch (error) {
      if (isUniqueViolation(error)) return undefined
      throw error
    }
  }

  async function find(id: string): Promise<Renewal | undefined> {
    const row = await database.rows.renewal.findUnique({ where: { id } })
    return row === null ? undefined : read(row)
  }

  /** Oldest first. */
  async function ofOrder(partnerId: string, orderId: string): Promise<Renewal[]> {
    const rows = await database.rows.renewal.findMany({
      where: { partnerId, orderId },
      orderBy: { submittedAt: 'asc' },
    })
    return rows.map(read)
  }

  /** What was submitted before and is still not carried out, the oldest first. */
  async function overdue(before: Date, except: readonly string[], limit: number): Promise<Renewal[]> {
    const rows = await database.rows.renewal.findMany({
      where: { status: 'submitted', submittedAt: { lte: before }, id: { notIn: [...except] } },
      orderBy: { submittedAt: 'asc' },
      take: limit,
    })
    return rows.map(read)
  }

  /** Moves a change on, once: a second try finds it moved and does nothing. */
  function moveOn(
    { id }: Renewal,
    from: RenewalStatus,
    { refusal, ...to }: Settlement,
    alongside: (rows: Rows) => Promise<void> = async () => {},
  ): Promise<boolean> {
    return database.transaction(async (rows) => {
      const { count } = await rows.renewal.updateMany({
        where: { id, status: from },
        data: { ...to, ...refusalData(refusal), ...(isOver(to.status) && { activeSubscriptionId: null }) },
      })
      if (count === 1) await alongside(rows)
      return count === 1
    })
  }

  /** Ends a change that waits, in the transaction that says why. @returns false when it does not wait any more. */
  async function end(rows: Rows, id: string, { refusal, ...to }: Settlement): Promise<boolean> {
    const where = { id, status: 'waiting' }
    const data = { ...to, ...refusalData(refusal), activeSubscriptionId: null }
    const { count } = await rows.renewal.updateMany({ where, data })
    return count === 1
  }
}

export type RenewingRepository = ReturnType<typeof renewingRepository>

const isOver = (status: RenewalStatus): boolean => status === 'done' || status === 'refused' || status === 'ended'

interface Row extends Omit<Renewal, 'status' | 'refusal'> {
  readonly status: string
  readonly refusal: string | null
  readonly refusalFacts: string | null
  readonly activeSubscriptionId: string | null
}

const read = ({ refusal, refusalFacts, activeSubscriptionId: _, ...row }: Row): Renewal => ({
  ...row,
  status: row.status as RenewalStatus,
  refusal: refusalFrom(refusal, refusalFacts),
})
