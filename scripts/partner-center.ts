/**
 * `npm run partner-center -- connect` and `-- status`: the desk's sign-in to Partner Center; `-- webhooks`: what tells the desk; `-- fake`: a stand-in for it, to try the
 * desk's own connection with.
 */
import { connectPartnerCenter } from './partner-center-connect.ts'
import { statusOfPartnerCenter } from './partner-center-status.ts'
import { webhooksOfPartnerCenter } from './partner-center-webhooks.ts'

interface Command {
  readonly usage: string
  /** @returns the exit code, when it is done. @throws Error whose message is for who typed it */
  run(args: readonly string[]): Promise<number>
}

const commands: Readonly<Record<string, Command>> = {
  connect: connectPartnerCenter,
  status: statusOfPartnerCenter,
  webhooks: webhooksOfPartnerCenter,
  // It is made of the tests' own server, which an image does not have.
  fake: {
    usage:
      'npm run partner-center -- fake [--port 4010]   a stand-in for Partner Center on this machine; Ctrl+C ends it',
    run: async (args) => (await import('./partner-center-fake.ts')).fakePartnerCenter.run(args),
  },
}
const [name = '', ...args] = process.argv.slice(2)
const command = Object.hasOwn(commands, name) ? commands[name] : undefined

if (command === undefined) {
  console.error(
    Object.values(commands)
      .map(({ usage }) => usage)
      .join('\n'),
  )
  process.exit(2)
}
try {
  process.exit(await command.run(args))
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${command.usage}`)
  process.exit(2)
}
