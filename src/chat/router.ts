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
  for (const command of commands) {
    for (const word of languages.flatMap((language) => command.words[language])) {
      const rest = withoutWord(said, word)
      if (rest !== undefined) return { kind: 'command', command, sentence: readSentence(rest) }
    }
  }
  const coming = allWords('comingWords').find((word) => bare === word)
  return coming === undefined ? { kind: 'unknown' } : { kind: 'coming', word: coming }
}

/** The line without the command word, when it begins or ends with it. */
function withoutWord(said: string, word: string): string | undefined {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '\\s+')
  const spaced = /^[\p{ASCII}]+$/u.test(word)
  const first = new RegExp(`^[/]?${escaped}${spaced ? '(?![\\p{L}\\p{N}-])' : ''}`, 'iu')
  const last = new RegExp(
    `${spaced ? '(?<![\\p{L}\\p{N}-])' : ''}${escaped}(?:해\\s*줘|하기|해주세요)?[\\s.!?。！？]*$`,
    'iu',
  )
  if (first.test(said)) return said.replace(first, ' ').trim()
  if (last.test(said)) return said.replace(last, ' ').trim()
  const inside = spaced ? undefined : said.indexOf(word)
  return inside === undefined || inside < 0
    ? undefined
    : `${said.slice(0, inside)} ${said.slice(inside + word.length)}`.trim()
}
