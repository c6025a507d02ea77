import type { Job } from '../platform/jobs.ts'
import type { Language } from '../platform/language.ts'
import type { Card } from './card.ts'
import type { CardFlow, Entry } from './card-flow.ts'
import type { Sentence } from './sentence.ts'
import type { Turn } from './turn.ts'

/** What a feature opens to the rest: reading the feature.ts files is reading the product. */
export interface Feature {
  readonly name: string
  readonly flows?: readonly CardFlow[]
  readonly commands?: readonly Command[]
  /** Cards that stand for something stored (a receipt), by name: drawn anew whenever an ended flow is pressed. */
  readonly views?: Record<string, View>
  /** Typeahead datasets of `Data.Query` inputs. */
  readonly searches?: Record<string, Search>
  readonly jobs?: Record<string, Job>
  /** How the feature's refusals read, by code. */
  readonly errors?: Record<Language, object>
}

/** A word to say, the same in every chat, and the flow that it starts. */
export interface Command {
  readonly name: string
  /** All of them are understood, whatever the person's language. */
  readonly words: Record<Language, readonly [string, ...string[]]>
  /** Said together with another command's word, this one is meant: `取消购买` and `구매 취소` cancel. */
  readonly prevails?: true
  /** Whether the home card offers it to this person. */
  offered(turn: Turn): boolean
  begin(turn: Turn, sentence: Sentence): Promise<Beginning>
}

/** The flow to begin and the values it begins with. */
export interface Beginning {
  readonly flow: string
  readonly step: string
  readonly values: object
  /** What is said on the first card: a fact of the sentence that was not found, for one. */
  readonly entry?: Partial<Entry>
}

export type View = (turn: Turn, id: string) => Promise<Card>

export interface Search {
  find(turn: Turn, text: string): Promise<readonly { readonly title: string; readonly value: string }[]>
}
