import { type CardDoors, CardView } from './card-view.ts'
import { avatar, icon, make } from './dom.ts'
import { editBox } from './edit-box.ts'
import { fileLine } from './file-picker.ts'
import { markdownToHtml } from './markdown.ts'
import { messageMenu } from './message-menu.ts'
import { fileRows } from './offered-file.ts'
import { Reading } from './reading.ts'
import type { WireMessage, WirePerson } from './wire.ts'
import { locale, words } from './words.ts'

export interface MessageDoors {
  doorsOf: (messageId: string) => CardDoors
  refresh: (messageId: string, trigger: 'automatic' | 'manual') => void
  use: (messageId: string) => void
  edit: (messageId: string, was: string, text: string) => void
  answerOffer: (messageId: string, accepted: boolean) => Promise<void>
  botName: string
}

interface Shown {
  readonly source: string
  readonly element: HTMLElement
  readonly card: { readonly source: string; readonly view: CardView } | undefined
}

/** The messages of one chat as one person sees them. A message that did not change keeps what was typed in its card. */
export class MessageList {
  readonly element: HTMLElement
  private readonly log: HTMLElement
  private readonly reading: Reading
  private readonly shown = new Map<string, Shown>()
  private readonly viewer: WirePerson
  private readonly doors: MessageDoors
  private readonly watcher: IntersectionObserver
  /** What the viewer pressed, until it is answered; its card may be another one by then. */
  private pressed: { readonly messageId: string; readonly card: string | undefined } | undefined
  /** The message that the viewer is changing. */
  private editing: { readonly messageId: string; readonly box: HTMLElement } | undefined
  private told: { readonly messages: readonly WireMessage[]; readonly typing: boolean } = {
    messages: [],
    typing: false,
  }

  constructor(viewer: WirePerson, label: string, doors: MessageDoors) {
    this.viewer = viewer
    this.doors = doors
    this.log = make('div', {
      className: 'messages',
      tabIndex: 0,
      attributes: { role: 'log', 'aria-live': 'polite', 'aria-label': words.messages(label) },
    })
    // Teams asks for a person's own view of a card when they see it, not when it lies far up or in a chat behind.
    this.watcher = new IntersectionObserver((entries) => this.seen(entries), { root: this.log })
    this.reading = new Reading(this.log)
    this.element = this.reading.element
  }

  show(messages: readonly WireMessage[], typing: boolean): void {
    this.told = { messages, typing }
    const rows: HTMLElement[] = []
    let day = ''
    for (const message of messages) {
      const itsDay = this.dayOf(message.at)
      if (itsDay !== day) rows.push(this.keep(`day ${itsDay}`, itsDay, () => dayRow(itsDay)))
      day = itsDay
      rows.push(this.row(message))
    }
    if (messages.length === 0) rows.push(this.keep('empty', '', () => make('p', { className: 'empty' }, words.empty)))
    if (typing) rows.push(this.keep('typing', '', () => typingRow(this.doors.botName)))
    this.reading.during(() => {
      const before = new Set(this.log.children)
      const known = new Set([...before].map(messageIdOf))
      this.keepingFocus(() => this.arrange(rows))
      const came =
        before.size === 0 ? [] : rows.filter((row) => row.matches('article:not(.own)') && !known.has(messageIdOf(row)))
      return { came, changed: this.changedByPress() }
    })
    this.showMistake()
  }

  toNewest(): void {
    this.reading.toNewest()
  }

  /** The viewer said something: what follows is shown to them. */
  says(): void {
    this.reading.says()
  }

  redrawCards(): void {
    for (const { card } of this.shown.values()) card?.view.draw()
  }

  /** What was pressed, once it has another card or a line below it. */
  private changedByPress(): HTMLElement | undefined {
    const shown = this.pressed && this.shown.get(this.pressed.messageId)
    if (!shown) return undefined
    if (shown.card?.source !== this.pressed?.card) return shown.element
    return shown.element.querySelector<HTMLElement>('.line') ?? undefined
  }

  /** After a mistake the field has the focus, and what is wrong with it is in view. */
  private showMistake(): void {
    const card = this.pressed && this.shown.get(this.pressed.messageId)?.card
    if (!card || card.source === this.pressed?.card) return
    this.pressed = { messageId: this.pressed?.messageId ?? '', card: card.source }
    const field = card.view.focusMistake()
    if (field) this.reading.show(field)
  }

