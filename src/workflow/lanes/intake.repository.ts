import type { Stored } from '../../commerce/ground.ts'
import { quietCode } from '../notices/notice-wishes.repository.ts'
import { aside, lockedInOrder } from '../notices/notices.repository.ts'

/** A notice whose time has come. */
export interface DueNotice {
  readonly id: string
  readonly partnerId: string
  readonly recipient: string
  readonly occasion: string
  readonly subjectId: string
  readonly stage: string
  readonly attempts: number
  /** Of the row: another one once anybody has written it. */
  readonly version: string
}

/** A notice that was sent, and is to be edited to what holds now. */
export interface SentNotice extends DueNotice {
  readonly conversationId: string
  readonly activityId: string
}

const columns = `n.id, n.partner_id as "partnerId", n.recipient, n.occasion, n.subject_id as "subjectId", n.stage, n.attempts,
  n.xmin::text as version`

/** What lanes take up: what is due, and what of it is not to be sent now. */
export function intakeRepository({ database }: Stored) {
  return { due, dueOf, toRedraw, hasWork, partnersWithWork, drop, postpone, hush, setAside, editLater, edited }

  /** The oldest due notices, without those of `except`. */
  async function due(partnerId: string, now: Date, except: readonly string[], limit: number): Promise<DueNotice[]> {
    const { rows } = await database.pool.query<DueNotice>({
      name: 'notices-due',
      text: `
        select ${columns} from desk.notice n
        where n.partner_id = $1 and n.status = 'waiting' and n.due_at <= $2 and n.recipient <> all($3::text[])
        order by n.due_at, n.id limit $4`,
      values: [partnerId, now, [...except], limit],
    })
    return rows
  }

  /** All due notices of some recipients, oldest first. */
  async function dueOf(partnerId: string, now: Date, recipients: readonly string[]): Promise<DueNotice[]> {
    const { rows } = await database.pool.query<DueNotice>({
      name: 'notices-due-of',
      text: `
        select ${columns} from desk.notice n
        where n.partner_id = $1 and n.status = 'waiting' and n.due_at <= $2 and n.recipient = any($3::text[])
        order by n.due_at, n.id`,
      values: [partnerId, now, [...recipients]],
    })
    return rows
  }

  /** What was sent, or opened by people themselves, and is to be edited now, without the recipients of `except`. */
  async function toRedraw(
    partnerId: string,
    now: Date,
    except: readonly string[],
    limit: number,
  ): Promise<SentNotice[]> {
    const { rows } = await database.pool.query<SentNotice>({
      name: 'notices-redraw',
      text: `
        select ${columns}, n.conversation_id as "conversationId", n.activity_id as "activityId" from desk.notice n
        where n.partner_id = $1 and n.redraw and n.status = 'sent' and not n.digest and n.activity_id is not null
          and n.due_at <= $2 and n.recipient <> all($3::text[])
        union all
        select c.id, c.partner_id, c.agent_id::text, 'cards.opened', c.subject_id, c.flow_id::text, c.attempts, c.xmin::text,
          c.conversation_id, c.activity_id from desk.opened_card c
        where c.partner_id = $1 and c.edit_at <= $2 and c.agent_id::text <> all($3::text[])
        limit $4`,
      values: [partnerId, now, [...except], limit],
    })
    return rows
  }

  /** Whether a lane has something to do. */
  async function hasWork(partnerId: string, now: Date): Promise<boolean> {
    const [first, edits] = await Promise.all([due(partnerId, now, [], 1), toRedraw(partnerId, now, [], 1)])
    return first.length + edits.length > 0
  }

  /**
   * Partners with something to do whose lane nobody holds. From one partner to the next by index, so that it costs by partner
   * and not by notice.
   */
  async function partnersWithWork(now: Date): Promise<string[]> {
    const each = (name: string, where: string, order: string) => `
      ${name} as (
        (select partner_id, due_at from desk.notice where ${where} order by ${order} limit 1)
        union all
        select next.partner_id, next.due_at from ${name} cross join lateral (
          select partner_id, due_at from desk.notice
          where ${where} and partner_id > ${name}.partner_id order by ${order} limit 1) next)`
    const { rows } = await database.pool.query<{ id: string }>({
      name: 'notices-partners',
      text: `
        with recursive ${each('waiting', "status = 'waiting'", 'partner_id, due_at')},
          ${each('sending', "status = 'sending'", 'partner_id')},
          ${each('edits', "redraw and status = 'sent' and not digest and activity_id is not null and due_at <= $1", 'partner_id')}
        select partner_id as id from (
          select partner_id from waiting where due_at <= $1
          union select partner_id from sending union select partner_id from edits
          union select partner_id from desk.opened_card where edit_at <= $1) work
        where not exists (
          select from desk.notice_lane l where l.partner_id = work.partner_id and l.held_until > clock_timestamp())`,
      values: [now],
    })
    return rows.map(({ id }) => id)
  }

  /** What is not to be sent: nobody wishes it, or it is not true any more. */
  async function drop(ids: readonly string[], status: 'muted' | 'overtaken', now: Date): Promise<void> {
    if (ids.length === 0) return
    await database.pool.query({
      name: 'notices-drop',
      text: `
        with ${lockedInOrder}
        update desk.notice n set status = $2, settled_at = $3
        from locked where n.id = locked.id and n.status = 'waiting'`,
      values: [[...ids], status, now],
    })
  }

  /** Another time. `tried`: since it could not be drawn now, which counts as an attempt. */
  async function postpone(notices: readonly { id: string; until: Date; tried?: string }[]): Promise<void> {
    if (notices.length === 0) return
    await database.pool.query({
      name: 'notices-postpone',
      text: `
        with ${lockedInOrder}
        update desk.notice n
        set due_at = p.until, attempts = n.attempts + (p.code is not null)::int, code = coalesce(p.code, n.code)
        from unnest($1::uuid[], $2::timestamptz[], $3::text[]) as p(id, until, code) join locked using (id)
        where n.id = p.id and n.status = 'waiting'`,
      values: [
        notices.map(({ id }) => id),
        notices.map(({ until }) => until),
        notices.map(({ tried }) => tried ?? null),
      ],
    })
  }

  /**
   * Holds what must not be told in quiet hours, marked so that it is told at once when they are taken back. What somebody wrote
   * since it was looked at is left: their wishes may have been other ones.
   */
  async function hush(notices: readonly DueNotice[], until: Date): Promise<void> {
    if (notices.length === 0) return
    await database.pool.query({
      name: 'notices-hush',
      text: `
        with ${lockedInOrder}
        update desk.notice n set due_at = $3, code = '${quietCode}'
        from unnest($1::uuid[], $2::text[]) as h(id, version) join locked using (id)
        where n.id = h.id and n.status = 'waiting' and n.xmin::text = h.version`,
      values: [notices.map(({ id }) => id), notices.map(({ version }) => version), until],
    })
  }

  /** Sets notices aside whose recipient cannot be reached, unless somebody wrote them since: then they can be now. */
  async function setAside(notices: readonly DueNotice[]): Promise<void> {
    if (notices.length === 0) return
    await database.pool.query({
      name: 'notices-set-aside',
      text: `
        with ${lockedInOrder}
        update desk.notice n set due_at = n.due_at + ${aside}
        from unnest($1::uuid[], $2::text[]) as a(id, version) join locked using (id)
        where n.id = a.id and n.status = 'waiting' and n.xmin::text = a.version`,
      values: [notices.map(({ id }) => id), notices.map(({ version }) => version)],
    })
  }

  /** An edit that came to nothing, unless it was asked for again meanwhile: then it is due as that says. */
  async function editLater({ id, version }: SentNotice, until: Date): Promise<void> {
    await database.pool.query({
      name: 'notice-edit-later',
      text: `
        with card as (
          update desk.opened_card set edit_at = $3, attempts = attempts + 1, attempted_at = clock_timestamp()
          where id = $1 and xmin::text = $2)
        update desk.notice set due_at = $3, attempts = attempts + 1, attempted_at = clock_timestamp()
        where id = $1 and xmin::text = $2 and status = 'sent'`,
      values: [id, version, until],
    })
  }

  /** An edit is out, or will never be. Asked for again meanwhile, it stays asked for. Teams counts edits too. */
  async function edited(notices: readonly { id: string; version: string; sent: boolean }[]): Promise<void> {
    if (notices.length === 0) return
    await database.pool.query({
      name: 'notices-edited',
      text: `
        with ${lockedInOrder},
        told as (select * from unnest($1::uuid[], $2::text[], $3::bool[]) as e(id, version, sent)),
        cards as (
          update desk.opened_card c set edit_at = case when c.xmin::text = e.version then null else c.edit_at end,
            attempts = c.attempts + e.sent::int,
            attempted_at = case when e.sent then clock_timestamp() else c.attempted_at end
          from told e where c.id = e.id)
        update desk.notice n set redraw = n.redraw and n.xmin::text <> e.version,
          attempts = n.attempts + e.sent::int,
          attempted_at = case when e.sent then clock_timestamp() else n.attempted_at end
        from told e join locked using (id)
        where n.id = e.id`,
      values: [notices.map(({ id }) => id), notices.map(({ version }) => version), notices.map(({ sent }) => sent)],
    })
  }
}

export type IntakeRepository = ReturnType<typeof intakeRepository>
