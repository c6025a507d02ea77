import { requireRole, type Who } from '../../commerce/access.ts'
import type { Directory } from '../../commerce/ports/directory.ts'
import type { NoticePolicyService } from '../../workflow/notices/notice-policy.service.ts'
import type { NoticePolicy } from '../../workflow/notices/notice-policy.ts'
import { RulesChanged } from './settings.errors.ts'

export interface NoticeRulesSettings {
  readonly policy: NoticePolicy
  /** When it was last changed; null when never. */
  readonly changedAt: Date | null
}

/** When the partner's people are told, for its global admins. */
export class NoticeRulesService {
  private readonly policies: NoticePolicyService
  private readonly directory: Directory

  constructor({ policies, directory }: { policies: NoticePolicyService; directory: Directory }) {
    this.policies = policies
    this.directory = directory
  }

  /** @throws RoleMissing */
  async of(who: Who): Promise<NoticeRulesSettings> {
    await requireRole(this.directory, who, 'change-settings')
    const { rules, changed } = await this.policies.standing(who.partnerId)
    return { policy: rules, changedAt: changed?.at ?? null }
  }

  /**
   * @param since when the policy was last changed that the new one was made from; null for never.
   * @throws RoleMissing, RulesChanged
   */
  async set(who: Who, policy: NoticePolicy, since: Date | null): Promise<void> {
    if (await this.policies.set(who, policy, since)) return
    const { changed } = await this.policies.standing(who.partnerId)
    throw new RulesChanged((await this.directory.agent(who.partnerId, changed?.by ?? ''))?.name)
  }
}
