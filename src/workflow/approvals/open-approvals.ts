import type { Directory } from '../../commerce/ports/directory.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { JobQueue } from '../../platform/jobs.ts'
import type { Log } from '../../platform/log.ts'
import type { ActivityService } from '../activity/activity.service.ts'
import type { NoticesService } from '../notices/notices.service.ts'
import { ApprovalCallsService } from './approval-calls.service.ts'
import { ApprovalMovesService } from './approval-moves.service.ts'
import { ApprovalPolicyRepository } from './approval-policy.repository.ts'
import { ApprovalPolicyService } from './approval-policy.service.ts'
import type { ApprovalSubjects } from './approval-subject.ts'
import { ApprovalViewsService } from './approval-views.service.ts'
import { ApprovalsRepository } from './approvals.repository.ts'
import { ApprovalsService } from './approvals.service.ts'
import { ApprovedService } from './approved.service.ts'

interface ApprovalsParts {
  database: Database
  directory: Directory
  notices: NoticesService
  activity: ActivityService
  jobs: JobQueue
  clock: Clock
  log: Log
  /** The features whose purchases and cancellations wait; they are made of these services. */
  subjects: () => ApprovalSubjects
}

/** Joins the room's services: asking and deciding, carrying out, seeing, and the partner's policy. */
export function openApprovals({ database, subjects, ...parts }: ApprovalsParts) {
  const repository = new ApprovalsRepository(database)
  const policies = new ApprovalPolicyService({ repository: new ApprovalPolicyRepository(database), ...parts })
  const moves = new ApprovalMovesService({ repository, subjects, ...parts })
  const calls = new ApprovalCallsService({ repository, policies, ...parts })
  return {
    policies,
    approvals: new ApprovalsService({ repository, policies, moves, calls, subjects, ...parts }),
    approved: new ApprovedService({ repository, moves, subjects, ...parts }),
    views: new ApprovalViewsService({ repository, ...parts }),
  }
}
