import { languages } from '../platform/language.ts'
import type { Command, Feature } from './feature.ts'
import { asksForHelp, route } from './router.ts'
import { isNegated, plainly, tidied } from './said.ts'
import { calendarOf } from './written-day.ts'

/** A command and one of its words, as lines are read. */
interface Word {
  readonly feature: string
  readonly command: Command
  readonly word: string
  readonly said: string
}

/**
 * No word asks for help or greets, every command can be said in every language, and a word of two commands means one of them
 * because somebody declared it.
 */
export function checkWords(features: readonly Feature[]): void {
  const words = features.flatMap(wordsOf)
  for (const [said, alike] of Map.groupBy(words, ({ said }) => said)) {
    for (const [at, one] of alike.entries()) {
      const other = alike.slice(at + 1).find(({ command }) => command !== one.command && !isSettled(one, command, said))
      if (other !== undefined) throw new Error(ambiguous(one, other))
    }
  }
}

const wordsOf = ({ name: feature, commands = [] }: Feature): Word[] =>
  commands.flatMap((command) =>
    languages.flatMap((language) => {
      const words = command.words[language].map((word) => ({ feature, command, word, said: saidAs(word) }))
      const helping = words.find(({ word, said }) => said === '' || asksForHelp(word))
      // A pleasantry at either end of a word is not read: another word of that language has to do.
      const unsaid = helping ?? (words.some(canBeSaid) ? undefined : words[0])
      if (unsaid !== undefined) throw new Error(unsayable(unsaid))
      return words
    }),
  )

const saidAs = (word: string): string => plainly(tidied(word)).toLowerCase()

/** What is said as it stands is found; of the rest the chat is asked, which takes a start a hundred times as long. */
const canBeSaid = ({ command: { name, words, offered, begin }, word, said }: Word): boolean =>
  (said === word.toLowerCase() && !isNegated(word)) || leadsTo(word, [{ name, words, offered, begin }]) !== undefined

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
