import type { ClockStep, WireDialog, WireMessage } from './wire.ts'

/** Whose chat with the bot it is: the personal one, or a group's. */
export interface RecordedChat {
  readonly personId: string
  readonly name: string
  readonly conversationId: string
  readonly group?: { readonly topic: string; readonly memberIds: readonly string[] } | undefined
}

export type Act =
  | { readonly kind: 'says'; readonly text: string }
  | {
      readonly kind: 'presses'
      readonly messageId: string
      readonly title: string
      /** Which of the card's buttons with that title, counted from 0. */
      readonly which: number
      /** What the card's inputs held otherwise than the card came with. */
      readonly picked: Readonly<Record<string, string>>
    }
  | {
      readonly kind: 'edits'
      readonly messageId: string
      readonly was: string
      readonly text: string
      /** How many of their messages with the same words came later. */
      readonly later: number
    }
  | { readonly kind: 'refreshes'; readonly messageId: string }
  | { readonly kind: 'sends files'; readonly text: string; readonly names: readonly string[] }
  | { readonly kind: 'sends a picture' }
  | { readonly kind: 'answers an offer'; readonly accepted: boolean; readonly isNewest: boolean }
  /** The app's action on a message, which opens a window; `said` is the message's text, where it has some that lasts. */
  | { readonly kind: 'uses'; readonly messageId: string; readonly said: string | undefined; readonly isBots: boolean }
  /** A button that asks for a window. */
  | {
      readonly kind: 'opens'
      readonly messageId: string
      readonly title: string
      readonly which: number
      readonly picked: Readonly<Record<string, string>>
    }
  | {
      readonly kind: 'presses in a window'
      readonly title: string
      readonly which: number
      readonly picked: Readonly<Record<string, string>>
    }
  /** `address` is that of its page; without a result the person has closed it. */
  | { readonly kind: 'closes'; readonly address: string | undefined; readonly result: object | undefined }
  | { readonly kind: 'opens a group' }
  /** To a page of its own: nothing of what is done there is seen from here. */
  | { readonly kind: 'leaves'; readonly page: 'tab' | 'link'; readonly title: string }
  | { readonly kind: 'adds' | 'removes' | 'blocks' | 'unblocks' }

/** What stood in the chat: before an act, and what of it answers the act. */
export interface Seen {
  readonly newestCard?: string | undefined
  readonly newest?: string | undefined
}

export interface Answer extends Seen {
  /** Words of the message that answers: of its card's title, or of a text. */
  readonly words?: { readonly of: 'card' | 'text'; readonly text: string; readonly messageId: string } | undefined
  /** Words of the window that was opened by this, or has changed. */
  readonly window?: string | undefined
}

/** Takes what came of an act: what the chat shows then, and a window. */
export type Noted = (after: readonly WireMessage[], window?: WireDialog) => void

export type Step =
  | { readonly passed: ClockStep }
  | { readonly chat: RecordedChat; readonly act: Act; readonly before: Seen; answer?: Answer }

export const seenIn = (messages: readonly WireMessage[]): Seen => ({
  newestCard: messages.findLast(({ card }) => card !== undefined)?.id,
  newest: messages.at(-1)?.id,
})

/** What came of an act, by the chat's messages after it. */
export function answerIn(messages: readonly WireMessage[], act: Act, before: Seen, window?: WireDialog): Answer {
  if (window !== undefined)
    return { ...seenIn(messages), window: lasting(window.words ?? titleOf(window.card) ?? window.title) }
  // What a page has done is not recorded: nor is it known what answers that.
  if (act.kind === 'closes') return seenIn(messages)
  const last = messages.at(-1)
  const isNew = last?.from.bot === true && last.id !== before.newest
  const about = 'messageId' in act && !isNew ? messages.find(({ id }) => id === act.messageId) : last
  return { ...seenIn(messages), words: about?.from.bot ? wordsOf(about, about === last) : undefined }
}

/** How many messages of the same writer, with the same words, came later than a message. */
export function laterAlike(messages: readonly WireMessage[], messageId: string): number {
  const at = messages.findIndex(({ id }) => id === messageId)
  const message = messages[at]
  const alike = ({ text, from }: WireMessage) => text === message?.text && from.id === message?.from.id
  return messages.slice(at + 1).filter(alike).length
}

function wordsOf({ id, text, card, line, failed }: WireMessage, isLast: boolean): Answer['words'] {
  const said = failed ? undefined : (line ?? text)
  const words = lasting(said !== undefined && isLast ? said : titleOf(card))
  return words === '' ? undefined : { of: said !== undefined && isLast ? 'text' : 'card', text: words, messageId: id }
}

/** Up to the first number or mark that cannot be seen: dates, amounts and IDs are others in the world of a test. */
export const lasting = (words = ''): string => (words.split(/[\n\u2060*]|\S*\d/u)[0] ?? '').trim()

/** The heading of a card, as it reads. */
function titleOf(node: unknown): string | undefined {
  if (typeof node !== 'object' || node === null) return undefined
  const { type, text } = node as { type?: unknown; text?: unknown }
  if (type === 'TextBlock' && typeof text === 'string') return text.replace(/\\([\\`*_[\]~#])/g, '$1')
  for (const inside of Object.values(node)) {
    const title = titleOf(inside)
    if (title !== undefined) return title
  }
  return undefined
}

/** What every button of a card with this title is, in reading order. */
export function buttonsOf(node: unknown, title: string): { readonly data?: unknown }[] {
  if (Array.isArray(node)) return node.flatMap((part) => buttonsOf(part, title))
  if (typeof node !== 'object' || node === null) return []
  const element = node as Record<string, unknown>
  const inside = Object.entries(element).flatMap(([name, part]) =>
    name === 'fallback' || name === 'data' || name === 'refresh' ? [] : buttonsOf(part, title),
  )
  return String(element.type).startsWith('Action.') && element.title === title ? [element, ...inside] : inside
}

/** What inputs hold otherwise than the card came with; what was emptied is `''`. */
export function pickedIn(card: object, sent: readonly { id: string; value: string | undefined }[]) {
  const came = new Map(inputsOf(card))
  return Object.fromEntries(
    sent.map(({ id, value = '' }) => [id, value] as const).filter(([id, value]) => (came.get(id) ?? '') !== value),
  )
}

function inputsOf(node: unknown): [string, string][] {
  if (Array.isArray(node)) return node.flatMap(inputsOf)
  if (typeof node !== 'object' || node === null) return []
  const { type, id, value } = node as Record<string, unknown>
  if (typeof type === 'string' && type.startsWith('Input.')) return [[String(id), String(value ?? '')]]
  return Object.values(node).flatMap(inputsOf)
}
