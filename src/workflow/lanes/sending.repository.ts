import type { Stored } from '../../commerce/ground.ts'
import { lockedInOrder } from '../notices/notices.repository.ts'

export interface Claim {
  readonly id: string
  readonly conversationId: string
  readonly version: string
}

/** What came of an attempt. */
export interface AttemptOutcome {
  readonly id: string
  readonly partnerId: string
  /** The attempt that it is of, counted from 1: a later one is not touched. */
  readonly attempt: number
  readonly status: 'sent' | 'refused' | 'unknown' | 'waiting'
  readonly code?: string | undefined
  readonly activityId?: string | undefined
  readonly digest?: boolean
  /** With `waiting`: when it is due again, if not now. */
  readonly dueAt?: Date | undefined
  readonly settledAt: Date
  /** How many messages this adds to those that were sent: 1 for the first notice of a message. */
  readonly messages: number
}

/** The books of what is being sent, in few statements for many notices. */
export function sendingRepository({ database }: Stored, replica: string) {
  return { claim, settle, takeBack }

  /**
   * Written before a request is: whoever dies after that leaves a notice in doubt, not one that is sent again. What somebody
   * else has locked is left out, so that nobody waits for it, and so is everything once the lane is another replica's. Until
   * it is settled, the code says who claimed it.
   * @returns the attempt's number by id; those that were not there to be claimed are missing.
   */
  async function claim(claims: readonly Claim[]): Promise<Map<string, number>> {
    const { rows } = await database.pool.query<{ id: string; attempts: number }>({
      name: 'notices-claim',
      text: `
        with c as (select * from unnest($1::uuid[], $2::text[], $3::text[]) as c(id, conversation, version)),
        mine as (
          select id from desk.notice
          where id = any($1::uuid[]) and status = 'waiting' and exists (
            select from desk.notice_lane l
            where l.partner_id = notice.partner_id and l.holder = $4::uuid and l.held_until > clock_timestamp())
          order by id for update skip locked)
        update desk.notice n
        set status = 'sending', code = $4::text, attempted_at = statement_timestamp(), attempts = n.attempts + 1,
          conversation_id = c.conversation, redraw = n.redraw and n.xmin::text <> c.version
        from c join mine using (id) where n.id = mine.id
        returning n.id, n.attempts`,
      values: [
        claims.map(({ id }) => id),
        claims.map(({ conversationId }) => conversationId),
        claims.map(({ version }) => version),
        replica,
      ],
    })
    return new Map(rows.map(({ id, attempts }) => [id, attempts]))
  }

  /**
   * An outcome that comes after another replica had given the attempt up as unknown is still the truth. Written again, it
   * changes and counts nothing.
   */
  async function settle(outcomes: readonly AttemptOutcome[]): Promise<void> {
    const of = <K extends keyof AttemptOutcome>(name: K) => outcomes.map((outcome) => outcome[name] ?? null)
    await database.pool.query({
      name: 'notices-settle',
      text: `
        with o as (
          select * from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::bool[], $7::timestamptz[],
            $8::timestamptz[], $9::int[]) as o(id, attempt, status, code, activity_id, digest, due_at, settled_at, messages)),
        ${lockedInOrder},
        settled as (
          update desk.notice n
          set status = o.status, code = o.code, activity_id = coalesce(o.activity_id, n.activity_id),
            digest = coalesce(o.digest, false), redraw = n.redraw and not coalesce(o.digest, false),
            due_at = coalesce(o.due_at, n.due_at), attempted_at = statement_timestamp(),
            settled_at = case when o.status = 'waiting' then null else o.settled_at end
          from o join locked using (id)
          where n.id = o.id and n.attempts = o.attempt
            and (n.status = 'sending' or (n.status = 'unknown' and n.code = 'interrupted'))
          returning n.partner_id, o.messages),
        more as (select partner_id, sum(messages) as messages from settled where messages > 0 group by partner_id),
        lanes as (
          select partner_id from desk.notice_lane where partner_id in (select partner_id from more)
          order by partner_id for update)
        update desk.notice_lane l set sent = l.sent + more.messages
        from more join lanes using (partner_id) where l.partner_id = more.partner_id`,
      values: [
        of('id'),
        of('attempt'),
        of('status'),
        of('code'),
        of('activityId'),
        of('digest'),
        of('dueAt'),
        of('settledAt'),
        of('messages'),
      ],
    })
  }

  /** What was refused for that reason waits again, unless something else became of it meanwhile. */
  async function takeBack(ids: readonly string[], code: string, dueAt: Date): Promise<void> {
    await database.pool.query({
      name: 'notices-take-back',
      text: `
        with ${lockedInOrder}
        update desk.notice n set status = 'waiting', settled_at = null, due_at = $3
        from locked where n.id = locked.id and n.status = 'refused' and n.code = $2`,
      values: [[...ids], code, dueAt],
    })
  }
}

export type SendingRepository = ReturnType<typeof sendingRepository>
