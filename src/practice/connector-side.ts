import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type PracticePerson, teamsIdOf } from './person.ts'
import type { PracticeWorld } from './practice-world.ts'
import { type Card, type Content, type Conversation, cardSchema } from './transcript.ts'

/** A refusal of the Connector service, with Teams' own codes. */
export class ConnectorRefusal extends Error {
  readonly status: number
  readonly code: string
  readonly retryAfterSeconds: number | undefined

  constructor(status: number, code: string, message: string, retryAfterSeconds?: number) {
    super(message)
    this.name = 'ConnectorRefusal'
    this.status = status
    this.code = code
    this.retryAfterSeconds = retryAfterSeconds
  }
}

const attachmentSchema = z.looseObject({ contentType: z.string(), content: z.unknown().optional() })
const fromBotSchema = z.looseObject({
  type: z.string(),
  text: z.string().nullish(),
  textFormat: z.string().nullish(),
  summary: z.string().nullish(),
  attachments: z.array(attachmentSchema).nullish(),
})
type FromBot = z.infer<typeof fromBotSchema>

const newConversationSchema = z.looseObject({
  isGroup: z.boolean().nullish(),
  members: z.array(z.looseObject({ id: z.string() })).min(1),
  activity: z.unknown().optional(),
})

export interface TeamsMember {
  readonly id: string
  readonly name: string
  readonly aadObjectId: string
  readonly objectId: string
  readonly tenantId: string
  readonly userRole: 'user'
}

const cardType = 'application/vnd.microsoft.card.adaptive'
const largestActivity = 100 * 1024
const mostPictures = 20

/** What the Bot Connector service does for a bot. Everything that comes in is untrusted; refusals are ConnectorRefusal. */
export class ConnectorSide {
  private readonly world: PracticeWorld
  private readonly refusals: ConnectorRefusal[] = []
  private readonly openingRefusals: ConnectorRefusal[] = []
  /** Whom a chat was asked for with, by the id that was given. */
  readonly askedFor: string[] = []
  private readonly pictures = new Map<string, Buffer>()

  constructor(world: PracticeWorld) {
    this.world = world
  }

  /** The next call that sends, edits or deletes is refused with this: how tests let Teams throttle or fail. */
  refuseNext(status: number, code: string, retryAfterSeconds?: number): void {
    this.refusals.push(new ConnectorRefusal(status, code, `Refused as asked: ${code}`, retryAfterSeconds))
  }

  /** The same for the next call that asks for a chat. */
  refuseNextOpening(status: number, code: string, retryAfterSeconds?: number): void {
    this.openingRefusals.push(new ConnectorRefusal(status, code, `Refused as asked: ${code}`, retryAfterSeconds))
  }

  /** Keeps a picture that stands in a message, as long as it is one of the newest. @returns its id, which nobody can guess */
  keepPicture(content: Buffer): string {
    const id = randomBytes(24).toString('base64url')
    this.pictures.set(id, content)
    const [oldest] = this.pictures.keys()
    if (this.pictures.size > mostPictures && oldest !== undefined) this.pictures.delete(oldest)
    return id
  }

  picture(id: string): Buffer | undefined {
    return this.pictures.get(id)
  }

  /** Finds the personal chat with the one member named; bots cannot open group chats in Teams. */
  createConversation(body: unknown): { id: string; activityId?: string } {
    const { members, isGroup, activity } = parse(newConversationSchema, body)
    const refusal = this.openingRefusals.shift()
    this.askedFor.push(members[0]?.id ?? '')
    if (refusal !== undefined) throw refusal
    const person = this.world.personByAnyId(members[0]?.id ?? '')
    if (isGroup || members.length > 1) throw badRequest('Bots cannot create group chats.')
    if (person === undefined) throw badRequest('The member does not exist in the tenant.')
    const id = this.world.personalChatId(person.id)
    if (!this.world.find(id)?.installed) {
      throw new ConnectorRefusal(403, 'ForbiddenOperationException', 'The bot is not installed in the personal scope.')
    }
    const sent = activity ? this.send(id, activity) : {}
    return { id, ...(sent.id === undefined ? {} : { activityId: sent.id }) }
  }

  /** Text together with a card is split into two messages, and no id comes back: so does Teams. */
  send(conversationId: string, body: unknown): { id?: string } {
    const conversation = this.writable(conversationId)
    const activity = this.activity(body)
    if (activity.type === 'typing') {
      this.world.startTyping(conversation.id)
      return {}
    }
    if (activity.type !== 'message') return {}
    const { text, plain, cards, files, summary } = contentOf(activity)
    const parts: Content[] = [
      ...(text === undefined ? [] : [{ text, plain }]),
      ...cards.map((card) => ({ card })),
      ...(conversation.type === 'personal' ? files : []),
    ]
    if (parts.length === 0) throw badRequest('The message has neither text nor a card.')
    const ids = parts.map((part) => this.world.addMessage(conversation.id, this.world.bot.id, { ...part, summary }))
    return parts.length === 1 && ids[0] !== undefined ? { id: ids[0] } : {}
  }

