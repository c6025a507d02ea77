import type { Stored } from '../../commerce/ground.ts'
import type { Rows } from '../../platform/database/database.ts'

/** `fill` reads everything once, `sweep` some customers each night. */
export type Walk = 'fill' | 'sweep'

/** How far a partner's mirror is. */
export interface MirrorState {
  readonly partnerId: string
  readonly feed: string
  readonly asOf: Date | null
  readonly walk: Walk | null
  readonly walkAfter: string | null
  readonly walkRead: number
  readonly walkAbout: number | null
  readonly filledAt: Date | null
  readonly sweepAt: Date | null
  /** The partner's, ISO 3166-1 alpha-2. */
  readonly market: string | null
}

/** A page that a walk has read. */
export interface WalkedPage {
  readonly after: string | null
  /** Null when it was the last one. */
  readonly next: string | null
  readonly read: number
  readonly about: number | null
}

const columns = `partner_id as "partnerId", feed, as_of as "asOf", walk, walk_after as "walkAfter", walk_read as "walkRead",
  walk_about as "walkAbout", filled_at as "filledAt", sweep_at as "sweepAt",
  (select market from desk.partner where id = partner_id) as market`

/** How long a replica that does not say so is still taken to be walking, in seconds of the database's clock. */
const heldFor = 60

/** @param replica who holds a walk. On the embedded database there is one alone: nobody else's hold counts there. */
export function mirrorStateRepository({ database }: Stored, replica: string) {
  return { partners, of, begin, hold, letGo, fedTo, unchanged, beginWalk, walked, endWalk, sweepAgainAt }

  async function partners(): Promise<string[]> {
    const rows = await database.read<{ id: string }>({
      name: 'mirror-partners',
      text: 'select id from desk.partner order by id',
      values: [],
    })
    return rows.map(({ id }) => id)
  }

  async function of(partnerId: string): Promise<MirrorState | undefined> {
    const [state] = await database.read<MirrorState>({
      name: 'mirror-state',
      text: `select ${columns} from desk.mirror where partner_id = $1`,
      values: [partnerId],
    })
    return state
  }

  /** The mirror of a partner begins: everything is to be read, and the feed from here on. */
  async function begin(partnerId: string, feed: string, judgedBy: string): Promise<void> {
    await database.write({
      name: 'mirror-begin',
      text: `insert into desk.mirror (partner_id, feed, walk, judged_by) values ($1, $2, 'fill', $3)
             on conflict (partner_id) do nothing`,
      values: [partnerId, feed, judgedBy],
    })
  }

  /** Takes the walk, or keeps it. @returns whether it is this replica's now. */
  async function hold(partnerId: string): Promise<boolean> {
    const { rowCount } = await database.write({
      name: 'mirror-hold',
      text: `update desk.mirror set holder = $2, held_until = now() + interval '${heldFor} seconds'
             where partner_id = $1 and (holder is null or holder = $2 or held_until < now() or $3)`,
      values: [partnerId, replica, database.kind === 'embedded'],
    })
    return rowCount === 1
  }

  async function letGo(partnerId: string): Promise<void> {
    await database.write({
      name: 'mirror-let-go',
      text: 'update desk.mirror set holder = null, held_until = null where partner_id = $1 and holder = $2',
      values: [partnerId, replica],
    })
  }

  /** The feed was read from the one place to the other; whoever read it further meanwhile is not set back. */
  async function fedTo(rows: Rows, partnerId: string, from: string, to: { feed: string; asOf: Date | null }) {
    await rows.mirror.updateMany({
      where: { partnerId, feed: from },
      data: { feed: to.feed, ...(to.asOf !== null && { asOf: to.asOf }) },
    })
  }

  /** Nothing has changed between the two places. */
  async function unchanged(partnerId: string, from: string, to: { feed: string; asOf: Date }): Promise<void> {
    await database.write({
      name: 'mirror-unchanged',
      text: 'update desk.mirror set feed = $3, as_of = $4 where partner_id = $1 and feed = $2',
      values: [partnerId, from, to.feed, to.asOf],
    })
  }

  /** A walk begins at its beginning. With a feed, everything is to be read anew, and the feed from there on. */
  async function beginWalk(partnerId: string, walk: Walk, feed?: string): Promise<void> {
    const anew = { walk, walkAfter: null, walkRead: 0 }
    const data = feed === undefined ? anew : { ...anew, feed, filledAt: null }
    await database.rows.mirror.updateMany({ where: { partnerId }, data })
  }

  /** Moves the walk on, in the transaction that stores what the page brought. @returns false when it is elsewhere by now. */
  async function walked(rows: Rows, partnerId: string, walk: Walk, page: WalkedPage): Promise<boolean> {
    const { count } = await rows.mirror.updateMany({
      where: { partnerId, walk, walkAfter: page.after },
      data: {
        walkAfter: page.next,
        walkRead: { increment: page.read },
        ...(page.about !== null && { walkAbout: page.about }),
      },
    })
    return count === 1
  }

  async function endWalk(rows: Rows, partnerId: string, walk: Walk, at: Date): Promise<void> {
    const filled = walk === 'fill' ? { filledAt: at } : {}
    await rows.mirror.updateMany({ where: { partnerId, walk }, data: { walk: null, walkAfter: null, ...filled } })
  }

  async function sweepAgainAt(partnerId: string, sweepAt: Date): Promise<void> {
    await database.rows.mirror.updateMany({ where: { partnerId }, data: { sweepAt } })
  }
}

export type MirrorStateRepository = ReturnType<typeof mirrorStateRepository>
