import type { Who } from '../../commerce/access.ts'
import type { Stored } from '../../commerce/ground.ts'
import type { LineRef } from '../../commerce/ports/partner-center.ts'
import type { Prisma, Rows } from '../../platform/database/database.ts'
import { isUniqueViolation } from '../../platform/database/violations.ts'
import type { DownloadLink } from './download-link.ts'
import { forgetKeys } from './kept-keys.repository.ts'

/** Where a link's address is kept: hashed for looking it up, sealed for giving it again. */
interface KeptAddress {
  readonly tokenHash: string
  readonly tokenSealed: string
}

export type NewLink = Omit<DownloadLink, 'revokedAt' | 'revision' | 'pasted'> &
  KeptAddress &
  Partial<Destination> &
  Watched

/** Where a pasted link leads, sealed; null for a file of the service. */
interface Destination {
  readonly addressSealed: string | null
}

/** When time brings the link to its next stage: what `LinkWatchRepository` finds it by. */
interface Watched {
  readonly watchAt: Date | null
}

/** What a counted download has left of the link. */
export type CountedPeriod = Pick<DownloadLink, 'downloads' | 'downloadsMax' | 'renewedAt' | 'expiresAt'>

/** The first of the links that end soon, and how many there are. */
export interface EndingLinks {
  readonly links: readonly DownloadLink[]
  readonly count: number
}

/** What is asked of an agent's links; `after`, the last one of the page before. */
export interface OwnLinks {
  readonly now: Date
  readonly ended: boolean
  readonly orderId?: string | undefined
  readonly after?: { readonly at: string; readonly id: string } | undefined
  readonly limit: number
}

export interface OwnLinksPage extends EndingLinks {
  readonly next: { readonly at: string; readonly id: string } | undefined
}

/** Runs in the transaction of the change that it follows from. */
type Alongside = (rows: Rows) => Promise<void>

/** Kills every link of these lines of an order at once, and forgets their kept keys: what a cancellation does. @returns the ids of both. */
export async function revokeLinks(
  rows: Rows,
  { partnerId, orderId, lines }: { partnerId: string; orderId: string; lines: readonly number[] },
  at: Date,
): Promise<string[]> {
  const revoked = await rows.downloadLink.updateManyAndReturn({
    where: { partnerId, orderId, lineItem: { in: [...lines] }, revokedAt: null },
    data: { revokedAt: at, watchAt: null },
    select: { id: true },
  })
  const forgotten = await forgetKeys(rows, { partnerId, orderId, lines })
  return [...revoked.map(({ id }) => id), ...forgotten]
}

