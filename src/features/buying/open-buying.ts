import type { PolicyChoice } from '../../commerce/policy.ts'
import type { Directory } from '../../commerce/ports/directory.ts'
import type { PartnerCenter } from '../../commerce/ports/partner-center.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { JobQueue } from '../../platform/jobs.ts'
import type { Log } from '../../platform/log.ts'
import type { ActivityService } from '../../workflow/activity/activity.service.ts'
import type { ApprovalViewsService } from '../../workflow/approvals/approval-views.service.ts'
import type { ApprovalsService } from '../../workflow/approvals/approvals.service.ts'
import type { ApprovedService } from '../../workflow/approvals/approved.service.ts'
import type { NoticesService } from '../../workflow/notices/notices.service.ts'
import type { CancellationsOf } from '../../workflow/orders/order-state.ts'
import { ApprovedPurchasesService } from './approved-purchases.service.ts'
import { BuyingRepository } from './buying.repository.ts'
import { BuyingService } from './buying.service.ts'
import { overduePurchases } from './overdue-purchases.ts'
import { ReceiptsService } from './receipts.service.ts'
import type { WindowsRepository } from './windows.repository.ts'
import { type WindowRulesOf, WindowsService } from './windows.service.ts'

interface BuyingRoom {
  database: Database
  partnerCenter: PartnerCenter
  directory: Directory
  windowsKept: WindowsRepository
  windowRulesOf: WindowRulesOf
  cancellationsOf: CancellationsOf
  approvals: ApprovalsService
  approvalViews: ApprovalViewsService
  approved: ApprovedService
  activity: ActivityService
  notices: NoticesService
  jobs: JobQueue
  clock: Clock
  policy: PolicyChoice
  log: Log
}

/** Joins what buying is made of. */
export function openBuying({ database, windowsKept, windowRulesOf, approvalViews, ...room }: BuyingRoom) {
  const repository = new BuyingRepository(database)
  const kept = { ...room, repository }
  const buying = new BuyingService({ ...kept, windowRulesOf })
  return {
    buying,
    receipts: new ReceiptsService({ ...kept, approvals: approvalViews }),
    approvedPurchases: new ApprovedPurchasesService({ ...kept, buying }),
    windows: new WindowsService({ ...room, repository: windowsKept, purchases: repository, rulesOf: windowRulesOf }),
    overdue: overduePurchases(kept),
  }
}
