import { randomUUID } from 'node:crypto'
import type { Database } from '../../src/platform/database/database.ts'
import { customer, partnerA } from './desk.ts'

interface Told {
  partnerId?: string
  customerId?: string
  /** What time it is: the notices are due since a minute ago. */
  now?: Date
}

/** Notices of cancellations that Partner Center shows, one after the other for the same person. @returns their ids. */
export const tell = (database: Database, recipient: string, count = 1, told: Told = {}): Promise<string[]> =>
  tellEach(
    database,
    Array.from({ length: count }, () => recipient),
    told,
  )

/** The same, one for each. */
export async function tellEach(
  database: Database,
  recipients: readonly string[],
  { partnerId = partnerA, customerId = customer(1), now = new Date('2026-11-22T10:00:00Z') }: Told = {},
): Promise<string[]> {
  const at = new Date(now.getTime() - 60_000)
  const cancellations = recipients.map((recipient, index) => ({
    id: randomUUID(),
    partnerId,
    agentId: recipient.length === 36 ? recipient : randomUUID(),
    customerId,
    orderId: `T-${index + 1}-${randomUUID().slice(0, 8)}`,
    status: 'cancelled',
    requestId: randomUUID(),
    credit: '10.0000',
    currency: 'USD',
    flowId: randomUUID(),
    submittedAt: at,
  }))
  await database.rows.cancellation.createMany({ data: cancellations })
  const notices = recipients.map((recipient, index) => ({
    id: randomUUID() as string,
    partnerId,
    recipient,
    occasion: 'cancelling.settled',
    subjectId: cancellations[index]?.id ?? '',
    stage: '',
    status: 'waiting',
    dueAt: new Date(at.getTime() + index),
  }))
  await database.rows.notice.createMany({ data: notices })
  return notices.map(({ id }) => id)
}

export const noticeOf = (database: Database, id: string | undefined) =>
  database.rows.notice.findUniqueOrThrow({ where: { id: id ?? '' } })

/** Notices by state: `{ sent: 3 }`. */
export async function states(database: Database): Promise<Record<string, number>> {
  const groups = await database.rows.notice.groupBy({ by: ['status'], _count: true })
  return Object.fromEntries(groups.map(({ status, _count }) => [status, _count]))
}
