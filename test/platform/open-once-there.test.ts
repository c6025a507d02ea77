import { expect, it, onTestFinished } from 'vitest'
import { DatabaseRefused, openOnceThere } from '../../src/platform/database/open-once-there.ts'
import { databaseKind, testDatabaseUrl } from '../support/database.ts'
import { refusingPostgres } from '../support/fake-postgres.ts'
import { freePort } from '../support/free-port.ts'

const urlAt = (port: number) => `postgresql://desk:a-secret-word@127.0.0.1:${port}/desk`

/** What was refused, in words. */
async function refusal(url: string, say?: (line: string) => void): Promise<string> {
  const refused = await openOnceThere({ url, dataDirectory: '' }, say).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(DatabaseRefused)
  return (refused as DatabaseRefused).message
}

it.each([
  ['28P01', 'refuses the password'],
  ['28000', 'pg_hba.conf'],
  ['3D000', 'no database of that name'],
  ['42501', 'right to create schemas'],
  ['08P01', 'max_prepared_statements'],
  ['0A000', 'refused by the test'],
])('a database that answers %s is not waited for, and what to do is said', async (code, words) => {
  const port = await freePort()
  const server = await refusingPostgres(port, code)
  onTestFinished(() => server.close())
  const said: string[] = []
  const message = await refusal(urlAt(port), (line) => said.push(line))
  expect(message).toContain(words)
  expect(message).toContain(`127.0.0.1:${port}`)
  expect(message).not.toMatch(/a-secret-word|\n|^\s+at /m)
  expect(said).toEqual([])
})

it('a database that is away is waited for, which is said once, in one line and without the password', async () => {
  const port = await freePort()
  const said: string[] = []
  const { promise: waiting, resolve: waits } = Promise.withResolvers<void>()
  const opened = refusal(urlAt(port), (line) => {
    said.push(line)
    waits()
  })
  await waiting
  const server = await refusingPostgres(port, '28P01')
  onTestFinished(() => server.close())
  expect(await opened).toContain('refuses the password')
  expect(said).toEqual([
    `The PostgreSQL server at 127.0.0.1:${port} does not answer (ECONNREFUSED): trying again every 2 s …`,
  ])
})

it.runIf(databaseKind() === 'postgresql')(
  'a database of another name is not there, and one that is there opens',
  async () => {
    const url = await testDatabaseUrl({ migrated: true })
    const other = new URL(url)
    other.pathname = '/no_such_database'
    expect(await refusal(other.href)).toContain('no database of that name')
    const database = await openOnceThere({ url, dataDirectory: '', connections: 2 })
    expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    await database.close()
  },
)
