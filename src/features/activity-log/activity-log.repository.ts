import type { Who } from '../../commerce/access.ts'
import type { Database, Prisma, Rows } from '../../platform/database/database.ts'
import type { ActivityService } from '../../workflow/activity/activity.service.ts'
import type { Facts } from '../../workflow/activity/activity.ts'
import { type Asked, askedSchema } from './asked.ts'

/** A CSV file of the log that one person may fetch once. */
export interface ActivityFile {
  readonly id: string
  readonly who: Who
  readonly asked: Asked
  readonly locale: string
  readonly timeZone: string
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly usedAt: Date | null
}

/** Remembers what was asked of the log, and the files that were asked for. */
export class ActivityLogRepository {
  private readonly database: Database
  private readonly activity: ActivityService

  constructor(database: Database, activity: ActivityService) {
    this.database = database
    this.activity = activity
  }

  async seen(who: Who, asked: Asked, timeZone: string, at: Date): Promise<void> {
    await this.database.transaction((rows) =>
      this.activity.remember(rows, who, {
        what: 'activity-seen',
        ...(asked.customerId !== undefined && { customerId: asked.customerId }),
        at,
        facts: factsOf(asked, timeZone),
      }),
    )
  }

  /** Keeps a file together with the entry that it was asked for. */
  async addFile(file: Omit<ActivityFile, 'usedAt'> & { readonly tokenHash: string }): Promise<void> {
    const { who, asked, ...rest } = file
    await this.database.transaction(async (rows) => {
      await rows.activityExport.create({
        data: { ...rest, ...who, question: asked as unknown as Prisma.InputJsonValue },
      })
      await this.activity.remember(rows, who, {
        what: 'activity-exported',
        ...(asked.customerId !== undefined && { customerId: asked.customerId }),
        at: file.createdAt,
        facts: factsOf(asked, file.timeZone),
      })
    })
  }

  async findFile(tokenHash: string): Promise<ActivityFile | undefined> {
    const row = await this.database.rows.activityExport.findUnique({ where: { tokenHash } })
    if (row === null) return undefined
    const { id, partnerId, agentId, question, locale, timeZone, createdAt, expiresAt, usedAt } = row
    const asked = askedSchema.parse(question)
    return { id, who: { partnerId, agentId }, asked, locale, timeZone, createdAt, expiresAt, usedAt }
  }

  /** @returns false when it was taken before, or its time is over: of two at the same moment one takes it. */
  async takeFile(id: string, now: Date): Promise<boolean> {
    const { count } = await this.database.rows.activityExport.updateMany({
      where: { id, usedAt: null, expiresAt: { gt: now } },
      data: { usedAt: now },
    })
    return count === 1
  }

  transaction<T>(work: (rows: Rows) => Promise<T>): Promise<T> {
    return this.database.transaction(work)
  }
}

const factsOf = ({ first, last, person, kind }: Asked, timeZone: string): Facts => ({
  ...{ first, last, timeZone, kind },
  ...(person !== undefined && { person }),
})
