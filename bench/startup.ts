/** Cold first start, second start, seconds to the first answer, and memory after 1,000 turns; both database modes. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startPostgres } from '../test/support/postgres-server.ts'
import { message } from './activities.ts'
import { startDesk } from './bots.ts'
import { openConnector } from './connector.ts'
import { load, post } from './load.ts'

const limits = { 'first start': 10, PostgreSQL: 300, embedded: 900 }

export async function benchStartup(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'csp-desk-bench-'))
  const postgres = await startPostgres()
  const connector = await openConnector()
  try {
    for (const mode of ['PostgreSQL', 'embedded'] as const) {
      const environment: Record<string, string> = { DATA_DIR: path.join(folder, mode) }
      if (mode === 'PostgreSQL') environment.DATABASE_URL = postgres.url
      for (const which of ['first start', 'second start'] as const) {
        const began = performance.now()
        const bot = await startDesk(environment)
        await post(undefined, bot.url, message(connector.serviceUrl, 'c1', 'help'))
        const seconds = (performance.now() - began) / 1_000
        console.log(
          `${mode}, ${which}: first answer after ${seconds.toFixed(1)} s (${(seconds / limits['first start']).toFixed(2)} × the limit of ${limits['first start']} s)`,
        )
        if (which === 'second start') {
          let turns = 0
          await load(
            bot.url,
            () =>
              message(connector.serviceUrl, 'c1', turns++ % 2 === 0 ? 'help' : 'cancel order CSP-1001 for contoso.com'),
            16,
            1,
          )
          while (turns < 1_000)
            await post(undefined, bot.url, message(connector.serviceUrl, 'c1', turns++ % 2 === 0 ? 'help' : 'cancel'))
          const memory = await bot.memory()
          console.log(
            `${mode}: ${memory.toFixed(0)} MB resident after ${turns} turns (${(memory / limits[mode]).toFixed(2)} × the limit of ${limits[mode]} MB)`,
          )
        }
        await bot.stop()
      }
    }
  } finally {
    connector.close()
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
