import { z } from 'zod'
import { requireRole, type Who } from '../../../commerce/access.ts'
import type { Audience } from '../../../commerce/origin.ts'
import { later, minute } from '../../../platform/clock.ts'
import type { Reader } from '../../../platform/language.ts'
import type { Shared } from '../../../workflow/shared.ts'
import { nameOf } from '../requests/support.ts'
import { isSubscriptionId } from '../requests/support-form.ts'
import { TeamsKeepsFileAddresses } from './support-files.errors.ts'
import { type StoredFile, type SupportFilesRepository, supportFilesRepository } from './support-files.repository.ts'

const inside = z.object({
  file: z.guid(),
  partnerId: z.guid(),
  agentId: z.guid(),
  until: z.coerce.date(),
  locale: z.string().max(100),
  timeZone: z.string().max(100),
})

/** What an address says, which the desk alone can have written: the file, for whom, how long, and how they read. */
export interface FileAddress {
  readonly fileId: string
  readonly who: Who
  readonly until: Date
  readonly locale: string
  readonly timeZone: string
}

/** How long a file's address may be opened. */
export const addressMinutes = 10
/** Addresses on one card: with the buttons that correct a ticket they are six. */
export const addressesShown = 4

/** Opens files that are stored with a request, to those who may see the request. */
export function openingFilesService(
  { addresses: at, directory, activity, vault, clock, database }: Shared,
  repository: SupportFilesRepository = supportFilesRepository({ database }),
) {
  return { addresses, read, isOpen, find, take }

  /**
   * Addresses of a request's stored files for this person: secrets.
   * @param from how many of the files are passed over.
   * @returns by file id, at most `addressesShown`. @throws RoleMissing, TeamsKeepsFileAddresses
   */
  async function addresses(
    who: Who,
    { supportId, from }: { supportId: string; from: number },
    read: Reader,
    { kept }: Audience,
  ): Promise<Record<string, string>> {
    await requireRole(directory, who, 'request-support')
    if (kept) throw new TeamsKeepsFileAddresses()
    const stored = (await repository.ofRequest(who, supportId)).filter(({ status }) => status === 'stored')
    return Object.fromEntries(stored.slice(from, from + addressesShown).map(({ id }) => [id, address(who, id, read)]))
  }

  function address({ partnerId, agentId }: Who, file: string, { locale, timeZone }: Reader): string {
    const until = later(clock.now(), addressMinutes * minute)
    const token = vault.seal(JSON.stringify({ file, partnerId, agentId, until, locale, timeZone }), sealedFor)
    return `${at.desk()}/support-files/${token}`
  }

  /** @returns undefined for what the desk did not write. */
  function read(token: string): FileAddress | undefined {
    try {
      const { file, partnerId, agentId, ...how } = inside.parse(JSON.parse(vault.unseal(token, sealedFor)))
      return { fileId: file, who: { partnerId, agentId }, ...how }
    } catch {
      return undefined
    }
  }

  function isOpen({ until }: FileAddress): boolean {
    return clock.now() < until
  }

  /** @returns undefined when the file is not there any more. @throws RoleMissing */
  async function find({ who, fileId }: FileAddress): Promise<StoredFile | undefined> {
    await requireRole(directory, who, 'request-support')
    return repository.stored(who, fileId)
  }

  /** The file with its content; that it was opened is on record. @returns undefined when it is not there any more. @throws RoleMissing */
  async function take(address: FileAddress): Promise<{ file: StoredFile; content: Buffer } | undefined> {
    const { who, fileId } = address
    const file = await find(address)
    const content = file && (await repository.contentOf(who, fileId))
    if (file === undefined || content === undefined) return undefined
    const { customerId, about } = file.request
    await repository.announce((rows) =>
      activity.remember(rows, who, {
        what: 'support-file-opened',
        ...(customerId !== null && { customerId }),
        ...(!isSubscriptionId(about) && { orderId: about }),
        at: clock.now(),
        facts: { support: nameOf(file.request), file: fileId },
      }),
    )
    return { file, content }
  }
}

export type OpeningFilesService = ReturnType<typeof openingFilesService>

const sealedFor = 'support-file-address'
