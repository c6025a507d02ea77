import { startDesk } from './app.ts'
import { ConfigurationError, readConfig } from './platform/config.ts'
import { silenceConsole } from './platform/console.ts'
import { DataDirectoryInUse } from './platform/database/data-directory.ts'
import { createLog } from './platform/log.ts'

const say = (line: string) => process.stderr.write(`${line}\n`)

async function main(): Promise<void> {
  const config = readConfig(process.env)
  const log = createLog(config.logLevel)
  silenceConsole(log)
  const began = performance.now()
  say(
    `Opening the ${config.databaseUrl === undefined ? `embedded database in ${config.dataDirectory}` : 'PostgreSQL database'} …`,
  )
  const desk = await startDesk(config, { log })
  const seconds = ((performance.now() - began) / 1_000).toFixed(1)
  if (desk.practice === undefined)
    say(`CSP Desk answers Teams at ${desk.address}/api/messages (ready after ${seconds} s)`)
  else {
    say(`CSP Desk is ready after ${seconds} s, without Teams credentials: practice mode with the sample world.`)
    say('')
    say(`  Open ${desk.address}/ in a browser on this machine and say "cancel".`)
    say('')
  }
  stopOnSignal(desk.close)
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
      close().then(
        () => process.exit(0),
        (error: unknown) => {
          say(String(error))
          process.exit(1)
        },
      )
    })
  }
}

main().catch((error: unknown) => {
  const known = error instanceof ConfigurationError || error instanceof DataDirectoryInUse
  if (known) say(error.message)
  else if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
    say(`Port ${process.env.PORT ?? 3978} is taken by another program. Choose another one with PORT.`)
  } else say(error instanceof Error ? (error.stack ?? error.message) : String(error))
  process.exit(1)
})
