import type { PolicyChoice } from '../../commerce/policy.ts'
import type { Directory } from '../../commerce/ports/directory.ts'
import type { PartnerCenter } from '../../commerce/ports/partner-center.ts'
import type { Clock } from '../../platform/clock.ts'
import type { JobQueue } from '../../platform/jobs.ts'
import type { Log } from '../../platform/log.ts'
import type { ActivityService } from '../../workflow/activity/activity.service.ts'
import type { ApprovalViewsService } from '../../workflow/approvals/approval-views.service.ts'
import type { ApprovalsService } from '../../workflow/approvals/approvals.service.ts'
import type { ApprovedService } from '../../workflow/approvals/approved.service.ts'
import type { NoticesService } from '../../workflow/notices/notices.service.ts'
import { ApprovedCancellationsService } from './approved-cancellations.service.ts'
import type { CancellingRepository } from './cancelling.repository.ts'
import { CancellingService } from './cancelling.service.ts'
import { CarryingOutService } from './carrying-out.service.ts'
import { overdueCancellations } from './overdue-cancellations.ts'

interface CancellingRoom {
  partnerCenter: PartnerCenter
  directory: Directory
  repository: CancellingRepository
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

/** Joins what cancelling is made of. */
export function openCancelling(room: CancellingRoom) {
  const carryingOut = new CarryingOutService(room)
  return {
    carryingOut,
    cancelling: new CancellingService({ ...room, carryingOut }),
    approvedCancellations: new ApprovedCancellationsService(room),
    overdue: overdueCancellations(room),
  }
}
