import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

interface Text {
  readonly file: string
  readonly line: number
  readonly words: string
}

const root = path.resolve(import.meta.dirname, '../..')
/** A value in a template: it may be anything. */
const value = '\uFFFC'

// What is understood, not said: words of commands, patterns, names of people and cities.
const notSaid =
  /traditional-chinese|generated|(chat\/(date-range|number-words|numbers|order-ids|periods|router|sentence|written-day)|commerce\/product-words|activity-log\/(asked-kind|spreadsheet-values)|settings\/zone-names|sample-agents)\.ts$/

/** Every text of the desk in Chinese or Korean: what stands between quotes in the code. */
function texts(): Text[] {
  const files = globSync('src/**/*.ts', { cwd: root }).filter((file) => !notSaid.test(file.replaceAll('\\', '/')))
  return files.flatMap((file) => {
    const source = ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.Latest, true)
    const found: Text[] = []
    const visit = (node: ts.Node): void => {
      const words = wordsOf(node)
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1
      if (words !== undefined) found.push({ file, line, words })
      ts.forEachChild(node, visit)
    }
    visit(source)
    return found
  })
}

function wordsOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text
  if (!ts.isTemplateExpression(node)) return undefined
  return node.head.text + node.templateSpans.map(({ literal }) => value + literal.text).join('')
}

const han = '\\p{Script=Han}'
const hangul = '\\p{Script=Hangul}'
const chinese = (words: string) => new RegExp(han, 'u').test(words) && !new RegExp(hangul, 'u').test(words)
const korean = (words: string) => new RegExp(hangul, 'u').test(words)

/** `0` outside, and more the deeper: brackets in brackets are read twice. */
const deepest = (words: string): number => {
  let [depth, most] = [0, 0]
  for (const sign of words) {
    if ('(（'.includes(sign)) most = Math.max(most, ++depth)
    if (')）'.includes(sign)) depth--
  }
  return most
}

type Rule = readonly [what: string, breaks: (words: string) => boolean]
const matching =
  (pattern: string): Rule[1] =>
  (words) =>
    new RegExp(pattern, 'u').test(words)

const inChinese: readonly Rule[] = [
  ['punctuation beside Chinese is full-width', matching(`(?:${han}|[”）])\\s?[,:;!?()]|[,;!?()]\\s?(?:${han}|[“（])`)],
  ['a full stop is 。', matching(`${han}\\.(?:\\s|$)`)],
  ['no half-width bracket stands around a value', matching(`\\(${value}|${value}\\)`)],
  ['no half-width colon or comma leads from a value to words', matching(`${value}\\s?[:,;]\\s?(?:${han}|${value})`)],
  ['quotation marks are “ ”', (words) => words.includes('"')],
  [
    'full-width punctuation has no space beside it',
    matching('[^\\S\\n][，。：；（）、！？“”]|[，。：；（）、！？][^\\S\\n]'),
  ],
  ['Chinese has no space between two characters', matching(`${han}[^\\S\\n]+${han}`)],
  ['Latin letters and digits have a space beside them', matching(`${han}[A-Za-z0-9]|[A-Za-z0-9]${han}`)],
  ['there are no brackets in brackets', (words) => deepest(words) > 1],
  ['an ellipsis has six dots or stands for more of a button', matching('\\.\\.\\.')],
  ['one says 您', matching('你(?!好|能做什么)')],
  ['a link is 续期; only what renews itself is 自动续订', matching('(?<!自动)续订|续约')],
  ['one needs a 支持请求, and not only support', matching('仅支持请求')],
]

const inKorean: readonly Rule[] = [
  ['punctuation is half-width', matching('[，。：；（）、！？“”]')],
  ['a bracket follows its word without a space', matching(`(?:${hangul}|\\*\\*|${value})\\s\\(`)],
  ['there are no brackets in brackets', (words) => deepest(words) > 1],
  ['there is one space and no more', matching('\\S {2,}\\S')],
  ['a comma and a colon have a space behind them', matching(`[,:](?:${hangul}|${value})`)],
  ['no space stands before a mark', matching('\\s[,.:;!?](?:\\s|$)')],
  ['a button is 버튼', matching('단추')],
  ['one buys 추가, not 더', matching('더 구매')],
]

// What is typed, and understood when it is: words of commands beside their features.
const understood = new Set(['续订', '续约'])

describe.each([
  ['Chinese', chinese, inChinese],
  ['Korean', korean, inKorean],
] as const)('in every %s text', (_language, isIn, rules) => {
  const all = texts().filter(({ words }) => isIn(words) && !understood.has(words))

  it('there are many to look at', () => {
    expect(all.length).toBeGreaterThan(500)
  })

  it.each(rules)('%s', (_what, breaks) => {
    const broken = all.filter(({ words }) => breaks(words)).map(({ file, line, words }) => `${file}:${line} ${words}`)
    expect(broken).toEqual([])
  })
})
