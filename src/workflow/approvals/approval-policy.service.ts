import { requireRole, type Who } from '../../commerce/access.ts'
import type { Directory } from '../../commerce/ports/directory.ts'
import type { Clock } from '../../platform/clock.ts'
import { remember } from '../activity/activity.repository.ts'
import type { ApprovalPolicyRepository } from './approval-policy.repository.ts'
import { type ApprovalPolicy, approvalPolicySchema } from './approval-policy.ts'

interface ApprovalPolicyOptions {
  repository: ApprovalPolicyRepository
  directory: Directory
  clock: Clock
}

/** What needs an approval in a partner: changed by its global admins only, each change on record. */
export class ApprovalPolicyService {
  private readonly options: ApprovalPolicyOptions

  constructor(options: ApprovalPolicyOptions) {
    this.options = options
  }

  of(partnerId: string): Promise<ApprovalPolicy> {
    return this.options.repository.of(partnerId)
  }

  /** Changes what is asked from now on; what waits already goes on waiting. @throws RoleMissing */
  async set(who: Who, policy: ApprovalPolicy): Promise<void> {
    const { repository, directory, clock } = this.options
    await requireRole(directory, who, 'change-settings')
    const now = clock.now()
    await repository.set(who, approvalPolicySchema.parse(policy), now, (rows) =>
      remember(rows, who, { what: 'settings-changed', at: now, facts: { approvals: JSON.stringify(policy) } }),
    )
  }
}
