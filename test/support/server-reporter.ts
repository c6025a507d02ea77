import pg from 'pg'
import type { Reporter, TestModule } from 'vitest/node'
import type { Template } from './database-pool.ts'

/**
 * Most conversations are tried on the embedded database alone: here a server is asked to prepare each statement that they came to,
 * so that one which it does not know, or understands otherwise than the tables are, fails the run.
 */
export class ServerReporter implements Reporter {
  async onTestRunEnd(modules: readonly TestModule[]): Promise<void> {
    const statements = new Map(
      modules.filter(isConversation).flatMap((module) => Object.entries(module.meta().statements ?? {})),
    )
    const server = modules
      .find(({ project }) => project.name === 'postgresql')
      ?.project.getProvidedContext().testDatabase
    if (server?.kind !== 'postgresql' || statements.size === 0) return
    const refused = await refusedBy(server, [...statements.values()])
    const lines = refused.map(({ text, why }) => `   ${why}: ${text}`)
    process.stdout.write(
      [` ${statements.size} kinds of statements prepared on the server, ${refused.length} refused`, ...lines, ''].join(
        '\n',
      ),
    )
    if (refused.length > 0) process.exitCode = 1
  }
}

/** Other files make tables of their own. */
const isConversation = ({ project, relativeModuleId }: TestModule): boolean =>
  project.name === 'embedded' && /test[\\/](?:scenarios|server)[\\/]/.test(relativeModuleId)

async function refusedBy({ url, template }: Template & { kind: 'postgresql' }, texts: readonly string[]) {
  const address = new URL(url)
  address.pathname = `/${template}`
  const client = new pg.Client({ connectionString: address.href })
  await client.connect()
  const refused: { text: string; why: string }[] = []
  for (const text of texts) {
    await client.query(`prepare asked as ${text}`).then(
      () => client.query('deallocate asked'),
      (error: Error) => refused.push({ text, why: error.message }),
    )
  }
  await client.end()
  return refused
}
