import type { Log } from './log.ts'

/**
 * What nobody caught is written down, and the process lives: see docs/decisions (one bad message costs one message). Its message
 * may hold what somebody wrote, so that only its kind and its place are told.
 */
export function surviveAccidents(log: Log): void {
  process.on('uncaughtException', (error) => log.error(factsOf(error), 'exception that nobody caught'))
  process.on('unhandledRejection', (reason) => log.error(factsOf(reason), 'rejection that nobody caught'))
}

function factsOf(thrown: unknown): { kind: string; code?: string; at: string[] } {
  if (!(thrown instanceof Error)) return { kind: typeof thrown, at: [] }
  const { code } = thrown as { code?: unknown }
  return { kind: thrown.constructor.name, ...(typeof code === 'string' && { code }), at: placesOf(thrown) }
}

/** Behind the message, which may have lines that look like places. */
function placesOf({ stack = '', message }: Error): string[] {
  const places = stack.slice(stack.indexOf(message) + message.length).split('\n')
  return places
    .map((line) => line.trim())
    .filter((line) => /^at .*:\d+:\d+\)?$/.test(line))
    .slice(0, 8)
}
