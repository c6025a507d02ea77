import { createHash } from 'node:crypto'
import { EventEmitter } from 'node:events'
import type { Clock } from '../platform/clock.ts'
import { type PracticeBot, type PracticePerson, teamsIdOf } from './person.ts'
import type { PracticeStore } from './practice-store.ts'
import { type Card, type Content, type Conversation, type Happening, type Message, Transcript } from './transcript.ts'

/** A message that has just arrived, as the corner of the screen tells it. */
export interface Toast {
  readonly personId: string
  readonly conversationId: string
  readonly messageId: string
  readonly from: string
  /** The message's summary, else its text; empty for a card or a picture without a summary. */
  readonly text: string
}

/** A message as one person sees it. */
export interface SeenMessage {
  readonly id: string
  readonly from: { readonly id: string; readonly name: string; readonly bot: boolean }
  readonly at: Date
  readonly text?: string | undefined
  readonly plain?: true | undefined
  readonly card?: Card | undefined
  readonly summary?: string | undefined
  readonly picture?: true | undefined
  readonly files?: readonly { readonly name: string; readonly size: number }[] | undefined
  readonly consent?: Content['consent']
  readonly saved?: Content['saved']
  readonly mention?: true | undefined
  readonly edited: boolean
  /** The short line under a card that only this person sees. */
  readonly line?: string | undefined
  /** The line tells that the bot could not be reached or answered with an error. */
  readonly failed?: boolean | undefined
}

export interface WorldEvents {
  change: [{ conversationId: string }]
  toast: [Toast]
}

// As long as Teams shows "… is typing" when no message follows.
const typingLasts = 10_000

/** Who there is, what was said, and who is told of it. Knows neither HTTP nor the bot's answers. */
export class PracticeWorld extends EventEmitter<WorldEvents> {
  readonly people: ReadonlyMap<string, PracticePerson>
  readonly bot: PracticeBot
  readonly clock: Clock
  private readonly store: PracticeStore | undefined
  private readonly transcript = new Transcript()
  private readonly typingSince = new Map<string, number>()
  private readonly toastsOf = new Map<string, Toast[]>()

  constructor(people: readonly PracticePerson[], bot: PracticeBot, clock: Clock, store: PracticeStore | undefined) {
    super()
    // Each open column and each waiting test listens.
    this.setMaxListeners(0)
    this.people = new Map(people.map((person) => [person.id, person]))
    this.bot = bot
    this.clock = clock
    this.store = store
    for (const happening of store?.read() ?? []) this.transcript.tell(happening)
  }

  record(happening: Happening): void {
    this.store?.append(happening)
    this.transcript.tell(happening)
    if (happening.kind !== 'clock moved') this.emit('change', { conversationId: happening.conversationId })
  }

  /** Adds a message and tells everybody else in the conversation. `from` is a person's id or the bot's. */
  addMessage(conversationId: string, from: string, content: Content): string {
    const now = this.clock.now()
    const id = this.transcript.nextMessageId(now)
    if (from === this.bot.id) this.typingSince.delete(conversationId)
    this.record({ kind: 'sent', conversationId, message: { ...content, id, from, at: now } })
    for (const personId of this.conversation(conversationId).memberIds) {
      if (personId !== from) this.toast(personId, conversationId, id, from, content)
    }
    return id
  }

  conversations(): Conversation[] {
    return [...this.transcript.conversations.values()]
  }

  find(conversationId: string): Conversation | undefined {
    return this.transcript.conversations.get(conversationId)
  }

  conversation(conversationId: string): Conversation {
    const found = this.find(conversationId)
    if (found === undefined) throw new UnknownInPractice('conversation', conversationId)
    return found
  }

  person(personId: string): PracticePerson {
    const found = this.people.get(personId)
    if (found === undefined) throw new UnknownInPractice('person', personId)
    return found
  }

  /** A person by the id that Teams or Entra gives them. */
  personByAnyId(id: string): PracticePerson | undefined {
    return this.people.get(id) ?? [...this.people.values()].find((person) => teamsIdOf(person.id) === id)
  }

  /** People of the same tenant by name, as the people picker finds them. */
  colleagues({ partnerId }: PracticePerson, { type }: Conversation, text: string): { title: string; value: string }[] {
    const sought = text.trim().toLowerCase()
    const found = [...this.people.values()].filter(
      (person) => person.partnerId === partnerId && person.name.toLowerCase().includes(sought),
    )
    return type === 'personal' ? found.slice(0, 15).map(({ id, name }) => ({ title: name, value: id })) : []
  }

  personalChatId(personId: string): string {
    return `a:1${createHash('sha256').update(`${this.bot.id} ${personId}`).digest('base64url')}`
  }

  message(conversationId: string, messageId: string): Message | undefined {
    return this.find(conversationId)?.messages.find(({ id }) => id === messageId)
  }

  seenBy(conversationId: string, viewerId: string): SeenMessage[] {
    return this.conversation(conversationId).messages.map((message) => this.seen(message, viewerId))
  }

  startTyping(conversationId: string): void {
    this.typingSince.set(conversationId, performance.now())
    this.emit('change', { conversationId })
  }

  isTyping(conversationId: string): boolean {
    const since = this.typingSince.get(conversationId)
    return since !== undefined && performance.now() - since < typingLasts
  }

  toasts(personId: string): Toast[] {
    return [...(this.toastsOf.get(personId) ?? [])]
  }

  private seen(message: Message, viewerId: string): SeenMessage {
    const { id, at, edited, text, plain, summary, picture, files, consent, saved, mention } = message
    const own = message.ownViews.get(viewerId)
    const card = own?.card ?? message.card
    const content = { text, plain, card, summary, picture, files, consent, saved, mention }
    return { id, from: this.sender(message.from), at, ...content, edited, ...lineOf(own) }
  }

  private sender(id: string): SeenMessage['from'] {
    const bot = id === this.bot.id
    return { id, name: bot ? this.bot.name : (this.people.get(id)?.name ?? id), bot }
  }

  private toast(personId: string, conversationId: string, messageId: string, from: string, content: Content): void {
    const sender = this.sender(from).name
    const what = content.card ? 'a card' : content.files ? 'files' : 'a picture'
    const text = content.summary ?? content.text ?? `${sender} sent ${what}`
    const toast = { personId, conversationId, messageId, from: sender, text }
    this.toastsOf.set(personId, [...this.toasts(personId), toast].slice(-50))
    this.emit('toast', toast)
  }
}

const lineOf = (own: { line?: string | undefined; failed?: boolean | undefined } | undefined) => ({
  line: own?.line,
  failed: own?.failed,
})

/** A test or the page named a person, conversation or message that the stand-in does not have. */
export class UnknownInPractice extends Error {
  constructor(what: 'person' | 'conversation' | 'message', id: string) {
    super(`The practice page knows no ${what} "${id}".`)
    this.name = 'UnknownInPractice'
  }
}
