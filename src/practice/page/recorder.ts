import { type Act, answerIn, type Noted, type RecordedChat, type Step, seenIn } from './recording.ts'
import type { ClockStep, WireConversation, WireMessage, WirePerson } from './wire.ts'

const kept = 'practice.recording'
const mostSteps = 500

/** Keeps what people did on this page, in order, until it is begun anew; a page that is loaded again goes on. */
export class Recorder {
  private list: Step[] = read()

  get steps(): readonly Step[] {
    return this.list
  }

  get isFull(): boolean {
    return this.list.length >= mostSteps
  }

  /** @returns what to tell once the chat shows what came of it. */
  note(person: WirePerson, conversation: WireConversation, act: Act, before: readonly WireMessage[]): Noted {
    const step: Step = { chat: chatOf(person, conversation), act, before: seenIn(before) }
    this.add(step)
    return (after, window) => {
      step.answer = answerIn(after, act, step.before, window)
      this.keep()
    }
  }

  passed(by: ClockStep): void {
    this.add({ passed: by })
  }

  beginAnew(): void {
    this.list = []
    this.keep()
  }

  private add(step: Step): void {
    if (!this.isFull) this.list.push(step)
    this.keep()
  }

  private keep(): void {
    try {
      sessionStorage.setItem(kept, JSON.stringify(this.list))
    } catch {
      // Too long for the browser to keep: it lasts as long as the page.
    }
  }
}

function chatOf({ id: personId, name }: WirePerson, { id, type, topic, memberIds }: WireConversation): RecordedChat {
  return { personId, name, conversationId: id, ...(type === 'groupChat' && { group: { topic, memberIds } }) }
}

function read(): Step[] {
  try {
    const list: unknown = JSON.parse(sessionStorage.getItem(kept) ?? '[]')
    return Array.isArray(list) ? list : []
  } catch {
    return []
  }
}
