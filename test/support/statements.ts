import pg from 'pg'

/** One statement of each kind that the file that runs now has asked, and that was answered. */
const asked = new Map<string, string>()
let listens = false

/** Notes each statement that node-postgres has answered from now on, of whichever database. */
export function noteStatements(): void {
  if (listens) return
  listens = true
  const { query } = pg.Client.prototype
  pg.Client.prototype.query = function (this: pg.Client, ...input: unknown[]) {
    const answer = (query as (...all: unknown[]) => unknown).apply(this, input)
    const [given] = input
    const text = typeof given === 'string' ? given : (given as { text?: unknown } | undefined)?.text
    if (typeof text === 'string' && asksOfTables.test(text) && answer instanceof Promise)
      answer.then(
        () => note(text),
        () => {},
      )
    return answer
  } as typeof query
}

const asksOfTables = /^\s*(?:select|insert|update|delete|with)\b/i

/** @returns what was answered since the last time: a statement by its kind. */
export function takeStatements(): Record<string, string> {
  const taken = Object.fromEntries(asked)
  asked.clear()
  return taken
}

const kinds = new Map<string, string>()

function note(text: string): void {
  let kind = kinds.get(text)
  if (kind === undefined) {
    kind = kindOf(text)
    kinds.set(text, kind)
  }
  if (!asked.has(kind)) asked.set(kind, text)
}

/** Lists of other lengths and rows of another count are the same kind of statement. */
export const kindOf = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/\$\d+/g, '$')
    .replace(/\(\$(?:, ?\$)*\)(?:, ?\(\$(?:, ?\$)*\))*/g, '($)')
    .trim()
