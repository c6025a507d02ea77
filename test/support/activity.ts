import type { Database } from '../../src/platform/database/database.ts'
import { ActivityRepository } from '../../src/workflow/activity/activity.repository.ts'
import { ActivityService } from '../../src/workflow/activity/activity.service.ts'
import { testVault } from './vault.ts'

/** The activity log as another replica of the desk would write it. */
export const activityOf = (database: Database): ActivityService =>
  new ActivityService({ repository: new ActivityRepository(database), vault: testVault() })
