import { z } from 'zod'
import { type NoticeKind, noticeKinds } from '../../chat/feature.ts'
import type { Who } from '../../commerce/access.ts'
import type { Clock } from '../../platform/clock.ts'
import type { JobQueue } from '../../platform/jobs.ts'
import { type NoticeWishes, type NoticeWishesRepository, noWishes } from './notice-wishes.repository.ts'
import { quietHoursSchema } from './quiet-hours.ts'

interface NoticeWishesOptions {
  repository: NoticeWishesRepository
  jobs: JobQueue
  clock: Clock
}

const wishesSchema = z.object({
  muted: z.array(z.enum(noticeKinds)),
  quiet: quietHoursSchema.optional(),
})

/** How a person wishes to be told: everybody decides for themselves, and only for themselves. */
export class NoticeWishesService {
  private readonly options: NoticeWishesOptions

  constructor(options: NoticeWishesOptions) {
    this.options = options
  }

  async of({ partnerId, agentId }: Who): Promise<NoticeWishes> {
    return (await this.options.repository.ofAgents(partnerId, [agentId])).get(agentId) ?? noWishes
  }

  /** From now on: what former quiet hours held is told at once, unless the new ones hold it too. */
  async set(who: Who, wishes: NoticeWishes): Promise<void> {
    const { repository, jobs, clock } = this.options
    await repository.set(who, wishesSchema.parse(wishes), clock.now(), (rows) =>
      jobs.enqueue(rows, 'notices.wake', { partnerIds: [who.partnerId] }),
    )
  }

  /** No notice of this kind any more, from now on; those that wait are not told either. Again changes nothing. */
  async mute(who: Who, kind: NoticeKind): Promise<void> {
    await this.options.repository.mute(who, kind)
  }
}
