import type { KnownSharedChat, SharedChatsRepository } from '../../chat/shared-chats.repository.ts'
import { requireRole, type Who } from '../../commerce/access.ts'
import type { Directory } from '../../commerce/ports/directory.ts'
import type { ApprovalPolicyService } from '../../workflow/approvals/approval-policy.service.ts'
import type { ApprovalPolicy } from '../../workflow/approvals/approval-policy.ts'
import type { NoticeWishes } from '../../workflow/notices/notice-wishes.repository.ts'
import type { NoticeWishesService } from '../../workflow/notices/notice-wishes.service.ts'
import { ChatNotReached } from './settings.errors.ts'

/** A channel or group chat that approval cards may go to. */
export type ChoosableChat = Pick<KnownSharedChat, 'conversationId' | 'name' | 'seenAt'>

export interface ApprovalSettings {
  readonly policy: ApprovalPolicy
  readonly chats: readonly ChoosableChat[]
}

interface SettingsOptions {
  wishes: NoticeWishesService
  policies: ApprovalPolicyService
  sharedChats: SharedChatsRepository
  directory: Directory
}

/** Everybody's own wishes, and the partner's approval rules for its global admins. */
export class SettingsService {
  private readonly options: SettingsOptions

  constructor(options: SettingsOptions) {
    this.options = options
  }

  wishes(who: Who): Promise<NoticeWishes> {
    return this.options.wishes.of(who)
  }

  setWishes(who: Who, wishes: NoticeWishes): Promise<void> {
    return this.options.wishes.set(who, wishes)
  }

  /** @throws RoleMissing */
  async approvals(who: Who): Promise<ApprovalSettings> {
    const { directory, policies, sharedChats } = this.options
    await requireRole(directory, who, 'change-settings')
    const [policy, chats] = await Promise.all([policies.of(who.partnerId), sharedChats.ofPartner(who.partnerId)])
    return { policy, chats }
  }

  /** @throws RoleMissing, ChatNotReached */
  async setApprovals(who: Who, policy: ApprovalPolicy): Promise<void> {
    const { chats } = await this.approvals(who)
    const { cards } = policy
    if (cards.to === 'chat' && !chats.some(({ conversationId }) => conversationId === cards.conversationId)) {
      throw new ChatNotReached()
    }
    await this.options.policies.set(who, policy)
  }
}
