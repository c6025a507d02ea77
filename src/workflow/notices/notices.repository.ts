import { randomUUID } from 'node:crypto'
import type { Database, Rows } from '../../platform/database/database.ts'

/** What somebody is to be told, once. */
export interface NewNotice {
  readonly partnerId: string
  /** An agent's object id, or a shared chat's conversation id. */
  readonly recipient: string
  /** The door that draws it. */
  readonly occasion: string
  readonly subjectId: string
  /** What tells one occasion of the subject from the next; left out when there is only one. */
  readonly stage?: string
  /** Now, when left out. */
  readonly dueAt?: Date
}

export interface Notice extends Required<NewNotice> {
  readonly id: string
  readonly activityId: string | null
  readonly conversationId: string | null
}

export class NoticesRepository {
  private readonly database: Database

  constructor(database: Database) {
    this.database = database
  }

  /** Writes notices in the transaction of what they tell; those that are there already are left as they are. */
  async add(rows: Rows, notices: readonly Required<NewNotice>[]): Promise<void> {
    await rows.notice.createMany({
      data: notices.map((notice) => ({ id: randomUUID(), status: 'waiting', ...notice })),
      skipDuplicates: true,
    })
  }

  /** Marks what was sent of a subject to be edited to what holds now; what is being sent is edited after it was. */
  async redraw(rows: Rows, { occasion, subjectId }: { occasion: string; subjectId: string }): Promise<void> {
    await rows.notice.updateMany({
      where: { subjectId, occasion, status: { in: ['sending', 'sent'] }, digest: false },
      data: { redraw: true },
    })
  }

  async due(partnerId: string, now: Date): Promise<Notice[]> {
    return this.database.rows.notice.findMany({
      where: { partnerId, status: 'waiting', dueAt: { lte: now } },
      orderBy: { dueAt: 'asc' },
    })
  }

  async toRedraw(partnerId: string): Promise<Notice[]> {
    return this.database.rows.notice.findMany({
      where: { partnerId, redraw: true, status: 'sent', activityId: { not: null } },
    })
  }

  async settle(
    id: string,
    outcome: { status: string; code?: string; conversationId?: string; activityId?: string; settledAt: Date },
  ): Promise<void> {
    await this.database.rows.notice.update({ where: { id }, data: outcome })
  }

  async drawn(id: string): Promise<void> {
    await this.database.rows.notice.update({ where: { id }, data: { redraw: false } })
  }
}
