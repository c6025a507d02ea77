import type { Stored } from '../../commerce/ground.ts'
import type { Rows } from '../../platform/database/database.ts'
import type { ChainedEntry, LinkedEntry } from './activity.ts'
import { hex, type SealedEnd } from './chain.ts'

/** Entries of before there was a chain are its beginning: behind anything else that the desk wrote they are not its own. */
export const mayBeAdopted = `not exists (
  select 1 from (select facts from desk.activity_entry where partner_id = unchained.partner_id order by number desc limit 1)
  as newest where newest.facts ->> 'chained' is distinct from 'later')`

/** The activity log's tables: entries are only ever added. */
export function activityRepository({ database }: Stored) {
  return { lockEnd, add, takeUnchained, transaction }

  /** The end of a partner's chain, locked until the transaction is over; undefined before its first entry. */
  async function lockEnd(rows: Rows, partnerId: string): Promise<SealedEnd | undefined> {
    const read = () => rows.$queryRaw<SealedEnd[]>`
      select number, hash, seal from desk.activity_chain where partner_id = ${partnerId}::uuid for update`
    const [end] = await read()
    if (end !== undefined) return end
    // Two who begin a chain at once: the second waits here for the first, and then finds its end.
    const begun = await rows.$executeRaw`
      insert into desk.activity_chain (partner_id, number, hash, seal) values (${partnerId}::uuid, 0, '', '')
      on conflict do nothing`
    return begun === 1 ? undefined : (await read())[0]
  }

  /** Adds entries of one partner, and the end that they make. */
  async function add(rows: Rows, partnerId: string, entries: readonly LinkedEntry[], end: SealedEnd): Promise<void> {
    // One statement: Prisma's own two take twice as long for one entry, while others wait, and six times for a thousand.
    const said = entries.map(({ number, previous, hash, ...entry }) => ({
      ...entry,
      number: String(number),
      previous: hex(previous),
      hash: hex(hash),
    }))
    await rows.$executeRaw`
      with added as (
        insert into desk.activity_entry
          (partner_id, number, agent_id, at, what, customer_id, order_id, facts, previous, hash)
        select ${partnerId}::uuid, number, "agentId", at, what, "customerId", "orderId", facts,
          decode(previous, 'hex'), decode(hash, 'hex')
        from jsonb_to_recordset(${JSON.stringify(said)}::jsonb) as entry(number bigint, "agentId" uuid, at timestamptz,
          what text, "customerId" uuid, "orderId" text, facts jsonb, previous text, hash text)
      )
      update desk.activity_chain set number = ${end.number}, hash = decode(${hex(end.hash)}, 'hex'),
        seal = decode(${hex(end.seal)}, 'hex')
      where partner_id = ${partnerId}::uuid`
  }

  /** Takes the oldest entries of before there was a chain, for partners whose chain has nothing else yet; what another replica is taking is waited for. */
  async function takeUnchained(rows: Rows, limit: number): Promise<Omit<ChainedEntry, 'number'>[]> {
    const oldest = await rows.$queryRawUnsafe<(Omit<ChainedEntry, 'number'> & { id: bigint })[]>(
      `select id, partner_id as "partnerId", agent_id as "agentId", at, what, customer_id as "customerId",
         order_id as "orderId", facts
       from desk.activity_unchained as unchained where ${mayBeAdopted} order by id limit $1 for update of unchained`,
      limit,
    )
    await rows.activityUnchained.deleteMany({ where: { id: { in: oldest.map(({ id }) => id) } } })
    return oldest.map(({ id: _, ...entry }) => entry)
  }

  function transaction<T>(work: (rows: Rows) => Promise<T>): Promise<T> {
    return database.transaction(work)
  }
}

export type ActivityRepository = ReturnType<typeof activityRepository>
