import { icon, make } from './dom.ts'
import { words } from './words.ts'

/** So near the end, the newest message counts as read to its end. */
const near = 80
const margin = 8

/**
 * Where somebody stands in a chat. What follows their own words or press comes into view, from its beginning; what comes
 * while they read further up is told by a pill.
 */
export class Reading {
  readonly element: HTMLElement
  private readonly list: HTMLElement
  private readonly pill: HTMLButtonElement
  private readonly resized = new ResizeObserver(() => this.fit())
  private readonly unseen = new Set<HTMLElement>()
  /** Where the list stays when something grows or the window changes, until the person scrolls. */
  private place: (() => number) | undefined
  private placed = 0
  /** They said something, and have not scrolled since. */
  private waits = false
  /** What they pressed, until it is answered. */
  private pressed: HTMLElement | undefined
  /** The first that came since they last did something: what follows it does not push it out of view. */
  private first: HTMLElement | undefined

  constructor(list: HTMLElement) {
    this.list = list
    this.pill = make('button', { type: 'button', className: 'pill', hidden: true }, icon('down'), words.newMessages)
    this.pill.addEventListener('click', () => this.toUnseen())
    this.element = make('div', { className: 'reading' }, list, this.pill)
    this.resized.observe(list)
    list.addEventListener('scroll', () => this.scrolled())
  }

  /** They say something: its answer is waited for at the end. */
  says(): void {
    this.begin()
    this.waits = true
    this.stayAt(() => this.end())
  }

  presses(message: HTMLElement | undefined): void {
    this.begin()
    this.pressed = message
  }

  /** The press has been answered, by `message` in the place of what was pressed. */
  answered(): void {
    this.pressed = undefined
  }

  /** To the newest message: to its end, or to its beginning when it is too tall to be seen whole. */
  toNewest(): void {
    this.begin()
    this.unseen.clear()
    const last = this.list.lastElementChild
    this.stayAt(() => (last instanceof HTMLElement ? Math.min(this.end(), this.topOf(last)) : this.end()))
  }

  /**
   * Draws the list anew by `change`, which tells which messages of others are new, and which message is now in the place of
   * what was pressed if it has another card.
   */
  during(change: () => { came: readonly HTMLElement[]; changed: HTMLElement | undefined }): void {
    const atEnd = this.end() - this.list.scrollTop < near
    const { came, changed } = change()
    for (const row of this.list.children) this.resized.observe(row)
    for (const row of came) this.unseen.add(row)
    if (changed) this.pressed = changed
    const [first] = came
    if (first && (atEnd || this.waits || this.pressed)) {
      this.first ??= changed ?? first
      const from = this.first
      this.stayAt(() => Math.min(this.end(), this.topOf(from)))
    } else if (changed) {
      this.stayAt(() => this.nearest(changed))
    } else if (atEnd && !this.pressed) {
      this.stay()
    }
    this.look()
  }

  /** Brings something into view by the shortest way. */
  show(part: HTMLElement): void {
    const message = part.closest<HTMLElement>('[data-id]') ?? part
    this.stayAt(() => this.nearest(part.isConnected ? part : message))
  }

  private begin(): void {
    this.waits = false
    this.pressed = undefined
    this.first = undefined
  }

  private scrolled(): void {
    if (Math.abs(this.list.scrollTop - this.placed) > 2) {
      this.begin()
      this.place = this.end() - this.list.scrollTop < near ? () => this.end() : undefined
      this.placed = this.list.scrollTop
    }
    this.look()
  }

  private stayAt(place: () => number): void {
    this.place = place
    this.stay()
  }

  private stay(): void {
    if (!this.place) return
    this.list.scrollTop = this.place()
    this.placed = this.list.scrollTop
    this.look()
  }

  /** A phone's keyboard takes half of the window: the field that it is for stays in view. */
  private fit(): void {
    const field = document.activeElement
    const filled = field instanceof HTMLElement && this.list.contains(field) && field.matches('input, select, textarea')
    if (filled && !this.place) this.list.scrollTop = this.placed = this.nearest(field)
    else this.stay()
    this.look()
  }

  private toUnseen(): void {
    const [first] = this.unseen
    if (first) this.stayAt(() => Math.min(this.end(), this.topOf(first)))
    this.list.focus({ preventScroll: true })
  }

  /** What is in view has been seen; for the rest there is the pill. */
  private look(): void {
    const below = this.list.scrollTop + this.list.clientHeight
    for (const row of this.unseen) {
      if (this.topOf(row) + Math.min(this.current(row).offsetHeight, near) < below) this.unseen.delete(row)
    }
    this.pill.hidden = this.unseen.size === 0
  }

  private end(): number {
    return this.list.scrollHeight - this.list.clientHeight
  }

  private topOf(part: HTMLElement): number {
    const { top } = this.list.getBoundingClientRect()
    return this.list.scrollTop + this.current(part).getBoundingClientRect().top - top - margin
  }

  /** A message that has changed since is another element. */
  private current(part: HTMLElement): HTMLElement {
    const { id } = part.dataset
    const now = part.isConnected || id === undefined ? null : this.list.querySelector(`[data-id="${CSS.escape(id)}"]`)
    return now instanceof HTMLElement ? now : part
  }

  private nearest(part: HTMLElement): number {
    const top = this.topOf(part)
    const bottom = top + this.current(part).offsetHeight + 2 * margin - this.list.clientHeight
    const { scrollTop } = this.list
    return bottom > top || top < scrollTop ? top : Math.max(scrollTop, bottom)
  }
}
