import { languages } from '../platform/language.ts'
import { chatText } from './chat.text.ts'
import type { Command } from './feature.ts'
import { readSentence, type Sentence } from './sentence.ts'

/** What a typed line asks for. */
export type Request =
  | { readonly kind: 'command'; readonly command: Command; readonly sentence: Sentence }
  | { readonly kind: 'help' }
  | { readonly kind: 'coming'; readonly word: string }
  | { readonly kind: 'unknown' }

const allWords = (pick: 'helpWords' | 'comingWords'): string[] =>
  languages.flatMap((language) => [...chatText[language][pick]])

/**
 * Finds the command in a line, in any letter case and in every language at once: localized manifest commands come back as
 * localized text. English commands come first in a sentence, Korean ones last.
 */
export function route(line: string, commands: readonly Command[]): Request {
  const said = line.trim().replace(/\s+/g, ' ')
  const bare = said.toLocaleLowerCase().replace(/^[/@]+|[\s.!?。，,！？~]+$/gu, '')
  if (bare === '' && said.includes('?')) return { kind: 'help' }
  if (allWords('helpWords').includes(bare)) return { kind: 'help' }
  const order = commands.toSorted((a, b) => Number(b.prevails ?? false) - Number(a.prevails ?? false))
  for (const command of order) {
    for (const word of languages.flatMap((language) => command.words[language])) {
      const rest = withoutWord(said, word)
      if (rest !== undefined) return { kind: 'command', command, sentence: readSentence(rest) }
    }
  }
  const coming = allWords('comingWords').find((word) => bare === word)
  return coming === undefined ? { kind: 'unknown' } : { kind: 'coming', word: coming }
}

/** The line without the command word, wherever it stands: an English one at the beginning or the end. */
function withoutWord(said: string, word: string): string | undefined {
  const place = [atTheBeginning(word), atTheEnd(word)].find((place) => place.test(said))
  if (place !== undefined) return said.replace(place, ' ').trim()
  const inside = isSpaced(word) ? -1 : said.indexOf(word)
  // The comma keeps apart what the word kept apart: `给 Contoso 购买 SQL Server`.
  return inside < 0 ? undefined : `${said.slice(0, inside)}, ${said.slice(inside + word.length)}`.trim()
}

const isSpaced = (word: string): boolean => /^[\p{ASCII}]+$/u.test(word)
const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '\\s+')

const atTheBeginning = (word: string): RegExp =>
  new RegExp(`^[/]?${escaped(word)}${isSpaced(word) ? '(?![\\p{L}\\p{N}-])' : ''}`, 'iu')

const atTheEnd = (word: string): RegExp =>
  new RegExp(
    `${isSpaced(word) ? '(?<![\\p{L}\\p{N}-])' : ''}${escaped(word)}(?:해\\s*줘|하기|해주세요)?[\\s.!?。！？]*$`,
    'iu',
  )
