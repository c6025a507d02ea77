import type { Directory } from '../../commerce/ports/directory.ts'
import type { PartnerCenter } from '../../commerce/ports/partner-center.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { JobQueue } from '../../platform/jobs.ts'
import type { Log } from '../../platform/log.ts'
import type { Vault } from '../../platform/secrets.ts'
import type { ActivityService } from '../../workflow/activity/activity.service.ts'
import type { CustomersService } from '../../workflow/customers/customers.service.ts'
import type { NoticesService } from '../../workflow/notices/notices.service.ts'
import { ByHandService } from './by-hand.service.ts'
import { CommentsRepository } from './comments.repository.ts'
import { HandingOverService } from './handing-over.service.ts'
import { MovingService } from './moving.service.ts'
import { OpeningFilesService } from './opening-files.service.ts'
import { RequestsService } from './requests.service.ts'
import { SupportRepository } from './support.repository.ts'
import { SupportService } from './support.service.ts'
import { SupportFilesRepository } from './support-files.repository.ts'
import type { SupportFilesService } from './support-files.service.ts'

interface SupportRoom {
  database: Database
  partnerCenter: PartnerCenter
  directory: Directory
  customers: CustomersService
  files: SupportFilesService
  vault: Vault
  publicUrl: () => string
  activity: ActivityService
  notices: NoticesService
  jobs: JobQueue
  clock: Clock
  log: Log
}

/** Joins what support requests are made of. */
export function openSupport({ database, ...room }: SupportRoom) {
  const repository = new SupportRepository(database)
  const comments = new CommentsRepository(database)
  const kept = { ...room, repository, comments }
  const moving = new MovingService(kept)
  const handingOver = new HandingOverService({ ...kept, moving })
  return {
    handingOver,
    support: new SupportService({ ...kept, moving, handingOver }),
    requests: new RequestsService(kept),
    byHand: new ByHandService({ ...kept, moving }),
    files: room.files,
    opening: new OpeningFilesService({ ...room, repository: new SupportFilesRepository(database) }),
  }
}
