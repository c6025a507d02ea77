import { expect } from 'vitest'
import { type Desk, type DeskOptions, startDesk } from '../../src/app.ts'
import { readConfig } from '../../src/platform/config.ts'
import type { Database } from '../../src/platform/database/database.ts'
import { createLog } from '../../src/platform/log.ts'
import type { Dialog } from '../../src/practice/message-actions.ts'
import type { TeamsStandIn } from '../../src/practice/teams-stand-in.ts'
import { AppDialog } from './app-dialog.ts'
import { checkCard } from './card-check.ts'
import { asTyped, type Button, buttonsOf, type Element, elementsOf, inputsOf, rowsOf, wordsOf } from './card-parts.ts'
import { TestClock } from './clock.ts'
import { closedWith, testDatabase } from './database.ts'
import { testKey } from './vault.ts'
import { JumpingTime } from './virtual-time.ts'

export { asTyped, buttonsOf, elementsOf, inputsOf, rowsOf, wordsOf } from './card-parts.ts'

/** Agents of the sample world by what they may do. */
export const people = {
  admin: 'aaaaaaaa-0000-4000-8000-000000000001',
  chineseAdmin: 'aaaaaaaa-0000-4000-8000-000000000002',
  koreanGlobalAdmin: 'aaaaaaaa-0000-4000-8000-000000000003',
  globalAndAdmin: 'aaaaaaaa-0000-4000-8000-000000000004',
  sales: 'aaaaaaaa-0000-4000-8000-000000000005',
  helpdesk: 'aaaaaaaa-0000-4000-8000-000000000006',
  accountAdmin: 'aaaaaaaa-0000-4000-8000-000000000007',
  nobody: 'aaaaaaaa-0000-4000-8000-000000000010',
  adminOfB: 'bbbbbbbb-0000-4000-8000-000000000001',
} as const
export const partnerA = '11111111-1111-4111-8111-111111111111'
export const partnerB = '22222222-2222-4222-8222-222222222222'
/** The customer of the sample world with that number: 1 is Contoso. */
export const customer = (number: number): string => `c0000000-0000-4000-8000-${String(number).padStart(12, '0')}`

export interface World {
  readonly desk: Desk
  readonly teams: TeamsStandIn
  readonly clock: TestClock
  readonly database: Database
  /** Opens the person's personal chat, as that person sees it. */
  person(id: string): Promise<Person>
  /** Time passes, and what becomes due in it is done. */
  passes(milliseconds: number): Promise<void>
}

/** The whole desk on a fresh database with the sample world, and Teams' stand-in to talk to it. */
export async function openWorld(
  options: {
    database?: Database
    clock?: TestClock
    partnerCenter?: DeskOptions['partnerCenter']
    features?: DeskOptions['features']
    directory?: DeskOptions['directory']
    log?: DeskOptions['log']
    /** More of the configuration. */
    environment?: Record<string, string>
  } = {},
): Promise<World> {
  const clock = options.clock ?? new TestClock()
  const database = options.database ?? (await testDatabase(isAtFirst(clock) ? 'sample' : 'nothing'))
  const started = await startDesk(
    readConfig({
      PORT: '0',
      DESK_ENCRYPTION_KEY: testKey.toString('base64'),
      LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
      ...options.environment,
    }),
    {
      log: options.log ?? createLog(process.env.TEST_LOG_LEVEL ?? 'silent'),
      database: { ...database, close: async () => {} },
      clock,
      background: false,
      paceTime: new JumpingTime(),
      ...(options.partnerCenter !== undefined && { partnerCenter: options.partnerCenter }),
      ...(options.directory !== undefined && { directory: options.directory }),
      ...(options.features !== undefined && { features: options.features }),
    },
  )
  const desk = { ...started, close: closedWith(database, started.close) }
  const teams = desk.practice?.standIn
  if (teams === undefined) throw new Error('the desk did not start in practice mode')
  return {
    desk,
    teams,
    clock,
    database,
    person: async (id) => {
      const chat = await teams.openPersonalChat(id)
      return new Person(desk, teams, id, chat.id)
    },
    passes: async (milliseconds) => {
      clock.advance(milliseconds)
      await desk.jobs.clockMoved(milliseconds)
      await desk.jobs.runDue()
      await desk.settled()
    },
  }
}

// The sample world counts ages from now: what was prepared fits at the time that it was prepared for.
const isAtFirst = (clock: TestClock): boolean => clock.now().getTime() === new TestClock().now().getTime()

export interface OldButton {
  readonly message: string
  readonly action: Button
}

interface Pressing {
  deliverTwice?: 'same id' | 'new id'
  as?: 'Action.Submit'
  forged?: object
}

