import type { Stored } from '../../../commerce/ground.ts'
import { money } from '../../../commerce/money.ts'
import type { Severity } from '../../../commerce/ports/partner-center.ts'
import type { Prisma, Rows } from '../../../platform/database/database.ts'
import { isUniqueViolation } from '../../../platform/database/violations.ts'
import { nextLook, type SupportRequest, type SupportStatus } from './support.ts'

type Row = Prisma.SupportRequestGetPayload<object>

/** What of a request may change. */
export type SupportChange = Partial<Pick<SupportRequest, 'status' | 'ticket' | 'movedAt' | 'lookAt'>>

/** Numbers begin after this one. */
const firstNumber = 1_001

/** Support requests as the desk keeps them. */
export function supportRepository({ database }: Stored) {
  return { submit, find, byNumber, list, ofOrder, answered, lastContact, change, update, keepTicket, announce, takeDue }

  /** Gives a request its number and stores it. @returns undefined when one of that id is stored already. */
  async function submit(
    request: Omit<SupportRequest, 'number'>,
    alongside: (rows: Rows, stored: SupportRequest) => Promise<void>,
  ): Promise<SupportRequest | undefined> {
    try {
      return await database.transaction(async (rows) => {
        const number = await nextNumber(rows, request.partnerId)
        const { amount, contact, ...rest } = request
        const row = await rows.supportRequest.create({
          data: {
            ...rest,
            number,
            amount: amount.amount.toFixed(),
            currency: amount.currency,
            contactName: contact.name,
            contactEmail: contact.email,
            contactPhone: contact.phone,
          },
        })
        const stored = read(row)
        await alongside(rows, stored)
        return stored
      })
    } catch (error) {
      if (isUniqueViolation(error)) return undefined
      throw error
    }
  }

  async function find(id: string): Promise<SupportRequest | undefined> {
    const row = await database.rows.supportRequest.findUnique({ where: { id } })
    return row === null ? undefined : read(row)
  }

  async function byNumber(partnerId: string, number: number): Promise<SupportRequest | undefined> {
    const where = { partnerId_number: { partnerId, number } }
    const row = await database.rows.supportRequest.findUnique({ where })
    return row === null ? undefined : read(row)
  }

  /** The partner's requests: the person's own first, open before closed, newest first. */
  async function list(partnerId: string, agentId: string, { from, limit }: { from: number; limit: number }) {
    const ids = await database.rows.$queryRaw<{ id: string }[]>`
      select id from desk.support_request where partner_id = ${partnerId}::uuid
      order by requester_id = ${agentId}::uuid desc, status = 'closed', created_at desc, number desc
      limit ${limit} offset ${from}`
    const found = await database.rows.supportRequest.findMany({ where: { id: { in: ids.map(({ id }) => id) } } })
    return ids.flatMap(({ id }) => found.filter((row) => row.id === id)).map(read)
  }

  /** What was sent about one order, newest first. */
  async function ofOrder(partnerId: string, about: string, take: number): Promise<SupportRequest[]> {
    const rows = await database.rows.supportRequest.findMany({
      where: { partnerId, about },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take,
    })
    return rows.map(read)
  }

  /** The person's own that Microsoft's support has answered, what moved last in front. */
  async function answered(partnerId: string, requesterId: string, take: number): Promise<SupportRequest[]> {
    const rows = await database.rows.supportRequest.findMany({
      where: { partnerId, requesterId, status: 'answered' },
      orderBy: [{ movedAt: 'desc' }, { id: 'asc' }],
      take,
    })
    return rows.map(read)
  }

  /** The contact that the person gave with their last request. */
  async function lastContact(partnerId: string, agentId: string): Promise<SupportRequest['contact'] | undefined> {
    const row = await database.rows.supportRequest.findFirst({
      where: { partnerId, requesterId: agentId },
      orderBy: { number: 'desc' },
    })
    return row === null ? undefined : read(row).contact
  }

  /**
   * Locks a request, so that of two who move it at once the second decides by what the first has left.
   * @returns undefined when there is none of that id.
   */
  function change<T>(id: string, work: (rows: Rows, request: SupportRequest) => Promise<T>): Promise<T | undefined> {
    return database.transaction(async (rows) => {
      await rows.$executeRaw`select 1 from desk.support_request where id = ${id}::uuid for update`
      const row = await rows.supportRequest.findUnique({ where: { id } })
      return row === null ? undefined : work(rows, read(row))
    })
  }

  async function update(rows: Rows, { id }: SupportRequest, to: SupportChange): Promise<void> {
    await rows.supportRequest.update({ where: { id }, data: to })
  }

  /** Stores the ticket that Partner Center gave, once. @returns whether it was not known yet. */
  async function keepTicket(id: string, ticket: string): Promise<boolean> {
    const { count } = await database.rows.supportRequest.updateMany({
      where: { id, ticket: null },
      data: { ticket },
    })
    return count === 1
  }

  /** One transaction for what follows from a state that is stored already. */
  function announce(alongside: (rows: Rows) => Promise<void>): Promise<void> {
    return database.transaction(alongside)
  }

  /**
   * Takes the requests that Partner Center is to be asked about now, and moves each on to its next look. They are found by the
   * partial index on `look_at`; what another replica has taken at this moment is left to it.
   * @returns how many were due, `limit` at most.
   */
  function takeDue(now: Date, limit: number, take: (rows: Rows, ids: string[]) => Promise<void>): Promise<number> {
    return database.transaction(async (rows) => {
      const due = await rows.$queryRaw<{ id: string; movedAt: Date }[]>`
        select id, moved_at as "movedAt" from desk.support_request where look_at <= ${now}::timestamptz
        order by look_at limit ${limit} for update skip locked`
      if (due.length === 0) return 0
      const ids = due.map(({ id }) => id)
      await take(rows, ids)
      const next = due.map(({ movedAt }) => nextLook(movedAt, now).toISOString())
      await rows.$executeRaw`
        update desk.support_request as request set look_at = moved.at
        from unnest(${ids}::uuid[], ${next}::timestamptz[]) as moved(id, at) where request.id = moved.id`
      return due.length
    })
  }
}

export type SupportRepository = ReturnType<typeof supportRepository>

/** Counted per partner; two who send at once wait for each other here. */
async function nextNumber(rows: Rows, partnerId: string): Promise<number> {
  const [counted] = await rows.$queryRaw<{ last: number }[]>`
    insert into desk.support_number as number (partner_id, last) values (${partnerId}::uuid, ${firstNumber}::int)
    on conflict (partner_id) do update set last = number.last + 1 returning last`
  if (counted === undefined) throw new Error('no number was counted')
  return counted.last
}

const read = ({ amount, currency, contactName, contactEmail, contactPhone, ...row }: Row): SupportRequest => ({
  ...row,
  impact: row.impact as Severity,
  status: row.status as SupportStatus,
  amount: money(amount.toString(), currency),
  contact: { name: contactName, email: contactEmail, phone: contactPhone },
})
