/** Words as a card shows them: an ID among others has a mark in it that keeps it on one line. */
export const shown = (words: string): RegExp =>
  new RegExp(words.replace(/[.()?]/g, '\\$&').replace(/(?<=[A-Z]-)(?=\d)/g, '\u2060?'))
