import { readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { defineConfig } from 'vitest/config'
import { findChromium } from './test/support/chromium.ts'
import { CountReporter } from './test/support/count-reporter.ts'
import { reachedFrom } from './test/support/import-graph.ts'
import { findLibreOffice } from './test/support/libreoffice.ts'
import { findPostgresBinaries } from './test/support/postgres-server.ts'
import { WaitingFirst } from './test/support/sequencer.ts'
import { ServerReporter } from './test/support/server-reporter.ts'
import { SlowReporter } from './test/support/slow-reporter.ts'

const chromium = findChromium()
const libreOffice = findLibreOffice()
const postgres = process.env.TEST_DATABASE_URL ? 'TEST_DATABASE_URL' : findPostgresBinaries()

const left = (project: string, why: string) => process.stderr.write(`The ${project} tests are left out: ${why}\n`)
if (postgres === undefined)
  left('postgresql', 'no PostgreSQL server on PATH or in /usr/lib/postgresql, and no TEST_DATABASE_URL.')
if (chromium === undefined) left('browser', 'no Chromium on PATH, and no CHROMIUM_PATH.')
if (libreOffice === undefined)
  left('libreoffice', 'no soffice on PATH or in /usr/lib/libreoffice, and no LIBREOFFICE_PATH.')

const files = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => path.join('test', file))
  .sort()
const beneath = (folder: string) => files.filter((file) => file.startsWith(path.join('test', folder, path.sep)))
const inBrowser = beneath('browser')
const inLibreOffice = beneath('libreoffice')
const anywhere = files.filter((file) => !inBrowser.includes(file) && !inLibreOffice.includes(file))
// A test reaches a database through this file only. What does not reach it has none, and runs once.
const databases = path.resolve('test/support/database.ts')
const reachesOne = (file: string) => reachedFrom(file).has(databases)
const onDatabase = anywhere.filter(reachesOne)
const pure = anywhere.filter((file) => !reachesOne(file))
const named = (...names: string[]) => {
  const these = new RegExp(`^test/(?:${names.join('|')})\\.test\\.ts$`)
  return (file: string) => these.test(file.split(path.sep).join('/'))
}
// Both databases are PostgreSQL: they differ in sessions, connections and what happens at once, not in what a statement answers.
// So a conversation or a page is tried on the embedded one, and on a server where it is about several at once, or begins a
// journey; `ServerReporter` holds the rest: each statement that the embedded database was asked is one that the server takes.
const isConversation = (file: string) => beneath('scenarios').includes(file) || beneath('server').includes(file)
const isOfBoth = named(
  'scenarios/(?:buying|cancelling|keys)',
  'scenarios/.*(?:replicas|crashes|settl|at-once|twice|heard-again|channel-busy)',
  'server/.*(?:approvals|buying|hostile|stopping|files|downloads|events|turns|busy)',
)
// What is asked of Partner Center, and what is made of no rows, is decided above what is stored.
const isAboveStorage = named(
  'platform/(?:app-package|card-check)',
  'partner-center/rest(?:\\.contract|-(?:faults|mirror-killed|reading|reservations|reserving|schedules|shapes|unreadable))',
)
// `approvals-kill` and `notices-kill` kill on a server what this one kills beside its own files.
const isOfDataDirectory = named('faults/kill')
// A process for each line of these opens a server's database in a fraction of the time that the embedded one takes.
const isOfProcesses = named('platform/(?:activity|agent|connect|doctor|keys|notices)-script', 'faults/process')
const onEmbedded = onDatabase.filter((file) => postgres === undefined || !isOfProcesses(file))
const onServer = onDatabase.filter((file) =>
  isConversation(file) ? isOfBoth(file) : !isAboveStorage(file) && !isOfDataDirectory(file),
)
const common = {
  testTimeout: 30_000,
  hookTimeout: 60_000,
  runner: 'test/support/runner.ts',
  // Loading the desk anew for each file takes longer than most files' tests.
  isolate: false,
  // Each worker has a desk and a database in it: a young generation of V8's usual size is collected all the time.
  execArgv: ['--max-semi-space-size=64'],
}

export default defineConfig({
  test: {
    // Not more than cores: a third worker on two of them costs a fifth of the time, in caches that are filled anew.
    maxWorkers: availableParallelism(),
    sequence: { sequencer: WaitingFirst },
    reporters: ['default', new ServerReporter(), new CountReporter(), new SlowReporter()],
    projects: [
      { test: { ...common, name: 'pure', include: pure } },
      {
        test: {
          ...common,
          name: 'embedded',
          include: onEmbedded,
          globalSetup: ['test/support/embedded.global-setup.ts'],
        },
      },
      ...(postgres === undefined
        ? []
        : [
            {
              test: {
                ...common,
                name: 'postgresql',
                include: onServer,
                globalSetup: ['test/support/postgresql.global-setup.ts'],
              },
            },
          ]),
      ...(chromium === undefined
        ? []
        : [
            {
              test: {
                ...common,
                name: 'browser',
                include: inBrowser,
                testTimeout: 120_000,
                globalSetup: ['test/support/embedded.global-setup.ts'],
              },
            },
          ]),
      ...(libreOffice === undefined
        ? []
        : [
            {
              test: {
                ...common,
                name: 'libreoffice',
                include: inLibreOffice,
                testTimeout: 120_000,
                globalSetup: ['test/support/embedded.global-setup.ts'],
              },
            },
          ]),
    ],
  },
})
