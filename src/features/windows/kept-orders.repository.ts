import type { Who } from '../../commerce/access.ts'
import type { Stored } from '../../commerce/ground.ts'
import type { Rows } from '../../platform/database/database.ts'

/** Who said that an order is kept, and when. */
export interface Kept {
  readonly orderId: string
  readonly agentId: string
  readonly at: Date
}

/** Orders that somebody has decided to keep: nobody is reminded of them any more. */
export function keptOrdersRepository({ database }: Stored) {
  return { keep, ofOrders }

  /** @returns false when somebody has kept it before: then nothing is changed. */
  async function keep(
    { partnerId, agentId }: Who,
    orderId: string,
    at: Date,
    alongside: (rows: Rows) => Promise<void>,
  ): Promise<boolean> {
    return database.transaction(async (rows) => {
      const { count } = await rows.keptOrder.createMany({
        data: [{ partnerId, orderId, agentId, at }],
        skipDuplicates: true,
      })
      if (count === 1) await alongside(rows)
      return count === 1
    })
  }

  /** By order ID. */
  async function ofOrders(
    partnerId: string,
    orderIds: readonly string[],
    rows: Rows = database.rows,
  ): Promise<ReadonlyMap<string, Kept>> {
    if (orderIds.length === 0) return new Map()
    const found = await rows.keptOrder.findMany({ where: { partnerId, orderId: { in: [...orderIds] } } })
    return new Map(found.map((kept) => [kept.orderId, kept]))
  }
}

export type KeptOrdersRepository = ReturnType<typeof keptOrdersRepository>
