import type { AdaptiveCard, SerializationContext } from 'adaptivecards'
import type { Asked } from './api.ts'
import { ChoiceList } from './choice-list.ts'
import { adaptiveCards } from './library.ts'
import type { WireChoice } from './wire.ts'
import { words } from './words.ts'

/** Asks the bot for choices, on behalf of one card. */
export type Search = (query: Asked) => Promise<WireChoice[]>

const searches = new WeakMap<object, Search>()

export const giveSearch = (card: AdaptiveCard, search: Search): void => {
  searches.set(card, search)
}

interface Query {
  readonly dataset: string
  readonly associatedInputs?: string
}

/**
 * `Input.ChoiceSet` with `style: filtered` as Teams has it. The library's own has no value apart from the title for
 * choices that were searched for, and takes `choices.data` from card version 1.6 on, which Teams does not ask for.
 */
export class FilteredChoiceSet extends adaptiveCards.ChoiceSetInput {
  private query: Query | undefined
  private choiceList: ChoiceList | undefined

  protected override internalParse(source: { 'choices.data'?: Query }, context: SerializationContext): void {
    super.internalParse(source, context)
    this.query = source['choices.data']
    if (this.isFiltered()) this.errorMessage ??= words.chooseFromList
  }

  protected override internalRender(): HTMLElement | undefined {
    if (!this.isFiltered()) return super.internalRender()
    const known = this.choices.find(({ value }) => value === this.defaultValue)
    this.choiceList = new ChoiceList({
      find: (text) => this.find(text),
      chosen: known?.title && known.value ? { title: known.title, value: known.value } : undefined,
      placeholder: this.placeholder ?? '',
      changed: () => this.valueChanged(),
    })
    return this.choiceList.element
  }

  protected override updateInputControlAriaLabelledBy(): void {
    if (!this.choiceList) {
      super.updateInputControlAriaLabelledBy()
      return
    }
    const { box, element } = this.choiceList
    // The library gives the id to the outer element; the label is for the box.
    if (element.id) box.id = element.id
    element.removeAttribute('id')
    const labels = this.getAllLabelIds()
    if (labels.length > 0) box.setAttribute('aria-labelledby', labels.join(' '))
    else box.setAttribute('aria-label', this.placeholder ?? '')
    box.setAttribute('aria-required', String(this.isRequired))
  }

  override focus(): void {
    if (this.choiceList) this.choiceList.box.focus()
    else super.focus()
  }

  override get value(): string | undefined {
    return this.choiceList ? this.choiceList.chosen?.value : super.value
  }

  /** What is chosen, with its title: for drawing the card again. */
  get chosen(): WireChoice | undefined {
    return this.choiceList?.chosen
  }

  override isSet(): boolean {
    return Boolean(this.value)
  }

  override isValid(): boolean {
    const list = this.choiceList
    return list ? list.chosen !== undefined || list.box.value.trim() === '' : super.isValid()
  }

  private isFiltered(): boolean {
    return !this.isMultiSelect && (this.style === 'filtered' || this.query !== undefined)
  }

  private async find(text: string): Promise<WireChoice[]> {
    const given = this.choices.flatMap(({ title, value }) => (title && value ? [{ title, value }] : []))
    const own = given.filter(({ title }) => title.toLowerCase().includes(text.toLowerCase()))
    const root = this.getRootObject() as AdaptiveCard
    const search = searches.get(root)
    if (!this.query || !search) return own
    const { dataset, associatedInputs } = this.query
    const found = await search({ dataset, text, ...(associatedInputs === 'auto' ? { inputs: inputsOf(root) } : {}) })
    return [...own, ...found.filter(({ value }) => own.every((choice) => choice.value !== value))]
  }
}

/** The values that a press would carry. Teams leaves out what is not filled in. */
export function inputsOf(card: AdaptiveCard): Record<string, string> {
  const inputs = card.getAllInputs().filter((input) => input.id && input.isSet())
  return Object.fromEntries(inputs.map((input) => [input.id ?? '', String(input.value)]))
}
