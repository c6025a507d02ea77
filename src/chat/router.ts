import { type Language, languages } from '../platform/language.ts'
import { simplified } from '../platform/traditional-chinese.ts'
import { chatText } from './chat.text.ts'
import type { Command } from './feature.ts'
import { isChat, isNegated, plainly, tidied } from './said.ts'
import { readSentence, type Sentence } from './sentence.ts'
import type { Calendar } from './written-day.ts'

/** What a typed line asks for. */
export type Request =
  | { readonly kind: 'command'; readonly command: Command; readonly sentence: Sentence }
  | { readonly kind: 'help' }
  /** Words of commands are in it, but it does not read as if one was asked for. */
  | { readonly kind: 'unsure'; readonly guesses: readonly Command[] }
  | { readonly kind: 'unknown' }

const helpWords = languages.flatMap((language) => [...chatText[language].helpWords])

/**
 * Finds the command in a line, in any letter case and in every language at once: localized manifest commands come back as
 * localized text. English commands come first in a sentence, Korean ones last.
 */
export function route(line: string, commands: readonly Command[], calendar: Calendar): Request {
  if (asksForHelp(line)) return { kind: 'help' }
  const said = lineOf(line)
  const plain = plainly(said)
  const found = matchesIn(plain, commands)
    .filter((match) => match.command.meant?.(match.word.toLowerCase(), sentenceOf(match, calendar, undefined)) ?? true)
    .map((match) => ({ ...match, sentence: sentenceOf(match, calendar, match.command.takes) }))
    // `activity log` says more than `activity`, where both fit.
    .toSorted((a, b) => weight(a) - weight(b) || b.word.length - a.word.length)
  const [first] = found
  if (first === undefined) return bareFacts(plain, commands, calendar)
  if (!isNegated(said) && isAsked(first)) return { kind: 'command', command: first.command, sentence: first.sentence }
  return { kind: 'unsure', guesses: [...new Set(found.map(({ command }) => command))] }
}

const lineOf = (line: string): string => tidied(line).replace(/^[/@]+\s?/, '')

export function asksForHelp(line: string): boolean {
  const said = lineOf(line)
  const bare = simplified(said)
    .toLocaleLowerCase()
    .replace(/[\s.!?,~]+$/u, '')
  if (helpWords.includes(bare) || (bare === '' && said.includes('?'))) return true
  return helpWords.includes(simplified(plainly(said)).toLocaleLowerCase())
}

function bareFacts(plain: string, commands: readonly Command[], calendar: Calendar): Request {
  const sentence = readSentence(plain, calendar)
  const command = commands.find(({ takesBareFacts }) => takesBareFacts?.(sentence))
  if (command === undefined) return { kind: 'unknown' }
  return { kind: 'command', command, sentence: readSentence(plain, calendar, command.takes) }
}

interface Match {
  readonly command: Command
  readonly word: string
  readonly language: Language
  readonly place: 'beginning' | 'end' | 'inside'
  /** Said of something else: `订单的`, `주문의`, `취소된`. */
  readonly modifies: boolean
  readonly before: string
  readonly after: string
}
type Read = Match & { readonly sentence: Sentence }

function matchesIn(plain: string, commands: readonly Command[]): Match[] {
  const line = { plain, simplified: simplified(plain) }
  return commands.flatMap((command) =>
    languages.flatMap((language) => command.words[language].flatMap((word) => matchOf(line, command, language, word))),
  )
}

/** `line.simplified` is the line in Simplified characters, which stand where the Traditional ones do. */
function matchOf(
  line: { plain: string; simplified: string },
  command: Command,
  language: Language,
  word: string,
): Match[] {
  const { plain } = line
  const places = [...line.simplified.matchAll(shapeOf(word, language))].map(({ index, 0: { length } }) => ({
    index,
    length,
  }))
  const at = language === 'ko' ? places.at(-1) : (places.find(({ index }) => index === 0) ?? places.at(-1))
  if (at === undefined) return []
  const [before, after] = [plain.slice(0, at.index).trim(), plain.slice(at.index + at.length).trim()]
  const place = before === '' ? 'beginning' : after === '' ? 'end' : 'inside'
  const modifies = modifier[language].test(after)
  return [{ command, word, language, place, modifies, before, after }]
}