export function linksRepository({ database }: Stored) {
  return { add, ofLine, find, own, ending, sealedToken, sealedAddress, byTokenHash, change, count, counted }

  /** @returns whether it was added: an agent has one link for an option, so a second one at the same moment is not. */
  function add(link: NewLink, alongside: Alongside = async () => {}): Promise<boolean> {
    return database.transaction(async (rows) => {
      const { count } = await rows.downloadLink.createMany({ data: [link], skipDuplicates: true })
      if (count === 1) await alongside(rows)
      return count === 1
    })
  }

  /** The agent's links for a line item, newest first; for one option there is at most one. */
  async function ofLine(who: Who, { orderId, lineItem }: LineRef, optionKey?: string): Promise<DownloadLink[]> {
    const option = optionKey === undefined ? {} : { optionKey }
    const rows = await database.rows.downloadLink.findMany({
      where: { partnerId: who.partnerId, agentId: who.agentId, orderId, lineItem, ...option },
      orderBy: { renewedAt: 'desc' },
    })
    return rows.map(read)
  }

  async function find({ partnerId, agentId }: Who, id: string): Promise<DownloadLink | undefined> {
    const row = await database.rows.downloadLink.findFirst({ where: { id, partnerId, agentId } })
    return row === null ? undefined : read(row)
  }

  async function own(
    { partnerId, agentId }: Who,
    { now, ended, orderId, after, limit }: OwnLinks,
  ): Promise<OwnLinksPage> {
    const [which, behind, order] = ended ? ['not', '<', 'desc'] : ['', '>', 'asc']
    const { rows: found } = await database.pool.query<{ id: string; count: number }>(
      `select id, count from (
         select id, expires_at, count(*) over ()::int as count from desk.download_link
         where partner_id = $1::uuid and agent_id = $2::uuid and ($4::text is null or order_id = $4)
           and ${which} (revoked_at is null and expires_at > $3::timestamptz and downloads < downloads_max)
       ) own
       where $5::timestamptz is null or (expires_at, id) ${behind} ($5::timestamptz, $6::uuid)
       order by expires_at ${order}, id ${order} limit $7`,
      [partnerId, agentId, now, orderId ?? null, after?.at ?? null, after?.id ?? null, limit + 1],
    )
    const ids = found.slice(0, limit).map(({ id }) => id)
    const rows = await database.rows.downloadLink.findMany({ where: { id: { in: ids } } })
    const links = ids.flatMap((id) => rows.filter((row) => row.id === id)).map(read)
    const last = links.at(-1)
    const more = found.length > limit && last !== undefined
    return {
      links,
      count: found[0]?.count ?? 0,
      next: more ? { at: last.expiresAt.toISOString(), id: last.id } : undefined,
    }
  }

  /** Links that work and end soon, by time or by downloads; those that end first in front. */
  async function ending(
    { partnerId, agentId }: { partnerId: string; agentId: string | undefined },
    { now, by, downloadsLeft, limit }: { now: Date; by: Date; downloadsLeft: number; limit: number },
  ): Promise<EndingLinks> {
    const rows = await database.rows.$queryRaw<{ id: string; count: number }[]>`
      select id, count(*) over ()::int as count from desk.download_link
      where partner_id = ${partnerId}::uuid and (${agentId}::uuid is null or agent_id = ${agentId}::uuid)
        and revoked_at is null and expires_at > ${now}::timestamptz and downloads < downloads_max
        and (expires_at <= ${by}::timestamptz or downloads_max - downloads <= ${downloadsLeft})
      order by expires_at, id limit ${limit}`
    const found = await database.rows.downloadLink.findMany({
      where: { id: { in: rows.map(({ id }) => id) } },
      orderBy: [{ expiresAt: 'asc' }, { id: 'asc' }],
    })
    return { links: found.map(read), count: rows[0]?.count ?? 0 }
  }

  async function sealedToken(id: string): Promise<string> {
    const { tokenSealed } = await database.rows.downloadLink.findUniqueOrThrow({ where: { id } })
    return tokenSealed
  }

  async function sealedAddress(id: string): Promise<string | null> {
    const { addressSealed } = await database.rows.downloadLink.findUniqueOrThrow({ where: { id } })
    return addressSealed
  }

  async function byTokenHash(tokenHash: string): Promise<DownloadLink | undefined> {
    const row = await database.rows.downloadLink.findUnique({ where: { tokenHash } })
    return row === null ? undefined : read(row)
  }

  /** @returns false when the link was renewed or replaced since that revision, or is revoked: then nothing changes. */
  async function change(
    { id, revision }: Pick<DownloadLink, 'id' | 'revision'>,
    data:
      | (Pick<DownloadLink, 'renewedAt' | 'expiresAt' | 'downloads' | 'downloadsMax'> & Partial<Destination> & Watched)
      | KeptAddress,
    alongside: Alongside,
  ): Promise<boolean> {
    return database.transaction(async (rows) => {
      const { count } = await rows.downloadLink.updateMany({
        where: { id, revision, revokedAt: null },
        data: { ...data, revision: { increment: 1 } } satisfies Prisma.DownloadLinkUpdateManyMutationInput,
      })
      if (count === 1) await alongside(rows)
      return count === 1
    })
  }

  /** Counts one download, in one conditional update. @returns false when the link is dead, or the key was counted before. */
  async function count(
    { id, tokenHash }: { id: string; tokenHash: string },
    key: string,
    at: Date,
    alongside: (rows: Rows, left: CountedPeriod) => Promise<void>,
  ): Promise<boolean> {
    try {
      return await database.transaction(async (rows) => {
        const [left] = await rows.$queryRaw<CountedPeriod[]>`
          update desk.download_link set downloads = downloads + 1
          where id = ${id}::uuid and token_hash = ${tokenHash} and downloads < downloads_max
            and expires_at > ${at}::timestamptz and revoked_at is null
          returning downloads, downloads_max as "downloadsMax", renewed_at as "renewedAt", expires_at as "expiresAt"`
        if (left === undefined) return false
        // A key that was counted already fails here, and the count above is undone with it.
        await rows.download.create({ data: { id: key, linkId: id, at } })
        await alongside(rows, left)
        return true
      })
    } catch (error) {
      if (isUniqueViolation(error)) return false
      throw error
    }
  }

  /** When the key was counted, for which link. */
  async function counted(key: string): Promise<{ linkId: string; at: Date } | undefined> {
    return (await database.rows.download.findUnique({ where: { id: key } })) ?? undefined
  }
}

export type LinksRepository = ReturnType<typeof linksRepository>

/** The row without its addresses and its watch. */
const read = ({
  tokenHash: _hash,
  tokenSealed: _sealed,
  addressSealed,
  watchAt: _watched,
  ...link
}: Omit<DownloadLink, 'pasted'> & KeptAddress & Destination & Watched): DownloadLink => ({
  ...link,
  pasted: addressSealed !== null,
})
