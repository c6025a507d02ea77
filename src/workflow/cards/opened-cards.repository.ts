import { randomUUID } from 'node:crypto'
import type { StandingCard } from '../../chat/flows.ts'
import type { Stored } from '../../commerce/ground.ts'
import { day, later } from '../../platform/clock.ts'
import type { Rows } from '../../platform/database/database.ts'

/** Nobody looks for what was opened a month ago any more. */
const editedFor = 30 * day

/** Cards that people opened by themselves, by the stored thing that they stand for. The lanes edit them. */
export function openedCardsRepository({ database }: Stored) {
  return { add, mark }

  /** From now on the message is edited when the thing changes. */
  async function add(card: StandingCard, now: Date): Promise<void> {
    const { partnerId, agentId, subjectId, flowId, conversationId, activityId } = card
    await database.write({
      name: 'opened-card',
      text: `
        insert into desk.opened_card (id, partner_id, agent_id, subject_id, flow_id, conversation_id, activity_id, opened_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (subject_id, flow_id) do update
        set conversation_id = excluded.conversation_id, activity_id = excluded.activity_id, opened_at = excluded.opened_at`,
      values: [randomUUID(), partnerId, agentId, subjectId, flowId, conversationId, activityId, now],
    })
  }

  /** Marks every card of a thing to be edited. @param but the flow of the card that shows already what holds */
  async function mark(rows: Rows, subjectId: string, but: string | undefined, now: Date): Promise<number> {
    return rows.$executeRaw`
      with cards as (
        select id from desk.opened_card
        where subject_id = ${subjectId}::uuid and opened_at > ${later(now, -editedFor)}
          and (${but ?? null}::uuid is null or flow_id <> ${but ?? null}::uuid)
        order by id for update)
      update desk.opened_card c set edit_at = ${now}, attempts = 1 from cards where c.id = cards.id`
  }
}

export type OpenedCardsRepository = ReturnType<typeof openedCardsRepository>
