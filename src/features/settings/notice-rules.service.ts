import { requireRole, type Who } from '../../commerce/access.ts'
import type { NoticePolicy } from '../../workflow/notices/notice-policy.ts'
import type { Shared } from '../../workflow/shared.ts'
import type { ChoosableChat } from './choosable-chats.ts'
import type { LostChat, LostChatsService } from './lost-chats.service.ts'
import { offeredChats, reachedChat } from './offered-chats.ts'
import { ChatNotReached, RulesChanged } from './settings.errors.ts'

export interface NoticeRulesSettings {
  readonly policy: NoticePolicy
  /** When it was last changed; null when never. */
  readonly changedAt: Date | null
  /** Those seen last, by name, with the one that is chosen. */
  readonly chats: readonly ChoosableChat[]
  /** The one that is chosen, where the bot is not any more. */
  readonly lost: LostChat | undefined
}

/** When the partner's people are told, for its global admins. */
export function noticeRulesService(
  { noticeRules: policies, sharedChats, directory, activity }: Shared,
  lostChats: LostChatsService,
) {
  policies.whenChanged(({ rows, who, policy, at }) =>
    activity.remember(rows, who, { what: 'settings-changed', at, facts: { notices: JSON.stringify(policy) } }),
  )
  return { of, set }

  /** @throws RoleMissing */
  async function of(who: Who): Promise<NoticeRulesSettings> {
    await requireRole(directory, who, 'change-settings')
    const { rules, changed } = await policies.standing(who.partnerId)
    const [chats, lost] = await Promise.all([
      offeredChats({ sharedChats }, who.partnerId, rules.windows.channel),
      lostChats.of(who.partnerId),
    ])
    return { policy: rules, changedAt: changed?.at ?? null, chats, lost: lost.windows }
  }

  /**
   * @param since when the policy was last changed that the new one was made from; null for never.
   * @throws RoleMissing, ChatNotReached, RulesChanged
   */
  async function set(who: Who, policy: NoticePolicy, since: Date | null): Promise<void> {
    await requireRole(directory, who, 'change-settings')
    const { channel } = policy.windows
    if (channel !== undefined && (await reachedChat({ sharedChats }, who.partnerId, channel)) === undefined)
      throw new ChatNotReached()
    if (await policies.set(who, policy, since)) return
    const { changed } = await policies.standing(who.partnerId)
    throw new RulesChanged({ by: (await directory.agent(who.partnerId, changed?.by ?? ''))?.name })
  }
}

export type NoticeRulesService = ReturnType<typeof noticeRulesService>
