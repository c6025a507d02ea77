import type { DomainError, Facts } from '../platform/errors.ts'
import type { Reader } from '../platform/language.ts'
import { refusalsText } from './refusals.text.ts'

/** A refusal in the reader's language. Every code has words: the types of the feature's texts see to it. */
export function refusalText(reader: Reader, error: Pick<DomainError, 'code' | 'facts'>, own: object = {}): string {
  const texts: object = { ...refusalsText[reader.language](reader), ...own }
  const words = (texts as Record<string, ((facts: Facts) => string) | undefined>)[error.code]
  if (words === undefined) throw new Error(`no words for ${error.code}`, { cause: error })
  return words(error.facts)
}
