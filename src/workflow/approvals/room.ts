import type { Ground } from '../../commerce/ground.ts'
import type { ActivityService } from '../activity/activity.service.ts'
import type { NoticesService } from '../notices/notices.service.ts'
import { orderNumbersRepository } from '../orders/order-numbers.repository.ts'
import { approvalCallsService } from './approval-calls.service.ts'
import { approvalMovesService } from './approval-moves.service.ts'
import { approvalPolicyRepository } from './approval-policy.repository.ts'
import { approvalPolicyService } from './approval-policy.service.ts'
import { approvalSubjects } from './approval-subject.ts'
import { approvalViewsService } from './approval-views.service.ts'
import { approvalsRepository } from './approvals.repository.ts'
import { approvalsService } from './approvals.service.ts'
import { approvedService } from './approved.service.ts'

/** Asking and deciding, carrying out, seeing, and the partner's policy. */
export function approvalsRoom(ground: Ground, told: { activity: ActivityService; notices: NoticesService }) {
  const subjects = approvalSubjects()
  const repository = approvalsRepository(ground)
  const policies = approvalPolicyService(ground, approvalPolicyRepository(ground), told.activity)
  const moves = approvalMovesService(ground, { repository, subjects, ...told })
  const calls = approvalCallsService(ground, repository, policies, told.notices)
  return {
    approvalSubjects: subjects,
    approvalPolicies: policies,
    approvals: approvalsService(ground, { repository, policies, moves, calls, subjects, activity: told.activity }),
    approved: approvedService(ground, repository, moves, subjects),
    approvalViews: approvalViewsService(ground, repository, orderNumbersRepository(ground)),
  }
}

export type ApprovalsRoom = ReturnType<typeof approvalsRoom>
