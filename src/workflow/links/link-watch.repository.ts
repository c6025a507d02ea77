import type { Stored } from '../../commerce/ground.ts'
import type { Rows } from '../../platform/database/database.ts'
import type { DownloadLink } from './download-link.ts'
import type { LinkPeriod } from './link-watch.ts'

/** A link that has to be looked at now. */
export type DueLink = Pick<DownloadLink, 'id' | 'partnerId' | 'agentId'> & LinkPeriod

/** Finds links whose time has come. */
export function linkWatchRepository({ database }: Stored) {
  return { takeDue, watchAgain }

  /**
   * Takes the links that are due, has them told, and moves each on to its next stage: in one transaction, so that each stage is
   * told once and none is lost. They are found by the partial index on `watch_at`, whatever other links exist; what another
   * replica has taken at this moment is left to it.
   * @param look tells, and says when each is looked at next
   * @returns how many were due, `limit` at most.
   */
  function takeDue(
    now: Date,
    limit: number,
    look: (rows: Rows, due: readonly DueLink[]) => Promise<readonly (Date | null)[]>,
  ): Promise<number> {
    return database.transaction(async (rows) => {
      const due = await rows.$queryRaw<DueLink[]>`
        select id, partner_id as "partnerId", agent_id as "agentId", renewed_at as "renewedAt", expires_at as "expiresAt",
          downloads, downloads_max as "downloadsMax"
        from desk.download_link where watch_at <= ${now}::timestamptz
        order by watch_at limit ${limit} for update skip locked`
      if (due.length === 0) return 0
      const next = (await look(rows, due)).map((at) => at?.toISOString() ?? null)
      await rows.$executeRaw`
        update desk.download_link as link set watch_at = moved.at
        from unnest(${due.map(({ id }) => id)}::uuid[], ${next}::timestamptz[]) as moved(id, at) where link.id = moved.id`
      return due.length
    })
  }

  /**
   * The partner's rules have changed: its links that end are all looked at again. What has nothing left to tell has ended. What
   * is due already is waited for: whoever looks at it at this moment moves it on by the former rules.
   */
  async function watchAgain(rows: Rows, partnerId: string, now: Date): Promise<void> {
    await rows.downloadLink.updateMany({ where: { partnerId, watchAt: { not: null } }, data: { watchAt: now } })
  }
}

export type LinkWatchRepository = ReturnType<typeof linkWatchRepository>
