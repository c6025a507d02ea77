import type { Stored } from '../../commerce/ground.ts'
import { orderNumber } from '../../commerce/order.ts'

/** The number that people read, by the order's ID. */
export type OrderNumbers = (orderId: string) => string

/** Numbers of orders of which an ID is stored, from the desk's own copy. */
export function orderNumbersRepository({ database }: Stored) {
  return { of }

  /** @returns the ID itself for an order that the desk has no copy of */
  async function of(partnerId: string, orderIds: readonly (string | null)[]): Promise<OrderNumbers> {
    const ids = [...new Set(orderIds.filter((id) => id !== null))]
    if (ids.length === 0) return (id) => id
    const rows = await database.read<{ id: string; alternateId: string | null }>({
      name: 'order-numbers',
      text: `select id, alternate_id as "alternateId" from desk.mirror_order
             where partner_id = $1 and id = any($2::text[]) and alternate_id is not null`,
      values: [partnerId, ids],
    })
    const numbers = new Map(rows.map((row) => [row.id, orderNumber(row)]))
    return (id) => numbers.get(id) ?? id
  }
}

export type OrderNumbersRepository = ReturnType<typeof orderNumbersRepository>
