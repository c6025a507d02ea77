import type { Stored } from '../../commerce/ground.ts'

/** Who granted a role last, and when. */
export interface RoleGrant {
  readonly personId: string
  readonly role: string
  /** Null for whoever has the server. */
  readonly agentId: string | null
  readonly at: Date
}

/** Reads from the activity log who gave people their roles. */
export function roleGrantsRepository({ database }: Stored) {
  return { latest }

  async function latest(partnerId: string, personIds: readonly string[]): Promise<RoleGrant[]> {
    if (personIds.length === 0) return []
    const { rows } = await database.pool.query<RoleGrant>(
      `select distinct on (facts->>'person', facts->>'role')
         facts->>'person' as "personId", facts->>'role' as role, agent_id as "agentId", at
       from desk.activity_entry
       where partner_id = $1 and what = 'role-granted' and facts->>'person' = any ($2)
       order by facts->>'person', facts->>'role', at desc, number desc`,
      [partnerId, [...personIds]],
    )
    return rows
  }
}

export type RoleGrantsRepository = ReturnType<typeof roleGrantsRepository>
