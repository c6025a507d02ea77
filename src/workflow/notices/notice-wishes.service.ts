import { z } from 'zod'
import { type NoticeKind, noticeKinds } from '../../chat/feature.ts'
import type { Who } from '../../commerce/access.ts'
import type { Ground } from '../../commerce/ground.ts'
import { type NoticeWishes, type NoticeWishesRepository, noWishes } from './notice-wishes.repository.ts'
import { quietHoursSchema } from './quiet-hours.ts'

const wishesSchema = z.object({
  muted: z.array(z.enum(noticeKinds)),
  quiet: quietHoursSchema.optional(),
})

/** How a person wishes to be told: everybody decides for themselves, and only for themselves. */
export function noticeWishesService({ jobs, clock }: Ground, repository: NoticeWishesRepository) {
  return { of, set, mute }

  async function of({ partnerId, agentId }: Who): Promise<NoticeWishes> {
    return (await repository.ofAgents(partnerId, [agentId])).get(agentId) ?? noWishes
  }

  /** From now on: what former quiet hours held is told at once, unless the new ones hold it too. */
  async function set(who: Who, wishes: NoticeWishes): Promise<void> {
    await repository.set(who, wishesSchema.parse(wishes), clock.now(), (rows) =>
      jobs.enqueue(rows, 'notices.wake', { partnerIds: [who.partnerId] }),
    )
  }

  /** No notice of this kind any more, from now on; those that wait are not told either. Again changes nothing. */
  async function mute(who: Who, kind: NoticeKind): Promise<void> {
    await repository.mute(who, kind)
  }
}

export type NoticeWishesService = ReturnType<typeof noticeWishesService>
