import { decodeHTMLStrict } from 'entities'

/** Marks that nobody sees: zero widths, directions, variation selectors, fillers; not control characters, which part words. */
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800\p{Cs}]+/gu

/** Embeddings, overrides and isolates: behind one of them a text reads otherwise than it is. */
const turning = /[\u202A-\u202E\u2066-\u2069]/u

// What was pasted out of a page may have been written for it twice: `&amp;rsquo;`.
const writtenTwice = 3

/** `O&rsquo;Brien` as it is read: some clients send what was pasted out of a page as the page has it. */
export function withoutEntities(text: string): string {
  let read = text
  for (let round = 0; round < writtenTwice && read.includes('&'); round++) {
    const before = read
    read = decodeHTMLStrict(before)
    if (read === before) break
  }
  return read
}

/** Only what is seen of a text; none of it when there is nothing to see. */
export const visible = (text: string): string => text.replace(unseen, '')

/** Words as they were typed, on their lines, without what nobody sees; signs that join letters and pictures stay. */
export function asWords(text: string): string {
  const words = withoutEntities(text)
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\t\n]/gu, '')
    .replace(unseen, (marks) => marks.replace(notJoining, ''))
    .trim()
  return visible(words).trim() === '' ? '' : words
}

const notJoining = /(?!\u200C|\u200D|\uFE0E|\uFE0F|[\u{E0020}-\u{E007F}])./gsu

/** Whether a text turns the direction of what is around it. */
export const turnsDirection = (text: string): boolean => turning.test(withoutEntities(text))

/** Half width, straight apostrophes, nothing unseen; what was pasted out of a page is read. */
export function halfWidth(text: string): string {
  // What is half width now may be the name of a sign: `＆ｒｓｑｕｏ；`.
  return withStraight(withStraight(text))
}

const withStraight = (text: string): string =>
  withoutEntities(visible(text)).replace(apostrophes, "'").normalize('NFKC')

/**
 * A line as it was typed, in one way of writing: half width, straight quotes, plain dashes, single spaces, nothing unseen.
 * What stands in it stays: thousands are parted as they were, and words have their accents.
 */
export const asOneLine = (text: string): string =>
  visible(halfWidth(text)).replace(quotes, '"').replace(dashes, '-').replace(gaps, ' ').trim()

/** Also those that become a space with a mark when they are normalized: ´, ΄, ᾽. */
const apostrophes =
  /[\u0060\u00B4\u02B9-\u02BD\u02C8\u02CA\u02CB\u0384\u055A\u05F3\u1FBD\u1FBF\u1FEF\u1FFD\u1FFE\u2018-\u201B\u2032\u2035\uA78B\uA78C\uFF07\uFF40]/gu
const quotes = /[\u00AB\u00BB\u201C-\u201F\u2033\u2036\u300A-\u300F\u301D-\u301F]/gu
const dashes = /[\u2010-\u2015\u2043\u2212\u2E3A\u2E3B\uFE58\uFE63]/gu
const gaps = /[\s\p{Cc}\p{Z}]+/gu
