import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { characters, cut, wellFormed, wellFormedData } from '../../src/platform/text.ts'

describe('text from outside', () => {
  it.each([
    ['half a character', 'a\ud83d b\udc00', 'a\ufffd b\ufffd'],
    ['NUL and other control characters', 'a\u0000b\u0001\u001b\u007f\u009fc', 'abc'],
    ['every kind of line break', 'a\r\nb\rc\vd\fe\u0085f\ng', 'a\nb\nc\nd\ne\nf\ng'],
    ['a tab and what people write with', 'a\tb 👨‍👩‍👧 각 é \u200d', 'a\tb 👨‍👩‍👧 각 é \u200d'],
  ])('is made well-formed: %s', (_what, given, made) => {
    expect(wellFormed(given)).toBe(made)
  })

  it('is made well-formed wherever it stands in JSON, in keys too, and no deeper than a card goes', () => {
    const given = JSON.parse(
      '{"a\\u0000": ["\\ud83d", {"b": "c\\u0007"}], "__proto__": {"verb": "start"}, "n": 1, "z": null}',
    )
    expect(wellFormedData(given)).toEqual({ a: ['\ufffd', { b: 'c' }], n: 1, z: null })
    const deep: unknown = JSON.parse(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`)
    expect(JSON.stringify(wellFormedData(deep))).toBe(`${'{"a":'.repeat(7)}{}${'}'.repeat(7)}`)
  })
})

describe('cutting text', () => {
  it.each([
    ['an emoji family', '👨‍👩‍👧‍👦'],
    ['an emoji with a skin', '👩🏽‍🚀'],
    ['a flag', '🇰🇷'],
    ['a flag of a part of a country', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
    ['a letter with its marks', 'e\u0301\u0327'],
    ['a Korean syllable of single letters', '\u1112\u1161\u11ab'],
    ['a Hindi syllable', 'क्षि'],
    ['a rare Chinese character', '𠮷'],
    ['a key cap', '1️⃣'],
  ])('never goes through %s', (_what, character) => {
    const text = `ab${character}${character}`
    for (let length = 2; length < text.length; length++) {
      const whole = Math.floor((length - 2) / character.length)
      expect(cut(text, length)).toBe(`ab${character.repeat(whole)}`)
    }
  })

  it('leaves the longest beginning that fits and ends where a character does', () => {
    const unit = fc.constantFrom(
      'a',
      ' ',
      '\u0301',
      '\u200d',
      '👨',
      '👩🏽',
      '🇰',
      '🇷',
      '\u1112',
      '\u1161',
      '\u11ab',
      '각',
      '𠮷',
      '\ufe0f',
    )
    const texts = fc.array(unit, { maxLength: 40 }).map((units) => units.join(''))
    fc.assert(
      fc.property(texts, fc.nat(80), (text, length) => {
        let fitting = ''
        for (const character of characters(text)) {
          if (fitting.length + character.length > length) break
          fitting += character
        }
        expect(cut(text, length)).toBe(fitting)
      }),
    )
  })

  it('counts the mark behind it, and puts none where nothing was cut', () => {
    expect(cut('abcdef', 4, '…')).toBe('abc…')
    expect(cut('abcd', 4, '…')).toBe('abcd')
    expect(cut('ab👨‍👩‍👧‍👦', 6, '…')).toBe('ab…')
  })

  it('takes no time for what is very long', () => {
    const begun = performance.now()
    expect(cut('e'.repeat(1_000_000), 100)).toHaveLength(100)
    expect(cut(`e${'\u0301'.repeat(100_000)}`, 100)).toBe('')
    expect(performance.now() - begun).toBeLessThan(5_000)
  })
})
