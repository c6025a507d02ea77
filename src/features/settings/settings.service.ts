import { requireRole, requireRoleNow, type Who } from '../../commerce/access.ts'
import type { ApprovalPolicy } from '../../workflow/approvals/approval-policy.ts'
import type { Shared } from '../../workflow/shared.ts'
import type { ChoosableChat } from './choosable-chats.ts'
import type { LostChat, LostChatsService } from './lost-chats.service.ts'
import { offeredChats, reachedChat } from './offered-chats.ts'
import { ChatNotReached, RulesChanged } from './settings.errors.ts'

export interface ApprovalSettings {
  readonly policy: ApprovalPolicy
  /** When it was last changed; null when never. */
  readonly changedAt: Date | null
  /** Those seen last, by name, with the one that is chosen. */
  readonly chats: readonly ChoosableChat[]
  /** The one that is chosen, where the bot is not any more. */
  readonly lost: LostChat | undefined
}

/** The partner's approval rules, for its global admins. */
export function settingsService(
  { approvalPolicies: policies, sharedChats, directory }: Shared,
  lostChats: LostChatsService,
) {
  return { approvals, setApprovals }

  /** @throws RoleMissing */
  async function approvals(who: Who): Promise<ApprovalSettings> {
    await requireRole(directory, who, 'change-settings')
    const [{ policy, changed }, lost] = await Promise.all([
      policies.standing(who.partnerId),
      lostChats.of(who.partnerId),
    ])
    const chats = await offeredChats({ sharedChats }, who.partnerId, chosenIn(policy))
    return { policy, changedAt: changed?.at ?? null, chats, lost: lost.approvals }
  }

  /**
   * @param since when the policy was last changed that the new one was made from; null for none.
   * @throws RoleMissing, ChatNotReached, RulesChanged
   */
  async function setApprovals(who: Who, policy: ApprovalPolicy, since: Date | null): Promise<void> {
    await requireRoleNow(directory, who, 'change-settings')
    const chosen = chosenIn(policy)
    if (chosen !== undefined && (await reachedChat({ sharedChats }, who.partnerId, chosen)) === undefined)
      throw new ChatNotReached()
    if (await policies.set(who, policy, since)) return
    const { changed } = await policies.standing(who.partnerId)
    throw new RulesChanged({ by: (await directory.agent(who.partnerId, changed?.by ?? ''))?.name })
  }
}

export type SettingsService = ReturnType<typeof settingsService>

/** The chat that a policy sends its cards to. */
const chosenIn = ({ cards }: ApprovalPolicy): string | undefined =>
  cards.to === 'chat' ? cards.conversationId : undefined
