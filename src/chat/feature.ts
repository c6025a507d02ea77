import type { Job } from '../platform/jobs.ts'
import type { Language, Reader } from '../platform/language.ts'
import type { Card } from './card.ts'
import type { CardFlow, Entry } from './card-flow.ts'
import type { Consent, ConsentPlace } from './file-consent.ts'
import type { Press } from './press.ts'
import type { Route } from './routes.ts'
import type { Fact, Sentence } from './sentence.ts'
import type { Turn } from './turn.ts'

/** What a feature opens to the rest: reading the feature.ts files is reading the product. */
export interface Feature {
  readonly name: string
  readonly flows?: readonly CardFlow[]
  readonly commands?: readonly Command[]
  /** Cards that stand for something stored (a receipt), by name: drawn anew whenever an ended flow is pressed. */
  readonly views?: Record<string, View>
  /** Buttons that are no step of a flow, by verb: several people may press them, on any copy of a card. */
  readonly presses?: Record<string, PressDoor>
  /** What of it matters to a person today, for the home card: one look-up. What they may not see is left out. */
  readonly today?: LookAtToday
  /** What the feature tells people first, by name. */
  readonly occasions?: Record<string, Occasion>
  /** What finds out that time has made something due: run every few seconds by every replica. */
  readonly rounds?: Record<string, () => Promise<void>>
  /** Typeahead datasets of `Data.Query` inputs. */
  readonly searches?: Record<string, Search>
  /** Takes files that people send in their personal chat; one feature at most. */
  readonly files?: FilesDoor
  /** Takes what people answer to files that were offered to them; one feature at most. */
  readonly consents?: ConsentsDoor
  /** Reads messages that people point at; one feature at most. */
  readonly messages?: MessagesDoor
  /** Pages of the tab that a card opens in a dialog of the host, by name. */
  readonly dialogs?: Record<string, DialogDoor>
  readonly jobs?: Record<string, Job>
  /** What pages of the tab ask, by name: `orders.list`. */
  readonly routes?: Record<string, Route>
  /** Takes files that a page of the tab sends; one feature at most. */
  readonly upload?: UploadDoor
}

/** What a file that a page sends is answered with: asked for its key, name and content. */
export interface UploadDoor {
  readonly route: Route
  /** In bytes: more is not read. */
  readonly largest: number
}

/** A word to say, the same in every chat, and what it is answered with. */
export interface Command {
  readonly name: string
  /** All of them are understood, whatever the person's language. */
  readonly words: Record<Language, readonly [string, ...string[]]>
  /** Said together with another command's word, this one is meant: `取消购买` and `구매 취소` cancel. */
  readonly prevails?: true
  /** Said together with another command's word, the other one is meant: `订单 CSP-1001 的密钥` asks for keys. */
  readonly yields?: true
  /** The facts that its form has a place for, left out: all. What else a sentence says is told not to have been read. */
  readonly takes?: readonly Fact[]
  /** Whether a word that several commands know means this one: `order 10 …` buys, `order CSP-1002` shows. */
  meant?(word: string, sentence: Sentence): boolean
  /** Whether facts without any command's word mean this one: `CSP-1002`, `contoso.com`. */
  takesBareFacts?(sentence: Sentence): boolean
  /** What of somebody's message it can be begun with; left out, it is not offered there. */
  readonly fromMessage?: readonly MessageFact[]
  readonly home?: AtHome
  /** Whether the home card offers it to this person. */
  offered(turn: Turn): boolean
  begin(turn: Turn, sentence: Sentence): Answer | Promise<Answer>
}

/** How a command stands on the home card. */
export interface AtHome {
  /** The lowest stand first; what does not fit goes into the overflow. */
  readonly place: number
  /** What it does, in a few words. */
  readonly does: Record<Language, string>
  /** A sentence that fills its form, with customers, products and orders that this person has; undefined when there are none. */
  example?(turn: Turn): string | Promise<string | undefined>
}

/** What somebody is answered with: the first card of a flow, a card that stands by itself, or words. */
export type Answer = Beginning | Card | string

/** The flow to begin and the values it begins with. */
export interface Beginning {
  /** Named by who has a job edit the card, which may be before anybody presses it; left out, any. */
  readonly id?: string
  readonly flow: string
  readonly step: string
  readonly values: object
  /** What is said on the first card: a fact of the sentence that was not found, for one. */
  readonly entry?: Partial<Entry>
  /** Words of the sentence that nothing could be done with: said on the first card. */
  readonly unread?: readonly string[]
}

export type View = (turn: Turn, id: string) => Promise<Card>

export interface Search {
  /** @param about what stands behind the slash of `Data.Query`'s dataset: `products/<customer>` */
  find(turn: Turn, text: string, about: string): Promise<readonly { readonly title: string; readonly value: string }[]>
}

