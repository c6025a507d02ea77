import { make } from './dom.ts'
import type { WireChoice } from './wire.ts'
import { words } from './words.ts'

let lists = 0

export interface ChoiceListOptions {
  /** Gives the choices for a text; rejects when they cannot be had. */
  find: (text: string) => Promise<readonly WireChoice[]>
  chosen: WireChoice | undefined
  placeholder: string
  changed: () => void
}

/** A text box with a list of choices below it (ARIA's "combobox with list autocomplete"). */
export class ChoiceList {
  readonly box: HTMLInputElement
  readonly element: HTMLElement
  chosen: WireChoice | undefined
  private readonly options: ChoiceListOptions
  private readonly list: HTMLElement
  private shown: readonly WireChoice[] = []
  private active = -1
  private asked = 0
  private timer = 0

  constructor(options: ChoiceListOptions) {
    this.options = options
    this.chosen = options.chosen
    const id = `choices-${++lists}`
    this.list = make('div', { id, className: 'choices', hidden: true, attributes: { role: 'listbox' } })
    this.box = make('input', {
      type: 'text',
      className: 'ac-input ac-textInput choice-box',
      autocomplete: 'off',
      placeholder: options.placeholder,
      value: options.chosen?.title ?? '',
      attributes: { role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': id },
    })
    this.element = make('div', { className: 'choice-list' }, this.box, this.list)
    this.box.addEventListener('input', () => this.typed())
    this.box.addEventListener('click', () => this.list.hidden && this.ask())
    this.box.addEventListener('keydown', (event) => this.key(event))
    this.box.addEventListener('blur', () => this.hide())
    // A press on the list must not take the focus from the box, or the list would close before the click.
    this.list.addEventListener('mousedown', (event) => event.preventDefault())
  }

  private typed(): void {
    this.chosen = undefined
    this.options.changed()
    // Until the answer comes, nothing is offered that does not fit what stands in the box.
    const text = this.box.value.trim().toLowerCase()
    this.shown = this.shown.filter(({ title }) => title.toLowerCase().includes(text))
    this.asked++
    this.active = -1
    this.show(this.shown.length === 0 ? words.searching : undefined)
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.ask(), 200)
  }

  private async ask(): Promise<void> {
    const turn = ++this.asked
    if (this.shown.length === 0) this.show(words.searching)
    try {
      // With something chosen the box shows its title, which is not what the person looks for now.
      const found = await this.options.find(this.chosen ? '' : this.box.value.trim())
      if (turn !== this.asked || document.activeElement !== this.box) return
      // What was marked while the answer was on its way stays so, wherever it stands now.
      const marked = this.shown[this.active]?.value
      this.shown = found
      this.active = found.findIndex(({ value }) => value === marked)
      this.show(found.length === 0 ? words.noMatch : undefined)
    } catch {
      if (turn === this.asked) this.show(words.wentWrong)
    }
  }

  private show(instead?: string): void {
    const options = this.shown.map((choice, index) => {
      const attributes = { role: 'option', 'aria-selected': String(index === this.active) }
      const option = make('div', { id: `${this.list.id}-${index}`, className: 'choice', attributes }, choice.title)
      option.addEventListener('click', () => this.choose(choice))
      return option
    })
    const note =
      instead === undefined
        ? undefined
        : make('div', { className: 'choice-note', attributes: { role: 'status' } }, instead)
    this.list.replaceChildren(...(note ? [note] : options))
    this.list.hidden = false
    this.box.setAttribute('aria-expanded', 'true')
    // The list hangs over what lies below; at the end of a chat that is out of sight.
    this.list.scrollIntoView({ block: 'nearest' })
    this.markActive()
  }

  private key(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      if (this.list.hidden) this.ask()
      else this.active = (this.active + step + this.shown.length) % Math.max(this.shown.length, 1)
      this.markActive()
    } else if (event.key === 'Enter' && !this.list.hidden) {
      event.preventDefault()
      const choice = this.shown[this.active] ?? (this.shown.length === 1 ? this.shown[0] : undefined)
      if (choice) this.choose(choice)
    } else if (event.key === 'Escape' && !this.list.hidden) {
      event.stopPropagation()
      this.hide()
    }
  }

  private markActive(): void {
    for (const [index, option] of [...this.list.children].entries()) {
      if (option.getAttribute('role') !== 'option') continue
      option.setAttribute('aria-selected', String(index === this.active))
      if (index === this.active) option.scrollIntoView({ block: 'nearest' })
    }
    if (this.active < 0 || this.list.hidden) this.box.removeAttribute('aria-activedescendant')
    else this.box.setAttribute('aria-activedescendant', `${this.list.id}-${this.active}`)
  }

  private choose(choice: WireChoice): void {
    this.chosen = choice
    this.box.value = choice.title
    this.hide()
    this.options.changed()
  }

  /** A title typed in full counts as chosen. */
  private hide(): void {
    this.asked++
    clearTimeout(this.timer)
    const typed = this.shown.find(({ title }) => title.toLowerCase() === this.box.value.trim().toLowerCase())
    this.list.hidden = true
    this.active = -1
    this.box.setAttribute('aria-expanded', 'false')
    this.markActive()
    if (this.chosen === undefined && typed) this.choose(typed)
  }
}
