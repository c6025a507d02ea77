import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Who } from '../../commerce/access.ts'
import type { Stored } from '../../commerce/ground.ts'
import type { Rows } from '../../platform/database/database.ts'

/** Somebody who waits for a customer's agreement. */
export interface AgreementWait extends Who {
  readonly id: string
  readonly customerId: string
  readonly form: unknown
  readonly askedAt: Date
  /** Null once it has been told. */
  readonly lookAt: Date | null
}

export function agreementsRepository({ database }: Stored) {
  return { add, find, ofCustomer, takeDue, told }

  /** Waits from now on, with what is filled in now; once for each customer. */
  async function add(
    { partnerId, agentId }: Who,
    { customerId, form, at, lookAt }: { customerId: string; form: object; at: Date; lookAt: Date },
  ): Promise<void> {
    const known = { partnerId_agentId_customerId: { partnerId, agentId, customerId } }
    const data = { form, askedAt: at, lookAt }
    await database.rows.agreementWait.upsert({
      where: known,
      // What is told of before is told of again: a new id is a new subject.
      update: { ...data, id: randomUUID() },
      create: { id: randomUUID(), partnerId, agentId, customerId, ...data },
    })
  }

  async function find(id: string): Promise<AgreementWait | undefined> {
    if (!z.guid().safeParse(id).success) return undefined
    return (await database.rows.agreementWait.findUnique({ where: { id } })) ?? undefined
  }

  async function ofCustomer({ partnerId, agentId }: Who, customerId: string): Promise<AgreementWait | undefined> {
    const where = { partnerId_agentId_customerId: { partnerId, agentId, customerId } }
    return (await database.rows.agreementWait.findUnique({ where })) ?? undefined
  }

  /** Takes those that are due, and leaves them alone for a while: another replica does not look at the same ones. */
  async function takeDue(now: Date, next: Date, limit: number): Promise<AgreementWait[]> {
    const { rows } = await database.pool.query<AgreementWait>(
      `update desk.agreement_wait as waits set look_at = $2
       from (select id from desk.agreement_wait where look_at <= $1 order by look_at limit $3 for update skip locked) as due
       where waits.id = due.id
       returning waits.id, partner_id as "partnerId", agent_id as "agentId", customer_id as "customerId", form,
         asked_at as "askedAt", look_at as "lookAt"`,
      [now, next, limit],
    )
    return rows
  }

  /** Ends the wait, once, in the transaction that tells it. */
  async function told(id: string, alongside: (rows: Rows) => Promise<void>): Promise<void> {
    await database.transaction(async (rows) => {
      const { count } = await rows.agreementWait.updateMany({
        where: { id, lookAt: { not: null } },
        data: { lookAt: null },
      })
      if (count === 1) await alongside(rows)
    })
  }
}

export type AgreementsRepository = ReturnType<typeof agreementsRepository>
