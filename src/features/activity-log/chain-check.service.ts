import type { Who } from '../../commerce/access.ts'
import type { JobQueue } from '../../platform/jobs.ts'
import type { ActivityCheck, ActivityVerifyingService } from '../../workflow/activity/activity-verifying.service.ts'
import type { ActivityLogRepository } from './activity-log.repository.ts'

export interface CheckSlice {
  readonly id: string
  /** The card that shows how far it is. */
  readonly flowId: string
}

/** Has a partner's chain checked by jobs, slice by slice. */
export class ChainCheckService {
  private readonly verifying: ActivityVerifyingService
  private readonly repository: ActivityLogRepository
  private readonly jobs: JobQueue

  constructor(rooms: { verifying: ActivityVerifyingService; repository: ActivityLogRepository; jobs: JobQueue }) {
    this.verifying = rooms.verifying
    this.repository = rooms.repository
    this.jobs = rooms.jobs
  }

  /** @param id made when the card was drawn: the same one twice is one check. @throws RoleMissing */
  async begin(who: Who, { id, flowId }: CheckSlice): Promise<void> {
    await this.verifying.begin(who, flowId, {
      checkId: id,
      follow: (rows) => this.jobs.enqueue(rows, 'activity.check', { id, flowId }),
    })
  }

  /** Checks a slice, and has the next one checked while more is left. */
  async goOn(slice: CheckSlice): Promise<void> {
    if (!(await this.verifying.goOn(slice.id))) return
    await this.repository.transaction((rows) => this.jobs.enqueue(rows, 'activity.check', slice))
  }

  /** @returns undefined when there is none. @throws RoleMissing */
  check(who: Who, id: string): Promise<ActivityCheck | undefined> {
    return this.verifying.check(who, id)
  }
}
