import { api } from './api.ts'
import type { WireConversation, WirePerson, WireState } from './wire.ts'
import { language } from './words.ts'

/** What the server last told of people and chats. */
export class DeskState {
  readonly people: readonly WirePerson[]
  readonly bot: WireState['bot']
  private readonly conversations = new Map<string, WireConversation>()

  constructor({ people, bot, conversations }: WireState) {
    this.people = people
    this.bot = bot
    for (const conversation of conversations) this.learn(conversation)
  }

  person(id: string): WirePerson | undefined {
    return this.people.find((person) => person.id === id)
  }

  conversation(id: string): WireConversation | undefined {
    return this.conversations.get(id)
  }

  learn<T extends WireConversation>(conversation: T): T {
    this.conversations.set(conversation.id, conversation)
    return conversation
  }

  async refresh(): Promise<void> {
    for (const conversation of (await api.state()).conversations) this.learn(conversation)
  }

  groupChatsOf(personId: string): WireConversation[] {
    return [...this.conversations.values()].filter(
      ({ type, memberIds }) => type === 'groupChat' && memberIds.includes(personId),
    )
  }

  memberNames({ memberIds }: WireConversation): string {
    const names = memberIds.map((id) => this.person(id)?.name ?? id)
    return new Intl.ListFormat(language).format([...names, this.bot.name])
  }

  /** The bot's name for a personal chat, the topic for a group chat. */
  title({ type, topic }: WireConversation): string {
    return type === 'personal' ? this.bot.name : topic
  }
}
