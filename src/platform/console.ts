import type { Log } from './log.ts'

/**
 * Libraries print whole requests, tokens and what people said (botbuilder's console.error, warnings with addresses in them). From
 * here on the log says that one wrote, and from where; what it wrote is told to nobody.
 */
export function silenceConsole(log: Log): void {
  for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir', 'table', 'group'] as const) {
    console[method] = (...written: readonly unknown[]) => {
      const err = written.find((one) => one instanceof Error) ?? new Error('where it was written')
      log.warn({ err, method }, 'a library wrote to the console')
    }
  }
  process.removeAllListeners('warning')
  process.on('warning', (err) => log.warn({ err }, 'the runtime warns'))
}
