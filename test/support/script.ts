import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, vi } from 'vitest'
import { type Database, openDatabase } from '../../src/platform/database/database.ts'
import { databaseKind, fillDataDirectory, testDatabaseUrl } from './database.ts'
import { testKey } from './vault.ts'

/** What a script answered: its exit code, and what it wrote. */
export interface Said {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** For a test file about one of the scripts (`activity`): each test has a database of its own that the script opens by itself. */
export function useScript(name: string) {
  const script = fileURLToPath(new URL(`../../scripts/${name}.ts`, import.meta.url))
  // A process opens the embedded database anew each time it runs.
  vi.setConfig({ testTimeout: 120_000 })
  let folder = ''
  let url: string | undefined
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), `csp-desk-${name}-script-`))
    fillDataDirectory(folder)
    url = databaseKind() === 'embedded' ? undefined : await testDatabaseUrl({ migrated: true })
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const runWith = (key: string, ...args: readonly string[]): Promise<Said> =>
    promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
      env: { ...process.env, DATABASE_URL: url ?? '', DATA_DIR: folder, DESK_ENCRYPTION_KEY: key },
    }).then(
      ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
      ({ code, stdout, stderr }) => ({ code, out: stdout, err: stderr }),
    )

  return {
    folder: () => folder,
    /** With an encryption key of one's own choice, in base64; an empty one is none. */
    runWith,
    run: (...args: readonly string[]) => runWith(testKey.toString('base64'), ...args),
    /** Opens the script's database while the script does not run. */
    withDatabase: async <T>(work: (database: Database) => Promise<T>): Promise<T> => {
      const database = await openDatabase({ url, dataDirectory: folder })
      try {
        return await work(database)
      } finally {
        await database.close()
      }
    },
  }
}
