import type { Action, AdaptiveCard } from 'adaptivecards'
import type { Asked } from './api.ts'
import { removeCharts } from './chart-view.ts'
import { FilteredChoiceSet, giveSearch } from './choice-set.ts'
import { make } from './dom.ts'
import { registerElements } from './elements.ts'
import { adaptiveCards } from './library.ts'
import { markdownToHtml } from './markdown.ts'
import { buttonsOf, pickedIn } from './recording.ts'
import { isTabPage, opensTab } from './tab-link.ts'
import { type Theme, theme } from './theme.ts'
import type { WireAction, WireChoice } from './wire.ts'
import { words } from './words.ts'

export interface CardDoors {
  press: (action: WireAction, inputs: Record<string, string>, pressed: Pressed) => Promise<void>
  search: (query: Asked) => Promise<WireChoice[]>
  /** A web page was opened by it. */
  follows: (title: string) => void
}

/** A press as its card has it. */
export interface Pressed {
  readonly which: number
  readonly picked: Readonly<Record<string, string>>
}

let hostConfigs: Record<Theme, object>

/** Call once, before the first card is shown. */
export async function prepareCards(): Promise<void> {
  const load = async (name: Theme) => (await fetch(`/practice/page/host-config/${name}.json`)).json()
  hostConfigs = { light: await load('light'), dark: await load('dark') }
  registerElements()
  // The column scrolls; a card that takes the focus as a whole adds nothing but a stop for the keyboard.
  adaptiveCards.GlobalSettings.setTabIndexAtCardRoot = false
  adaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markdownToHtml(text)
    result.didProcess = true
  }
}

/** One card in a message. It can be drawn again without losing what was typed. */
export class CardView {
  readonly element: HTMLElement
  private readonly doors: CardDoors
  private readonly source: CardSource
  private card: AdaptiveCard | undefined

  constructor(source: object, doors: CardDoors) {
    this.source = source
    this.doors = doors
    const wide = this.source.msteams?.width?.toLowerCase() === 'full'
    this.element = make('div', { className: `card${wide ? ' card-full' : ''}` })
    if (this.source.rtl) this.element.dir = 'rtl'
    this.draw()
  }

  /** Draws the card in the theme of now, with what was typed and unfolded in it. */
  draw(): void {
    const focused = this.card
      ?.getAllInputs()
      .find(({ renderedElement }) => renderedElement?.contains(document.activeElement))
    const unfolded = this.unfolding().map((button) => button.getAttribute('aria-expanded') === 'true')
    removeCharts(this.element)
    const card = new adaptiveCards.AdaptiveCard()
    card.hostConfig = new adaptiveCards.HostConfig(fitted(hostConfigs[theme()]))
    card.hostConfig.hostCapabilities.addCapability('adaptiveCards', new adaptiveCards.Version(1, 5))
    card.onExecuteAction = (action) => this.execute(action)
    giveSearch(card, this.doors.search)
    try {
      card.parse(this.card ? withValues(this.source, this.card) : this.source)
      const rendered = card.render()
      this.element.replaceChildren(rendered ?? words.unreadable)
      for (const [index, was] of unfolded.entries()) if (was) this.unfolding()[index]?.click()
      if (focused)
        card
          .getAllInputs()
          .find(({ id }) => id === focused.id)
          ?.focus()
    } catch {
      this.element.replaceChildren(words.unreadable)
    }
    this.card = card
  }

  /** Puts the focus into the first field with a mistake. @returns what says so. */
  focusMistake(): HTMLElement | undefined {
    const id = mistakenIn(this.source)
    const input = this.card?.getAllInputs().find((candidate) => candidate.id === id)
    if (id === undefined || !input) return undefined
    input.focus()
    const below = input.renderedElement?.nextElementSibling?.nextElementSibling ?? input.renderedElement
    return below instanceof HTMLElement ? below : undefined
  }

