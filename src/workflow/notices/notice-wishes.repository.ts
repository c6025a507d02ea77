import { type NoticeKind, noticeKinds } from '../../chat/feature.ts'
import type { Who } from '../../commerce/access.ts'
import type { Stored } from '../../commerce/ground.ts'
import type { Rows } from '../../platform/database/database.ts'
import type { QuietHours } from './quiet-hours.ts'

/** How a person wants to be told. */
export interface NoticeWishes {
  readonly muted: readonly NoticeKind[]
  readonly quiet?: QuietHours | undefined
}

export const noWishes: NoticeWishes = { muted: [] }

/** Why a notice waits that quiet hours hold; others that are due later are so for reasons of their own. */
export const quietCode = 'quiet'

export function noticeWishesRepository({ database }: Stored) {
  return { ofAgents, set, mute }

  /** By agent; who never wished anything is left out. */
  async function ofAgents(partnerId: string, agentIds: readonly string[]): Promise<ReadonlyMap<string, NoticeWishes>> {
    const rows = await database.rows.noticeWishes.findMany({
      where: { partnerId, agentId: { in: [...agentIds] } },
    })
    return new Map(rows.map((row) => [row.agentId, read(row)]))
  }

  /** What quiet hours held is due now. @param waiting done in the same transaction when anything waits for the person. */
  async function set(who: Who, wishes: NoticeWishes, now: Date, waiting: (rows: Rows) => Promise<void>): Promise<void> {
    await database.transaction(async (rows) => {
      await write(rows, who, wishes)
      if ((await release(rows, who, now)) > 0) await waiting(rows)
    })
  }

  async function write(rows: Rows, { partnerId, agentId }: Who, { muted, quiet }: NoticeWishes): Promise<void> {
    const data = { muted: [...muted], quietFrom: quiet?.from ?? null, quietTo: quiet?.to ?? null }
    const where = { partnerId_agentId: { partnerId, agentId } }
    await rows.noticeWishes.upsert({ where, create: { partnerId, agentId, ...data }, update: data })
  }

  /** Every waiting notice is written anew, so that whoever is about to hold one by the former hours notices. */
  function release(rows: Rows, { partnerId, agentId }: Who, now: Date): Promise<number> {
    return rows.$executeRaw`
      with theirs as (
        select id from desk.notice
        where partner_id = ${partnerId}::uuid and recipient = ${agentId} and status = 'waiting' order by id for update)
      update desk.notice n set code = nullif(n.code, ${quietCode}),
        due_at = case when n.code = ${quietCode} then least(n.due_at, ${now}) else n.due_at end
      from theirs where n.id = theirs.id`
  }

  /** In one statement: two kinds muted at the same moment are both muted. */
  async function mute({ partnerId, agentId }: Who, kind: NoticeKind): Promise<void> {
    await database.write({
      name: 'notice-mute',
      text: `insert into desk.notice_wishes as wishes (partner_id, agent_id, muted) values ($1, $2, array[$3::text])
             on conflict (partner_id, agent_id) do update set muted = array_append(wishes.muted, $3::text)
             where not wishes.muted @> array[$3::text]`,
      values: [partnerId, agentId, kind],
    })
  }
}

export type NoticeWishesRepository = ReturnType<typeof noticeWishesRepository>

/** A kind that this version does not know mutes nothing, and is not an error. */
const read = ({
  muted,
  quietFrom,
  quietTo,
}: {
  muted: string[]
  quietFrom: string | null
  quietTo: string | null
}): NoticeWishes => ({
  muted: noticeKinds.filter((kind) => muted.includes(kind)),
  ...(quietFrom !== null && quietTo !== null && { quiet: { from: quietFrom, to: quietTo } }),
})
