import { describe, expect, it } from 'vitest'
import { filledLine, lineField, nameField, tickedField, wordsField } from '../../src/chat/fields.ts'

describe('a field that is read', () => {
  it.each([
    ['CSP-1001', 'CSP-1001'],
    ['ＣＳＰ－１００１', 'CSP-1001'],
    ['CSP‑1001', 'CSP-1001'],
    ['\u200BCSP\u2060-1001\uFEFF', 'CSP-1001'],
    ['\u202ECSP-1001\u202C', 'CSP-1001'],
    ['  CSP-1001\u00A0', 'CSP-1001'],
    ['CSP&#45;1001', 'CSP-1001'],
    ['contoso&period;com', 'contoso.com'],
    ['ｍｉｎａ＠ｃｏｎｔｏｓｏ．ｃｏｍ', 'mina@contoso.com'],
    ['mina@contoso.com\u200E', 'mina@contoso.com'],
    ['＋８２　１０　１２３４', '+82 10 1234'],
    ['１０', '10'],
    ['٣', '٣'],
    [10, '10'],
    ['１，２３４．５０', '1,234.50'],
    ['PO “7”', 'PO "7"'],
    ['PO ‘7’', "PO '7'"],
    ['O&rsquo;Brien', "O'Brien"],
    ['AT&amp;T', 'AT&T'],
    ['a\r\nb\tc', 'a b c'],
    ['\u200B\u3164\u2800', ''],
    ['\u00A0\u3000', ''],
    [undefined, ''],
  ])('%j is %j', (sent, read) => expect(lineField().parse(sent)).toBe(read))

  it.each(['', ' ', '\u200B', '\u200E\u3164', '&#8203;', '\u{E0020}', undefined])('%j is empty', (sent) => {
    expect(filledLine().safeParse(sent).success).toBe(false)
  })

  it('is no longer than it may be, nor anything but text', () => {
    expect(lineField(5).safeParse('123456').success).toBe(false)
    for (const other of [{}, [], true, null]) expect(lineField().safeParse(other).success).toBe(false)
  })
})

describe('words for people', () => {
  it.each([
    ['bought twice', 'bought twice'],
    ['첫 줄\r\n둘째 줄', '첫 줄\n둘째 줄'],
    ['买错了，请取消。', '买错了，请取消。'],
    ['\u202Ebought\u202C twice', 'bought twice'],
    ['👩‍💻 ❤️', '👩‍💻 ❤️'],
    ['می‌خواهم', 'می‌خواهم'],
    ['it&rsquo;s wrong', 'it’s wrong'],
    ['\u200D\uFE0F\u200B', ''],
    ['\u0000x\uD800', 'x\uFFFD'],
  ])('%j are %j', (sent, read) => expect(wordsField(100).parse(sent)).toBe(read))
})

describe('a name', () => {
  it.each([
    ['Mina Park', 'Mina Park'],
    [' 林晓雨 ', '林晓雨'],
    ['한서준\u200B', '한서준'],
    ['O’Brien', 'O’Brien'],
    ['José', 'José'],
  ])('%j is %j', (sent, read) => expect(nameField(100).parse(sent)).toBe(read))

  it.each([
    ...['\u202A', '\u202B', '\u202C', '\u202D', '\u202E', '\u2066', '\u2067', '\u2068', '\u2069'].map(
      (mark) => `Mina${mark}Park`,
    ),
    ...['Mina&#8238;Park', '', ' ', '\u200B', 'Mina\nPark', 'x'.repeat(101), undefined, 5],
  ])('%j is refused', (sent) => expect(nameField(100).safeParse(sent).success).toBe(false))
})

describe('what is ticked', () => {
  const kinds = tickedField(['links', 'windows', 'support'])
  it.each([
    ['links,windows', ['links', 'windows']],
    ['links;windows', ['links', 'windows']],
    ['links; windows', ['links', 'windows']],
    ['links；windows，support', ['links', 'windows', 'support']],
    ['links', ['links']],
    ['links,links', ['links']],
    [
      ['links', 'windows'],
      ['links', 'windows'],
    ],
    ['', []],
    [',;', []],
    [undefined, []],
  ])('%j is %j', (sent, ticked) => expect(kinds.parse(sent)).toEqual(ticked))

  it.each(['link', 'links windows', 'links,keys', 'links|windows', 'Links', 5, {}, ['links', 5]])(
    '%j is a mistake',
    (sent) => {
      expect(kinds.safeParse(sent).success).toBe(false)
    },
  )
})
