import type { Sentence } from './sentence.ts'

/** A line in which a known name is taken, so that none of its words is read as anything else: `All Star Hotels`, `Today Ltd`. */
export interface NamesTaken {
  /** The line with an id where the name stood. */
  readonly line: string
  /** What was read of that line, with the name as it was said where the id is not meant. */
  said(sentence: Sentence): Sentence
}

export const noNames = (line: string): NamesTaken => ({ line, said: (sentence) => sentence })
