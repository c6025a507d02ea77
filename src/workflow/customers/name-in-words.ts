export interface Split {
  /** Words that may be a customer's name. */
  readonly name: string
  readonly rest: string
}

/** Names have more words than this so seldom that looking for them costs more than it finds. */
const longestPart = 5

/**
 * The ways to read a name in a few words, the likeliest first: all of them, the first ones, the last ones.
 * Eleven at most, each of which is one look-up.
 */
export function partsOf(text: string, where: 'beginning' | 'either end'): Split[] {
  const words = text.split(' ').filter((word) => word !== '')
  const lengths = Array.from({ length: Math.min(longestPart, words.length - 1) }, (_, at) => at + 1).toReversed()
  const first = lengths.map((length) => split(words.slice(0, length), words.slice(length)))
  const last = lengths.map((length) => split(words.slice(-length), words.slice(0, -length)))
  const whole = words.length === 0 ? [] : [split(words, [])]
  return [...whole, ...first, ...(where === 'beginning' ? [] : last)]
}

const split = (name: readonly string[], rest: readonly string[]): Split => ({
  name: name.join(' '),
  rest: rest.join(' '),
})
