import { randomUUID } from 'node:crypto'
import type { Stored } from '../../commerce/ground.ts'
import { day, later, minute } from '../../platform/clock.ts'
import type { Rows } from '../../platform/database/database.ts'
import { stopCodes } from './delivery.ts'

/** What somebody is to be told, once. */
export interface NewNotice {
  readonly partnerId: string
  /** An agent's object id, or a shared chat's conversation id. */
  readonly recipient: string
  /** The door that draws it. */
  readonly occasion: string
  readonly subjectId: string
  /** What tells one occasion of the subject from the next; left out when there is only one. */
  readonly stage?: string
  /** Now, when left out. */
  readonly dueAt?: Date
}

/** How far a notice is: `unsent` ones will be sent, perhaps once their recipient can be reached again. */
export interface NoticeProgress {
  readonly recipient: string
  readonly progress: 'unsent' | 'refused' | 'done'
}

/** How many notices of a partner are in which state now; `sent` counts messages, ever. */
export interface NoticeCounts {
  readonly partnerId: string
  readonly due: number
  /** Due ones among them, and those that wait for quiet hours, for another try, or for the person to write. */
  readonly waiting: number
  readonly sending: number
  readonly refused: number
  readonly unknown: number
  readonly sent: number
}

/**
 * Who cannot be reached is looked at again when they write: until then their notices are due a thousand years later, so that
 * finding what is due does not pass over them. In days, since those can be taken off again exactly.
 */
export const aside = "interval '365000 days'"
export const setAsideFrom = "timestamptz '2900-01-01'"

const editedFor = 30 * day
/** More than one person has to decide at once are told of by what they see when they come. */
const mostSubjects = 200

/** Whoever locks several notices does it in the order of their ids, so that nobody waits in a circle. `$1`: the ids. */
export const lockedInOrder = 'locked as (select id from desk.notice where id = any($1::uuid[]) order by id for update)'

/** A notice that an operator may want to look after. */
export interface TroubledNotice {
  readonly id: string
  readonly partnerId: string
  readonly recipient: string
  readonly occasion: string
  readonly status: string
  readonly code: string | null
  readonly settledAt: Date | null
}

