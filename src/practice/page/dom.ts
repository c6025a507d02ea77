type Child = Node | string | undefined

type Properties<K extends keyof HTMLElementTagNameMap> = Partial<
  Omit<HTMLElementTagNameMap[K], 'style' | 'dataset' | 'attributes'>
> & {
  /** Attributes without a property of their own: `aria-*`, `data-*`, `role`. */
  attributes?: Record<string, string>
}

/** Makes an element: its properties, then its children. Text is always text, never markup. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Properties<K> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  const { attributes, ...own } = properties
  Object.assign(element, own)
  for (const [name, value] of Object.entries(attributes ?? {})) element.setAttribute(name, value)
  element.append(...children.filter((child) => child !== undefined))
  return element
}

export function linkButton(title: string, press: () => void): HTMLElement {
  const button = make('button', { type: 'button', className: 'link' }, title)
  button.addEventListener('click', press)
  return button
}

const icons = {
  send: 'M3 11.5 21 3l-6 18-3.5-7.5z M11.5 13.5 21 3',
  picture: 'M4 5h16v14H4z M4 16l5-5 4 4 3-3 4 4 M15.5 9.5h.01',
  attach: 'M19.5 11.5 12 19a4.6 4.6 0 0 1-6.5-6.5l8-8a3 3 0 0 1 4.3 4.3l-7.6 7.6a1.5 1.5 0 0 1-2.1-2.1l6.9-6.9',
  tab: 'M4 5h16v14H4z M4 9h16 M9 9v10',
  close: 'M6 6l12 12 M18 6 6 18',
  add: 'M12 5v14 M5 12h14',
  down: 'M12 5v14 M6 13l6 6 6-6',
  record: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z M12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
  refresh: 'M20 11a8 8 0 1 0-2.3 6.7 M20 4v7h-7',
  more: 'M5 12h.01 M12 12h.01 M19 12h.01',
  dark: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z',
  light:
    'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z M12 2v2 M12 20v2 M2 12h2 M20 12h2 M5 5l1.4 1.4 M17.6 17.6 19 19 M5 19l1.4-1.4 M17.6 6.4 19 5',
}

export function icon(name: keyof typeof icons): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  path.setAttribute('d', icons[name])
  svg.append(path)
  return svg
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })
export const charactersOf = (text: string): string[] => Array.from(graphemes.segment(text), ({ segment }) => segment)

/** A round sign with the initials of a name. */
export function avatar(name: string, bot: boolean): HTMLElement {
  const initials = name.split(/\s+/).map((part) => charactersOf(part)[0] ?? '')
  const text = /^[\u3040-\uffff]/.test(name)
    ? charactersOf(name).slice(-2).join('')
    : `${initials[0] ?? ''}${initials.at(-1) ?? ''}`
  const shade = [...name].reduce((sum, sign) => sum + (sign.codePointAt(0) ?? 0), 0) % 5
  return make(
    'span',
    { className: `avatar ${bot ? 'bot' : `shade-${shade}`}`, attributes: { 'aria-hidden': 'true' } },
    text,
  )
}
