import { z } from 'zod'
import { minute } from '../platform/clock.ts'
import { teamsIdOf } from './person.ts'
import type { CardAction } from './presses.ts'
import type { Card, Conversation, Message } from './transcript.ts'

const refreshSchema = z.looseObject({
  refresh: z.looseObject({
    action: z.looseObject({
      type: z.literal('Action.Execute'),
      id: z.string().optional(),
      title: z.string().optional(),
      verb: z.string().optional(),
      data: z.unknown().optional(),
    }),
    userIds: z.array(z.string()).optional(),
  }),
})

// A card without `userIds` is refreshed for everybody only in a conversation of at most so many; a list may be as long.
const mostViewers = 60

/** What a card of a message asks for a view of its own with; nothing when it has no `refresh`. */
export function refreshActionOf(message: Message, personId: string): CardAction | undefined {
  return refreshOf(shownTo(message, personId))?.action ?? refreshOf(message.card)?.action
}

/** Whether the person's Teams asks for their own view when it shows them the message at this moment. */
export function refreshIsDue({ memberIds }: Conversation, message: Message, personId: string, now: Date): boolean {
  const refresh = refreshOf(shownTo(message, personId)) ?? refreshOf(message.card)
  if (refresh === undefined) return false
  const named = refresh.userIds?.slice(0, mostViewers).includes(teamsIdOf(personId))
  if (!(named ?? memberIds.length <= mostViewers)) return false
  const viewedAt = message.viewedAt.get(personId)
  return viewedAt === undefined || now.getTime() - viewedAt.getTime() >= minute
}

const shownTo = ({ card, ownViews }: Message, personId: string): Card | undefined =>
  ownViews.get(personId)?.card ?? card

const refreshOf = (card: Card | undefined) => refreshSchema.safeParse(card).data?.refresh