export function noticesRepository({ database }: Stored) {
  return {
    add,
    toldOf,
    redraw,
    revive,
    progress,
    waitingFor,
    unreached,
    met,
    find,
    retry,
    retryRefused,
    inTrouble,
    counts,
    countsOf,
  }

  /** Writes notices in the transaction of what they tell; those that are there already are left as they are. */
  async function add(rows: Rows, notices: readonly Required<NewNotice>[]): Promise<void> {
    await rows.notice.createMany({
      data: notices.map((notice) => ({ id: randomUUID(), status: 'waiting', ...notice })),
      skipDuplicates: true,
    })
  }

  /** What of an occasion was sent, or may have been. */
  async function toldOf(
    rows: Rows,
    occasion: string,
    subjectIds: readonly string[],
  ): Promise<{ readonly subjectId: string; readonly stage: string }[]> {
    if (subjectIds.length === 0) return []
    return rows.notice.findMany({
      where: { subjectId: { in: [...subjectIds] }, occasion, status: { in: ['sending', 'sent', 'unknown'] } },
      select: { subjectId: true, stage: true },
    })
  }

  /**
   * Marks every copy of a subject's card to be edited to what holds now: what is being sent, or may just have been drawn to be
   * sent, is edited once it was. Nobody looks for what was sent a month ago any more.
   */
  async function redraw(
    rows: Rows,
    { occasions, subjectId }: { occasions: readonly string[]; subjectId: string },
    now: Date,
  ): Promise<void> {
    await rows.$executeRaw`
      with copies as (
        select id from desk.notice
        where subject_id = ${subjectId}::uuid and occasion = any(${[...occasions]}::text[]) and not digest
          and (status = 'sending' or (status = 'waiting' and due_at <= ${later(now, minute)})
            or (status = 'sent' and settled_at > ${later(now, -editedFor)})
            or (status = 'unknown' and code = 'interrupted'))
        order by id for update)
      update desk.notice n set redraw = true,
        due_at = case when n.status = 'sent' then least(n.due_at, ${now}) else n.due_at end,
        attempts = case when n.status = 'sent' then 1 else n.attempts end
      from copies where n.id = copies.id`
  }

  /**
   * Somebody can be reached again: what was refused because they could not be is due again, and so is what was set aside.
   * Every waiting notice is written anew, so that whoever is about to set one aside notices.
   * @returns how many wait now.
   */
  function revive(rows: Rows, partnerId: string, recipient: string): Promise<number> {
    return rows.$executeRawUnsafe(
      `with theirs as (
        select id from desk.notice
        where partner_id = $1::uuid and recipient = $2
          and (status = 'waiting' or (status = 'refused' and code = any($3::text[])))
        order by id for update)
      update desk.notice n set status = 'waiting', settled_at = null,
        due_at = case when n.due_at >= ${setAsideFrom} then n.due_at - ${aside} else n.due_at end
      from theirs where n.id = theirs.id`,
      partnerId,
      recipient,
      [...stopCodes],
    )
  }

  /** The notices of a subject. */
  async function progress({
    occasions,
    subjectId,
  }: {
    readonly occasions: readonly string[]
    readonly subjectId: string
  }): Promise<NoticeProgress[]> {
    const found = await database.rows.notice.findMany({
      where: { subjectId, occasion: { in: [...occasions] } },
      select: { recipient: true, status: true, code: true },
    })
    return found.map(({ recipient, status, code }) => ({ recipient, progress: progressOf(status, code) }))
  }

  /** The subjects of an occasion that somebody has not been told of yet. */
  async function waitingFor(rows: Rows, partnerId: string, recipient: string, occasion: string): Promise<string[]> {
    const found = await rows.notice.findMany({
      where: { partnerId, recipient, occasion, status: { in: ['waiting', 'refused'] } },
      select: { subjectId: true },
      take: mostSubjects,
    })
    return [...new Set(found.map(({ subjectId }) => subjectId))]
  }

  /** The people who cannot be told of a subject: they have no chat and none can be opened, or nothing goes there any more. */
  async function unreached(occasion: string, subjectId: string): Promise<string[]> {
    const { rows } = await database.pool.query<{ recipient: string }>({
      name: 'notices-unreached',
      text: `
        select n.recipient from desk.notice n
        left join desk.personal_chat c on c.partner_id = n.partner_id and c.agent_id::text = n.recipient
        left join desk.chat_opening o on o.partner_id = n.partner_id and o.agent_id::text = n.recipient
        where n.subject_id = $1 and n.occasion = $2 and n.status in ('waiting', 'refused')
          and (c.stopped is not null or (c.agent_id is null and o.agent_id is not null))`,
      values: [subjectId, occasion],
    })
    return rows.map(({ recipient }) => recipient)
  }

  /** Somebody has a chat: that none could be opened is over. */
  async function met(rows: Rows, partnerId: string, agentId: string): Promise<void> {
    await rows.chatOpening.deleteMany({ where: { partnerId, agentId } })
  }

  async function find(id: string): Promise<{ partnerId: string; status: string; code: string | null } | null> {
    return database.rows.notice.findUnique({ where: { id } })
  }

  /** Sets a refused or unknown notice back to waiting. @returns whether it was one. */
  async function retry(id: string, now: Date): Promise<boolean> {
    const { count } = await database.rows.notice.updateMany({
      where: { id, status: { in: ['refused', 'unknown'] } },
      data: { status: 'waiting', code: null, settledAt: null, dueAt: now },
    })
    return count > 0
  }

  /** Sets all back that Teams refused for that reason. Unknown ones may have arrived: those are judged one by one. @returns how many */
  async function retryRefused(code: string, now: Date): Promise<number> {
    const { count } = await database.rows.notice.updateMany({
      where: { status: 'refused', code },
      data: { status: 'waiting', code: null, settledAt: null, dueAt: now },
    })
    return count
  }

  /** What was refused, or whose outcome is unknown, newest first. */
  function inTrouble(limit: number): Promise<TroubledNotice[]> {
    return database.rows.notice.findMany({
      where: { status: { in: ['refused', 'unknown'] } },
      select: { id: true, partnerId: true, recipient: true, occasion: true, status: true, code: true, settledAt: true },
      orderBy: [{ settledAt: { sort: 'desc', nulls: 'last' } }, { id: 'asc' }],
      take: limit,
    })
  }

  /** Of every partner, from the partial indexes: what was sent long ago is not looked at. */
  async function counts(now: Date): Promise<NoticeCounts[]> {
    const { rows } = await database.pool.query<NoticeCounts>({
      name: 'notice-counts',
      text: `
        select p.partner_id as "partnerId", coalesce(w.due, 0) as due, coalesce(w.waiting, 0) as waiting,
          coalesce(s.sending, 0) as sending, coalesce(t.refused, 0) as refused, coalesce(t.unknown, 0) as unknown,
          coalesce(l.sent, 0)::float8 as sent
        from (select partner_id from desk.notice_lane union select partner_id from desk.notice where status = 'waiting') p
        left join desk.notice_lane l using (partner_id)
        left join (select partner_id, count(*) filter (where due_at <= $1)::int as due, count(*)::int as waiting
          from desk.notice where status = 'waiting' group by partner_id) w using (partner_id)
        left join (select partner_id, count(*)::int as sending
          from desk.notice where status = 'sending' group by partner_id) s using (partner_id)
        left join (select partner_id, count(*) filter (where status = 'refused')::int as refused,
            count(*) filter (where status = 'unknown')::int as unknown
          from desk.notice where status in ('refused', 'unknown') group by partner_id) t using (partner_id)
        order by p.partner_id`,
      values: [now],
    })
    return rows
  }

  async function countsOf(partnerId: string, now: Date): Promise<NoticeCounts | undefined> {
    const count = (state: string) =>
      `(select count(*)::int from desk.notice where partner_id = $1 and status = ${state})`
    const { rows } = await database.pool.query<NoticeCounts>({
      name: 'notice-counts-of-partner',
      text: `
        select l.partner_id as "partnerId", ${count("'waiting' and due_at <= $2")} as due, ${count("'waiting'")} as waiting,
          ${count("'sending'")} as sending, ${count("'refused'")} as refused, ${count("'unknown'")} as unknown,
          l.sent::float8 as sent
        from desk.notice_lane l where l.partner_id = $1`,
      values: [partnerId, now],
    })
    return rows[0]
  }
}

export type NoticesRepository = ReturnType<typeof noticesRepository>

function progressOf(status: string, code: string | null): NoticeProgress['progress'] {
  if (status === 'waiting' || status === 'sending') return 'unsent'
  if (status !== 'refused') return 'done'
  return code !== null && stopCodes.has(code) ? 'unsent' : 'refused'
}
