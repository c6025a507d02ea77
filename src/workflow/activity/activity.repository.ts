import type { Database, Prisma, Rows } from '../../platform/database/database.ts'
import type { ChainedEntry } from './activity.ts'
import type { ChainEnd } from './chain.ts'

/** An entry with its links of the chain. */
export interface LinkedEntry extends ChainedEntry {
  readonly previous: Uint8Array
  readonly hash: Uint8Array
}

/** The activity log's tables: entries are only ever added. */
export class ActivityRepository {
  private readonly database: Database

  constructor(database: Database) {
    this.database = database
  }

  /** The end of a partner's chain, locked until the transaction is over; undefined before its first entry. */
  async lockEnd(rows: Rows, partnerId: string): Promise<ChainEnd | undefined> {
    const read = () => rows.$queryRaw<ChainEnd[]>`
      select number, hash from desk.activity_chain where partner_id = ${partnerId}::uuid for update`
    const [end] = await read()
    if (end !== undefined) return end
    // Two who begin a chain at once: the second waits here for the first, and then finds its end.
    const begun = await rows.$executeRaw`
      insert into desk.activity_chain (partner_id, number, hash, seal) values (${partnerId}::uuid, 0, '', '')
      on conflict do nothing`
    return begun === 1 ? undefined : (await read())[0]
  }

  async add(rows: Rows, entries: readonly LinkedEntry[], end: ChainEnd & { readonly seal: Uint8Array }): Promise<void> {
    const [first] = entries
    if (first === undefined) return
    await rows.activityEntry.createMany({
      data: entries.map(({ facts, previous, hash, ...entry }) => ({
        ...entry,
        facts: facts as Prisma.InputJsonValue,
        previous: new Uint8Array(previous),
        hash: new Uint8Array(hash),
      })),
    })
    const { number, hash, seal } = end
    await rows.activityChain.update({
      where: { partnerId: first.partnerId },
      data: { number, hash: new Uint8Array(hash), seal: new Uint8Array(seal) },
    })
  }

  /** Takes the oldest entries of before there was a chain; what another replica is taking is waited for. */
  async takeUnchained(rows: Rows, limit: number): Promise<Omit<ChainedEntry, 'number'>[]> {
    const oldest = await rows.$queryRaw<(Omit<ChainedEntry, 'number'> & { id: bigint })[]>`
      select id, partner_id as "partnerId", agent_id as "agentId", at, what, customer_id as "customerId",
        order_id as "orderId", facts
      from desk.activity_unchained order by id limit ${limit} for update`
    await rows.activityUnchained.deleteMany({ where: { id: { in: oldest.map(({ id }) => id) } } })
    return oldest.map(({ id: _, ...entry }) => entry)
  }

  transaction<T>(work: (rows: Rows) => Promise<T>): Promise<T> {
    return this.database.transaction(work)
  }
}
