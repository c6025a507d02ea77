import { defineConfig } from 'vitest/config'
import { findChromium } from './test/support/chromium.ts'
import { CountReporter } from './test/support/count-reporter.ts'
import { findLibreOffice } from './test/support/libreoffice.ts'
import { findPostgresBinaries } from './test/support/postgres-server.ts'

const chromium = findChromium()
const libreOffice = findLibreOffice()
const postgres = process.env.TEST_DATABASE_URL ? 'TEST_DATABASE_URL' : findPostgresBinaries()

const left = (project: string, why: string) => process.stderr.write(`The ${project} tests are left out: ${why}\n`)
if (postgres === undefined)
  left('postgresql', 'no PostgreSQL server on PATH or in /usr/lib/postgresql, and no TEST_DATABASE_URL.')
if (chromium === undefined) left('browser', 'no Chromium on PATH, and no CHROMIUM_PATH.')
if (libreOffice === undefined)
  left('libreoffice', 'no soffice on PATH or in /usr/lib/libreoffice, and no LIBREOFFICE_PATH.')

const everywhere = ['test/**/*.test.ts']
const inBrowser = ['test/browser/**/*.test.ts']
const inLibreOffice = ['test/libreoffice/**/*.test.ts']
const elsewhere = [...inBrowser, ...inLibreOffice]
const common = { testTimeout: 30_000, hookTimeout: 60_000, setupFiles: ['test/support/setup.ts'] }

export default defineConfig({
  test: {
    maxWorkers: 2,
    reporters: ['default', new CountReporter()],
    projects: [
      {
        test: {
          ...common,
          name: 'embedded',
          include: everywhere,
          exclude: elsewhere,
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
                include: everywhere,
                exclude: elsewhere,
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
