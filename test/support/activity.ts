import type { Database } from '../../src/platform/database/database.ts'
import { activityRepository } from '../../src/workflow/activity/activity.repository.ts'
import { type ActivityService, activityService } from '../../src/workflow/activity/activity.service.ts'
import { testVault } from './vault.ts'

/** The activity log as another replica of the desk would write it. */
export const activityOf = (database: Database): ActivityService =>
  activityService({ vault: testVault() }, activityRepository({ database }))
