import { z } from 'zod'
import { type NoticeKind, noticeKinds } from '../../chat/feature.ts'
import type { Who } from '../../commerce/access.ts'
import { type NoticeWishes, type NoticeWishesRepository, noWishes } from './notice-wishes.repository.ts'
import { quietHoursSchema } from './quiet-hours.ts'

const wishesSchema = z.object({
  muted: z.array(z.enum(noticeKinds)),
  quiet: quietHoursSchema.optional(),
})

/** How a person wishes to be told: everybody decides for themselves, and only for themselves. */
export class NoticeWishesService {
  private readonly repository: NoticeWishesRepository

  constructor(repository: NoticeWishesRepository) {
    this.repository = repository
  }

  async of({ partnerId, agentId }: Who): Promise<NoticeWishes> {
    return (await this.repository.ofAgents(partnerId, [agentId])).get(agentId) ?? noWishes
  }

  async set(who: Who, wishes: NoticeWishes): Promise<void> {
    await this.repository.set(who, wishesSchema.parse(wishes))
  }

  /** No notice of this kind any more, from now on; those that wait are not told either. Again changes nothing. */
  async mute(who: Who, kind: NoticeKind): Promise<void> {
    await this.repository.mute(who, kind)
  }
}
