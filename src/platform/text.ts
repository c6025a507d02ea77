const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** Anything but text, tab and line break: PostgreSQL keeps no NUL, and no card shows the others. */
const control = /[^\P{Cc}\t\n]/u
const controls = new RegExp(control, 'gu')

/**
 * Text from outside as text, before anything looks at it: halves of characters become U+FFFD, every kind of line break is
 * one, and the other control characters are gone. They mean nothing to a reader; what is taken out first hides nothing later.
 */
export function wellFormed(text: string): string {
  if (text.isWellFormed() && !control.test(text)) return text
  return text
    .toWellFormed()
    .replace(/\r\n?|[\v\f\u0085]/g, '\n')
    .replace(controls, '')
}

/** Deeper than anything that a card or a page of the desk sends: what lies below is as if it were not there. */
const deepest = 8

/** The same for every text in a JSON value, keys too. What could stand in for an object's own nature is left out. */
export function wellFormedData(value: unknown, levels = deepest): unknown {
  if (typeof value === 'string') return wellFormed(value)
  if (typeof value !== 'object' || value === null) return value
  if (levels === 0) return undefined
  if (Array.isArray(value)) return value.map((item) => wellFormedData(item, levels - 1))
  const entries = Object.entries(value).map(
    ([key, item]) => [wellFormed(key), wellFormedData(item, levels - 1)] as const,
  )
  return Object.fromEntries(entries.filter(([key]) => key !== '__proto__'))
}

/**
 * The one way to cut what people wrote: where a reader sees one character end and the next begin, never through an emoji, a
 * flag, a letter with its marks or a Korean syllable.
 * @param length as limits count: UTF-16 units, of what is left together with the mark.
 * @param mark put behind what was cut: `…`.
 */
export function cut(text: string, length: number, mark = ''): string {
  if (text.length <= length) return text
  const room = Math.max(0, length - mark.length)
  return text.slice(0, graphemes.segment(text).containing(room)?.index ?? 0) + mark
}

/** Characters as a reader counts them. */
export const characters = (text: string): string[] => Array.from(graphemes.segment(text), ({ segment }) => segment)
