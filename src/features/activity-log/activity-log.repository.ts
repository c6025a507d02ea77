import type { Who } from '../../commerce/access.ts'
import type { Prisma, Rows } from '../../platform/database/database.ts'
import type { Facts } from '../../workflow/activity/activity.ts'
import type { Shared } from '../../workflow/shared.ts'
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
export function activityLogRepository({ database, activity }: Pick<Shared, 'database' | 'activity'>) {
  return { seen, addFile, findFile, takeFile, transaction }

  async function seen(who: Who, asked: Asked, timeZone: string, at: Date, orderId?: string): Promise<void> {
    await database.transaction((rows) =>
      activity.remember(rows, who, {
        what: 'activity-seen',
        ...(asked.customerId !== undefined && { customerId: asked.customerId }),
        ...(orderId !== undefined && { orderId }),
        at,
        facts: factsOf(asked, timeZone),
      }),
    )
  }

  /** Keeps a file together with the entry that it was asked for. */
  async function addFile(file: Omit<ActivityFile, 'usedAt'> & { readonly tokenHash: string }): Promise<void> {
    const { who, asked, ...rest } = file
    await database.transaction(async (rows) => {
      await rows.activityExport.create({
        data: { ...rest, ...who, question: asked as unknown as Prisma.InputJsonValue },
      })
      await activity.remember(rows, who, exported(asked, file.timeZone, file.createdAt))
    })
  }

  async function findFile(tokenHash: string): Promise<ActivityFile | undefined> {
    const row = await database.rows.activityExport.findUnique({ where: { tokenHash } })
    if (row === null) return undefined
    const { id, partnerId, agentId, question, locale, timeZone, createdAt, expiresAt, usedAt } = row
    const asked = askedSchema.parse(question)
    return { id, who: { partnerId, agentId }, asked, locale, timeZone, createdAt, expiresAt, usedAt }
  }

  /** @returns false when it was taken before, or its time is over: of two at the same moment one takes it. */
  async function takeFile(id: string, now: Date): Promise<boolean> {
    const { count } = await database.rows.activityExport.updateMany({
      where: { id, usedAt: null, expiresAt: { gt: now } },
      data: { usedAt: now },
    })
    return count === 1
  }

  function transaction<T>(work: (rows: Rows) => Promise<T>): Promise<T> {
    return database.transaction(work)
  }
}

export type ActivityLogRepository = ReturnType<typeof activityLogRepository>

/** The entry of a file that leaves the desk. */
export const exported = (asked: Asked, timeZone: string, at: Date) => ({
  what: 'activity-exported' as const,
  ...(asked.customerId !== undefined && { customerId: asked.customerId }),
  at,
  facts: factsOf(asked, timeZone),
})

const factsOf = ({ first, last, person, kind }: Asked, timeZone: string): Facts => ({
  first,
  last,
  timeZone,
  kind,
  ...(person !== undefined && { person }),
})