/** Somebody in Teams: says words, fills the newest card in, presses its buttons by title, sees cards and texts. */
export class Person {
  readonly id: string
  readonly chat: string
  private readonly desk: Desk
  private readonly teams: TeamsStandIn
  private filled: Record<string, unknown> = {}

  constructor(desk: Desk, teams: TeamsStandIn, id: string, chat: string) {
    this.desk = desk
    this.teams = teams
    this.id = id
    this.chat = chat
  }

  async says(text: string): Promise<void> {
    this.filled = {}
    const reply = await this.teams.say(this.chat, this.id, text)
    expect(reply.status).toBe(200)
    this.checkSeen()
  }

  /** Changes their newest message that says this, or an older one: so many with the same words came `later`. */
  async edits(words: string, now: string, options: { later?: number; deliverTwice?: boolean } = {}): Promise<void> {
    this.filled = {}
    const own = this.teams
      .messages(this.chat, this.id)
      .filter(({ from, text }) => from.id === this.id && text === words)
    const message = own.at(-1 - (options.later ?? 0))
    if (message === undefined) throw new Error(`${this.id} said no such thing: ${words}`)
    const { deliverTwice = false } = options
    const reply = await this.teams.edit(this.chat, this.id, message.id, now, { deliverTwice })
    expect(reply.status).toBe(200)
    this.checkSeen()
  }

  /** Sets inputs of the newest card, by id. */
  picks(inputs: Record<string, unknown>): void {
    this.filled = { ...this.filled, ...inputs }
  }

  /** Presses a button of the newest card (or of `message`) by its title; its inputs keep what they hold unless picked. */
  async presses(
    title: string,
    options: Pressing & {
      message?: string
      /** Of several buttons with that title, counted from 0. */
      which?: number
    } = {},
  ): Promise<void> {
    const { id, card } = this.card(options.message)
    await this.press(
      id,
      card,
      [...buttonsOf(card), ...rowsOf(card)].filter((button) => button.title === title)[options.which ?? 0],
      title,
      options,
    )
  }

  /** Opens the window that a button of the newest card (or of `message`) asks for. */
  async opens(title: string, options: { message?: string; which?: number } = {}): Promise<AppDialog> {
    const { id, card } = this.card(options.message)
    const found = buttonsOf(card).filter((button) => button.title === title)[options.which ?? 0]
    if (found === undefined) throw new Error(`no button ${title}; there are: ${this.mayPress().join(', ')}`)
    // An input that is empty is not sent.
    const held = Object.entries({ ...inputsOf(card), ...this.filled }).filter(([, value]) => value !== '')
    const typed = found.associatedInputs === 'none' ? {} : Object.fromEntries(held)
    return this.window(id, await this.teams.openDialog(this.chat, this.id, id, { ...typed, ...found.data }))
  }

  /** Chooses *Use in CSP Desk* on the newest message that says this, on the newest card, or on the one with that id. */
  async uses({ says, message }: { says?: string; message?: string } = {}): Promise<AppDialog> {
    const seen = this.teams.messages(this.chat, this.id)
    const found = says === undefined ? this.card(message) : seen.findLast(({ text }) => text?.includes(says))
    if (found === undefined) throw new Error(`nobody said here: ${says}`)
    return this.window(found.id, await this.teams.useMessage(this.chat, this.id, found.id))
  }

  private window(message: string, shown: Dialog): AppDialog {
    const { teams, desk, chat, id } = this
    return new AppDialog({ teams, desk, chat, id, message }, shown)
  }

  /** Answers the newest message that offers a file. */
  async answersOffer(accepted: boolean): Promise<void> {
    const offer = this.teams.messages(this.chat, this.id).findLast(({ consent }) => consent !== undefined)
    if (offer === undefined) throw new Error('no file is offered')
    await this.teams.answerOffer(this.chat, this.id, offer, accepted)
    await this.desk.jobs.runDue()
    await this.desk.settled()
  }

  /** Presses the row of the newest card's list that has these words in it. */
  async pressesRow(words: string): Promise<void> {
    const { id, card } = this.card()
    await this.press(
      id,
      card,
      rowsOf(card).find(({ title }) => title.includes(words)),
      words,
    )
  }

  private async press(
    id: string,
    card: object,
    found: Button | undefined,
    title: string,
    options: Pressing = {},
  ): Promise<void> {
    if (found === undefined) {
      throw new Error(
        `no button ${title}; there are: ${buttonsOf(card)
          .concat(rowsOf(card))
          .map((button) => button.title)
          .join(', ')}`,
      )
    }
    const data = { ...(options.as === 'Action.Submit' ? found.fallback?.data : found.data), ...options.forged }
    const action = { ...found, type: options.as ?? found.type, data }
    // Clients keep the inputs to themselves where a button says so; what was picked is sent as by an older card.
    const without = rowsOf(card).includes(found) && found.associatedInputs === 'none'
    const inputs = { ...(without ? {} : inputsOf(card)), ...this.filled }
    this.filled = {}
    const { deliverTwice } = options
    await this.teams.press(
      this.chat,
      this.id,
      id,
      action as never,
      inputs,
      deliverTwice === undefined ? {} : { deliverTwice },
    )
    await this.desk.settled()
    this.checkSeen()
  }

