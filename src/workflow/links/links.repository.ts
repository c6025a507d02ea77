import type { Rows } from '../../platform/database/database.ts'

/** Kills every link of an order at once: what a cancellation does. */
export async function revokeLinks(rows: Rows, partnerId: string, orderId: string, at: Date): Promise<number> {
  const { count } = await rows.downloadLink.updateMany({
    where: { partnerId, orderId, revokedAt: null },
    data: { revokedAt: at },
  })
  return count
}
