import type { Stored } from '../../../commerce/ground.ts'
import type { Rows } from '../../../platform/database/database.ts'
import type { SupportComment } from './support.ts'

/** What was said about support requests, by people and by Microsoft. */
export function commentsRepository({ database }: Stored) {
  return { add, find, page, note, answer, ungiven, given }

  /** Adds those that are not there yet, by id and by Partner Center's id. @returns how many were added. */
  async function add(rows: Rows, comments: readonly SupportComment[]): Promise<number> {
    const { count } = await rows.supportComment.createMany({ data: [...comments], skipDuplicates: true })
    return count
  }

  /** @param rows the transaction to look in; left out, what is stored. */
  async function find(id: string, rows: Rows = database.rows): Promise<SupportComment | undefined> {
    return (await rows.supportComment.findUnique({ where: { id } })) ?? undefined
  }

  /** The newest ones after `skip` newer ones, oldest of them first, and how many there are in all. */
  async function page(supportId: string, { skip, take }: { skip: number; take: number }) {
    const [count, newest] = await Promise.all([
      database.rows.supportComment.count({ where: { supportId } }),
      database.rows.supportComment.findMany({
        where: { supportId },
        orderBy: [{ at: 'desc' }, { id: 'desc' }],
        skip,
        take,
      }),
    ])
    return { count, comments: newest.toReversed() as SupportComment[] }
  }

  /** What Microsoft wrote, by Partner Center's id of it. */
  async function note(supportId: string, noteId: string): Promise<SupportComment | undefined> {
    const where = { supportId_noteId: { supportId, noteId } }
    return (await database.rows.supportComment.findUnique({ where })) ?? undefined
  }

  /** Microsoft's newest. */
  async function answer(supportId: string): Promise<SupportComment | undefined> {
    const orderBy = [{ at: 'desc' }, { id: 'desc' }] as const
    const found = await database.rows.supportComment.findFirst({
      where: { supportId, agentId: null },
      orderBy: [...orderBy],
    })
    return found ?? undefined
  }

  /** People's comments that Partner Center has not got yet, oldest first. */
  function ungiven(supportId: string): Promise<SupportComment[]> {
    return database.rows.supportComment.findMany({
      where: { supportId, agentId: { not: null }, noteId: null },
      orderBy: [{ at: 'asc' }, { id: 'asc' }],
    })
  }

  async function given(id: string): Promise<void> {
    await database.rows.supportComment.updateMany({ where: { id, noteId: null }, data: { noteId: id } })
  }
}

export type CommentsRepository = ReturnType<typeof commentsRepository>
