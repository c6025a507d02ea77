import type { Stored } from '../../commerce/ground.ts'

/** Who of the desk bought what, for whoever tells of orders. Purchases are made by `features/buying`. */
export function buyersRepository({ database }: Stored) {
  return { ofOrders }

  /** Ids of agents by order ID; orders that nobody bought here are left out. */
  async function ofOrders(
    partnerId: string,
    orderIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    if (orderIds.length === 0) return new Map()
    const rows = await database.read<{ orderId: string; agentIds: string[] }>({
      name: 'buyers',
      text: `select order_id as "orderId", array_agg(distinct agent_id::text) as "agentIds"
             from (
               select o.order_id, p.agent_id from desk.purchase_order o join desk.purchase p on p.id = o.purchase_id
               where o.partner_id = $1 and o.order_id = any($2::text[])
               union all
               select order_id, agent_id from desk.purchase where partner_id = $1 and order_id = any($2::text[])
             ) bought group by order_id`,
      values: [partnerId, [...orderIds]],
    })
    return new Map(rows.map(({ orderId, agentIds }) => [orderId, agentIds]))
  }
}

export type Buyers = ReturnType<typeof buyersRepository>
