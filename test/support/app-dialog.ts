import { expect } from 'vitest'
import type { Desk } from '../../src/app.ts'
import type { Dialog } from '../../src/practice/message-actions.ts'
import type { TeamsStandIn } from '../../src/practice/teams-stand-in.ts'
import { checkCard } from './card-check.ts'
import { buttonsOf, inputsOf, wordsOf } from './card-parts.ts'

interface Opener {
  readonly teams: TeamsStandIn
  readonly desk: Pick<Desk, 'settled'>
  readonly chat: string
  /** The person. */
  readonly id: string
  /** The message that it was opened from. */
  readonly message: string
}

/** A window of Teams that the desk fills: with a card, a page of the tab, or words. */
export class AppDialog {
  private readonly opener: Opener
  private shown: Dialog
  /** The card that it showed last: a client may still have it when it is answered. */
  private pressable: object = {}
  private filled: Record<string, unknown> = {}

  constructor(opener: Opener, shown: Dialog) {
    this.opener = opener
    this.shown = shown
    this.show(shown)
  }

  /** The words of its card; else what it says, or its title. */
  sees(): string {
    const { card, words, title } = this.shown
    return card === undefined ? (words ?? title ?? '') : [title, ...wordsOf(card)].join('\n')
  }

  get title(): string | undefined {
    return this.shown.title
  }

  get card(): object | undefined {
    return this.shown.card
  }

  /** What it says instead of a card or a page. */
  get words(): string | undefined {
    return this.shown.words
  }

  /** The address of its page. */
  get page(): URL | undefined {
    return this.shown.page && new URL(this.shown.page.url)
  }

  /** What the address of its page tells that page. */
  asked(name: string): string | undefined {
    return this.page?.searchParams.get(name) ?? undefined
  }

  mayPress(): string[] {
    return buttonsOf(this.shown.card ?? {}).map(({ title }) => title)
  }

  /** Sets inputs of its card, by id. */
  picks(inputs: Record<string, unknown>): void {
    this.filled = { ...this.filled, ...inputs }
  }

  async presses(title: string, { which = 0 }: { which?: number } = {}): Promise<void> {
    const { teams, chat, id } = this.opener
    const card = this.pressable
    const button = buttonsOf(card).filter((one) => one.title === title)[which]
    if (button === undefined) throw new Error(`no button ${title}; there are: ${this.mayPress().join(', ')}`)
    // The cards of dialogs know no other.
    expect(button.type).toBe('Action.Submit')
    const data = { ...inputsOf(card), ...this.filled, ...button.data }
    this.filled = {}
    this.show(await teams.pressDialog(chat, id, data))
    await this.opener.desk.settled()
  }

  /** Its page closes it and hands this back, which the bot is told. @returns what the bot says to it, if anything */
  async closes(handsBack: object): Promise<string | undefined> {
    const { teams, desk, chat, id, message } = this.opener
    const told = await teams.closeDialog(chat, id, message, handsBack)
    await desk.settled()
    return told?.words
  }

  private show(shown: Dialog): void {
    this.shown = shown
    if (shown.card === undefined) return
    checkCard(shown.card)
    this.pressable = shown.card
  }
}
