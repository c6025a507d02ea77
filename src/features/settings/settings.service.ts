import type { KnownSharedChat, SharedChatsRepository } from '../../chat/shared-chats.repository.ts'
import { requireRole, type Who } from '../../commerce/access.ts'
import type { Directory } from '../../commerce/ports/directory.ts'
import type { ApprovalPolicyService } from '../../workflow/approvals/approval-policy.service.ts'
import type { ApprovalPolicy } from '../../workflow/approvals/approval-policy.ts'
import type { NoticeWishes } from '../../workflow/notices/notice-wishes.repository.ts'
import type { NoticeWishesService } from '../../workflow/notices/notice-wishes.service.ts'
import { ChatNotReached, RulesChanged } from './settings.errors.ts'

/** A channel or group chat that approval cards may go to. */
export type ChoosableChat = Pick<KnownSharedChat, 'conversationId' | 'name' | 'seenAt'>

export interface ApprovalSettings {
  readonly policy: ApprovalPolicy
  /** When it was last changed; null when never. */
  readonly changedAt: Date | null
  /** Those seen last, by name, with the one that is chosen. */
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
    const [{ policy, changed }, recent] = await Promise.all([
      policies.standing(who.partnerId),
      sharedChats.seenLast(who.partnerId, listedChats),
    ])
    const chosen = await this.chatOf(who, policy)
    const others = recent.filter(({ conversationId }) => conversationId !== chosen?.conversationId)
    const chats = [...(chosen === undefined ? [] : [chosen]), ...others]
    return { policy, changedAt: changed?.at ?? null, chats: chats.sort((a, b) => byName.compare(a.name, b.name)) }
  }

  /**
   * @param since when the policy was last changed that the new one was made from; null for none.
   * @throws RoleMissing, ChatNotReached, RulesChanged
   */
  async setApprovals(who: Who, policy: ApprovalPolicy, since: Date | null): Promise<void> {
    const { directory, policies } = this.options
    await requireRole(directory, who, 'change-settings')
    if (policy.cards.to === 'chat' && (await this.chatOf(who, policy)) === undefined) throw new ChatNotReached()
    if (await policies.set(who, policy, since)) return
    const { changed } = await policies.standing(who.partnerId)
    throw new RulesChanged((await directory.agent(who.partnerId, changed?.by ?? ''))?.name)
  }

  /** The chat that a policy sends its cards to, when the bot is in it. */
  private async chatOf({ partnerId }: Who, { cards }: ApprovalPolicy): Promise<ChoosableChat | undefined> {
    if (cards.to !== 'chat') return undefined
    const known = await this.options.sharedChats.ofConversations(partnerId, [cards.conversationId])
    return known.find(({ stopped }) => stopped === null)
  }
}

/** As many as one looks through, and as fit on the card. */
const listedChats = 100
const byName = new Intl.Collator()
