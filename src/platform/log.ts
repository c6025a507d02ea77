import { AsyncLocalStorage } from 'node:async_hooks'
import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino'
import { loggedError } from './logged-error.ts'

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>

const facts = new AsyncLocalStorage<Record<string, unknown>>()

/** Runs `work` so that every log line written in it carries `extra` (a correlation id, for one). */
export const withLogFacts = <T>(extra: Record<string, unknown>, work: () => T): T =>
  facts.run({ ...facts.getStore(), ...extra }, work)

// Nothing of this is ever handed to the log on purpose; the list is the second line of defence.
const secretFields = [
  'authorization',
  'password',
  'token',
  'key',
  'productKey',
  'secret',
  'text',
  'url',
  'connectionString',
]
const redacted = secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`])

/** JSON lines, on standard output unless a destination is given: constant message, facts as fields. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: redacted, censor: '[redacted]' },
    mixin: () => facts.getStore() ?? {},
    formatters: { log: loggedFacts },
    hooks: {
      logMethod([given, message], method) {
        method.apply(this, lineOf(given, message))
      },
    },
  }
  const log = destination === undefined ? pino(options) : pino(options, destination)
  wordless.add(log)
  return log
}

const wordless = new WeakSet<Log>()

/** The same of a log that somebody else made: no words of people reach it. */
export function withoutWords(log: Log): Log {
  if (wordless.has(log)) return log
  const at =
    (level: keyof Log) =>
    (given: unknown, message?: unknown): void => {
      const [fields, words] = lineOf(given, message)
      log[level](loggedFacts(fields), words)
    }
  const kept = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') } as Log
  wordless.add(kept)
  return kept
}

/** Without a message of ours pino would take the error's own, and it would fill a `%s` with what follows. */
function lineOf(given: unknown, message: unknown): [fields: object, message: string] {
  if (typeof given === 'string') return [{}, given]
  const words = typeof message === 'string' ? message : 'logged without words'
  return given instanceof Error ? [{ err: given }, words] : [given as object, words]
}

/** Ids, codes and counts pass; an error is told by what is no quotation; what reads like a sentence is none of the log's business. */
const loggedFacts = (fields: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, name === 'err' ? loggedError(value) : factOf(value)]),
  )

const fact = /^[\w.:@/+=~|-]{0,200}$/
const deepest = 4

function factOf(value: unknown, depth = 0): unknown {
  if (value instanceof Error) return loggedError(value)
  if (value instanceof Date) return value
  if (typeof value === 'string') return fact.test(value) ? value : '[words]'
  if (typeof value !== 'object' || value === null) return value
  if (depth === deepest) return '[deep]'
  if (Array.isArray(value)) return value.map((one) => factOf(one, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, name === 'err' ? loggedError(one) : factOf(one, depth + 1)]),
  )
}