  update(conversationId: string, messageId: string, body: unknown): { id: string } {
    const conversation = this.writable(conversationId)
    this.ownMessage(conversation, messageId)
    const { text, plain, cards, summary } = contentOf(this.activity(body))
    const content = { text, plain, card: cards[0], summary }
    this.world.record({ kind: 'edited', conversationId: conversation.id, messageId, content })
    return { id: messageId }
  }

  delete(conversationId: string, messageId: string): void {
    const conversation = this.writable(conversationId)
    this.ownMessage(conversation, messageId)
    this.refuseWhenAsked()
    this.world.record({ kind: 'deleted', conversationId: conversation.id, messageId })
  }

  members(conversationId: string): TeamsMember[] {
    return this.reachable(conversationId).memberIds.map((id) => memberOf(this.world.person(id)))
  }

  member(conversationId: string, memberId: string): TeamsMember {
    const { memberIds } = this.reachable(conversationId)
    const person = this.world.personByAnyId(memberId)
    if (person === undefined || !memberIds.includes(person.id)) {
      throw new ConnectorRefusal(404, 'MemberNotFoundInConversation', 'Member not found.')
    }
    return memberOf(person)
  }

  private reachable(conversationId: string): Conversation {
    const conversation = this.world.find(conversationId)
    if (conversation === undefined) throw new ConnectorRefusal(404, 'ConversationNotFound', 'Conversation not found.')
    if (!conversation.installed) {
      throw new ConnectorRefusal(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.')
    }
    return conversation
  }

  private writable(conversationId: string): Conversation {
    const conversation = this.reachable(conversationId)
    if (!conversation.blocked) return conversation
    throw new ConnectorRefusal(403, 'ConversationBlockedByUser', 'User blocked the conversation with the bot.')
  }

  private ownMessage({ messages }: Conversation, messageId: string): void {
    const message = messages.find(({ id }) => id === messageId)
    if (message?.from === this.world.bot.id) return
    throw new ConnectorRefusal(404, 'ActivityNotFoundInConversation', 'The activity was not found in the conversation.')
  }

  private activity(body: unknown): FromBot {
    this.refuseWhenAsked()
    // Teams counts two bytes for each character.
    if (JSON.stringify(body ?? null).length * 2 > largestActivity) {
      throw new ConnectorRefusal(413, 'MessageSizeTooBig', 'Message size too large.')
    }
    return parse(fromBotSchema, body)
  }

  private refuseWhenAsked(): void {
    const refusal = this.refusals.shift()
    if (refusal !== undefined) throw refusal
  }
}

const consentCard = z.looseObject({
  contentType: z.literal('application/vnd.microsoft.teams.card.file.consent'),
  name: z.string().min(1),
  content: z.object({
    description: z.string(),
    sizeInBytes: z.number().positive(),
    acceptContext: z.unknown(),
    declineContext: z.unknown(),
  }),
})
const infoCard = z.looseObject({
  contentType: z.literal('application/vnd.microsoft.teams.card.file.info'),
  name: z.string().min(1),
  contentUrl: z.url(),
})

/** A file that the bot offers or shows, as Teams takes it in a personal chat. */
function fileIn(attachment: unknown): Content | undefined {
  const offered = consentCard.safeParse(attachment).data
  if (offered !== undefined) return { consent: { name: offered.name, ...offered.content } }
  const shown = infoCard.safeParse(attachment).data
  return shown && { saved: { name: shown.name, url: shown.contentUrl } }
}

interface FromBotContent {
  text?: string | undefined
  plain?: true | undefined
  cards: Card[]
  files: Content[]
  summary?: string | undefined
}

function contentOf(activity: FromBot): FromBotContent {
  const cards = (activity.attachments ?? [])
    .filter(({ contentType }) => contentType === cardType)
    .map(({ content }) => parse(cardSchema, content))
  const plain = activity.textFormat === 'plain' ? true : undefined
  const files = (activity.attachments ?? []).flatMap((attachment) => fileIn(attachment) ?? [])
  return { text: activity.text || undefined, plain, cards, files, summary: activity.summary || undefined }
}

const memberOf = ({ id, name, partnerId }: PracticePerson): TeamsMember => {
  return { id: teamsIdOf(id), name, aadObjectId: id, objectId: id, tenantId: partnerId, userRole: 'user' }
}

const badRequest = (message: string): ConnectorRefusal => new ConnectorRefusal(400, 'BadSyntax', message)

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw badRequest(z.prettifyError(parsed.error))
  return parsed.data
}
