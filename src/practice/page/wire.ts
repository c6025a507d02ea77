/** What the page and `page-api.ts` say to each other; both sides are checked against it. Times are ISO 8601. */

export interface WirePerson {
  readonly id: string
  readonly partnerId: string
  readonly partnerName: string
  readonly name: string
  readonly roles: readonly string[]
  readonly locale: string
  readonly timeZone: string
}

export interface WireConversation {
  readonly id: string
  readonly type: 'personal' | 'groupChat'
  readonly topic: string
  readonly memberIds: readonly string[]
  readonly installed: boolean
  readonly blocked: boolean
  readonly typing: boolean
}

export interface WireState {
  readonly now: string
  readonly bot: { readonly id: string; readonly name: string }
  readonly people: readonly WirePerson[]
  readonly conversations: readonly WireConversation[]
}

export interface WireMessage {
  readonly id: string
  readonly from: { readonly id: string; readonly name: string; readonly bot: boolean }
  readonly at: string
  readonly text?: string | undefined
  /** The text is shown as it is; other texts of a bot are Markdown. */
  readonly plain?: true | undefined
  readonly card?: object | undefined
  readonly picture?: true | undefined
  readonly files?: readonly { readonly name: string; readonly size: number }[] | undefined
  /** A file that the bot offers, to be accepted or declined. */
  readonly consent?: { readonly name: string; readonly description: string; readonly sizeInBytes: number } | undefined
  /** A file of the bot's in the person's OneDrive. */
  readonly saved?: { readonly name: string; readonly url: string } | undefined
  readonly mention?: true | undefined
  readonly edited: boolean
  readonly line?: string | undefined
  readonly failed?: boolean | undefined
  /** The card has a view for each person: theirs is `due` to be asked for as soon as they see it, or `offered` to be. */
  readonly refresh?: 'due' | 'offered' | undefined
}

export interface WireMessages extends WireConversation {
  /** What this person may say, in their language: Teams offers the commands of the app's manifest. */
  readonly tries: readonly string[]
  readonly messages: readonly WireMessage[]
}

/** A file on its way to the server; `content` is base64. */
export interface WireFile {
  readonly name: string
  readonly content: string
}

export interface WireToast {
  readonly personId: string
  readonly conversationId: string
  readonly messageId: string
  readonly from: string
  readonly text: string
}

export interface WireChoice {
  readonly title: string
  readonly value: string
}

export interface WireAction {
  readonly type: 'Action.Execute' | 'Action.Submit'
  readonly id?: string
  readonly title?: string
  readonly verb?: string
  readonly data?: unknown
}

export type ClockStep = 'hour' | 'day' | 'fortnight'

/** What an app's dialog shows: a card, a page of the app, or words with which it ends. */
export interface WireDialog {
  readonly title?: string | undefined
  readonly card?: object | undefined
  readonly page?: { readonly url: string; readonly width: unknown; readonly height: unknown } | undefined
  readonly words?: string | undefined
  readonly failed: boolean
}
