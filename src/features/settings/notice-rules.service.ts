import { requireRole, type Who } from '../../commerce/access.ts'
import type { NoticePolicy } from '../../workflow/notices/notice-policy.ts'
import type { Shared } from '../../workflow/shared.ts'
import { RulesChanged } from './settings.errors.ts'

export interface NoticeRulesSettings {
  readonly policy: NoticePolicy
  /** When it was last changed; null when never. */
  readonly changedAt: Date | null
}

/** When the partner's people are told, for its global admins. */
export function noticeRulesService({ noticeRules: policies, directory, activity }: Shared) {
  policies.whenChanged(({ rows, who, policy, at }) =>
    activity.remember(rows, who, { what: 'settings-changed', at, facts: { notices: JSON.stringify(policy) } }),
  )
  return { of, set }

  /** @throws RoleMissing */
  async function of(who: Who): Promise<NoticeRulesSettings> {
    await requireRole(directory, who, 'change-settings')
    const { rules, changed } = await policies.standing(who.partnerId)
    return { policy: rules, changedAt: changed?.at ?? null }
  }

  /**
   * @param since when the policy was last changed that the new one was made from; null for never.
   * @throws RoleMissing, RulesChanged
   */
  async function set(who: Who, policy: NoticePolicy, since: Date | null): Promise<void> {
    if (await policies.set(who, policy, since)) return
    const { changed } = await policies.standing(who.partnerId)
    throw new RulesChanged({ by: (await directory.agent(who.partnerId, changed?.by ?? ''))?.name })
  }
}

export type NoticeRulesService = ReturnType<typeof noticeRulesService>
