import type { CardElement, PropertyBag, SerializationContext } from 'adaptivecards'
import { chartKinds } from './chart-data.ts'
import { chartView } from './chart-view.ts'
import { FilteredChoiceSet } from './choice-set.ts'
import { make } from './dom.ts'
import { adaptiveCards } from './library.ts'

/** A box with a meaning, for whose edge the library has no place. */
class EdgedContainer extends adaptiveCards.Container {
  protected override internalRender(): HTMLElement | undefined {
    const element = super.internalRender()
    if (element && this.style) element.dataset.style = this.style
    return element
  }
}

/** An element that the library does not know, as Teams draws it. */
function drawnBy(type: string, draw: (source: PropertyBag) => HTMLElement): new () => CardElement {
  return class extends adaptiveCards.CardElement {
    source: PropertyBag | undefined

    getJsonTypeName(): string {
      return type
    }

    override internalParse(source: PropertyBag, context: SerializationContext): void {
      super.internalParse(source, context)
      this.source = source
    }

    override internalRender(): HTMLElement | undefined {
      return this.source && draw(this.source)
    }
  }
}

/** The words beside it say as much. */
function progressBar({ value, max }: PropertyBag): HTMLElement {
  const done = make('div', { className: 'progress-done' })
  const share = Number(value) / Number(max ?? 100)
  done.style.width = `${Math.min(100, Math.max(0, share * 100)) || 0}%`
  return make('div', { className: 'progress', ariaHidden: 'true' }, done)
}

/** Teaches the library what Teams draws beyond it. */
export function registerElements(): void {
  const { elements } = adaptiveCards.GlobalRegistry
  elements.register('Input.ChoiceSet', FilteredChoiceSet)
  elements.register('Container', EdgedContainer)
  elements.register('ProgressBar', drawnBy('ProgressBar', progressBar))
  for (const type of Object.keys(chartKinds)) elements.register(type, drawnBy(type, chartView))
}
