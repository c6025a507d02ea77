import type { Who } from '../../commerce/access.ts'
import type { Prisma, Rows } from '../../platform/database/database.ts'
import type { Shared } from '../../workflow/shared.ts'
import { type Asked, askedSchema } from './asked.ts'

/** `sending`: it is on its way in this moment. */
export type OfferStatus = 'offered' | 'declined' | 'saving' | 'sending' | 'saved' | 'failed'

/** The log as a file that one person was offered to keep. */
export interface ActivityOffer {
  readonly id: string
  readonly who: Who
  readonly asked: Asked
  readonly locale: string
  readonly timeZone: string
  readonly expiresAt: Date
  readonly status: string
  /** Where it goes, and the message that offered it: sealed. */
  readonly upload: string | null
}

/** What was offered, and how far it is. */
export function activityOffersRepository({ database }: Pick<Shared, 'database'>) {
  return { add, find, move, transaction }

  /** @returns whether it is new: a press that is delivered twice offers once. */
  async function add({
    who,
    asked,
    ...offer
  }: Omit<ActivityOffer, 'status' | 'upload'> & { readonly createdAt: Date }): Promise<boolean> {
    const question = asked as unknown as Prisma.InputJsonValue
    const data = [{ ...offer, ...who, question, status: 'offered' satisfies OfferStatus }]
    const { count } = await database.rows.activityOffer.createMany({ data, skipDuplicates: true })
    return count === 1
  }

  async function find(id: string): Promise<ActivityOffer | undefined> {
    const row = await database.rows.activityOffer.findUnique({ where: { id } })
    if (row === null) return undefined
    const { partnerId, agentId, question, ...rest } = row
    return { ...rest, who: { partnerId, agentId }, asked: askedSchema.parse(question) }
  }

  /** @returns whether it was there: of two answers at once one moves it. */
  async function move(
    rows: Rows,
    id: string,
    from: OfferStatus,
    to: { readonly status: OfferStatus; readonly upload?: string | null; readonly settledAt?: Date },
  ): Promise<boolean> {
    const { count } = await rows.activityOffer.updateMany({ where: { id, status: from }, data: to })
    return count === 1
  }

  function transaction<T>(work: (rows: Rows) => Promise<T>): Promise<T> {
    return database.transaction(work)
  }
}

export type ActivityOffersRepository = ReturnType<typeof activityOffersRepository>
