import type { Stored } from '../../commerce/ground.ts'
import { second } from '../../platform/clock.ts'
import type { Attempt } from './pace.ts'

/** How long a lane is held without being renewed. */
export const lease = 15 * second
/** Requests of a replica that died are this long in the way of others: the longest short window of Teams. */
const afterglow = 2 * second

/** A message's tries in a row, and its edit. */
const mostRequests = 4

/** A lane that this replica now holds. */
export interface TakenLane {
  /** How long nothing may be sent yet: of a 429's Retry-After, or since another replica may just have sent. */
  readonly waitMilliseconds: number
  /** Whether another replica held it since this one did. */
  readonly fromAnother: boolean
}

/**
 * A partner's line to Teams is held by one replica at a time, so that the tenant's limits hold across replicas. All times are
 * by the database's own clock: replicas need not agree on the time.
 */
export function lanesRepository({ database }: Stored, me: string) {
  return { takeOver, take, renew, release, pause, clearAfter, attempts }

  /** Where there is one process only, whoever held a lane before is gone. */
  async function takeOver(): Promise<void> {
    await database.pool.query(
      'update desk.notice_lane set held_until = clock_timestamp() where held_until > clock_timestamp()',
    )
  }

  /** @returns undefined when another replica holds it. */
  async function take(partnerId: string): Promise<TakenLane | undefined> {
    const { rows } = await database.pool.query<{ holder: string | null; expired: number | null; paused: number }>({
      name: 'lane-take',
      text: `
        update desk.notice_lane l set holder = $2, held_until = clock_timestamp() + $3 * interval '1 millisecond'
        from (select * from desk.notice_lane where partner_id = $1 for update) b
        where l.partner_id = b.partner_id
          and (l.holder is null or l.holder = $2 or l.held_until is null or l.held_until <= clock_timestamp())
        returning b.holder, (extract(epoch from clock_timestamp() - b.held_until) * 1000)::float8 as expired,
          greatest(0, extract(epoch from b.paused_until - clock_timestamp()) * 1000)::float8 as paused`,
      values: [partnerId, me, lease],
    })
    const [row] = rows
    if (row === undefined) return (await open(partnerId)) ? { waitMilliseconds: 0, fromAnother: false } : undefined
    const fromAnother = row.holder !== me
    // Given back, all its requests were answered. Only lapsed, its holder died, and may have sent until just now.
    const lapsed = fromAnother && row.expired !== null ? Math.max(0, afterglow - row.expired) : 0
    return { waitMilliseconds: Math.max(lapsed, row.paused), fromAnother }
  }

  /** The first time. */
  async function open(partnerId: string): Promise<boolean> {
    const { rowCount } = await database.pool.query({
      name: 'lane-open',
      text: `
        insert into desk.notice_lane (partner_id, holder, held_until)
        values ($1, $2, clock_timestamp() + $3 * interval '1 millisecond') on conflict do nothing`,
      values: [partnerId, me, lease],
    })
    return rowCount === 1
  }

  /** @returns the partners whose lane is still this replica's. */
  async function renew(partnerIds: readonly string[]): Promise<string[]> {
    const { rows } = await database.pool.query<{ id: string }>({
      name: 'lanes-renew',
      text: `
        with mine as (
          select partner_id from desk.notice_lane
          where partner_id = any($1::uuid[]) and holder = $2 and held_until is not null order by partner_id for update)
        update desk.notice_lane l set held_until = clock_timestamp() + $3 * interval '1 millisecond'
        from mine where l.partner_id = mine.partner_id returning l.partner_id as id`,
      values: [[...partnerIds], me, lease],
    })
    return rows.map(({ id }) => id)
  }

  /** Gives a lane back: who held it last stays known, and that nothing of it is on its way. */
  async function release(partnerId: string): Promise<void> {
    await database.pool.query({
      name: 'lane-release',
      text: 'update desk.notice_lane set held_until = null where partner_id = $1 and holder = $2',
      values: [partnerId, me],
    })
  }

  /** Teams throttles the tenant: on every replica. */
  async function pause(partnerId: string, milliseconds: number): Promise<void> {
    await database.pool.query({
      name: 'lane-pause',
      text: `
        update desk.notice_lane
        set paused_until = greatest(paused_until, clock_timestamp() + $2 * interval '1 millisecond') where partner_id = $1`,
      values: [partnerId, milliseconds],
    })
  }

  /**
   * Who died sending left notices that may or may not have been taken. What was claimed here and never sent is not of them;
   * unless another replica claimed it since.
   */
  async function clearAfter(partnerId: string, neverSent: readonly string[], now: Date): Promise<void> {
    await database.pool.query({
      name: 'lane-clear',
      text: `
        with left_over as (
          select id, id = any($2::uuid[]) and code is not distinct from $4 as never_sent from desk.notice
          where partner_id = $1 and status = 'sending' order by id for update)
        update desk.notice n set
          status = case when never_sent then 'waiting' else 'unknown' end,
          code = case when never_sent then null else 'interrupted' end,
          settled_at = case when never_sent then null else $3::timestamptz end
        from left_over where n.id = left_over.id`,
      values: [partnerId, [...neverSent], now, me],
    })
  }

  /**
   * What was sent in the last half minute, and for busy conversations in the last hour: what Teams' windows still count. The
   * notices of a digest are one message. A row keeps the time of its last request alone: its tries in a row and its edit are
   * counted at that time, which is rather too much than too little.
   */
  async function attempts(partnerId: string): Promise<Attempt[]> {
    const { rows } = await database.pool.query<Attempt>({
      name: 'lane-attempts',
      text: `
        with recent as (
          select conversation_id, max(attempted_at) as attempted_at, bool_or(status = 'unknown') as unmeasured,
            max(attempts) as requests
          from desk.notice
          where partner_id = $1 and attempted_at > clock_timestamp() - interval '1 hour' and conversation_id is not null
          group by conversation_id, coalesce(activity_id, attempted_at::text)
          union all
          select conversation_id, attempted_at, false, greatest(attempts, 1) from desk.opened_card
          where partner_id = $1 and attempted_at > clock_timestamp() - interval '1 hour'),
        busy as (select conversation_id from recent group by conversation_id having count(*) > 500)
        select conversation_id as "conversationId",
          (extract(epoch from clock_timestamp() - attempted_at) * 1000)::float8 as "millisecondsAgo",
          unmeasured
        from recent cross join lateral generate_series(1, least(requests, ${mostRequests}))
        where attempted_at > clock_timestamp() - interval '31 seconds'
          or conversation_id in (select conversation_id from busy)`,
      values: [partnerId],
    })
    return rows
  }
}

export type LanesRepository = ReturnType<typeof lanesRepository>
