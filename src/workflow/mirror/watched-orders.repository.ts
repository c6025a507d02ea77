import type { Stored } from '../../commerce/ground.ts'
import type { Order } from '../../commerce/order.ts'
import type { Rows } from '../../platform/database/database.ts'
import { orderIn } from './mirrored-order.ts'

/** An order whose cancellation window is watched. */
export interface WatchedOrder {
  /** What notices about it are about. */
  readonly subjectId: string
  readonly partnerId: string
  readonly order: Order
  /** What was over by then is told to nobody; null where all is news. */
  readonly watchedFrom: Date | null
}

/** Tells, and says when each is looked at next. */
type Look = (rows: Rows, due: readonly WatchedOrder[]) => Promise<readonly (Date | null)[]>

type Row = Omit<WatchedOrder, 'order'> & { readonly content: Parameters<typeof orderIn>[0] }

const columns = `subject_id as "subjectId", partner_id as "partnerId", content, watched_from as "watchedFrom"`

/** Finds orders whose window's time has come. */
export function watchedOrdersRepository({ database }: Stored) {
  return { takeDue, watchAgain, bySubject }

  /**
   * Takes the orders that are due, has them told, and moves each on: in one transaction, so that each stage is told once and
   * none is lost. They are found by the partial index on `watch_at`; what another replica has taken is left to it.
   * @param prepare looks up what is not in this database's transaction, for those that seem to be due.
   * @returns how many were due, `limit` at most.
   */
  async function takeDue(
    now: Date,
    limit: number,
    prepare: (due: readonly WatchedOrder[]) => Promise<Look>,
  ): Promise<number> {
    const seen = await database.read<Row>({
      name: 'mirror-watched',
      text: `select ${columns} from desk.mirror_order where watch_at <= $1 order by watch_at limit $2`,
      values: [now, limit],
    })
    if (seen.length === 0) return 0
    const look = await prepare(seen.map(received))
    return database.transaction(async (rows) => {
      const found = await rows.$queryRawUnsafe<Row[]>(
        `select ${columns} from desk.mirror_order where subject_id = any($1::uuid[]) and watch_at <= $2::timestamptz
         order by watch_at for update skip locked`,
        seen.map(({ subjectId }) => subjectId),
        now,
      )
      if (found.length === 0) return 0
      const moments = (await look(rows, found.map(received))).map((at) => at?.toISOString() ?? null)
      const ids = found.map(({ subjectId }) => subjectId)
      await rows.$executeRaw`
        update desk.mirror_order as watched set watch_at = moved.at
        from unnest(${ids}::uuid[], ${moments}::timestamptz[]) as moved(id, at) where watched.subject_id = moved.id`
      return found.length
    })
  }

  /**
   * The partner's rules have changed: whatever may still be cancelled is looked at again, also what there was nothing to tell of,
   * and what somebody looks at by the former rules at this moment.
   */
  async function watchAgain(rows: Rows, partnerId: string, now: Date): Promise<void> {
    await rows.mirrorOrder.updateMany({ where: { partnerId, open: true }, data: { watchAt: now } })
  }

  async function bySubject(subjectId: string): Promise<WatchedOrder | undefined> {
    const [row] = await database.read<Row>({
      name: 'mirror-watched-one',
      text: `select ${columns} from desk.mirror_order where subject_id = $1`,
      values: [subjectId],
    })
    return row && received(row)
  }
}

export type WatchedOrdersRepository = ReturnType<typeof watchedOrdersRepository>

const received = ({ content, ...row }: Row): WatchedOrder => ({ ...row, order: orderIn(content) })
