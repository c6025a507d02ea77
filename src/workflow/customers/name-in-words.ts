import { nameKey } from '../../commerce/name-key.ts'
import { onlyProductWords } from '../../commerce/product-words.ts'

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

/** Words of a line that may be somebody's whole name, and where they stand. */
export interface Run {
  readonly words: string
  readonly from: number
  /** Behind the words, and behind what only says how they stand in the sentence: `'s`, `의`, `에게`. */
  readonly to: number
}

/** Names are looked for in the beginning of what somebody says; each run is one key of one look-up. */
const mostTokens = 40
const longestName = 8

const tokens = /[^\s,;:!?"()[\]{}<>/|、，。；：？！（）「」『』“”]+/gu
/** `Contoso's`, `한빛상사에게`. */
const particle =
  /(?:'s?|(?<=\p{Script=Hangul}|[\p{L}\p{N}])(?:에게서?|한테서?|으?로|에서?|의|을|를|은|는|이|가|과|와|도|만|용|님|께))$/iu
/** Chinese is written without spaces: what may stand right before a name, and right behind it. */
const beforeName = /[给为替帮向查看消买单的和与是找对从购取订下示出]/u
const behindName = /[的买购订下取查看要有和与在今昨明上本这最从过所全密软活申提退续，\d]/u

/**
 * Every run of words that may be a name: from the beginning of a word to the end of one. Not those that other readers read
 * rightly as they are: a single plain word or number, and what products are called.
 */
export function runsOf(line: string): Run[] {
  const known = [...line.matchAll(tokens)].slice(0, mostTokens).map(edgesOf)
  const runs = known.flatMap((first, at) =>
    known
      .slice(at, at + longestName)
      .flatMap((last) =>
        first.starts.flatMap((from) =>
          last.ends.flatMap(({ end, to }) => (end > from ? [{ words: line.slice(from, end), from, to }] : [])),
        ),
      ),
  )
  return runs.filter(({ words }) => !isPlainWord(words) && !onlyProductWords(words))
}

/** Single words, which a name may be where nobody says who is meant: written as names are, not as any word. */
export const wordRunsOf = (line: string): Run[] =>
  [...line.matchAll(tokens)].flatMap((token) => {
    const [{ end = 0, to = 0 } = {}] = edgesOf(token).ends.toReversed()
    const words = line.slice(token.index, end)
    return /^\p{Lu}[\p{L}\p{M}]{2,}$/u.test(words) ? [{ words, from: token.index, to }] : []
  })

const isPlainWord = (words: string): boolean =>
  /^\p{N}+$/u.test(words) ||
  (/^[\p{L}\p{M}]*$/u.test(words) && (!/[\p{Script=Han}\p{Script=Hangul}]/u.test(words) || [...words].length < 3))

/** Where a name may begin in a word, and where it may end. */
function edgesOf({ 0: token, index }: RegExpExecArray) {
  const han = /\p{Script=Han}/u.test(token)
  const places = Array.from({ length: token.length - 1 }, (_, at) => at + 1)
  const inside = (behind: RegExp, before: RegExp) =>
    places.filter((at) => behind.test(token[at - 1] ?? '') && before.test(token[at] ?? ''))
  const starts = [0, ...(han ? inside(beforeName, /[\p{L}\p{N}]/u) : [])]
  const whole = token.replace(/[.~]+$/u, '')
  const bare = whole.replace(particle, '')
  return {
    starts: starts.map((at) => index + at),
    ends: [
      { end: index + whole.length, to: index + whole.length },
      ...(bare === whole || bare === '' ? [] : [{ end: index + bare.length, to: index + whole.length }]),
      ...(han ? inside(/[\p{L}\p{N}]/u, behindName).map((at) => ({ end: index + at, to: index + at })) : []),
    ],
  }
}

/** The longest run that is somebody's name, and all who are called so; a shorter one is only a part of it. */
export function longestNamed<T extends { readonly name: string }>(
  runs: readonly Run[],
  known: readonly T[],
): { readonly run: Run; readonly called: readonly T[] } | undefined {
  const byName = Map.groupBy(known, ({ name }) => nameKey(name))
  const named = runs.flatMap((run) => {
    const key = nameKey(run.words)
    const called = byName.get(key)
    return called === undefined ? [] : [{ run, called, length: key.length }]
  })
  return named.toSorted((a, b) => b.length - a.length || a.run.from - b.run.from)[0]
}
