import { randomUUID } from 'node:crypto'
import type { SentFile } from '../../../chat/feature.ts'
import { isPracticeFile, isSharePoint } from '../../../chat/file-hosts.ts'
import { requireRole, type Who } from '../../../commerce/access.ts'
import { day, later, minute, second } from '../../../platform/clock.ts'
import type { Rows } from '../../../platform/database/database.ts'
import { type Fetched, fetchFile } from '../../../platform/fetch-file.ts'
import { isGuid } from '../../../platform/guid.ts'
import type { Shared } from '../../../workflow/shared.ts'
import { cleanName } from './file-kind.ts'
import { settledBy } from './judged-file.ts'
import type { KnownFile, Refusal } from './support-file.ts'
import { SupportFileUnknown, SupportTakesNoFiles, TooManySupportFiles } from './support-files.errors.ts'
import type { ArrivedFile, FileGoal, Settled, SupportFilesRepository } from './support-files.repository.ts'

/** A message's files as their card shows them. */
export interface ShownFiles {
  readonly files: readonly KnownFile[]
  /** What they may go with: the person's open requests, newest first. */
  readonly open: readonly FileGoal[]
  /** What some of them go with. */
  readonly given: readonly FileGoal[]
  readonly limits: { readonly most: number; readonly bytes: number }
}

/** Waiting files are kept this long. */
export const filesKept = 7 * day
// Teams' addresses work for minutes only: what has not come by then does not.
const tryAgainAfter = [5 * second, 15 * second, 45 * second, 2 * minute]
const patience = 30 * second
const firstLook = 5 * second
/** Contents are held in memory while they come. */
const atOnce = 4
const requestsOffered = 10

