import { z } from 'zod'

/** A card as it came: its inside is judged by whoever renders it. */
export const cardSchema = z.looseObject({ type: z.literal('AdaptiveCard') })
export type Card = z.infer<typeof cardSchema>

const contentSchema = z.object({
  text: z.string().optional(),
  /** The text is no Markdown. */
  plain: z.literal(true).optional(),
  card: cardSchema.optional(),
  summary: z.string().optional(),
  /** A picture that a person sent; the stand-in knows only one. */
  picture: z.literal(true).optional(),
  /** Files that a person sent, by name and size in bytes; what is in them is not kept. */
  files: z.array(z.object({ name: z.string(), size: z.number() })).optional(),
  /** The bot offers a file, which the person may accept; the contexts come back with the answer. */
  consent: z
    .object({
      name: z.string(),
      description: z.string(),
      sizeInBytes: z.number(),
      acceptContext: z.unknown(),
      declineContext: z.unknown(),
    })
    .optional(),
  /** The bot shows a file in the person's OneDrive. */
  saved: z.object({ name: z.string(), url: z.string() }).optional(),
  /** The sender named the bot, as one has to in a group chat. */
  mention: z.literal(true).optional(),
})
export type Content = z.infer<typeof contentSchema>

const messageSchema = contentSchema.extend({ id: z.string(), from: z.string(), at: z.coerce.date() })

/** What happened, in the order it happened: the whole state of the stand-in is told by these. */
export const happeningSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('opened'),
    conversationId: z.string(),
    type: z.enum(['personal', 'groupChat']),
    topic: z.string(),
    memberIds: z.array(z.string()),
    tenantId: z.string(),
  }),
  z.object({ kind: z.literal('installed'), conversationId: z.string() }),
  z.object({ kind: z.literal('removed'), conversationId: z.string() }),
  z.object({ kind: z.literal('blocked'), conversationId: z.string() }),
  z.object({ kind: z.literal('unblocked'), conversationId: z.string() }),
  z.object({ kind: z.literal('sent'), conversationId: z.string(), message: messageSchema }),
  z.object({ kind: z.literal('edited'), conversationId: z.string(), messageId: z.string(), content: contentSchema }),
  z.object({ kind: z.literal('deleted'), conversationId: z.string(), messageId: z.string() }),
  z.object({
    kind: z.literal('answered'),
    conversationId: z.string(),
    messageId: z.string(),
    personId: z.string(),
    card: cardSchema.optional(),
    line: z.string().optional(),
    failed: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('clock moved'), aheadMilliseconds: z.number() }),
])
export type Happening = z.infer<typeof happeningSchema>

/** What one person alone sees of a message, after a press of theirs or a refresh. */
export interface OwnView {
  card?: Card | undefined
  line?: string | undefined
  failed?: boolean | undefined
}

export interface Message extends z.infer<typeof messageSchema> {
  edited: boolean
  ownViews: Map<string, OwnView>
  /** When each person's Teams last got a view of its own, or asked for one. Forgotten at an edit, and at a restart. */
  readonly viewedAt: Map<string, Date>
}

export interface Conversation {
  readonly id: string
  readonly type: 'personal' | 'groupChat'
  readonly topic: string
  readonly memberIds: readonly string[]
  readonly tenantId: string
  /** Whether the bot is in it. */
  installed: boolean
  /** Whether its one person has blocked the bot: nothing of it reaches them. */
  blocked: boolean
  readonly messages: Message[]
}

/** All conversations, told by what happened in them. */
export class Transcript {
  readonly conversations = new Map<string, Conversation>()
  private newestMessage = 0

  tell(happening: Happening): void {
    if (happening.kind === 'clock moved') return
    if (happening.kind === 'opened') {
      this.open(happening)
      return
    }
    const conversation = this.conversations.get(happening.conversationId)
    if (conversation === undefined) return
    if (happening.kind === 'installed') Object.assign(conversation, { installed: true, blocked: false })
    else if (happening.kind === 'removed') conversation.installed = false
    else if (happening.kind === 'blocked') conversation.blocked = true
    else if (happening.kind === 'unblocked') conversation.blocked = false
    else if (happening.kind === 'sent') {
      conversation.messages.push({ ...happening.message, edited: false, ownViews: new Map(), viewedAt: new Map() })
      this.newestMessage = Math.max(this.newestMessage, Number(happening.message.id) || 0)
    } else tellMessage(conversation, happening)
  }

  /** Teams' message ids are milliseconds since 1970; two messages never share one. */
  nextMessageId(now: Date): string {
    this.newestMessage = Math.max(this.newestMessage + 1, now.getTime())
    return String(this.newestMessage)
  }

  private open({ conversationId, type, topic, memberIds, tenantId }: Extract<Happening, { kind: 'opened' }>): void {
    const empty = { installed: false, blocked: false, messages: [] }
    this.conversations.set(conversationId, { id: conversationId, type, topic, memberIds, tenantId, ...empty })
  }
}

function tellMessage(
  conversation: Conversation,
  happening: Extract<Happening, { kind: 'edited' | 'deleted' | 'answered' }>,
): void {
  const index = conversation.messages.findIndex(({ id }) => id === happening.messageId)
  const message = conversation.messages[index]
  if (message === undefined) return
  if (happening.kind === 'deleted') conversation.messages.splice(index, 1)
  else if (happening.kind === 'edited') {
    const { id, from, at } = message
    // The edit takes the place of everybody's card; a line stays under it until the person presses again.
    const ownViews = new Map([...message.ownViews].map(([person, view]) => [person, { ...view, card: undefined }]))
    conversation.messages[index] = { ...happening.content, id, from, at, edited: true, ownViews, viewedAt: new Map() }
  } else {
    const { personId, line, failed } = happening
    const card = happening.card ?? message.ownViews.get(personId)?.card
    message.ownViews.set(personId, { card, line, failed })
  }
}
