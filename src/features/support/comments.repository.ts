import type { Database, Rows } from '../../platform/database/database.ts'
import type { SupportComment } from './support.ts'

/** What was said about support requests, by people and by Microsoft. */
export class CommentsRepository {
  private readonly database: Database

  constructor(database: Database) {
    this.database = database
  }

  /** Adds those that are not there yet, by id and by Partner Center's id. @returns how many were added. */
  async add(rows: Rows, comments: readonly SupportComment[]): Promise<number> {
    const { count } = await rows.supportComment.createMany({ data: [...comments], skipDuplicates: true })
    return count
  }

  /** @param rows the transaction to look in; left out, what is stored. */
  async find(id: string, rows: Rows = this.database.rows): Promise<SupportComment | undefined> {
    return (await rows.supportComment.findUnique({ where: { id } })) ?? undefined
  }

  /** The newest ones after `skip` newer ones, oldest of them first, and how many there are in all. */
  async page(supportId: string, { skip, take }: { skip: number; take: number }) {
    const [count, newest] = await Promise.all([
      this.database.rows.supportComment.count({ where: { supportId } }),
      this.database.rows.supportComment.findMany({
        where: { supportId },
        orderBy: [{ at: 'desc' }, { id: 'desc' }],
        skip,
        take,
      }),
    ])
    return { count, comments: newest.toReversed() as SupportComment[] }
  }

  /** What Microsoft wrote, by Partner Center's id of it. */
  async note(supportId: string, noteId: string): Promise<SupportComment | undefined> {
    const where = { supportId_noteId: { supportId, noteId } }
    return (await this.database.rows.supportComment.findUnique({ where })) ?? undefined
  }

  /** Microsoft's newest. */
  async answer(supportId: string): Promise<SupportComment | undefined> {
    const orderBy = [{ at: 'desc' }, { id: 'desc' }] as const
    const found = await this.database.rows.supportComment.findFirst({
      where: { supportId, agentId: null },
      orderBy: [...orderBy],
    })
    return found ?? undefined
  }

  /** People's comments that Partner Center has not got yet, oldest first. */
  ungiven(supportId: string): Promise<SupportComment[]> {
    return this.database.rows.supportComment.findMany({
      where: { supportId, agentId: { not: null }, noteId: null },
      orderBy: [{ at: 'asc' }, { id: 'asc' }],
    })
  }

  async given(id: string): Promise<void> {
    await this.database.rows.supportComment.updateMany({ where: { id, noteId: null }, data: { noteId: id } })
  }
}
