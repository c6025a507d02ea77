import { execFile, spawn } from 'node:child_process'
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

/**
 * For a test file about one of the scripts (`activity`): each test has a database of its own that the script opens by itself.
 * @param more what else it finds in its environment
 */
export function useScript(name: string, more: () => Readonly<Record<string, string>> = () => ({})) {
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

  const called = (args: readonly string[]) => ['--disable-warning=ExperimentalWarning', script, ...args]
  const environment = (key: string) => ({
    ...{ ...process.env, DATABASE_URL: url ?? '', DATA_DIR: folder, DESK_ENCRYPTION_KEY: key },
    ...more(),
  })
  const runWith = (key: string, ...args: readonly string[]): Promise<Said> =>
    promisify(execFile)(process.execPath, called(args), { env: environment(key) }).then(
      ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
      ({ code, stdout, stderr }) => ({ code, out: stdout, err: stderr }),
    )

  return {
    folder: () => folder,
    /** With an encryption key of one's own choice, in base64; an empty one is none. */
    runWith,
    run: (...args: readonly string[]) => runWith(testKey.toString('base64'), ...args),
    /** Begins it, for what has to be done while it runs. `said` waits for what it writes, `ended` for its end. */
    begin: (...args: readonly string[]) => {
      const begun = spawn(process.execPath, called(args), { env: environment(testKey.toString('base64')) })
      let out = ''
      let err = ''
      let heard = () => {}
      begun.stdout.on('data', (chunk) => {
        out += chunk
        heard()
      })
      begun.stderr.on('data', (chunk) => {
        err += chunk
      })
      const ended = new Promise<Said>((resolve) => begun.on('close', (code) => resolve({ code: code ?? 1, out, err })))
      const said = (wanted: RegExp) =>
        Promise.race([
          new Promise<RegExpExecArray>((resolve) => {
            heard = () => {
              const found = wanted.exec(out)
              if (found !== null) resolve(found)
            }
            heard()
          }),
          ended.then((all): never => {
            throw new Error(`it ended without saying that: ${JSON.stringify(all)}`)
          }),
        ])
      return { said, ended }
    },
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
