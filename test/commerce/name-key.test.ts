import { domainToASCII } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { domainKey, nameKey } from '../../src/commerce/name-key.ts'

describe('a name', () => {
  it.each([
    ['Keys & Co', 'keys and co'],
    ['Keys&Co', 'keys and co'],
    ['Ｋｅｙｓ　＆　Ｃｏ', 'keys and co'],
    ['Keys &amp; Co', 'keys and co'],
    ['Keys &amp;amp; Co', 'keys and co'],
    ['O’Brien', 'obrien'],
    ["O'Brien", 'obrien'],
    ['O&rsquo;Brien', 'obrien'],
    ['O&#8217;Brien', 'obrien'],
    ['O&#x2019;Brien', 'obrien'],
    ['O´Brien', 'obrien'],
    ['O`Brien', 'obrien'],
    ['OʼBrien', 'obrien'],
    ['O＇Brien', 'obrien'],
    ['Große Straße', 'grosse strasse'],
    ['GROSSE STRASSE', 'grosse strasse'],
    ['GROẞE', 'grosse'],
    ['Café', 'cafe'],
    ['Cafe\u0301', 'cafe'],
    ['Caf&eacute;', 'cafe'],
    ['ﬁnance ﬂow oﬃce', 'finance flow office'],
    ['Işık', 'isik'],
    ['IŞIK', 'isik'],
    ['İstanbul', 'istanbul'],
    ['Ærø Bryggeri', 'aero bryggeri'],
    ['Łódź', 'lodz'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['Οδός', 'οδοσ'],
    ['U.S. Logistics', 'us logistics'],
    ['US Logistics', 'us logistics'],
    ['Contoso, Inc.', 'contoso inc'],
    ['Contoso（中国）有限公司', 'contoso 中国 有限公司'],
    ['Contoso (中国) 有限公司', 'contoso 中国 有限公司'],
    ['(주)한빛전자', '주 한빛전자'],
    ['㈜한빛전자', '주 한빛전자'],
    ['한빛전자'.normalize('NFD'), '한빛전자'],
    ['Con\u200Btoso\u200E', 'contoso'],
    ['\u202EContoso\u202C', 'contoso'],
    ['Contoso™', 'contoso'],
    ['Coca‑Cola', 'coca cola'],
    ['1,000 Friends', '1000 friends'],
    ['パブ', 'パブ'],
    ['ﾊﾟﾌﾞ', 'パブ'],
    ['Йод', 'йод'],
    ['C++ Experts', 'c++ experts'],
    ['C# Experts', 'c# experts'],
    ['???', '???'],
    ['\u200B', ''],
    ['', ''],
  ])('%j is %j', (name, key) => expect(nameKey(name)).toBe(key))

  const letters = fc.constantFrom(
    ...'aAbeEéÉzZ09&;.,\'’"-ßẞıİiIﬁøØΣςσ中文한국パё # %@+()（）！?　\u200B\u200D\u202E\u0301\u0308\u3099\u0000\n´`™',
  )
  const names = fc.oneof(
    fc.string({ unit: letters, maxLength: 30 }),
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.string({ unit: 'grapheme', maxLength: 30 }),
  )

  it('has the key of its key', () => {
    fc.assert(
      fc.property(names, (name) => nameKey(nameKey(name)) === nameKey(name)),
      { numRuns: 3_000 },
    )
  })

  it('has no NUL, no half character and nothing unseen in its key', () => {
    fc.assert(
      fc.property(names, (name) => !/[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}]/u.test(nameKey(name))),
      { numRuns: 3_000 },
    )
  })

  const written: ((name: string) => string)[] = [
    (name) => name.replaceAll('i', 'ı'),
    (name) => name.replace(/[aeou]/g, (vowel) => `${vowel}\u0301`),
    (name) => name.replaceAll('ss', 'ß'),
    (name) => name.replaceAll('fi', 'ﬁ'),
    (name) => name.toUpperCase(),
    (name) => name.normalize('NFD'),
    (name) => name.replaceAll("'", '’'),
    (name) => name.replaceAll('&', '&amp;'),
    (name) => name.replaceAll('’', '&rsquo;'),
    (name) => name.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
    (name) => name.replaceAll(' ', '\u00A0 \u3000'),
    (name) => [...name].join('\u200B'),
    (name) => `\u200F${name}\u2069 `,
  ]
  const plainNames = fc
    .array(
      fc.constantFrom(
        'all',
        'finance',
        "o'brien",
        'strass',
        'keys',
        '&',
        'co',
        '한빛',
        '北京科技',
        'müller',
        '54',
        'ltd.',
      ),
      {
        minLength: 1,
        maxLength: 5,
      },
    )
    .map((words) => words.join(' '))

  it('has one key, however it is written', () => {
    fc.assert(
      fc.property(plainNames, fc.subarray(written), (name, ways) => {
        expect(nameKey(ways.reduce((said, way) => way(said), name))).toBe(nameKey(name))
      }),
      { numRuns: 2_000 },
    )
  })

  it('begins with the key of its first words', () => {
    fc.assert(
      fc.property(plainNames, fc.nat(30), (name, length) => {
        const beginning = name.slice(0, length)
        // "&" is written as "and": the sign alone is not a beginning of it only when it is typed first.
        return nameKey(name).startsWith(nameKey(beginning)) || /^[.&' ]*$/.test(beginning)
      }),
    )
  })
})

describe('a domain', () => {
  it.each([
    ['Contoso.COM', 'contoso.com'],
    ['xn--mnchen-3ya.example', 'münchen.example'],
    ['XN--MNCHEN-3YA.example', 'münchen.example'],
    ['münchen.example', 'münchen.example'],
    ['mu\u0308nchen.example', 'münchen.example'],
    ['MÜNCHEN.example', 'münchen.example'],
    ['munchen.example', 'munchen.example'],
    ['straße.example', 'straße.example'],
    ['xn--3e0b707e', '한국'],
    ['전자.xn--3e0b707e', '전자.한국'],
    ['北京.example', '北京.example'],
    ['北京。example', '北京.example'],
    ['ｃｏｎｔｏｓｏ．ｃｏｍ', 'contoso.com'],
    ['contoso.com.', 'contoso.com'],
    [' contoso\u200B.com ', 'contoso.com'],
    ['alpine-bakery-', 'alpine-bakery-'],
    ['xn--', 'xn--'],
    ['\u0000', ''],
  ])('%j is %j', (domain, key) => expect(domainKey(domain)).toBe(key))

  it('has the key of its punycode, and of its key', () => {
    fc.assert(
      fc.property(fc.constantFrom('münchen', '北京科技', '한빛전자', 'bücher-42', 'łódź', 'contoso'), (label) => {
        const domain = `${label}.example`
        expect(domainKey(domainToASCII(domain))).toBe(domainKey(domain))
        expect(domainKey(domainKey(domain))).toBe(domainKey(domain))
      }),
    )
  })
})
