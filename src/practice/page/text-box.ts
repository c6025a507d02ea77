import { make } from './dom.ts'
import { words } from './words.ts'

const tallest = 160

/** Where a message is typed: it grows with its lines; Enter sends, Shift+Enter makes a new line. */
export function textBox(ariaLabel: string, enter: () => void): HTMLTextAreaElement {
  const box = make('textarea', { rows: 1, placeholder: words.write, ariaLabel })
  box.addEventListener('input', () => growToFit(box))
  box.addEventListener('keydown', (event) => {
    // While an input method composes (Korean, Chinese), Enter belongs to it.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    enter()
  })
  return box
}

export function growToFit(box: HTMLTextAreaElement): void {
  box.style.height = 'auto'
  box.style.height = `${Math.min(box.scrollHeight, tallest)}px`
}
