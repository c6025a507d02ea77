import { z } from 'zod'
import { type Role, roles } from '../../commerce/agent.ts'
import type { Stored } from '../../commerce/ground.ts'
import type { Connection, PartnerKind } from '../../commerce/ports/connections.ts'

/** A partner's sign-in as it is stored. */
export interface StoredConnection extends Omit<Connection, 'ends' | 'failure'> {
  readonly clientId: string
  /** MSAL's cache, sealed for `sealedFor(partnerId)`. */
  readonly sealed: string
  readonly refreshedAt: Date
  readonly lastedDays: number | null
  readonly failure: { readonly code: string; readonly since: Date } | undefined
}

/** What is found out when somebody connects. */
export interface NewConnection extends Pick<StoredConnection, 'clientId' | 'sealed' | 'kind' | 'mfa' | 'groups'> {
  readonly partnerId: string
  readonly directoryRoles: boolean
}

/** What is found out when it is asked after. */
export interface Findings {
  readonly mfa: Connection['mfa']
  readonly kind: PartnerKind
  readonly failure: string | undefined
}

export const groupsSchema = z.partialRecord(z.enum(roles), z.guid()) satisfies z.ZodType<Partial<Record<Role, string>>>
const kinds = z.enum(['direct', 'indirect-provider'])
const mfa = z.enum(['proven', 'missing', 'unknown'])

/** How long a replica that does not say so is still taken to be getting a token, in seconds of the database's clock. */
const heldFor = 12

export function connectionsRepository({ database }: Stored) {
  return { of, add, hold, letGo, refreshed, failing, checked, checkAgainAt, takeDue, without }

  async function of(partnerId: string): Promise<StoredConnection | undefined> {
    const row = await database.rows.connection.findUnique({ where: { partnerId } })
    if (row === null) return undefined
    const { failure, failingSince, checkedAt } = row
    return {
      ...row,
      kind: kinds.parse(row.kind),
      mfa: mfa.parse(row.mfa),
      groups: groupsSchema.parse(row.groups),
      failure: failure === null || failingSince === null ? undefined : { code: failure, since: failingSince },
      checkedAt: checkedAt ?? undefined,
    }
  }

  /** Somebody signed in: what was known of the sign-in before is over, but for how long it lasted. The desk asks after it at once. */
  async function add({ partnerId, ...given }: NewConnection, now: Date): Promise<void> {
    const row = {
      ...{ ...given, groups: { ...given.groups } },
      ...{ signedInAt: now, refreshedAt: now, failure: null, failingSince: null },
      ...{ checkedAt: null, checkAt: now, membersDueAt: now },
    }
    await database.rows.connection.upsert({ where: { partnerId }, create: { partnerId, ...row }, update: row })
  }

  /** @returns whether getting a token is the holder's now; another one does it otherwise. */
  async function hold(partnerId: string, holder: string): Promise<boolean> {
    const { rowCount } = await database.write({
      name: 'connection-hold',
      text: `update desk.connection set holder = $2, held_until = now() + interval '${heldFor} seconds'
             where partner_id = $1 and (holder is null or held_until < now())`,
      values: [partnerId, holder],
    })
    return rowCount === 1
  }

  async function letGo(partnerId: string, holder: string): Promise<void> {
    await database.write({
      name: 'connection-let-go',
      text: 'update desk.connection set holder = null, held_until = null where partner_id = $1 and holder = $2',
      values: [partnerId, holder],
    })
  }

  /** Stores what a token was got with, unless somebody has signed in meanwhile. */
  async function refreshed({ partnerId, signedInAt }: StoredConnection, sealed: string, at: Date): Promise<void> {
    await database.rows.connection.updateMany({
      where: { partnerId, signedInAt },
      data: { sealed, refreshedAt: at },
    })
  }

  /** It fails from now on; since when is kept while it fails with the same code. */
  async function failing(
    { partnerId, signedInAt, failure }: StoredConnection,
    code: string,
    at: Date,
    lastedDays?: number,
  ) {
    if (failure?.code === code) return
    await database.rows.connection.updateMany({
      where: { partnerId, signedInAt },
      // Asked after at once, so that it is told.
      data: { failure: code, failingSince: at, checkAt: at, ...(lastedDays !== undefined && { lastedDays }) },
    })
  }

  async function checked(
    { partnerId, signedInAt, failure: before }: StoredConnection,
    { mfa, kind, failure }: Findings,
    at: Date,
    checkAt: Date,
  ): Promise<void> {
    const since = failure === undefined ? null : before?.code === failure ? before.since : at
    await database.rows.connection.updateMany({
      where: { partnerId, signedInAt },
      data: { mfa, kind, failure: failure ?? null, failingSince: since, checkedAt: at, checkAt },
    })
  }

  async function checkAgainAt(partnerId: string, checkAt: Date): Promise<void> {
    await database.rows.connection.updateMany({ where: { partnerId }, data: { checkAt } })
  }

  /** Partners whose connection is to be asked after: each is one replica's, and asked after again then if that is lost. */
  async function takeDue(now: Date, again: Date): Promise<string[]> {
    const { rows } = await database.pool.query<{ id: string }>(
      'update desk.connection set check_at = $2 where check_at <= $1 returning partner_id as id',
      [now, again],
    )
    return rows.map(({ id }) => id)
  }

  /** Of these partners, those nobody has signed in for with this app registration. */
  async function without(partnerIds: readonly string[], clientId: string): Promise<string[]> {
    const found = await database.rows.connection.findMany({
      where: { partnerId: { in: [...partnerIds] }, clientId },
      select: { partnerId: true },
    })
    return partnerIds.filter((id) => !found.some(({ partnerId }) => partnerId === id))
  }
}

export type ConnectionsRepository = ReturnType<typeof connectionsRepository>

/** Where a sealed cache belongs. */
export const sealedFor = (partnerId: string): string => `connection/${partnerId}`
