import type { Stored } from '../../commerce/ground.ts'
import type { Rows } from '../../platform/database/database.ts'
import { mayBeAdopted } from './activity.repository.ts'
import type { LinkedEntry } from './activity.ts'
import type { ChainBreak, SealedEnd } from './chain.ts'

/** A partner's chain from outside, as of one moment. */
export interface ChainStanding {
  /** The kept end with its seal; undefined when there is none. */
  readonly end: SealedEnd | undefined
  /** The lowest and the highest number of an entry; undefined when there is none. */
  readonly first: bigint | undefined
  readonly newest: bigint | undefined
  /** Whether somebody put entries among those of before the chain since. */
  readonly smuggled: boolean
}

/** A look through a partner's chain that somebody asked for, as it is kept. */
export interface KeptCheck {
  readonly id: string
  readonly partnerId: string
  readonly flowId: string
  readonly startedAt: Date
  /** The number of the newest entry when it began. */
  readonly upTo: bigint
  /** Number and hash of the last entry that holds. */
  readonly checked: bigint
  readonly hash: Uint8Array
  /** Over all of it, so that nobody has a check pass over entries or say that a chain holds. */
  readonly seal: Uint8Array
  readonly endedAt: Date | null
  readonly brokenAt: bigint | null
  readonly broken: ChainBreak['how'] | null
}

/** What verifying the activity log reads, and how far it has come. */
export function activityVerifyingRepository({ database }: Stored) {
  return { partners, standing, entries, entry, begin, find, move }

  /** Every partner that the desk knows, or that has entries or the end of a chain; found by index, however many entries there are. */
  async function partners(): Promise<string[]> {
    const { rows } = await database.pool.query<{ id: string }>(
      `with recursive writing as (
         (select partner_id from desk.activity_entry order by partner_id limit 1)
         union all
         select (select partner_id from desk.activity_entry where partner_id > writing.partner_id order by partner_id limit 1)
         from writing where writing.partner_id is not null
       )
       select partner_id as id from writing where partner_id is not null
       union select partner_id from desk.activity_chain union select id from desk.partner order by id`,
    )
    return rows.map(({ id }) => id)
  }

  /** One statement, so that an entry which is being added is either in both the end and the entries, or in neither. */
  async function standing(partnerId: string): Promise<ChainStanding> {
    const { rows } = await database.pool.query<Standing>(
      `select kept.number, kept.hash, kept.seal,
         (select min(number) from desk.activity_entry where partner_id = asked.id) as first,
         (select max(number) from desk.activity_entry where partner_id = asked.id) as newest,
         exists (select 1 from desk.activity_unchained as unchained
           where unchained.partner_id = asked.id and not ${mayBeAdopted}) as smuggled
       from (select $1::uuid as id) as asked left join desk.activity_chain as kept on kept.partner_id = asked.id`,
      [partnerId],
    )
    const { number, hash, seal, first, newest, smuggled } = rows[0] as Standing
    return {
      smuggled,
      end: number === null ? undefined : { number: BigInt(number), hash, seal },
      first: first === null ? undefined : BigInt(first),
      newest: newest === null ? undefined : BigInt(newest),
    }
  }

  /** The entries from one number to another one, in their order. */
  async function entries(partnerId: string, from: bigint, upTo: bigint, limit: number): Promise<LinkedEntry[]> {
    const { rows } = await database.pool.query<Omit<LinkedEntry, 'number' | 'at'> & { number: string; at: unknown }>(
      `select partner_id as "partnerId", number, agent_id as "agentId", at, what, customer_id as "customerId",
         order_id as "orderId", facts, previous, hash
       from desk.activity_entry where partner_id = $1 and number >= $2 and number <= $3 order by number limit $4`,
      [partnerId, from, upTo, limit],
    )
    // What somebody set to `infinity` is no Date.
    const time = (at: unknown) => (at instanceof Date ? at : new Date(Number.NaN))
    return rows.map((row) => ({ ...row, number: BigInt(row.number), at: time(row.at) }))
  }

  /** One entry; undefined when there is no such number. */
  async function entry(partnerId: string, number: bigint): Promise<LinkedEntry | undefined> {
    const [entry] = await entries(partnerId, number, number, 1)
    return entry
  }

  /** @returns false when there was such a check before: then nothing is written. */
  function begin(
    agentId: string,
    { hash, seal, ...check }: KeptCheck,
    alongside: (rows: Rows) => Promise<void>,
  ): Promise<boolean> {
    return database.transaction(async (rows) => {
      const data = [{ ...check, agentId, hash: together(hash, seal) }]
      const { count } = await rows.activityCheck.createMany({ data, skipDuplicates: true })
      if (count === 1) await alongside(rows)
      return count === 1
    })
  }

  async function find(id: string): Promise<KeptCheck | null> {
    const found = await database.rows.activityCheck.findUnique({ where: { id } })
    if (found === null) return null
    const broken = found.broken as KeptCheck['broken']
    return { ...found, broken, hash: found.hash.subarray(0, hashLength), seal: found.hash.subarray(hashLength) }
  }

  /** @returns false when the check has moved on or ended since it was read. */
  async function move({ id, checked }: KeptCheck, { hash, seal, ...next }: KeptCheck): Promise<boolean> {
    const { count } = await database.rows.activityCheck.updateMany({
      where: { id, checked, endedAt: null },
      data: {
        checked: next.checked,
        endedAt: next.endedAt,
        brokenAt: next.brokenAt,
        broken: next.broken,
        hash: together(hash, seal),
      },
    })
    return count === 1
  }
}

export type ActivityVerifyingRepository = ReturnType<typeof activityVerifyingRepository>

const hashLength = 32

/** Hash and seal stand in one column. */
const together = (hash: Uint8Array, seal: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array([...hash, ...seal])

interface Standing {
  readonly number: string | null
  readonly hash: Uint8Array
  readonly seal: Uint8Array
  readonly first: string | null
  readonly newest: string | null
  readonly smuggled: boolean
}
