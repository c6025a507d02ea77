import path from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'

const root = path.join(import.meta.dirname, '../..')

/** Where text is taken apart by UTF-16 units, and why that goes through no character. */
const allowed: Readonly<Record<string, string>> = {
  'src/platform/text.ts': 'the one function that cuts',
  'src/platform/logged-error.ts': 'what stands behind an error’s message: looked through for places, not kept',
  'src/platform/secrets.ts': 'base64 of what was sealed',
  'src/platform/traditional-chinese.ts': 'one sign of an alphabet',
  'src/platform/database/data-directory.ts': 'a line of /proc',
  'src/commerce/typed-name.ts': 'the end of an id',
  'src/features/activity-log/csv.ts': 'a date in digits',
  'src/features/activity-log/chart.ts': 'a date in digits',
  'src/features/activity-log/days.ts': 'a date in digits',
  'src/features/activity-log/entry-words.ts': 'the beginning of a GUID',
  'src/features/settings/own-settings.step.ts': 'a time of day: what is none is refused after it',
  'src/features/support/files/file-kind.ts': 'where a web page begins: looked at, not kept',
  'src/partner-center/embedded/catalogue.ts': 'one sign of an alphabet',
  'src/partner-center/embedded/product-key.ts': 'one sign of an alphabet',
  'src/partner-center/embedded/service-requests.ts': 'a date in digits',
  'src/workflow/activity/chain.ts': 'hexadecimal digits',
  'src/workflow/links/link-watch.ts': 'a stage of our own',
  'src/workflow/notices/mornings.ts': 'a date in digits',
  'src/practice/page/written-code.ts': 'the quotes around JSON',
  'src/practice/page/words.ts': 'a language tag',
  'src/practice/page/dom.ts': 'a colour from all signs of a name',
  // These read sentences by pattern: what is taken out lies between matches, and each part is read again as words.
  'src/chat/mentions.ts': 'whether anything stands before a mention: looked at, not kept',
  'src/chat/seen-html.ts': 'between tags, which are no words',
  'src/chat/router.ts': 'between matches of a pattern',
  'src/chat/said.ts': 'how much is read at all',
  'src/chat/addresses.ts': 'behind the host of an address',
  'src/chat/line.ts': 'between matches of a pattern',
  'src/chat/order-ids.ts': 'between matches of a pattern',
  'src/chat/range-presets.ts': 'a date in digits',
  'src/chat/date-range.ts': 'between matches of a pattern',
  'src/chat/numbers.ts': 'between matches of a pattern',
  'src/chat/periods.ts': 'between matches of a pattern',
  'src/chat/quantity.ts': 'between matches of a pattern',
  'src/chat/sentence.ts': 'between matches of a pattern',
  'src/workflow/customers/name-in-words.ts': 'between matches of a pattern',
  'src/workflow/customers/names-in-text.ts': 'between matches of a pattern',
  'src/workflow/customers/taking-names.ts': 'between matches of a pattern',
  'src/chat/written-day.ts': 'dates in digits, and names of months by their beginning',
}
const cuts = new Set(['slice', 'substring', 'substr', 'charAt', 'charCodeAt'])
/** What they escape are single signs of one unit each. */
const escaping = new Set(['src/server/attachment.ts', 'src/server/html.ts'])

it('text is cut in one function: nobody else slices what may be words', () => {
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const files = ts.sys.readDirectory(path.join(root, 'src'), ['.ts'], ['**/generated/**'])
  const program = ts.createProgram(files, { ...options, noEmit: true })
  const checker = program.getTypeChecker()
  const found: string[] = []
  for (const source of program.getSourceFiles().filter(({ fileName }) => files.includes(fileName))) {
    const name = path.relative(root, source.fileName).replaceAll(path.sep, '/')
    const visit = (node: ts.Node): void => {
      const cutting =
        ts.isPropertyAccessExpression(node) && cuts.has(node.name.text) && isText(checker, node.expression)
      const picking = ts.isElementAccessExpression(node) && isText(checker, node.expression)
      const splitting =
        ts.isCallExpression(node) &&
        ts.isPropertyAccessExpression(node.expression) &&
        node.expression.name.text === 'split' &&
        node.arguments[0]?.getText(source) === "''"
      const spreading = ts.isSpreadElement(node) && isText(checker, node.expression)
      if (cutting || picking || splitting || spreading) {
        const { line } = source.getLineAndCharacterOfPosition(node.getEnd())
        if (!(name in allowed) && !escaping.has(name)) found.push(`${name}:${line + 1} ${node.getText(source)}`)
      }
      ts.forEachChild(node, visit)
    }
    visit(source)
  }
  expect(found).toEqual([])
}, 180_000)

function isText(checker: ts.TypeChecker, node: ts.Node): boolean {
  const type = checker.getNonNullableType(checker.getTypeAtLocation(node))
  const bound = checker.getBaseConstraintOfType(type) ?? type
  const parts = bound.isUnion() ? bound.types : [bound]
  return parts.some(({ flags }) => (flags & ts.TypeFlags.StringLike) !== 0)
}