/** What a press comes to: a card for the presser, or a line of words below the card. */
export type Outcome =
  | {
      readonly card: Card
      /** What the message becomes for everybody. Left out, it stays as it is: the card is the presser's own view of it. */
      readonly kept?: Card | undefined
      /** The message is one of many copies, all of which are edited when what they show changes. */
      readonly copyOf?: Copies | undefined
    }
  | { readonly words: string }

/** Every message of these occasions about one subject. */
export interface Copies {
  readonly partnerId: string
  readonly occasions: readonly string[]
  readonly subjectId: string
}

/** A file as Teams tells of it: not fetched yet, and nothing about it is trusted. */
export interface SentFile {
  /** The activity that brought it, and its place in there: what Teams delivers again is the same file. */
  readonly source: string
  readonly name: string
  /** Whoever has it has the file, or with the desk's own token: a secret. */
  readonly downloadUrl: string
}

export type FilesDoor = (turn: Turn, files: readonly SentFile[]) => Answer | Promise<Answer>

/** @param place the message that offered it, and where it is */
export type ConsentsDoor = (turn: Turn, consent: Consent, place: ConsentPlace) => Promise<void>

export type MessageFact = 'order' | 'customer' | 'product' | 'person'

/** What a message says, each of it found here: what is not is left out, and said. */
export interface ReadMessage {
  readonly orders: readonly { readonly id: string; readonly customerId: string; readonly line: string }[]
  /** Also those whose orders are named. */
  readonly customers: readonly { readonly id: string; readonly domain: string; readonly line: string }[]
  /** Words of one product or several; how many, where it is said of them. */
  readonly product?: { readonly words: string; readonly quantity?: number | undefined } | undefined
  readonly poNumber?: string | undefined
  /** Colleagues, by how they would be typed. */
  readonly people: readonly string[]
  /** As they stand in the message: what looks like an order or a customer, and is nobody's here. */
  readonly unknown: readonly string[]
  /** Names that several customers have. */
  readonly several: readonly string[]
  /** There is more in it than was looked for. */
  readonly more: boolean
}

/** A message is data: reading it begins nothing, whatever it says. */
export type MessagesDoor = (turn: Turn, text: string) => Promise<ReadMessage>

/** `begins`: a card of its own below, once however often the press is delivered. */
export type PressDoor = (turn: Turn, press: Press) => Promise<Outcome | { readonly begins: Beginning }>

/** What a dialog is called, and its page: `dialog/support?…`. @returns undefined when the button's facts are none of ours */
export type DialogDoor = (
  turn: Turn,
  facts: Readonly<Record<string, unknown>>,
) => Promise<{ readonly title: string; readonly page: string } | undefined>

/** What a person may mute. */
export const noticeKinds = [
  'links',
  'windows',
  'purchases',
  'approvals',
  'decisions',
  'cancellations',
  'support',
  'mornings',
  'settings',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** A kind of notice: when it is its turn, it is drawn from what holds then. */
export interface Occasion {
  /** Left out where nothing is told, only edited: then nobody can mute it. */
  readonly kind?: NoticeKind
  /** A chat is opened for it with who never had one. */
  readonly opensChats?: true
  /** @returns undefined when it is not true any more (the link was renewed since, the order cancelled): nobody is told. */
  draw(notice: NoticeAbout, look: { readonly reader: Reader; readonly now: Date }): Promise<Telling | undefined>
}

export interface NoticeAbout {
  readonly partnerId: string
  /** An agent's object id, or a shared chat's conversation id. */
  readonly recipient: string
  readonly subjectId: string
  /** What tells one occasion of the subject from the next. */
  readonly stage: string
  /** The message that it has become and that is to be edited; none before it is sent. */
  readonly activityId?: string | null
}

/** A notice in words: the card, and how it stands in a digest. */
export interface Telling {
  readonly card: Card
  /** In one line of plain text. */
  readonly line: string
  /** As a row of its own, where there is something to be opened; left out, the line is the row. */
  readonly row?: DigestRow
}

/** How far it is looked: rows of a feature, and days ahead; without days, to what is urgent. */
export interface TodayScope {
  readonly most: number
  readonly days?: number
}

export type LookAtToday = (turn: Turn, scope: TodayScope) => Promise<Today>

/** What matters to a person today, of one kind: the first few, and how many there are. */
export interface Today {
  readonly rows: readonly DigestRow[]
  readonly count: number
}

/** A notice among others: what it is, of what, how much, and what it opens. Plain text. */
export interface DigestRow {
  /** `3 days left to cancel order CSP-1001` */
  readonly title: string
  /** The customer, the product. */
  readonly below: readonly (string | undefined)[]
  readonly amount?: string | undefined
  /** When it will be too late: what ends first stands first. */
  readonly until?: Date | undefined
  /** A command and what it is about. */
  readonly opens?: { readonly command: string; readonly customerId?: string; readonly orderId?: string } | undefined
}
