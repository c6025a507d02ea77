import type { Directory } from '../../commerce/ports/directory.ts'
import type { PartnerCenter } from '../../commerce/ports/partner-center.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { JobQueue } from '../../platform/jobs.ts'
import type { Vault } from '../../platform/secrets.ts'
import type { ActivityService } from '../../workflow/activity/activity.service.ts'
import { ActivityReadingRepository } from '../../workflow/activity/activity-reading.repository.ts'
import { ActivityVerifyingRepository } from '../../workflow/activity/activity-verifying.repository.ts'
import { ActivityVerifyingService } from '../../workflow/activity/activity-verifying.service.ts'
import { ChainWalkService } from '../../workflow/activity/chain-walk.service.ts'
import type { CustomersService } from '../../workflow/customers/customers.service.ts'
import { ActivityFilesService } from './activity-files.service.ts'
import type { ActivityLogRooms } from './activity-log.dialog.ts'
import { ActivityLogRepository } from './activity-log.repository.ts'
import { ActivityLogService } from './activity-log.service.ts'
import { ChainCheckService } from './chain-check.service.ts'

interface ActivityLogOptions {
  readonly database: Database
  readonly vault: Vault
  readonly activity: ActivityService
  readonly directory: Directory
  readonly partnerCenter: PartnerCenter
  readonly customers: CustomersService
  readonly jobs: JobQueue
  readonly clock: Clock
  readonly publicUrl: () => string
}

/** Joins the rooms of the activity log: asking it, fetching it as a file, checking its chain. */
export function openActivityLog(options: ActivityLogOptions): ActivityLogRooms {
  const { database, vault, activity, directory, clock, jobs } = options
  const reading = new ActivityReadingRepository(database)
  const repository = new ActivityLogRepository(database, activity)
  const kept = new ActivityVerifyingRepository(database)
  const walks = new ChainWalkService({ repository: kept, vault })
  const verifying = new ActivityVerifyingService({ repository: kept, walks, activity, directory, clock })
  return {
    log: new ActivityLogService({ ...options, reading, repository }),
    files: new ActivityFilesService({ ...options, reading, repository }),
    checks: new ChainCheckService({ verifying, repository, jobs }),
  }
}
