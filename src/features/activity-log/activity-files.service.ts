import { randomUUID } from 'node:crypto'
import { requireRole, type Who } from '../../commerce/access.ts'
import type { Directory } from '../../commerce/ports/directory.ts'
import type { PartnerCenter } from '../../commerce/ports/partner-center.ts'
import { type Clock, later, minute } from '../../platform/clock.ts'
import { Reader } from '../../platform/language.ts'
import { hashToken, newToken } from '../../platform/secrets.ts'
import type { ActivityReadingRepository } from '../../workflow/activity/activity-reading.repository.ts'
import { TeamsKeepsAnswers } from './activity-log.errors.ts'
import type { ActivityFile, ActivityLogRepository } from './activity-log.repository.ts'
import { type Asked, questionOf } from './asked.ts'
import { csvHeader, csvRow } from './csv.ts'
import { Names } from './names.ts'

interface ActivityFilesOptions {
  reading: ActivityReadingRepository
  repository: ActivityLogRepository
  directory: Directory
  partnerCenter: PartnerCenter
  clock: Clock
  publicUrl: () => string
}

/** How long the address of a file may be opened. */
export const fileMinutes = 15

/** The log as a CSV file, by an address that works once. */
export class ActivityFilesService {
  private readonly options: ActivityFilesOptions

  constructor(options: ActivityFilesOptions) {
    this.options = options
  }

  /**
   * An address for this person: a secret. That it was asked for is on record.
   * @param privately whether the answer reaches the asker alone. @throws RoleMissing, TeamsKeepsAnswers
   */
  async prepare(who: Who, asked: Asked, { locale, timeZone }: Reader, privately: boolean): Promise<string> {
    const { repository, directory, clock, publicUrl } = this.options
    await requireRole(directory, who, 'see-activity')
    if (!privately) throw new TeamsKeepsAnswers()
    const token = newToken()
    const now = clock.now()
    await repository.addFile({
      ...{ id: randomUUID(), who, asked, tokenHash: hashToken(token), locale, timeZone },
      ...{ createdAt: now, expiresAt: later(now, fileMinutes * minute) },
    })
    return `${publicUrl()}/activity/${token}`
  }

  /** @returns undefined when there never was such an address. */
  find(token: string): Promise<ActivityFile | undefined> {
    return this.options.repository.findFile(hashToken(token))
  }

  isOpen({ usedAt, expiresAt }: ActivityFile): boolean {
    return usedAt === null && this.options.clock.now() < expiresAt
  }

  /** Takes the file: from now on its address is used. @returns false when it is already, or its time is over. @throws RoleMissing */
  async take({ id, who }: ActivityFile): Promise<boolean> {
    const { repository, directory, clock } = this.options
    await requireRole(directory, who, 'see-activity')
    return repository.takeFile(id, clock.now())
  }

  /** The file's text in pieces, each read when the one before is taken: a file of any length needs the memory of one piece. */
  async *contents({ who, asked, locale, timeZone }: ActivityFile): AsyncGenerator<string> {
    const read = new Reader(locale, timeZone)
    const names = new Names(who.partnerId, this.options)
    yield csvHeader(read)
    for await (const entries of this.options.reading.stream(questionOf(who.partnerId, asked))) {
      await names.learn(entries)
      yield entries.map((entry) => csvRow(entry, names, read)).join('')
    }
  }
}
