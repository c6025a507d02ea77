import { domainToUnicode } from 'node:url'
import { halfWidth, visible, withoutEntities } from '../platform/plain-text.ts'

/**
 * How names are compared, of customers, people and products: the question and what is stored beside the name go through this
 * one function. Letter case, width, accents, apostrophes, punctuation and what nobody sees make no difference; `&` is "and".
 * A name's beginning has the beginning of its key, so that a prefix finds it. Doing it again changes nothing.
 */
export function nameKey(text: string): string {
  const read = plainLetters(halfWidth(text.replace(/[®©™℠]/gu, '')))
  // A name of signs alone is still a name, and other than an empty one.
  const key = inWords(read) || read.replace(/[\s\p{Cc}\p{Z}]+/gu, ' ').trim()
  // What stood between a letter and a mark may be gone now.
  return key === text ? key : nameKey(key)
}

/** Raised when `nameKey` or `domainKey` changes: what is stored in another form is written anew at the next start. */
export const nameKeyForm = 1

/** Latin letters that have no accent to take away. */
const letters: Readonly<Record<string, string>> = {
  ...{
    ß: 'ss',
    æ: 'ae',
    œ: 'oe',
    ø: 'o',
    đ: 'd',
    ð: 'd',
    ħ: 'h',
    ı: 'i',
    ȷ: 'j',
    ĸ: 'k',
    ł: 'l',
    ŋ: 'n',
    þ: 'th',
    ŧ: 't',
  },
  ...{ ς: 'σ', ё: 'е' },
}
const special = new RegExp(`[${Object.keys(letters).join('')}]`, 'gu')
// Kana and Indic vowels are marks too, and make other words; so they do in Cyrillic.
const accents = /(?<=[\p{Script=Latin}\p{Script=Greek}]\p{Mn}*)\p{Mn}/gu

const plainLetters = (text: string): string =>
  visible(text)
    .toLowerCase()
    .normalize('NFKD')
    .replace(accents, '')
    .normalize('NFC')
    .replace(special, (letter) => letters[letter] ?? letter)

/** Signs that tell names apart stay: `C++`, `C#`, `100%`; so does the backslash, which is in no name. */
const inWords = (text: string): string =>
  text
    .replace(/(?<=\d),(?=\d{3}(?!\d))/g, '')
    // U.S. Logistics and US Logistics.
    .replace(/(?<![\p{L}\p{N}])(\p{L})\.(?=\p{L}(?!\p{L}))/gu, '$1')
    .replaceAll("'", '')
    .replace(/&/gu, ' and ')
    .replace(/(?![#%@\\])[\p{P}\p{Z}\p{Cc}`^]+/gu, ' ')
    .trim()

/** A domain as it is compared: in lower case, half width, and in letters rather than in punycode. Accents tell domains apart. */
export function domainKey(text: string): string {
  const domain = visible(withoutEntities(text))
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFC')
    .replace(/[。．｡]/gu, '.')
    .replace(/[\s\p{Cc}\p{Z}]+/gu, ' ')
    .trim()
    .replace(/\.+$/u, '')
  return domain
    .split('.')
    .map((label) => (label.startsWith('xn--') ? domainToUnicode(label) || label : label))
    .join('.')
}
