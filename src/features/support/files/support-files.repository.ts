import type { Who } from '../../../commerce/access.ts'
import type { Stored } from '../../../commerce/ground.ts'
import type { Prisma, Rows } from '../../../platform/database/database.ts'
import type { KnownFile, Refusal } from './support-file.ts'

/** A file to be remembered: on its way, or refused at once. */
export interface ArrivedFile {
  readonly id: string
  readonly source: string
  readonly name: string
  readonly urlSealed: string | null
  readonly refusal: Refusal | null
}

/** A request as far as files are concerned with it. */
export interface FileGoal {
  readonly id: string
  readonly number: number
  readonly title: string
  readonly open: boolean
}

/** A file that goes with a request, without its content. */
export interface StoredFile {
  readonly id: string
  readonly name: string
  readonly type: string | null
  /** Bytes. */
  readonly size: number
  readonly request: { readonly number: number; readonly customerId: string | null; readonly about: string }
}

export type Settled =
  | { readonly status: 'stored'; type: string; size: number; sha256: string; content: Buffer; name: string }
  | { readonly status: 'refused'; refusal: Refusal; type?: string }

const known = {
  id: true,
  name: true,
  type: true,
  size: true,
  status: true,
  refusal: true,
  supportId: true,
  receivedAt: true,
} as const
const goal = { id: true, number: true, title: true, status: true } as const
const opened = { number: true, customerId: true, about: true } as const
const nothing = { size: null, sha256: null, content: null, name: null }
const waits = { supportId: null, status: { not: 'refused' } } as const