/** Files of support requests: announced by a message, fetched by a job, judged by their content, given to a request. */
export function supportFilesService(
  { directory, vault, jobs, clock, log, addresses, attachments, limits: { supportFiles: limits } }: Shared,
  repository: SupportFilesRepository,
) {
  /** Only from where Teams keeps files. */
  const takesFrom = (file: URL): boolean =>
    isSharePoint(file) || (addresses.practice !== undefined && isPracticeFile(file, addresses.practice()))
  const places = Array.from({ length: atOnce }, () => Promise.resolve<unknown>(undefined))
  let nextPlace = 0
  return {
    receive,
    fetch,
    areTaken: limits.most > 0,
    waiting,
    ofRequest,
    attach,
    showWhenHere,
    areHere,
    shown,
    discard,
    forget,
  }

  /**
   * Remembers the files of a message and has them fetched. What Teams delivers again is the same files.
   * @param flowId the card that shows them.
   * @returns their ids, as they came.
   * @throws RoleMissing
   */
  async function receive(who: Who, sent: readonly SentFile[], flowId: string): Promise<string[]> {
    await requireRole(directory, who, 'request-support')
    const now = clock.now()
    return repository.receive(
      who,
      sent.map(({ source }) => source),
      (unseen, waiting) => arrived(sent, unseen, waiting),
      async (rows, ids, coming) => {
        for (const id of coming) await jobs.enqueue(rows, 'support.fetch-file', { id, flowId, attempt: 0 })
        await jobs.enqueue(rows, 'support.forget-files', { ids, flowId }, later(now, filesKept))
      },
      now,
    )
  }

  function arrived(sent: readonly SentFile[], unseen: readonly string[], waiting: number): ArrivedFile[] {
    const room = limits.most - waiting
    return sent
      .filter(({ source }) => unseen.includes(source))
      .map(({ source, name, downloadUrl }, index) => {
        const id = randomUUID()
        const refusal: Refusal | null = limits.most === 0 ? 'none-taken' : index < room ? null : 'too-many'
        const urlSealed = refusal === null ? vault.seal(downloadUrl, fileAddressContext(id)) : null
        return { id, source, name: cleanName(name), urlSealed, refusal }
      })
  }

  /**
   * What the job does: fetches a file, judges and stores it; later again, a few times, where that may help. A file that is
   * settled already is left alone.
   * @returns whether it is settled.
   */
  async function fetch({ id, flowId, attempt }: { id: string; flowId: string; attempt: number }): Promise<boolean> {
    const file = await repository.coming(id)
    if (file === undefined) return true
    const fetched = await inTurn(() => get(vault.unseal(file.urlSealed, fileAddressContext(id))))
    const wait = tryAgainAfter[attempt]
    if (fetched.kind === 'failed' && wait !== undefined) {
      const again = { id, flowId, attempt: attempt + 1 }
      await repository.announce((rows) => jobs.enqueue(rows, 'support.fetch-file', again, later(clock.now(), wait)))
      return false
    }
    const settled = await judged(fetched, file.name)
    if (await repository.settle(id, settled)) {
      const { content, name, ...facts } = { content: undefined, name: undefined, ...settled }
      log.info({ fileId: id, ...facts }, 'file settled')
    }
    return true
  }

  async function get(address: string): Promise<Fetched | { readonly kind: 'elsewhere' }> {
    const url = new URL(address)
    const bounds = { bytes: limits.bytes, patience }
    if (takesFrom(url)) return fetchFile(url, bounds)
    if (!attachments.has(url)) return { kind: 'elsewhere' }
    try {
      return fetchFile(url, { ...bounds, authorization: await attachments.authorization(url) })
    } catch {
      // Without the desk's own token for now: it may come right.
      return { kind: 'failed' }
    }
  }

  async function judged(fetched: Awaited<ReturnType<typeof get>>, name: string): Promise<Settled> {
    if (fetched.kind !== 'fetched') return { status: 'refused', refusal: refusalOf(fetched) }
    // Some phones send the address of a page that shows the file, instead of the file's.
    if (fetched.mediaType === 'text/html') return { status: 'refused', refusal: 'page' }
    return settledBy(fetched.content, name)
  }

  /** Waits for one of the places in which files are fetched. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const place = nextPlace++ % atOnce
    const done = (places[place] ?? Promise.resolve()).then(work)
    places[place] = done.catch(() => {})
    return done
  }

  /** Files of the person that wait for a request, oldest first. Rights are the caller's to check, here and in `ofRequest`. */
  function waiting(who: Who): Promise<KnownFile[]> {
    return repository.waiting(who)
  }

  /** A request's files, oldest first; those that were refused after it was sent among them. */
  function ofRequest(who: Who, supportId: string): Promise<KnownFile[]> {
    return repository.ofRequest(who, supportId)
  }

  /**
   * Gives waiting files of the person to a request, in the transaction that makes it or moves it. Rights are the caller's to
   * check: inside of a transaction nothing else is read.
   * @returns how many the request did not have yet.
   * @throws SupportTakesNoFiles, SupportFileUnknown, TooManySupportFiles
   */
  async function attach(rows: Rows, who: Who, supportId: string, fileIds: readonly string[]): Promise<number> {
    const ids = [...new Set(fileIds)]
    if (ids.length === 0) return 0
    if (!ids.every(isGuid)) throw new SupportFileUnknown()
    if (!isGuid(supportId) || !(await repository.lockOpen(rows, who, supportId))) throw new SupportTakesNoFiles()
    const { added, has } = await repository.give(rows, who, supportId, ids)
    if (has < ids.length) throw new SupportFileUnknown()
    if ((await repository.countOfRequest(rows, supportId)) > limits.most)
      throw new TooManySupportFiles({ most: limits.most })
    return added
  }

  /** Has a request's card shown anew when those of its files that are on their way are here. */
  async function showWhenHere(rows: Rows, fileIds: readonly string[], flowId: string): Promise<void> {
    if ((await repository.comingAmong(fileIds, rows)) === 0) return
    const show = { ids: [...fileIds], flowId, attempt: 0 }
    await jobs.enqueue(rows, 'support.show-files', show, later(clock.now(), firstLook))
  }

  /** What that job does: looks a few times, ever more slowly. @returns whether the card has something to show. */
  async function areHere({
    ids,
    flowId,
    attempt,
  }: {
    ids: string[]
    flowId: string
    attempt: number
  }): Promise<boolean> {
    if ((await repository.comingAmong(ids)) === 0) return true
    const wait = tryAgainAfter[attempt]
    if (wait === undefined) return true
    const again = { ids, flowId, attempt: attempt + 1 }
    await repository.announce((rows) =>
      jobs.enqueue(rows, 'support.show-files', again, later(clock.now(), wait + patience)),
    )
    return false
  }

  /** The files of a message and what they may go with. @throws RoleMissing */
  async function shown(who: Who, ids: readonly string[]): Promise<ShownFiles> {
    await requireRole(directory, who, 'request-support')
    const files = await repository.owned(who, ids)
    const givenTo = files.flatMap(({ supportId }) => (supportId === null ? [] : [supportId]))
    const [open, given] = await Promise.all([
      repository.openRequests(who, requestsOffered),
      repository.requests(who, givenTo),
    ])
    return { files, open, given, limits }
  }

  /** Deletes those of the files that go with no request. @throws RoleMissing */
  async function discard(who: Who, ids: readonly string[]): Promise<void> {
    await requireRole(directory, who, 'request-support')
    await repository.discard(who, ids)
  }

  /** Deletes those of the files that still go with no request: they have waited long enough. @returns whether there were any. */
  async function forget(ids: readonly string[]): Promise<boolean> {
    return (await repository.forget(ids)) > 0
  }
}

export type SupportFilesService = ReturnType<typeof supportFilesService>

export const fileAddressContext = (id: string): string => `support-file/${id}`

function refusalOf(fetched: Exclude<Fetched, { kind: 'fetched' }> | { kind: 'elsewhere' }): Refusal {
  if (fetched.kind === 'failed') return 'not-reached'
  if (fetched.kind === 'elsewhere') return 'elsewhere'
  return fetched.why === 'moved' ? 'page' : fetched.why
}
