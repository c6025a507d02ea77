import { languages } from '../platform/language.ts'
import type { Command, Feature } from './feature.ts'
import { route } from './router.ts'
import { plainly, tidied } from './said.ts'
import { calendarOf } from './written-day.ts'

/** A command and one of its words, as lines are read. */
interface Word {
  readonly feature: string
  readonly command: Command
  readonly word: string
  readonly said: string
}

/** Every word of every command, in every language, leads to that command alone, or it is declared when it does. */
export function checkWords(features: readonly Feature[]): void {
  const words = features.flatMap(wordsOf)
  for (const word of words) if (!canBeSaid(word)) throw new Error(unsayable(word))
  for (const [said, alike] of Map.groupBy(words, ({ said }) => said)) {
    for (const [at, one] of alike.entries()) {
      const other = alike.slice(at + 1).find(({ command }) => command !== one.command && !isSettled(one, command, said))
      if (other !== undefined) throw new Error(ambiguous(one, other))
    }
  }
}

const wordsOf = ({ name: feature, commands = [] }: Feature): Word[] =>
  commands.flatMap((command) =>
    languages.flatMap((language) =>
      command.words[language].map((word) => ({ feature, command, word, said: saidAs(word) })),
    ),
  )

const saidAs = (word: string): string => plainly(tidied(word)).toLowerCase()

/** Not what asks for help or greets, and nothing that is taken for a pleasantry or for a no. */
function canBeSaid({ command: { name, words, offered, begin }, word }: Word): boolean {
  return saidAs(word) !== '' && leadsTo(word, [{ name, words, offered, begin }]) !== undefined
}

/** Of two commands one is meant, in whatever order they are named, and somebody said so. */
function isSettled({ command: one }: Word, other: Command, said: string): boolean {
  const isDeclared = [one, other].some(({ yields, prevails, meant }) => yields || prevails || meant !== undefined)
  return isDeclared && leadsTo(said, [one, other])?.name === leadsTo(said, [other, one])?.name
}

function leadsTo(line: string, commands: readonly Command[]): Command | undefined {
  const request = route(line, commands, calendar)
  return request.kind === 'command' ? request.command : undefined
}

const calendar = calendarOf(new Date(0), { locale: 'en', timeZone: 'UTC' })

const unsayable = ({ feature, command, word }: Word): string =>
  `the word "${word}" of ${feature}'s command "${command.name}" can never be said: the chat itself understands it otherwise`

const ambiguous = (one: Word, other: Word): string =>
  `the word "${other.word}" means the command "${one.command.name}" of ${one.feature} and "${other.command.name}" of ${other.feature}: one of them has to yield, or to say when it is meant`
