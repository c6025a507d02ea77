import { flushCompileCache } from 'node:module'
import { type Desk, startDesk } from './app.ts'
import { surviveAccidents } from './platform/accidents.ts'
import { second } from './platform/clock.ts'
import { ConfigurationError, readConfig } from './platform/config.ts'
import { silenceConsole } from './platform/console.ts'
import { isDatabaseAway } from './platform/database/availability.ts'
import { DataDirectoryInUse } from './platform/database/data-directory.ts'
import { DatabaseRefused } from './platform/database/open-once-there.ts'
import { createLog } from './platform/log.ts'
import { loggedError } from './platform/logged-error.ts'

const say = (line: string) => process.stderr.write(`${line}\n`)

/** Nothing is waited for beyond this: a supervisor that is told to stop the desk kills it soon after. */
const longestStop = 10 * second

async function main(): Promise<void> {
  const config = readConfig(process.env)
  const log = createLog(config.logLevel)
  silenceConsole(log)
  const began = performance.now()
  let desk: Desk | undefined
  stopOnSignal(async () => desk?.close())
  say(
    `Opening the ${config.databaseUrl === undefined ? `embedded database in ${config.dataDirectory}` : 'PostgreSQL database'} …`,
  )
  desk = await startDesk(config, { log, say })
  // From here on only: what goes wrong before is told in words, and ends the start.
  surviveAccidents(log)
  const seconds = ((performance.now() - began) / 1_000).toFixed(1)
  if (desk.practice === undefined)
    say(`CSP Desk answers Teams at ${desk.address}/api/messages (ready after ${seconds} s)`)
  else {
    say(`CSP Desk is ready after ${seconds} s, without Teams credentials: practice mode with the sample world.`)
    say('')
    say(`  Open ${desk.address}/ in a browser on this machine and say "cancel".`)
    say('')
  }
  // Usually written when a process ends by itself, which one that is killed does not.
  flushCompileCache()
  // The launcher's channel closes when it is gone, even killed: nobody is left to stop this process, so it stops itself.
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
}

function stopOnSignal(close: () => Promise<void>): void {
  let stopping: number | undefined
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // A terminal's Ctrl-C reaches this process twice, from the terminal and from the launcher: that is one wish.
      if (stopping !== undefined && performance.now() - stopping > 1_500) process.exit(1)
      if (stopping !== undefined) return
      stopping = performance.now()
      say('Stopping …')
      setTimeout(() => process.exit(0), longestStop - 0.5 * second)
      close().then(
        () => process.exit(0),
        (error: unknown) => {
          say(placeOf(error))
          process.exit(1)
        },
      )
    })
  }
}

/** What whoever starts the desk can mend, in words; the rest is ours, and comes with its place in the code. */
function wordsFor(error: unknown): string {
  if (error instanceof ConfigurationError || error instanceof DataDirectoryInUse || error instanceof DatabaseRefused)
    return error.message
  if (isDatabaseAway(error)) return 'The database went away while the desk was starting. Start it again.'
  const { PORT: port = '3978', HOST: host = 'this machine' } = process.env
  const { code, syscall } = error as NodeJS.ErrnoException
  switch (syscall === 'listen' && code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken by another program. Choose another one with PORT.`
    case 'EACCES':
      return `Port ${port} may not be opened by this user. Choose one from 1024 up with PORT.`
    case 'EADDRNOTAVAIL':
      return `${host} is no address of this machine. Choose another one with HOST.`
    default:
      return placeOf(error)
  }
}

/** An error's own words may quote rows, and so what people wrote. */
function placeOf(error: unknown): string {
  const { stack, ...facts } = loggedError(error)
  return [`An accident: ${JSON.stringify(facts)}`, ...(typeof stack === 'string' ? [stack] : [])].join('\n')
}

main().catch((error: unknown) => {
  say(wordsFor(error))
  process.exit(1)
})
