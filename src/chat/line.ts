import { simplified } from '../platform/traditional-chinese.ts'

/** A place in a line. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** Stands where a number stands that says how many: no name goes on past it. */
export const howMany = '\uE000'

/**
 * A line that readers take their words out of. Nobody reads what somebody else has claimed, so that no fact is made of a part of
 * another one, and what is left in the end is what nobody has read.
 */
export class Line {
  readonly text: string
  /** As long as the text, in Simplified characters; blank where it is claimed. */
  seen: string

  constructor(text: string) {
    this.text = ` ${text} `
    this.seen = simplified(this.text)
  }

  claim(span: Span): void {
    this.fill(span, ' ')
  }

  /** Claims for now what may say how many. */
  mark(span: Span): void {
    this.fill(span, howMany)
  }

  /** Gives back what was marked. */
  unmark({ from, to }: Span): void {
    this.seen = this.seen.slice(0, from) + simplified(this.text.slice(from, to)) + this.seen.slice(to)
  }

  matches(pattern: RegExp): RegExpExecArray[] {
    const every = pattern.global ? pattern : new RegExp(pattern, `${pattern.flags}g`)
    return [...this.seen.matchAll(every)]
  }

  /** Claims the first match. @returns its first group that there is, as it was typed, or all of it */
  take(pattern: RegExp): string | undefined {
    const [match] = this.matches(pattern)
    if (match === undefined) return undefined
    this.claim(spanOf(match))
    return (
      match
        .slice(1)
        .find((group) => group !== undefined)
        ?.trim() ?? this.typed(spanOf(match))
    )
  }

  /** As it was typed. */
  typed({ from, to }: Span): string {
    return this.text.slice(from, to).trim()
  }

  /** Those of the words there that nobody has claimed, as they were typed. */
  left({ from, to }: Span = { from: 0, to: this.text.length }): string {
    const unclaimed = Array.from({ length: to - from }, (_, at) =>
      this.seen[from + at] === ' ' || this.seen[from + at] === howMany ? ' ' : this.text[from + at],
    )
    return unclaimed.join('').replace(/\s+/g, ' ').trim()
  }

  private fill({ from, to }: Span, mark: string): void {
    this.seen = this.seen.slice(0, from) + mark.repeat(to - from) + this.seen.slice(to)
  }
}

export const spanOf = (match: RegExpMatchArray): Span => {
  const from = match.index ?? 0
  return { from, to: from + match[0].length }
}

/** Where the first group of a match stands. */
export const groupSpan = (match: RegExpMatchArray, group = 1): Span => {
  const from = (match.index ?? 0) + match[0].indexOf(match[group] ?? '')
  return { from, to: from + (match[group] ?? '').length }
}

/** Those that begin first; of several at one place the longest. Nothing is read twice. */
export function apart<T extends Span>(spans: readonly T[]): T[] {
  const kept: T[] = []
  for (const span of spans.toSorted((a, b) => a.from - b.from || b.to - a.to))
    if (span.from >= (kept.at(-1)?.to ?? 0)) kept.push(span)
  return kept
}
