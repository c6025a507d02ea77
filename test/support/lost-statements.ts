import pg from 'pg'
import { kindOf } from './statements.ts'

/** One statement fails and is not done; or it is the last that is done, and nobody hears of it: the process is gone. */
export type Mishap = 'fails' | 'is the last that is done'

/**
 * Does a piece of work over and over, each time with a mishap at another of its statements, until it has met all of them. All
 * pass through node-postgres, on either database. A question is met once of each kind: what it asks again is answered by the same.
 * @param round does the piece of work by what it is given, and whatever goes before and after it besides.
 * @returns how many statements were met.
 */
export async function atEachStatement(
  mishap: Mishap,
  round: (struck: (work: () => Promise<unknown>) => Promise<void>) => Promise<void>,
): Promise<number> {
  const met = new Set<string>()
  let before: number
  do {
    before = met.size
    await round((work) => withMishap(mishap, met, work))
  } while (met.size > before)
  return met.size
}

async function withMishap(mishap: Mishap, met: Set<string>, work: () => Promise<unknown>): Promise<void> {
  const { query } = pg.Client.prototype
  const seen = new Map<string, number>()
  let isStruck = false
  /** Whether this is the one that meets it. */
  const strikes = (text: string): boolean => {
    const kind = kindOf(text)
    const nth = (seen.get(kind) ?? 0) + 1
    seen.set(kind, nth)
    const isQuestion = /^select\b/i.test(kind)
    // Who is gone after a question has left what was done before it.
    if (isQuestion && mishap !== 'fails') return false
    const name = isQuestion ? kind : `${nth} ${kind}`
    if (met.has(name)) return false
    met.add(name)
    return true
  }
  pg.Client.prototype.query = function (this: pg.Client, ...input: unknown[]) {
    const ask = () => (query as (...all: unknown[]) => Promise<unknown>).apply(this, input)
    const [given] = input
    const text = typeof given === 'string' ? given : String((given as { text?: unknown } | undefined)?.text ?? '')
    // A server does this by itself when its client is gone; an empty one asks whether another has ended.
    if (/^rollback/i.test(text) || text === '') return ask()
    if (isStruck) return mishap === 'fails' ? ask() : gone()
    isStruck = strikes(text)
    if (!isStruck) return ask()
    return mishap === 'fails' ? Promise.reject(failure('53100', 'the disk is full')) : ask().then(gone, gone)
  } as typeof query
  try {
    await work()
  } finally {
    pg.Client.prototype.query = query
  }
}

const gone = () => Promise.reject(failure('08006', 'the connection is gone'))
const failure = (code: string, message: string): Error => Object.assign(new Error(message), { code, severity: 'ERROR' })