  /** The buttons of `Action.ShowCard`. */
  private unfolding(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>('.ac-pushButton.expandable')]
  }

  private async execute(action: Action): Promise<void> {
    if (action instanceof adaptiveCards.OpenUrlAction) {
      if (isTabPage(action.url)) return void this.element.dispatchEvent(opensTab(action.url))
      if (!/^(https?:|mailto:)/i.test(action.url ?? '')) return
      window.open(action.url, '_blank', 'noopener,noreferrer')
      return this.doors.follows(action.title ?? '')
    }
    if (!(action instanceof adaptiveCards.SubmitActionBase)) return
    const inputs = Object.values(
      action.getReferencedInputs() as Record<string, { id: string; value: unknown; isSet(): boolean }>,
    )
    const given = Object.fromEntries(
      inputs.filter((input) => input.isSet()).map(({ id, value }) => [id, String(value)]),
    )
    const ready = this.busy(action.renderedElement)
    try {
      await this.doors.press(action.toJSON() as WireAction, given, this.pressed(action, inputs, given))
    } finally {
      ready()
    }
  }

  private pressed(action: Action, inputs: readonly { id: string }[], given: Readonly<Record<string, string>>): Pressed {
    const { data } = action.toJSON() as WireAction
    const alike = buttonsOf(this.source, action.title ?? '').map((button) => JSON.stringify(button.data))
    const picked = pickedIn(
      this.source,
      inputs.map(({ id }) => ({ id, value: given[id] })),
    )
    return { which: Math.max(0, alike.indexOf(JSON.stringify(data))), picked }
  }

  private busy(pressed: HTMLElement | undefined): () => void {
    const buttons = [...this.element.querySelectorAll('button')].filter(({ disabled }) => !disabled)
    // A button that is disabled loses the focus to nowhere: it waits at the message.
    const message = this.element.contains(document.activeElement) ? this.element.closest('article') : null
    for (const button of buttons) button.disabled = true
    message?.focus({ preventScroll: true })
    pressed?.classList.add('working')
    this.element.setAttribute('aria-busy', 'true')
    return () => {
      for (const button of buttons) button.disabled = false
      if (message?.isConnected && document.activeElement === message) pressed?.focus({ preventScroll: true })
      pressed?.classList.remove('working')
      this.element.removeAttribute('aria-busy')
    }
  }
}

/** The first field that has a mistake: the desk says it right below, in the colour for attention. */
function mistakenIn(part: unknown): string | undefined {
  if (typeof part !== 'object' || part === null) return undefined
  const parts: unknown[] = Object.values(part)
  for (const [at, inside] of parts.entries()) {
    const { type, id } = (inside ?? {}) as { type?: unknown; id?: unknown }
    const next = parts[at + 1] as { type?: unknown; color?: unknown } | undefined
    const wrong = next?.type === 'TextBlock' && next.color === 'Attention'
    if (wrong && typeof type === 'string' && type.startsWith('Input.')) return String(id)
    const deeper = mistakenIn(inside)
    if (deeper !== undefined) return deeper
  }
  return undefined
}

interface CardSource {
  readonly msteams?: { readonly width?: string }
  readonly rtl?: boolean
}

/** The page's own fonts, growing with the browser's text size, which the configuration's pixels would not. */
function fitted(hostConfig: object): object {
  const factor = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16
  const { fontFamily } = getComputedStyle(document.body)
  return JSON.parse(JSON.stringify(hostConfig), (name, value) => {
    if (name === 'fontFamily') return String(value).includes('monospace') ? value : fontFamily
    if (name !== 'fontSizes') return value
    return Object.fromEntries(Object.entries(value as Record<string, number>).map(([size, px]) => [size, px * factor]))
  })
}

function withValues(source: object, card: AdaptiveCard): object {
  const inputs = new Map(card.getAllInputs().map((input) => [input.id, input]))
  return JSON.parse(JSON.stringify(source), (_, part) => {
    const input = typeof part?.type === 'string' && part.type.startsWith('Input.') ? inputs.get(part.id) : undefined
    if (input === undefined) return part
    const chosen = input instanceof FilteredChoiceSet ? input.chosen : undefined
    const others = (part.choices ?? []).filter(({ value }: WireChoice) => value !== chosen?.value)
    return { ...part, value: input.value, ...(chosen ? { choices: [...others, chosen] } : {}) }
  })
}