  /** The newest card, or that of a message, as it stands now. */
  card(message?: string): { id: string; card: object } {
    const seen =
      message === undefined
        ? this.teams.lastCard(this.chat, this.id)
        : this.teams.messages(this.chat, this.id).find(({ id }) => id === message)
    if (seen?.card === undefined) throw new Error('no card is to be seen')
    return { id: seen.id, card: JSON.parse(asTyped(JSON.stringify(seen.card))) }
  }

  /** All words of the newest card, or of a message. */
  sees(message?: string): string {
    return wordsOf(this.card(message).card).join('\n')
  }

  /** The newest message: its text, or its card's words; with the line below the card that only the presser sees. */
  hears(): string {
    const seen = this.teams.messages(this.chat, this.id).at(-1)
    return [seen?.text ?? '', seen?.card === undefined ? '' : wordsOf(seen.card).join('\n'), seen?.line ?? '']
      .join('\n')
      .trim()
  }

  /** Button titles of the newest card. */
  mayPress(): string[] {
    return buttonsOf(this.card().card).map(({ title }) => title)
  }

  /** What the newest card lists to be chosen by pressing it. */
  rows(): string[] {
    return rowsOf(this.card().card).map(({ title }) => title)
  }

  /** Choices of an input of the newest card. */
  mayChoose(input: string): { title: string; value: string }[] {
    const found = elementsOf(this.card().card).find((element) => element.id === input)
    return (found?.choices ?? []) as { title: string; value: string }[]
  }

  /** The ids of the newest card's inputs that are to be seen. */
  inputs(): string[] {
    const seen = elementsOf(this.card().card).filter(({ isVisible }) => isVisible !== false)
    return seen.filter(({ type }) => String(type).startsWith('Input.')).map(({ id }) => String(id))
  }

  /** An input of the newest card. */
  input(id: string): Element | undefined {
    return elementsOf(this.card().card).find((element) => element.id === id)
  }

  /** What an input of the newest card holds. */
  filledIn(input: string): unknown {
    return inputsOf(this.card().card)[input]
  }

  /** A button of the newest card (or of `message`) as it is now: for pressing it when the card has changed. */
  button(title: string, message?: string): OldButton {
    const { id, card } = this.card(message)
    const found = buttonsOf(card).find((button) => button.title === title)
    if (found === undefined) throw new Error(`no button ${title}`)
    return { message: id, action: found }
  }

  /** A row of the newest card's list, for pressing it when the card has changed, or otherwise than it was drawn. */
  row(words: string): OldButton {
    const { id, card } = this.card()
    const found = rowsOf(card).find(({ title }) => title.includes(words))
    if (found === undefined) throw new Error(`no row with ${words}`)
    return { message: id, action: found }
  }

  /** Presses a button that a client still shows although the card has changed; `forged` changes what it carries. */
  async pressesOld({ message, action }: OldButton, inputs: object = {}, forged: object = {}): Promise<void> {
    const changed = { ...action, data: { ...action.data, ...forged } }
    await this.teams.press(this.chat, this.id, message, changed as never, inputs as never)
    await this.desk.settled()
    this.checkSeen()
  }

  /** Asks for this person's own view of the newest card (or of `message`): by hand, or as Teams does by itself. */
  async refreshes(trigger: 'automatic' | 'manual' = 'manual', message?: string): Promise<void> {
    await this.teams.refresh(this.chat, this.id, message ?? this.card().id, trigger)
    await this.desk.settled()
    this.checkSeen()
  }

  /** The words of each card that this person was shown with these in them, oldest first. */
  cardsWith(words: string): string[] {
    return this.teams
      .messages(this.chat, this.id)
      .flatMap(({ card }) => (card === undefined ? [] : [wordsOf(card).join('\n')]))
      .filter((seen) => seen.includes(words))
  }

  messages(): number {
    return this.teams.messages(this.chat, this.id).length
  }

  /** Everything that this person ever was shown, for looking for what must not be there. */
  everything(): string {
    return asTyped(JSON.stringify(this.teams.messages(this.chat, this.id)))
  }

  // Every card that a scenario brings about is checked against the schema and Teams' limits on the way.
  private checkSeen(): void {
    const seen = this.teams.lastCard(this.chat, this.id)
    if (seen !== undefined) checkCard(seen.card)
  }
}