  private seen(entries: readonly IntersectionObserverEntry[]): void {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting || !(target instanceof HTMLElement)) continue
      this.watcher.unobserve(target)
      this.doors.refresh(target.dataset.id ?? '', 'automatic')
    }
  }

  private row(message: WireMessage): HTMLElement {
    const edited = this.editing?.messageId === message.id ? this.editing.box : undefined
    const source = JSON.stringify([message, edited !== undefined])
    const known = this.shown.get(message.id)
    if (known?.source === source) return known.element
    const cardSource = JSON.stringify(message.card)
    // A line below the card, or a time of editing, must not cost what was typed in the card.
    const same = known?.card?.source === cardSource ? known?.card : undefined
    const card =
      same ?? (message.card && { source: cardSource, view: new CardView(message.card, this.cardDoors(message.id)) })
    const element = this.messageRow(message, card?.view, edited)
    this.shown.set(message.id, { source, element, card })
    return element
  }

  /** While a press is on its way, what comes of it is looked for. */
  private cardDoors(messageId: string): CardDoors {
    const doors = this.doors.doorsOf(messageId)
    return {
      ...doors,
      press: async (...press) => {
        const known = this.shown.get(messageId)
        this.pressed = { messageId, card: known?.card?.source }
        this.reading.presses(known?.element)
        await doors.press(...press)
        this.pressed = undefined
        this.reading.answered()
      },
    }
  }

  private keep(key: string, source: string, make: () => HTMLElement): HTMLElement {
    const known = this.shown.get(key)
    if (known?.source === source) return known.element
    const element = make()
    this.shown.set(key, { source, element, card: undefined })
    return element
  }

  /** Whoever pressed a button that is gone now stands at the message that answers it. */
  private keepingFocus(change: () => void): void {
    const focused = document.activeElement
    const messageId = this.log.contains(focused) && focused?.closest('article')?.dataset.id
    change()
    if (!messageId || document.activeElement === focused) return
    if (focused?.isConnected && focused instanceof HTMLElement && !focused.matches(':disabled')) focused.focus()
    else this.shown.get(messageId)?.element.focus({ preventScroll: true })
  }

  /** Moves as little as possible: an element that is taken out and put back loses its focus. */
  private arrange(rows: readonly HTMLElement[]): void {
    const wanted = new Set<Element>(rows)
    for (const [key, { element }] of this.shown) if (!wanted.has(element)) this.shown.delete(key)
    let at = this.log.firstElementChild
    for (const row of rows) {
      while (at && !wanted.has(at)) {
        const next: Element | null = at.nextElementSibling
        at.remove()
        at = next
      }
      if (at === row) at = at.nextElementSibling
      else this.log.insertBefore(row, at)
    }
    while (at) {
      const next: Element | null = at.nextElementSibling
      at.remove()
      at = next
    }
  }

  private messageRow(message: WireMessage, card: CardView | undefined, edited: HTMLElement | undefined): HTMLElement {
    const { from, text, plain, picture, files = [], mention, line, failed, at } = message
    const own = from.id === this.viewer.id
    const { botName } = this.doors
    // The bot speaks the person's language, whatever the page's: fonts, line breaks and screen readers go by it.
    const said = make('div', { className: 'said', ...(from.bot && { lang: this.viewer.locale }) })
    if (edited !== undefined) said.append(edited)
    else if (text !== undefined) {
      const bubble = make('div', { className: 'bubble' })
      if (mention) bubble.append(make('span', { className: 'mention' }, this.doors.botName), ' ')
      if (from.bot && !plain) bubble.insertAdjacentHTML('beforeend', markdownToHtml(text))
      else bubble.append(text)
      said.append(bubble)
    }
    if (picture) said.append(make('div', { className: 'bubble picture', role: 'img', ariaLabel: words.picture }))
    for (const { name, size } of files) said.append(make('div', { className: 'bubble' }, fileLine(name, size)))
    if (card) said.append(card.element)
    said.append(...fileRows(message, botName, this.doors.answerOffer))
    if (line !== undefined) said.append(lineRow(failed ? words.wentWrong : line, failed === true))
    const time = make('time', { dateTime: at }, this.format(at, { timeStyle: 'short' }))
    const head = make('div', { className: 'head' }, own ? undefined : make('strong', {}, from.name), time)
    if (message.edited) head.append(make('span', {}, words.edited))
    if (message.refresh) head.append(this.refreshButton(message.id))
    const use = { title: words.useInDesk(botName), act: () => this.doors.use(message.id) }
    const edit = { title: words.edit, act: () => this.edits(message.id, text ?? '') }
    head.append(messageMenu(own && text !== undefined ? [edit, use] : [use]))
    const row = make(
      'article',
      {
        className: `message${own ? ' own' : ''}`,
        ariaLabel: from.name,
        tabIndex: -1,
        attributes: { 'data-id': message.id },
      },
      own ? undefined : avatar(from.name, from.bot),
      head,
      said,
    )
    if (message.refresh === 'due') this.watcher.observe(row)
    return row
  }

  private edits(messageId: string, was: string): void {
    const end = () => {
      this.editing = undefined
      this.show(this.told.messages, this.told.typing)
      this.shown.get(messageId)?.element.querySelector<HTMLElement>('.message-menu summary')?.focus()
    }
    const save = (text: string) => {
      end()
      this.doors.edit(messageId, was, text)
    }
    this.editing = { messageId, box: editBox(was, { save, cancel: end }) }
    this.show(this.told.messages, this.told.typing)
  }

  private refreshButton(messageId: string): HTMLElement {
    const look = { className: 'icon-button refresh', title: words.refreshCard, ariaLabel: words.refreshCard }
    const button = make('button', { type: 'button', ...look }, icon('refresh'))
    button.addEventListener('click', () => this.doors.refresh(messageId, 'manual'))
    return button
  }

  private dayOf(at: string): string {
    return this.format(at, { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' })
  }

  private format(at: string, options: Intl.DateTimeFormatOptions): string {
    return new Date(at).toLocaleString(locale, { ...options, timeZone: this.viewer.timeZone })
  }
}

const messageIdOf = (row: Element) => (row instanceof HTMLElement && row.dataset.id) || row

const dayRow = (day: string) =>
  make('div', { className: 'day', attributes: { role: 'separator' } }, make('span', {}, day))

const typingRow = (name: string) =>
  make('div', { className: 'typing' }, make('span', { className: 'dots', ariaHidden: 'true' }), words.typing(name))

const lineRow = (line: string, failed: boolean) =>
  make(
    'p',
    { className: failed ? 'line failed' : 'line' },
    line,
    failed ? undefined : make('span', { className: 'only-you' }, words.onlyYou),
  )
