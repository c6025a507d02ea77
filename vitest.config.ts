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
// What a sentence means, how an answer is worded, who may what and what is asked of Partner Center is decided above what is
// stored, which the other files hold to both databases: once is enough.
const isAboveStorage = named(
  'scenarios/(?:sentences|orders-sentences|right-or-said|names-other-eyes|by-id|told-nothing|long-fields|home-examples)',
  'scenarios/(?:activity|approvals|support)-languages',
  'scenarios/(?:roles|typed-choices|press-counts|port-calls|smallest-command|use-in-desk|expect-replies)',
  'server/tab/(?:buying|cancelling|every-route|forms-roles|links|orders|routes|settings|support|tokens)',
  'platform/(?:app-package|card-check)',
  'partner-center/rest(?:\\.contract|-(?:faults|reading|reservations|schedules|shapes|unreadable))',
)
// A process for each line of these opens a server's database in a fraction of the time that the embedded one takes.
const isOfProcesses = named('platform/(?:activity|agent|connect|doctor|keys)-script')
const onEmbedded = onDatabase.filter((file) => postgres === undefined || !isOfProcesses(file))
const onServer = onDatabase.filter((file) => !isAboveStorage(file))
const common = {
  testTimeout: 30_000,
  hookTimeout: 60_000,
  runner: 'test/support/runner.ts',
  // Loading the desk anew for each file takes longer than most files' tests.
  isolate: false,
}

export default defineConfig({
  test: {
    // One more than cores: some files wait, most of the time, for processes and for time to pass.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: WaitingFirst },
    reporters: ['default', new CountReporter(), new SlowReporter()],
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
