import { randomUUID } from 'node:crypto'
import type { Who } from '../../commerce/access.ts'
import type { Stored } from '../../commerce/ground.ts'
import type { LineRef } from '../../commerce/ports/partner-center.ts'
import type { Rows } from '../../platform/database/database.ts'

/** A key that is kept, without the key. */
export interface KeptKey {
  /** The same when it is replaced. */
  readonly id: string
  /** Who pasted it last. */
  readonly agentId: string
  readonly keptAt: Date
}

interface Sealed {
  readonly keySealed: string
  readonly requestId: string
  readonly keptAt: Date
}

/** Forgets every kept key of these lines of an order: what a cancellation does. @returns their ids. */
export async function forgetKeys(
  rows: Rows,
  { partnerId, orderId, lines }: { partnerId: string; orderId: string; lines: readonly number[] },
): Promise<string[]> {
  const where = { partnerId, orderId, lineItem: { in: [...lines] } }
  const kept = await rows.keptKey.findMany({ where, select: { id: true } })
  await rows.keptKey.deleteMany({ where })
  return kept.map(({ id }) => id)
}

export function keptKeysRepository({ database }: Stored) {
  return { keep, ofLine, sealed }

  /**
   * One key for a line: the one that came last.
   * @returns undefined when this form's key is kept already: then nothing changes.
   */
  function keep(
    { partnerId, agentId }: Who,
    { customerId, orderId, lineItem }: LineRef,
    { keySealed, requestId, keptAt }: Sealed,
    alongside: (rows: Rows, key: KeptKey, replaced: boolean) => Promise<void>,
  ): Promise<KeptKey | undefined> {
    return database.transaction(async (rows) => {
      const id = randomUUID()
      const [kept] = await rows.$queryRaw<{ id: string }[]>`
        insert into desk.kept_key as kept
          (id, partner_id, customer_id, order_id, line_item, key_sealed, agent_id, kept_at, request_id)
        values (${id}::uuid, ${partnerId}::uuid, ${customerId}::uuid, ${orderId}, ${lineItem}, ${keySealed},
          ${agentId}::uuid, ${keptAt}::timestamptz, ${requestId}::uuid)
        on conflict (partner_id, order_id, line_item) do update
          set key_sealed = excluded.key_sealed, agent_id = excluded.agent_id, kept_at = excluded.kept_at,
            request_id = excluded.request_id
          where kept.request_id <> excluded.request_id
        returning id`
      if (kept === undefined) return undefined
      const key = { id: kept.id, agentId, keptAt }
      await alongside(rows, key, kept.id !== id)
      return key
    })
  }

  async function ofLine({ partnerId }: Who, { orderId, lineItem }: LineRef): Promise<KeptKey | undefined> {
    const select = { id: true, agentId: true, keptAt: true }
    return (await database.rows.keptKey.findFirst({ where: { partnerId, orderId, lineItem }, select })) ?? undefined
  }

  async function sealed({ partnerId }: Who, { orderId, lineItem }: LineRef): Promise<string | undefined> {
    const select = { keySealed: true }
    return (await database.rows.keptKey.findFirst({ where: { partnerId, orderId, lineItem }, select }))?.keySealed
  }
}

export type KeptKeysRepository = ReturnType<typeof keptKeysRepository>
