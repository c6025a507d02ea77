import { type CardDoors, CardView } from './card-view.ts'
import { avatar, icon, make } from './dom.ts'
import { fileLine } from './file-picker.ts'
import { markdownToHtml } from './markdown.ts'
import type { WireMessage, WirePerson } from './wire.ts'
import { locale, words } from './words.ts'

export interface MessageDoors {
  doorsOf: (messageId: string) => CardDoors
  refresh: (messageId: string, trigger: 'automatic' | 'manual') => void
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
  private readonly shown = new Map<string, Shown>()
  private readonly viewer: WirePerson
  private readonly doors: MessageDoors
  private readonly watcher: IntersectionObserver

  constructor(viewer: WirePerson, label: string, doors: MessageDoors) {
    this.viewer = viewer
    this.doors = doors
    this.element = make('div', {
      className: 'messages',
      tabIndex: 0,
      attributes: { role: 'log', 'aria-live': 'polite', 'aria-label': words.messages(label) },
    })
    // Teams asks for a person's own view of a card when they see it, not when it lies far up or in a chat behind.
    this.watcher = new IntersectionObserver((entries) => this.seen(entries), { root: this.element })
  }

  show(messages: readonly WireMessage[], typing: boolean): void {
    const { scrollHeight, scrollTop, clientHeight } = this.element
    const atEnd = scrollHeight - scrollTop - clientHeight < 80
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
    this.keepingFocus(() => this.arrange(rows))
    if (atEnd) this.scrollToEnd()
  }

  /** To the newest message: to its end, or to its beginning when it is too tall to be seen whole. */
  scrollToEnd(): void {
    const last = this.element.lastElementChild
    if (last && last.clientHeight > this.element.clientHeight) last.scrollIntoView({ block: 'start' })
    else this.element.scrollTop = this.element.scrollHeight
  }

  redrawCards(): void {
    for (const { card } of this.shown.values()) card?.view.draw()
  }

  private seen(entries: readonly IntersectionObserverEntry[]): void {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting || !(target instanceof HTMLElement)) continue
      this.watcher.unobserve(target)
      this.doors.refresh(target.dataset.id ?? '', 'automatic')
    }
  }

  private row(message: WireMessage): HTMLElement {
    const source = JSON.stringify(message)
    const known = this.shown.get(message.id)
    if (known?.source === source) return known.element
    const cardSource = JSON.stringify(message.card)
    const doors = this.doors.doorsOf(message.id)
    // A line below the card, or a time of editing, must not cost what was typed in the card.
    const same = known?.card?.source === cardSource ? known?.card : undefined
    const card = same ?? (message.card && { source: cardSource, view: new CardView(message.card, doors) })
    const element = this.messageRow(message, card?.view)
    this.shown.set(message.id, { source, element, card })
    return element
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
    const messageId = this.element.contains(focused) && focused?.closest('article')?.dataset.id
    change()
    if (!messageId || document.activeElement === focused) return
    if (focused?.isConnected && focused instanceof HTMLElement && !focused.matches(':disabled')) focused.focus()
    else this.shown.get(messageId)?.element.focus({ preventScroll: true })
  }

  /** Moves as little as possible: an element that is taken out and put back loses its focus. */
  private arrange(rows: readonly HTMLElement[]): void {
    const wanted = new Set<Element>(rows)
    for (const [key, { element }] of this.shown) if (!wanted.has(element)) this.shown.delete(key)
    let at = this.element.firstElementChild
    for (const row of rows) {
      while (at && !wanted.has(at)) {
        const next: Element | null = at.nextElementSibling
        at.remove()
        at = next
      }
      if (at === row) at = at.nextElementSibling
      else this.element.insertBefore(row, at)
    }
    while (at) {
      const next: Element | null = at.nextElementSibling
      at.remove()
      at = next
    }
  }

  private messageRow(message: WireMessage, card: CardView | undefined): HTMLElement {
    const { from, text, plain, picture, files = [], mention, edited, line, failed, at } = message
    const own = from.id === this.viewer.id
    // The bot speaks the person's language, whatever the page's: fonts, line breaks and screen readers go by it.
    const said = make('div', { className: 'said', ...(from.bot && { lang: this.viewer.locale }) })
    if (text !== undefined) {
      const bubble = make('div', { className: 'bubble' })
      if (mention) bubble.append(make('span', { className: 'mention' }, this.doors.botName), ' ')
      if (from.bot && !plain) bubble.insertAdjacentHTML('beforeend', markdownToHtml(text))
      else bubble.append(text)
      said.append(bubble)
    }
    if (picture) said.append(make('div', { className: 'bubble picture', role: 'img', ariaLabel: words.picture }))
    for (const { name, size } of files) said.append(make('div', { className: 'bubble' }, fileLine(name, size)))
    if (card) said.append(card.element)
    if (line !== undefined) said.append(lineRow(failed ? words.wentWrong : line, failed === true))
    const time = make('time', { dateTime: at }, this.format(at, { timeStyle: 'short' }))
    const head = make('div', { className: 'head' }, own ? undefined : make('strong', {}, from.name), time)
    if (edited) head.append(make('span', {}, words.edited))
    if (message.refresh) head.append(this.refreshButton(message.id))
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
