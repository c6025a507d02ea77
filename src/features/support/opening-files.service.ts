import { z } from 'zod'
import { requireRole, type Who } from '../../commerce/access.ts'
import type { Directory } from '../../commerce/ports/directory.ts'
import { type Clock, later, minute } from '../../platform/clock.ts'
import type { Reader } from '../../platform/language.ts'
import type { Vault } from '../../platform/secrets.ts'
import type { ActivityService } from '../../workflow/activity/activity.service.ts'
import { nameOf } from './support.ts'
import { TeamsKeepsFileAddresses } from './support-files.errors.ts'
import type { StoredFile, SupportFilesRepository } from './support-files.repository.ts'
import { isSubscriptionId } from './support-form.ts'

interface OpeningFilesOptions {
  repository: SupportFilesRepository
  directory: Directory
  activity: ActivityService
  vault: Vault
  clock: Clock
  publicUrl: () => string
}

const inside = z.object({
  ...{ file: z.guid(), partnerId: z.guid(), agentId: z.guid(), until: z.coerce.date() },
  ...{ locale: z.string().max(100), timeZone: z.string().max(100) },
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
export class OpeningFilesService {
  private readonly options: OpeningFilesOptions

  constructor(options: OpeningFilesOptions) {
    this.options = options
  }

  /**
   * Addresses of a request's stored files for this person: secrets.
   * @param from how many of the files are passed over.
   * @param privately whether the answer reaches the asker alone.
   * @returns by file id, at most `addressesShown`. @throws RoleMissing, TeamsKeepsFileAddresses
   */
  async addresses(
    who: Who,
    { supportId, from }: { supportId: string; from: number },
    read: Reader,
    privately: boolean,
  ): Promise<Record<string, string>> {
    const { repository, directory } = this.options
    await requireRole(directory, who, 'request-support')
    if (!privately) throw new TeamsKeepsFileAddresses()
    const stored = (await repository.ofRequest(who, supportId)).filter(({ status }) => status === 'stored')
    return Object.fromEntries(
      stored.slice(from, from + addressesShown).map(({ id }) => [id, this.address(who, id, read)]),
    )
  }

  private address({ partnerId, agentId }: Who, file: string, { locale, timeZone }: Reader): string {
    const { vault, clock, publicUrl } = this.options
    const until = later(clock.now(), addressMinutes * minute)
    const token = vault.seal(JSON.stringify({ file, partnerId, agentId, until, locale, timeZone }), sealedFor)
    return `${publicUrl()}/support-files/${token}`
  }

  /** @returns undefined for what the desk did not write. */
  read(token: string): FileAddress | undefined {
    try {
      const { file, partnerId, agentId, ...how } = inside.parse(JSON.parse(this.options.vault.unseal(token, sealedFor)))
      return { fileId: file, who: { partnerId, agentId }, ...how }
    } catch {
      return undefined
    }
  }

  isOpen({ until }: FileAddress): boolean {
    return this.options.clock.now() < until
  }

  /** @returns undefined when the file is not there any more. @throws RoleMissing */
  async find({ who, fileId }: FileAddress): Promise<StoredFile | undefined> {
    const { repository, directory } = this.options
    await requireRole(directory, who, 'request-support')
    return repository.stored(who, fileId)
  }

  /** The file with its content; that it was opened is on record. @returns undefined when it is not there any more. @throws RoleMissing */
  async take(address: FileAddress): Promise<{ file: StoredFile; content: Buffer } | undefined> {
    const { repository, activity, clock } = this.options
    const { who, fileId } = address
    const file = await this.find(address)
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

const sealedFor = 'support-file-address'
