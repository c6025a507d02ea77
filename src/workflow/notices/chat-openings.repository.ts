import type { Who } from '../../commerce/access.ts'
import type { Stored } from '../../commerce/ground.ts'
import type { Rows } from '../../platform/database/database.ts'
import { setAsideFrom } from './notices.repository.ts'

/** Chats that the desk tried to open with people who never had one. */
export function chatOpeningsRepository({ database }: Stored) {
  return { notYet, failed, due, transaction }

  /** Those of the agents who are not to be tried now. */
  async function notYet(partnerId: string, agentIds: readonly string[], now: Date): Promise<ReadonlySet<string>> {
    const rows = await database.rows.chatOpening.findMany({
      where: { partnerId, agentId: { in: [...agentIds] }, againAt: { gt: now } },
      select: { agentId: true },
    })
    return new Set(rows.map(({ agentId }) => agentId))
  }

  /** @returns whether nobody had failed with them before. */
  async function failed(
    rows: Rows,
    { partnerId, agentId }: Who,
    outcome: { readonly code: string; readonly triedAt: Date; readonly againAt: Date },
  ): Promise<boolean> {
    const { count } = await rows.chatOpening.updateMany({ where: { partnerId, agentId }, data: outcome })
    if (count > 0) return false
    await rows.chatOpening.createMany({ data: [{ partnerId, agentId, ...outcome }], skipDuplicates: true })
    return true
  }

  /** Whose time to be tried again has come, and for whom something waits. */
  async function due(now: Date): Promise<Who[]> {
    const { rows } = await database.pool.query<Who>({
      name: 'chat-openings-due',
      text: `
        select o.partner_id as "partnerId", o.agent_id as "agentId" from desk.chat_opening o
        where o.again_at <= $1 and exists (
          select from desk.notice n
          where n.partner_id = o.partner_id and n.recipient = o.agent_id::text and n.status = 'waiting'
            and n.due_at >= ${setAsideFrom})
        order by o.again_at limit 100`,
      values: [now],
    })
    return rows
  }

  function transaction<T>(work: (rows: Rows) => Promise<T>): Promise<T> {
    return database.transaction(work)
  }
}

export type ChatOpeningsRepository = ReturnType<typeof chatOpeningsRepository>