const modifier: Record<Language, RegExp> = {
  en: /^'s(?!\p{L})/u,
  zh: /^(?:的|了的|过的)(?=.)/u,
  ko: /^\s?(?:의|된|한|됐던|했던|가능한|중인|할|(?:할|될)\s?수\s?있는)(?:\s|$)/u,
}

const shapes = new Map<string, RegExp>()
/** What these begin is the number of a purchase order. */
const noNumber: Readonly<Record<string, string>> = {
  purchase: '(?!\\s+order\\s+n)',
  order: '(?!\\s+(?:number|no|id)(?!\\p{L}))',
  采购: '(?!订?单号)',
  구매: '(?!\\s?주문\\s?번호)',
  발주: '(?!\\s?번호)',
}

/** A word is no part of another one: of a domain, of `preorders`, of `키보드`. Chinese is written without spaces. */
function shapeOf(word: string, language: Language): RegExp {
  const known = shapes.get(word)
  if (known !== undefined) return known
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '\\s+')
  const shape = {
    en: `(?<![\\p{L}\\p{N}._@-])${escaped}(?![\\p{L}\\p{N}_@-]|\\.\\p{L})`,
    zh: `(?<!已|未|被)${escaped}`,
    ko:
      word.length > 1
        ? escaped
        : `(?<!\\p{Script=Hangul})${escaped}(?=[^\\p{Script=Hangul}]|[을를은는이가의도로와과만]|$)`,
  }[language]
  const made = new RegExp(`${shape}${noNumber[word] ?? ''}`, 'giu')
  shapes.set(word, made)
  return made
}

function sentenceOf({ language, place, before, after }: Match, calendar: Calendar, takes: Command['takes']): Sentence {
  // The comma keeps apart what the word kept apart: `给 Contoso 购买 SQL Server`.
  const said = place === 'inside' ? `${before}, ${after}` : before || after
  const sentence = readSentence(said, calendar, takes)
  // What goes long before the word in English is no product's name: `I wonder whether we could buy …`.
  const prose = language === 'en' && place === 'inside' && isLong(before)
  return prose ? { ...sentence, about: readSentence(after, calendar, takes).about } : sentence
}

/** `어제 누가 취소했나요` asks who did it, and has nothing cancelled. */
const asksWho = /^(?:who|谁|누가)$/iu

/** Whose word counts, of several, the least first: English says what it wants first; otherwise a command may prevail or yield. */
function weight({ command, word, language, place, modifies, after }: Match): number {
  if (asksWho.test(word)) return 0
  if (language === 'en' && place === 'beginning' && !modifies) return command.yields ? 1 : 0
  const usual = language === 'ko' ? after === '' : place === 'beginning'
  return 10 + (modifies ? 20 : 0) + (command.prevails ? -5 : 0) + (command.yields ? 5 : 0) + (usual ? 0 : 2)
}

const finiteVerb =
  /^(?:is|are|was|were|isn't|aren't|has|have|had|look|looks|seem|seems|will|would|does|did|works?|sounds?)(?!\p{L})/iu
const longAside = 4

/** Whether the line asks for the command: it says so plainly, or has facts for its form. */
function isAsked({ language, place, before, after, sentence }: Read): boolean {
  const { orderId, customer, quantity, range, poNumber, unread } = sentence
  if ([orderId, customer, quantity, range, poNumber, unread].some((fact) => fact !== undefined)) return true
  if (isChat(before) || isChat(after)) return false
  if (language !== 'en') return true
  return !finiteVerb.test(after) && (place === 'beginning' || !isLong(before))
}

const isLong = (words: string): boolean => words.split(' ').length > longAside
