import type { Stored } from '../../commerce/ground.ts'

/** Enough entries to find the last few customers in. */
const looked = 200

/** Whom people have dealt with, by the activity log. */
export function recentCustomersRepository({ database }: Stored) {
  return { of }

  /** Ids of an agent's last customers, the last one first. */
  async function of(partnerId: string, agentId: string, limit: number): Promise<string[]> {
    const rows = await database.read<{ id: string }>({
      name: 'recent-customers',
      text: `select customer_id as id from (
               select customer_id, at, number from desk.activity_entry
               where partner_id = $1 and agent_id = $2 order by at desc, number desc limit ${looked}
             ) last
             where customer_id is not null group by customer_id order by max(at) desc, max(number) desc limit $3`,
      values: [partnerId, agentId, limit],
    })
    return rows.map(({ id }) => id)
  }
}
