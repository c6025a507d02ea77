import type { Log } from './log.ts'

/**
 * What nobody caught is written down, and the process lives: see docs/decisions (one bad message costs one message). The log keeps
 * no error's words, and so tells its kind and its place.
 */
export function surviveAccidents(log: Log): void {
  process.on('uncaughtException', (err) => log.error({ err }, 'exception that nobody caught'))
  process.on('unhandledRejection', (err) => log.error({ err }, 'rejection that nobody caught'))
}