export function supportFilesRepository({ database }: Stored) {
  return {
    receive,
    coming,
    settle,
    announce,
    owned,
    waiting,
    ofRequest,
    stored,
    contentOf,
    openRequests,
    requests,
    lockOpen,
    give,
    comingAmong,
    countOfRequest,
    discard,
    forget,
  }

  /**
   * Remembers the files of one message; what it brought before is not remembered twice.
   * @param arrived makes those that are new, knowing how many of the person's files wait already.
   * @param alongside is told the ids of all of them, and of those that are on their way.
   * @returns the ids of all of them, as they came.
   */
  function receive(
    { partnerId, agentId }: Who,
    sources: readonly string[],
    arrived: (unseen: readonly string[], waiting: number) => readonly ArrivedFile[],
    alongside: (rows: Rows, ids: readonly string[], coming: readonly string[]) => Promise<void>,
    receivedAt: Date,
  ): Promise<string[]> {
    const owner = { partnerId, agentId }
    return database.transaction(async (rows) => {
      // One message of a person at a time: two at once would both find room for the last file.
      await rows.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`support-file/${partnerId}/${agentId}`}, 0))`
      const before = await rows.supportFile.findMany({
        where: { ...owner, source: { in: [...sources] } },
        select: { id: true, source: true, status: true },
      })
      const waiting = await rows.supportFile.count({ where: { ...owner, ...waits } })
      const unseen = sources.filter((source) => before.every((file) => file.source !== source))
      const files = arrived(unseen, waiting).map((file) => ({
        ...file,
        status: file.refusal === null ? 'coming' : 'refused',
      }))
      await rows.supportFile.createMany({ data: files.map((file) => ({ ...file, ...owner, receivedAt })) })
      const all = sources.flatMap((source) => [...before, ...files].filter((file) => file.source === source))
      const ids = all.map(({ id }) => id)
      await alongside(
        rows,
        ids,
        all.filter(({ status }) => status === 'coming').map(({ id }) => id),
      )
      return ids
    })
  }

  /** The file's name and sealed address while it is on its way. */
  async function coming(id: string): Promise<{ name: string; urlSealed: string } | undefined> {
    const file = await database.rows.supportFile.findUnique({
      where: { id, status: 'coming' },
      select: { name: true, urlSealed: true },
    })
    return file?.urlSealed ? { name: file.name, urlSealed: file.urlSealed } : undefined
  }

  /** Stores what came of a file, once; its address is forgotten. @returns false when it was settled or discarded before. */
  async function settle(id: string, settled: Settled): Promise<boolean> {
    const { status, type = null } = settled
    const { size, sha256, content, name } = settled.status === 'stored' ? settled : nothing
    const refusal = settled.status === 'refused' ? settled.refusal : null
    // Not by Prisma: it makes text of the content, several times, which takes seconds for a large file.
    const { rowCount } = await database.pool.query(
      `update desk.support_file set status = $2, type = $3, size = $4, sha256 = $5, content = $6, refusal = $7, name = coalesce($8, name), url_sealed = null
       where id = $1 and status = 'coming'`,
      [id, status, type, size, sha256, content, refusal, name],
    )
    return rowCount === 1
  }

  /** One transaction for what follows from a state that is stored already. */
  function announce(alongside: (rows: Rows) => Promise<void>): Promise<void> {
    return database.transaction(alongside)
  }

  async function owned({ partnerId, agentId }: Who, ids: readonly string[]): Promise<KnownFile[]> {
    const where = { partnerId, agentId, id: { in: [...ids] } }
    const found = await database.rows.supportFile.findMany({ where, select: known })
    return ids.flatMap((id) => found.filter((file) => file.id === id).map(read))
  }

  /** Files of the person that wait for a request, oldest first. */
  async function waiting({ partnerId, agentId }: Who): Promise<KnownFile[]> {
    const where = { partnerId, agentId, ...waits }
    const found = await database.rows.supportFile.findMany({ where, select: known, orderBy: oldestFirst })
    return found.map(read)
  }

  async function ofRequest({ partnerId }: Who, supportId: string): Promise<KnownFile[]> {
    const where = { partnerId, supportId }
    const found = await database.rows.supportFile.findMany({ where, select: known, orderBy: oldestFirst })
    return found.map(read)
  }

  /** A file that is stored with a request of the partner's. */
  async function stored({ partnerId }: Who, id: string): Promise<StoredFile | undefined> {
    const file = await database.rows.supportFile.findFirst({
      where: { id, partnerId, status: 'stored', request: { partnerId } },
      select: { id: true, name: true, type: true, size: true, request: { select: opened } },
    })
    return file?.request ? { ...file, size: file.size ?? 0, request: file.request } : undefined
  }

  /** Past Prisma, as it was written. */
  async function contentOf({ partnerId }: Who, id: string): Promise<Buffer | undefined> {
    const { rows } = await database.pool.query<{ content: Buffer | null }>(
      `select content from desk.support_file
       where id = $1 and partner_id = $2 and status = 'stored' and support_id is not null`,
      [id, partnerId],
    )
    return rows[0]?.content ?? undefined
  }

  /** The person's open requests, newest first. */
  async function openRequests({ partnerId, agentId }: Who, most: number): Promise<FileGoal[]> {
    const where = { partnerId, requesterId: agentId, status: { not: 'closed' } }
    const orderBy = { number: 'desc' } as const
    const found = await database.rows.supportRequest.findMany({ where, select: goal, orderBy, take: most })
    return found.map(readGoal)
  }

  async function requests({ partnerId }: Who, ids: readonly string[]): Promise<FileGoal[]> {
    const where = { partnerId, id: { in: [...ids] } }
    return (await database.rows.supportRequest.findMany({ where, select: goal })).map(readGoal)
  }

  /** Locks the request, so that two who add files at once are counted one after the other. @returns whether it is open. */
  async function lockOpen(rows: Rows, { partnerId }: Who, supportId: string): Promise<boolean> {
    const found = await rows.$queryRaw<{ status: string }[]>`
      select status from desk.support_request
      where id = ${supportId}::uuid and partner_id = ${partnerId}::uuid for update`
    return found[0] !== undefined && found[0].status !== 'closed'
  }

  /** Gives waiting files of the person to a request; those that it has already stay. @returns how many are new to it, and how many of them it has now. */
  async function give(
    rows: Rows,
    { partnerId, agentId }: Who,
    supportId: string,
    ids: readonly string[],
  ): Promise<{ added: number; has: number }> {
    const own = { id: { in: [...ids] }, partnerId, agentId, status: { not: 'refused' } }
    const { count: added } = await rows.supportFile.updateMany({ where: { ...own, ...waits }, data: { supportId } })
    return { added, has: await rows.supportFile.count({ where: { ...own, supportId } }) }
  }

  function comingAmong(ids: readonly string[], rows: Rows = database.rows): Promise<number> {
    return rows.supportFile.count({ where: { id: { in: [...ids] }, status: 'coming' } })
  }

  function countOfRequest(rows: Rows, supportId: string): Promise<number> {
    return rows.supportFile.count({ where: { supportId, status: { not: 'refused' } } })
  }

  /** Deletes the person's files that go with no request. */
  async function discard({ partnerId, agentId }: Who, ids: readonly string[]): Promise<void> {
    await database.rows.supportFile.deleteMany({
      where: { partnerId, agentId, id: { in: [...ids] }, supportId: null },
    })
  }

  /** Deletes those of the files that go with no request, whoever sent them. @returns how many. */
  async function forget(ids: readonly string[]): Promise<number> {
    const where = { id: { in: [...ids] }, supportId: null }
    return (await database.rows.supportFile.deleteMany({ where })).count
  }
}

export type SupportFilesRepository = ReturnType<typeof supportFilesRepository>

const oldestFirst: Prisma.SupportFileOrderByWithRelationInput[] = [{ receivedAt: 'asc' }, { source: 'asc' }]

interface Row extends Omit<KnownFile, 'status' | 'refusal'> {
  readonly status: string
  readonly refusal: string | null
}

const read = (row: Row): KnownFile => ({
  ...row,
  status: row.status as KnownFile['status'],
  refusal: row.refusal as Refusal | null,
})

const readGoal = ({ status, ...request }: Omit<FileGoal, 'open'> & { status: string }): FileGoal => ({
  ...request,
  open: status !== 'closed',
})
