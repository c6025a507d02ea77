import type { Shared } from '../../workflow/shared.ts'
import { byName, type ChoosableChat, listedChats } from './choosable-chats.ts'

/** Those that the bot is in and was seen in last, by name, with the one that is chosen. */
export async function offeredChats(
  { sharedChats }: Pick<Shared, 'sharedChats'>,
  partnerId: string,
  chosenId: string | undefined,
): Promise<ChoosableChat[]> {
  const [chosen, recent] = await Promise.all([
    reachedChat({ sharedChats }, partnerId, chosenId),
    sharedChats.seenLast(partnerId, listedChats),
  ])
  const others = recent.filter(({ conversationId }) => conversationId !== chosen?.conversationId)
  return [...(chosen === undefined ? [] : [chosen]), ...others].sort(byName)
}

/** A chat by its id, when the bot is in it. */
export async function reachedChat(
  { sharedChats }: Pick<Shared, 'sharedChats'>,
  partnerId: string,
  conversationId: string | undefined,
): Promise<ChoosableChat | undefined> {
  if (conversationId === undefined) return undefined
  const known = await sharedChats.ofConversations(partnerId, [conversationId])
  return known.find(({ stopped }) => stopped === null)
}
