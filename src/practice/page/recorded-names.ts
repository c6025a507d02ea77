import type { RecordedChat } from './recording.ts'
import { literal } from './written-code.ts'

const keyOf = ({ personId, conversationId }: RecordedChat): string => `${personId} ${conversationId}`

/** Variables for people, for windows, and for cards that are no longer the newest. */
export class Names {
  private readonly taken = new Set(['world', 'it', 'expect', 'day', 'hour', 'openWorld', 'Person'])
  private readonly people = new Map<string, string>()
  private readonly groups = new Map<string, string>()
  private readonly cards = new Map<string, string>()
  private readonly dialogs = new Map<string, string>()

  /** The variable of a person in a chat, and the lines that bring it about, the first time. */
  person(chat: RecordedChat): [string, string[]] {
    const key = keyOf(chat)
    const known = this.people.get(key)
    if (known !== undefined) return [known, []]
    const first = chat.name.split(' ')[0]?.toLowerCase() ?? ''
    if (chat.group === undefined) {
      const who = this.take(first)
      this.people.set(key, who)
      return [who, [`const ${who} = await world.person('${chat.personId}')`]]
    }
    const [group, opened] = this.group(chat)
    const who = this.take(`${first}In${group.replace(/^./, (letter) => letter.toUpperCase())}`)
    this.people.set(key, who)
    return [who, [...opened, `const ${who} = new Person(world.desk, world.teams, '${chat.personId}', ${group}.id)`]]
  }

  card(messageId: string): { name: string; missing: boolean } {
    const name = this.cards.get(messageId)
    return name === undefined ? { name: '', missing: true } : { name, missing: false }
  }

  /** A variable for the window that is opened now. */
  opens(chat: RecordedChat): string {
    const name = this.take('dialog')
    this.dialogs.set(keyOf(chat), name)
    return name
  }

  /** The window that was opened last. */
  dialog(chat: RecordedChat): string {
    return this.dialogs.get(keyOf(chat)) ?? 'dialog'
  }

  keep(messageId: string): string {
    const name = this.take('card')
    this.cards.set(messageId, name)
    return name
  }

  group({ conversationId, group }: RecordedChat): [string, string[]] {
    const known = this.groups.get(conversationId)
    if (known !== undefined) return [known, []]
    const name = this.take('group')
    this.groups.set(conversationId, name)
    const members = (group?.memberIds ?? []).map((id) => `'${id}'`).join(', ')
    return [name, [`const ${name} = await world.teams.openGroupChat([${members}], ${literal(group?.topic ?? '')})`]]
  }

  private take(wished: string): string {
    const word = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(wished) ? wished : 'person'
    let name = word
    for (let number = 2; this.taken.has(name); number++) name = `${word}${number}`
    this.taken.add(name)
    return name
  }
}
