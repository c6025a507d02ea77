import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../src/platform/database/database.ts'
import { databaseKind, testDatabaseUrl } from '../support/database.ts'

const script = fileURLToPath(new URL('../../scripts/agent.ts', import.meta.url))
const key = randomBytes(32).toString('base64')
const partner = '33333333-3333-4333-8333-333333333333'
const ann = '3f2b8c1e-7a54-4d0e-9b1c-52d1f0a6e7c3'
const ben = '4f2b8c1e-7a54-4d0e-9b1c-52d1f0a6e7c3'

let folder: string
let url: string | undefined
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'csp-desk-agent-script-'))
  url = databaseKind() === 'embedded' ? undefined : await testDatabaseUrl({ migrated: true })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const withDatabase = async <T>(work: (database: Database) => Promise<T>): Promise<T> => {
  const database = await openDatabase({ url, dataDirectory: folder })
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

const run = (args: readonly string[], encryptionKey = key) =>
  promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
    env: { ...process.env, DATABASE_URL: url ?? '', DATA_DIR: folder, DESK_ENCRYPTION_KEY: encryptionKey },
  }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    ({ code, stdout, stderr }) => ({ code, out: stdout, err: stderr }),
  )

const person = (id: string, name: string, roles: string) => [
  ...['--partner', partner, '--id', id, '--name', name, '--roles', roles],
]
const newPartner = ['--partner-name', 'Alpine Partners', '--market', 'US']

describe('npm run agent', () => {
  it('enters people and changes their roles, each change on record without an agent', {
    timeout: 120_000,
  }, async () => {
    expect(await run(person(ann, 'Ann', 'global-admin'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('This partner is new here'),
    })
    const first = await run([...person(ann, 'Ann', 'global-admin,admin-agent'), ...newPartner])
    expect(first).toMatchObject({ code: 0, out: expect.stringContaining('Ann') })
    expect(await run(person(ann, 'Ann Lee', 'global-admin'))).toMatchObject({ code: 0 })
    expect(await run(person(ann, 'Ann Lee', 'global-admin'))).toMatchObject({ code: 0 })
    const [agents, entries] = await withDatabase(({ rows }) =>
      Promise.all([rows.agent.findMany(), rows.activityEntry.findMany({ orderBy: { number: 'asc' } })]),
    )
    expect(agents).toEqual([{ partnerId: partner, id: ann, name: 'Ann Lee', roles: ['global-admin'] }])
    const by = { person: ann, by: 'operator' }
    expect(entries.map(({ agentId, what, facts }) => [agentId, what, facts])).toEqual([
      [null, 'settings-changed', { ...by, name: 'Ann' }],
      [null, 'role-granted', { ...by, name: 'Ann', role: 'admin-agent' }],
      [null, 'role-granted', { ...by, name: 'Ann', role: 'global-admin' }],
      [null, 'settings-changed', { ...by, name: 'Ann Lee' }],
      [null, 'role-withdrawn', { ...by, name: 'Ann Lee', role: 'admin-agent' }],
    ])
  })

  it('takes the role from the last global admin only when it is forced to', { timeout: 120_000 }, async () => {
    await run([...person(ann, 'Ann', 'global-admin'), ...newPartner])
    await run(person(ben, 'Ben', 'sales-agent'))
    expect(await run(person(ann, 'Ann', ''))).toMatchObject({
      code: 2,
      err: expect.stringContaining('Ann is the last global admin of this partner'),
    })
    expect(await run([...person(ann, 'Ann', ''), '--force'])).toMatchObject({ code: 0 })
    expect(await run(person(ben, 'Ben', 'billing-admin'))).toMatchObject({ code: 0 })
    const roles = await withDatabase(({ rows }) => rows.agent.findMany({ orderBy: { name: 'asc' } }))
    expect(roles.map((agent) => agent.roles)).toEqual([[], ['billing-admin']])
  })

  it('writes with no other key than the desk’s', { timeout: 120_000 }, async () => {
    expect(await run([...person(ann, 'Ann', ''), ...newPartner], '')).toMatchObject({
      code: 2,
      err: expect.stringContaining('DESK_ENCRYPTION_KEY is missing'),
    })
    await run([...person(ann, 'Ann', 'sales-agent'), ...newPartner])
    const other = randomBytes(32).toString('base64')
    expect(await run(person(ann, 'Ann', 'billing-admin'), other)).toMatchObject({
      code: 2,
      err: expect.stringContaining('is not the one that the activity log is written with'),
    })
    expect(await run(person(ann, 'Ann', 'emperor'))).toMatchObject({ code: 2, err: expect.stringContaining('--roles') })
    expect(await withDatabase(({ rows }) => rows.agent.findMany())).toMatchObject([{ roles: ['sales-agent'] }])
  })
})
