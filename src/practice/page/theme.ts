import { icon, make } from './dom.ts'
import { words } from './words.ts'

export type Theme = 'light' | 'dark'

const system = matchMedia('(prefers-color-scheme: dark)')
const kept = 'practice.theme'
const listeners = new Set<() => void>()

/** The theme that was chosen, else the system's. */
export function theme(): Theme {
  const chosen = localStorage.getItem(kept)
  return chosen === 'light' || chosen === 'dark' ? chosen : system.matches ? 'dark' : 'light'
}

export function onThemeChange(listener: () => void, until?: AbortSignal): void {
  listeners.add(listener)
  until?.addEventListener('abort', () => listeners.delete(listener))
}

export function themeButton(): HTMLButtonElement {
  const button = make('button', { type: 'button', className: 'icon-button', title: words.dark })
  const show = () => {
    const dark = theme() === 'dark'
    document.documentElement.dataset.theme = theme()
    button.replaceChildren(icon(dark ? 'light' : 'dark'))
    button.setAttribute('aria-label', words.dark)
    button.setAttribute('aria-pressed', String(dark))
  }
  const changed = () => {
    show()
    for (const listener of listeners) listener()
  }
  button.addEventListener('click', () => {
    localStorage.setItem(kept, theme() === 'dark' ? 'light' : 'dark')
    changed()
  })
  system.addEventListener('change', changed)
  show()
  return button
}
