import { randomUUID } from 'node:crypto'
import { requireRole, type Who } from '../../commerce/access.ts'
import type { Audience } from '../../commerce/origin.ts'
import { later, minute } from '../../platform/clock.ts'
import { Reader } from '../../platform/language.ts'
import { hashToken, newToken } from '../../platform/secrets.ts'
import {
  type ActivityReadingRepository,
  activityReadingRepository,
} from '../../workflow/activity/activity-reading.repository.ts'
import type { Shared } from '../../workflow/shared.ts'
import { TeamsKeepsAnswers } from './activity-log.errors.ts'
import { type ActivityFile, type ActivityLogRepository, activityLogRepository } from './activity-log.repository.ts'
import { type Asked, questionOf } from './asked.ts'
import { csvHeader, csvRow } from './csv.ts'
import { Names } from './names.ts'

/** How long the address of a file may be opened. */
export const fileMinutes = 15

/** The log as a CSV file, by an address that works once. */
export function activityFilesService(
  { addresses, directory, partnerCenter, orderNumbers, clock, database, activity }: Shared,
  reading: ActivityReadingRepository = activityReadingRepository({ database }),
  repository: ActivityLogRepository = activityLogRepository({ database, activity }),
) {
  return { prepare, find, isOpen, take, contents }

  /**
   * An address for this person: a secret. That it was asked for is on record.
   * @throws RoleMissing, TeamsKeepsAnswers
   */
  async function prepare(who: Who, asked: Asked, { locale, timeZone }: Reader, { kept }: Audience): Promise<string> {
    await requireRole(directory, who, 'see-activity')
    if (kept) throw new TeamsKeepsAnswers()
    const token = newToken()
    const now = clock.now()
    await repository.addFile({
      id: randomUUID(),
      who,
      asked,
      tokenHash: hashToken(token),
      locale,
      timeZone,
      createdAt: now,
      expiresAt: later(now, fileMinutes * minute),
    })
    return `${addresses.desk()}/activity/${token}`
  }

  /** @returns undefined when there never was such an address. */
  function find(token: string): Promise<ActivityFile | undefined> {
    return repository.findFile(hashToken(token))
  }

  function isOpen({ usedAt, expiresAt }: ActivityFile): boolean {
    return usedAt === null && clock.now() < expiresAt
  }

  /** Takes the file: from now on its address is used. @returns false when it is already, or its time is over. @throws RoleMissing */
  async function take({ id, who }: ActivityFile): Promise<boolean> {
    await requireRole(directory, who, 'see-activity')
    return repository.takeFile(id, clock.now())
  }

  /** The file's text in pieces, each read when the one before is taken: a file of any length needs the memory of one piece. */
  async function* contents({ who, asked, locale, timeZone }: ActivityFile): AsyncGenerator<string> {
    const read = new Reader(locale, timeZone)
    const names = new Names(who.partnerId, { directory, partnerCenter, orderNumbers })
    yield csvHeader(read)
    for await (const entries of reading.stream(questionOf(who.partnerId, asked))) {
      await names.learn(entries)
      yield entries.map((entry) => csvRow(entry, names, read)).join('')
    }
  }
}

export type ActivityFilesService = ReturnType<typeof activityFilesService>
