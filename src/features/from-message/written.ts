import { takeAddresses, takeDomains } from '../../chat/addresses.ts'
import { Line } from '../../chat/line.ts'
import { takeOrders } from '../../chat/order-ids.ts'
import { tidied } from '../../chat/said.ts'
import { readSentence } from '../../chat/sentence.ts'
import type { Calendar } from '../../chat/written-day.ts'
import { onlyProductWords, productWords } from '../../commerce/product-words.ts'

/** What a text has written in it, before anything of it is looked up. */
export interface Written {
  readonly lines: readonly string[]
  readonly orders: readonly string[]
  /** Domains and tenant GUIDs. */
  readonly customers: readonly string[]
  /** Who something is said to be for, as it was said. */
  readonly called: readonly string[]
  readonly products: readonly { readonly words: string; readonly quantity: number | undefined }[]
  readonly poNumbers: readonly string[]
  /** There are more words than were looked at. */
  readonly more: boolean
}

/** As many words as names are looked for in at once, and how many of them again with the next ones: no name is longer. */
const wordsTogether = 36
const wordsAgain = 8
const mostLines = 60

export function writtenIn(text: string, calendar: Calendar): Written {
  const { lines, more } = linesOf(text)
  const read = lines.map((line) => ({ line, ...readLine(line), sentence: readSentence(line, calendar) }))
  return {
    lines,
    more,
    orders: differing(read.flatMap(({ orders }) => orders)),
    customers: differing(read.flatMap(({ customers }) => customers)),
    called: differing(read.flatMap(({ sentence }) => sentence.customer ?? [])),
    products: read.flatMap(({ line, sentence }) => {
      const [words, another] = productsIn(line)
      if (words === undefined) return []
      // Which of several is how many nobody knows.
      const quantity = another === undefined ? sentence.quantity : undefined
      return [{ words, quantity }, ...(another === undefined ? [] : [{ words: another, quantity: undefined }])]
    }),
    poNumbers: differing(read.flatMap(({ sentence }) => sentence.poNumber ?? [])),
  }
}

/** A line of the message, or so many words of it: readers look at no more of a sentence than people say. */
function linesOf(text: string): { lines: string[]; more: boolean } {
  const all = text.split('\n').flatMap((line) => {
    const words = line.split(/\s+/u).filter((word) => word !== '')
    const parts = []
    for (let from = 0; from === 0 || from + wordsAgain < words.length; from += wordsTogether - wordsAgain)
      parts.push(tidied(words.slice(from, from + wordsTogether).join(' ')))
    return parts.filter((part) => part !== '')
  })
  return { lines: all.slice(0, mostLines), more: all.length > mostLines }
}

function readLine(line: string): { orders: string[]; customers: string[] } {
  const left = new Line(line)
  const addresses = takeAddresses(left)
  const written = takeOrders(left)
  const domains = takeDomains(left)
  return {
    orders: [...addresses.orders.map(({ value }) => value), ...written.orders.map(({ id }) => id)],
    customers: [...addresses.customers, ...domains].map(({ value }) => value),
  }
}

/** What a product's own name begins with, so that `standard` and `2 users` alone are none. */
const says = /window|sql|remote|desktop|suse|linux|red|hat|rhel|azure|security|update|esu/u

/** The runs of words that are a product's. */
function productsIn(line: string): string[] {
  const runs: string[][] = [[]]
  for (const word of line.split(/[\s,;:()[\]"!?]+/u)) {
    const bare = word.replace(/\.+$/u, '')
    if (productWords(bare).length > 0 && onlyProductWords(bare)) runs.at(-1)?.push(bare)
    else runs.push([])
  }
  const named = runs.map(withoutCount).filter((run) => productWords(run.join(' ')).some((word) => says.test(word)))
  return differing(named.map((run) => run.join(' ')))
}

/** `10 Windows Server`: the number says how many. */
const withoutCount = (run: readonly string[]): readonly string[] =>
  /^\d{1,3}$/u.test(run[0] ?? '') && run.length > 1 ? run.slice(1) : run

const differing = (all: readonly string[]): string[] => [
  ...new Map(all.map((one) => [one.toLowerCase(), one])).values(),
]
