const noBreak = '\u00A0'
const joiner = '\u2060'

/** An amount and its currency, digits in groups, a count behind its sign, a time and its half of the day; no line begins with a dot between. */
const spaces =
  /(?<=(?<![\p{Script=Latin}\p{N}])[A-Z]{3}) (?=-?\d)|(?<=\d) (?=[A-Z]{3}(?![\p{Script=Latin}\p{N}]))|(?<=\d) (?=\d{3}(?!\d))|(?<=[×x]) (?=\d)|(?<=\d:\d\d) (?=[AaPp]\.?[Mm](?!\p{Script=Latin}))|(?<=오전|오후|上午|下午) (?=\d)|(?<=\S) (?=· )/gu
/** `CSP-1001`: browsers break behind a hyphen, also before digits. Korean and Chinese words may follow at once: `CSP-1001이`. */
const hyphens = /(?<=(?<![\p{Script=Latin}\p{N}-])[A-Z]{2,5}-)(?=\d{3,}(?![\p{Script=Latin}\p{N}-]))/gu
/** `2026年11月27日`, which may break anywhere. */
const dates =
  /(?<=\d年)(?=\d{1,2}月\d{1,2}日)|(?<=\d)(?=[年月日])(?<=\d{4}(?=年\d{1,2}月)|年\d{1,2}(?=月)|月\d{1,2}(?=日))|(?<=年\d{1,2}月)(?=\d{1,2}日)/gu
const onlyId = /^[^\p{L}\p{N}]*[A-Z]{2,5}-\d+[^\p{L}\p{N}]*$/u

/**
 * The card as it leaves: what is read at one glance is on one line. The spaces are such that a search in the page and a copy take
 * them for spaces; the mark in an ID is left out where the ID stands alone, which is where it is copied from.
 */
export function unbroken<T extends object>(card: T): T {
  return inside(card) as T
}

function inside(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(inside)
  if (typeof part !== 'object' || part === null) return part
  const toggle = 'type' in part && part.type === 'Input.Toggle'
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [key, entry(toggle && key === 'title' ? 'text' : key, value)]),
  )
}

function entry(key: string, value: unknown): unknown {
  // What goes back to the desk, and what is no text, stays as it is.
  if (key === 'data' || key === 'refresh' || key === 'choices') return value
  if (key === 'text' && typeof value === 'string') return onOneLine(value)
  if (key === 'facts' && Array.isArray(value)) {
    return value.map((fact: { title: string; value: string }) => ({ ...fact, value: onOneLine(fact.value) }))
  }
  return inside(value)
}

const onOneLine = (words: string): string => {
  const spaced = words.replace(spaces, noBreak).replace(dates, joiner)
  return onlyId.test(spaced) ? spaced : spaced.replace(hyphens, joiner)
}
