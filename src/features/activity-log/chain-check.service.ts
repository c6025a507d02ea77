import type { Who } from '../../commerce/access.ts'
import { cardOf, type Origin } from '../../commerce/origin.ts'
import type { ActivityCheck, ActivityVerifyingService } from '../../workflow/activity/activity-verifying.service.ts'
import type { Shared } from '../../workflow/shared.ts'
import type { ActivityLogRepository } from './activity-log.repository.ts'

export interface CheckSlice {
  readonly id: string
  /** The card that shows how far it is; none for who asks by themselves. */
  readonly flowId?: string | undefined
}

/** Has a partner's chain checked by jobs, slice by slice. */
export function chainCheckService(
  { jobs }: Shared,
  verifying: ActivityVerifyingService,
  repository: ActivityLogRepository,
) {
  return { begin, goOn, check }

  /** @param id made when the form was drawn: the same one twice is one check. @throws RoleMissing */
  async function begin(who: Who, id: string, origin: Origin): Promise<void> {
    await verifying.begin(who, origin.key, {
      checkId: id,
      follow: (rows) => jobs.enqueue(rows, 'activity.check', { id, flowId: cardOf(origin) }),
    })
  }

  /** Checks a slice, and has the next one checked while more is left. */
  async function goOn(slice: CheckSlice): Promise<void> {
    if (!(await verifying.goOn(slice.id))) return
    await repository.transaction((rows) => jobs.enqueue(rows, 'activity.check', slice))
  }

  /** @returns undefined when there is none. @throws RoleMissing */
  function check(who: Who, id: string): Promise<ActivityCheck | undefined> {
    return verifying.check(who, id)
  }
}

export type ChainCheckService = ReturnType<typeof chainCheckService>
