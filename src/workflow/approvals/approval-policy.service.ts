import { isDeepStrictEqual } from 'node:util'
import { requireRoleNow, type Who } from '../../commerce/access.ts'
import type { Ground } from '../../commerce/ground.ts'
import type { ActivityService } from '../activity/activity.service.ts'
import type { ApprovalPolicyRepository, StandingPolicy } from './approval-policy.repository.ts'
import { type ApprovalPolicy, approvalPolicySchema } from './approval-policy.ts'

/** What needs an approval in a partner: changed by its global admins only, each change on record. */
export function approvalPolicyService(
  { directory, clock }: Ground,
  repository: ApprovalPolicyRepository,
  activity: ActivityService,
) {
  return { of, standing, set }

  async function of(partnerId: string): Promise<ApprovalPolicy> {
    return (await repository.of(partnerId)).policy
  }

  /** With who changed it last, and when. */
  function standing(partnerId: string): Promise<StandingPolicy> {
    return repository.of(partnerId)
  }

  /**
   * Changes what is asked from now on; what waits already goes on waiting.
   * @param since when the policy was last changed that the new one was made from, null for none; left out, it follows whatever holds.
   * @returns false when somebody has decided otherwise since: then nothing changes.
   * @throws RoleMissing
   */
  async function set(who: Who, policy: ApprovalPolicy, since?: Date | null): Promise<boolean> {
    await requireRoleNow(directory, who, 'change-settings')
    const wish = approvalPolicySchema.parse(policy)
    const now = clock.now()
    const set = await repository.set(who, wish, { at: now, since }, (rows) =>
      activity.remember(rows, who, { what: 'settings-changed', at: now, facts: { approvals: JSON.stringify(policy) } }),
    )
    // A press that Teams delivers again finds what its first delivery wrote.
    return set || isDeepStrictEqual((await repository.of(who.partnerId)).policy, wish)
  }
}

export type ApprovalPolicyService = ReturnType<typeof approvalPolicyService>
