import { AsyncLocalStorage } from 'node:async_hooks'
import { type Logger, pino } from 'pino'

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

/** JSON lines on standard output: constant message, facts as fields. */
export const createLog = (level: string): Logger =>
  pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: [...redacted, 'err.config', 'err.request', 'err.response'], censor: '[redacted]' },
    mixin: () => facts.getStore() ?? {},
  })
