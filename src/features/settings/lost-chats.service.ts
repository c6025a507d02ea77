import { z } from 'zod'
import type { KnownSharedChat, LostChats } from '../../chat/shared-chats.repository.ts'
import { may, rolesFor, type Who } from '../../commerce/access.ts'
import { later } from '../../platform/clock.ts'
import type { Shared } from '../../workflow/shared.ts'

/** Chats that the partner's settings choose and that the bot is not in any more. */
export interface ChosenAndLost {
  /** Where approval cards should go; until another is chosen, they go to each approver. */
  readonly approvals: LostChat | undefined
  /** Where windows should be told of that are nobody's here; until another is chosen, the admin agents are. */
  readonly windows: LostChat | undefined
  /** Which should get a morning summary. */
  readonly mornings: readonly LostChat[]
}

/** Without a row of its own, nothing but the id is known. */
export type LostChat = Pick<KnownSharedChat, 'conversationId'> & Partial<KnownSharedChat>

/** Drawn from what holds when it is its turn; its subject is the partner, its stage when the chats were lost. */
export const chatsLost = 'settings.chats-lost'

export const lostChatsJob = z.object({
  partnerId: z.guid(),
  conversationIds: z.array(z.string()),
  at: z.iso.datetime(),
})

/** Tells global admins, once, that a chat which their settings choose is gone; and says so as long as it stands there. */
export function lostChatsService({
  sharedChats,
  approvalPolicies,
  noticeRules,
  mornings,
  notices,
  directory,
  database,
  jobs,
  clock,
}: Shared) {
  sharedChats.whenLost(async ({ rows, partnerId, conversationIds }: LostChats) => {
    const lost = { partnerId, conversationIds: [...conversationIds], at: clock.now().toISOString() }
    await jobs.enqueue(rows, chatsLost, lost)
    return () => tell(lost)
  })
  return { of, forAdmin, tell }

  async function of(partnerId: string): Promise<ChosenAndLost> {
    const [{ cards }, { rules }, summaries] = await Promise.all([
      approvalPolicies.of(partnerId),
      noticeRules.standing(partnerId),
      mornings.ofSharedChats(partnerId),
    ])
    const policyId = cards.to === 'chat' ? cards.conversationId : undefined
    const windowsId = rules.windows.channel
    const chosen = [policyId, windowsId, ...summaries.keys()].filter((id) => id !== undefined)
    if (chosen.length === 0) return none
    const known = new Map(
      (await sharedChats.ofConversations(partnerId, chosen)).map((chat) => [chat.conversationId, chat]),
    )
    const lost = (conversationId: string): LostChat[] => {
      const chat = known.get(conversationId)
      return chat !== undefined && chat.stopped === null ? [] : [{ conversationId, ...chat }]
    }
    return {
      approvals: policyId === undefined ? undefined : lost(policyId)[0],
      windows: windowsId === undefined ? undefined : lost(windowsId)[0],
      mornings: [...summaries.keys()].flatMap(lost),
    }
  }

  /** The same; nothing for who may not change it. */
  async function forAdmin({ partnerId, agentId }: Who): Promise<ChosenAndLost> {
    const agent = await directory.agent(partnerId, agentId)
    return agent !== undefined && may(agent, 'change-settings') ? of(partnerId) : none
  }

  /** At once, and by the job, which changes nothing then: nobody is told of chats that nothing was chosen to go to. */
  async function tell({ partnerId, conversationIds, at }: z.infer<typeof lostChatsJob>): Promise<void> {
    const lost = await of(partnerId)
    if (!chatsIn(lost).some(({ conversationId }) => conversationIds.includes(conversationId))) return
    const admins = await directory.agentsWith(partnerId, rolesFor('change-settings'))
    // Before what follows from it: an approval that goes to the approvers instead is told in the same moment.
    const dueAt = later(new Date(at), -1)
    const about = { partnerId, occasion: chatsLost, subjectId: partnerId, stage: at, dueAt }
    await database.transaction((rows) =>
      notices.tell(
        rows,
        admins.map(({ id }) => ({ ...about, recipient: id })),
      ),
    )
  }
}

export type LostChatsService = ReturnType<typeof lostChatsService>

const none: ChosenAndLost = { approvals: undefined, windows: undefined, mornings: [] }

export const chatsIn = ({ approvals, windows, mornings }: ChosenAndLost): LostChat[] =>
  [approvals, windows, ...mornings].filter((chat) => chat !== undefined)
