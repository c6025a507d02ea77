import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { zipSync } from 'fflate'
import { afterAll, afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { examine } from '../../scripts/doctor-examination.ts'
import type { Finding } from '../../scripts/doctor-findings.ts'
import { linesOf } from '../../scripts/doctor-findings.ts'
import { filled, readParts, valuesOf } from '../../scripts/package-parts.ts'
import { zipped } from '../../scripts/package-zip.ts'
import { seedSampleAgents } from '../../src/directory/sample-agents.ts'
import { day, hour, later, systemClock } from '../../src/platform/clock.ts'
import { type Database, openDatabase } from '../../src/platform/database/database.ts'
import { deskMark, Vault } from '../../src/platform/secrets.ts'
import { activityRepository } from '../../src/workflow/activity/activity.repository.ts'
import { activityService } from '../../src/workflow/activity/activity.service.ts'
import { BotLogin, pemFile } from '../support/bot-login.ts'
import { databaseKind, fillDataDirectory, testDatabaseUrl } from '../support/database.ts'
import { customer, partnerA, people } from '../support/desk.ts'
import { credentials, LoginAuthority } from '../support/login-authority.ts'
import { openPartnerCenterServer } from '../support/partner-center-server/server.ts'

const key = createHash('sha256').update('a key of a test').digest()
const password = 'V7q~a-secret-of-the-bot'
const secrets = [password, key.toString('base64'), 'a secret for practising', 'hunter2hunter']
const said: string[] = []

let folder = ''
let login: BotLogin
let authority: LoginAuthority
let stored: Record<string, string> = {}
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'csp-desk-doctor-'))
  stored = {}
  login = await BotLogin.open()
  authority = await LoginAuthority.open()
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await login.close()
  await authority.close()
  rmSync(folder, { recursive: true, force: true })
})
/** A database for the test, migrated and empty; without it there is none yet. */
async function hasDatabase(): Promise<void> {
  fillDataDirectory(folder)
  if (databaseKind() === 'postgresql') stored = { DATABASE_URL: await testDatabaseUrl({ migrated: true }) }
}

afterAll(() => {
  for (const secret of secrets) expect(said.join('\n')).not.toContain(secret)
})

const teams = {
  MicrosoftAppId: credentials.appId,
  MicrosoftAppPassword: password,
  MicrosoftAppTenantId: credentials.tenantId,
  PUBLIC_URL: 'https://desk.invalid',
}

async function doctor(
  environment: Record<string, string> = {},
  more: { clock?: typeof systemClock; packageFile?: string } = {},
) {
  const findings = await examine(
    { DATA_DIR: folder, DESK_ENCRYPTION_KEY: key.toString('base64'), ...stored, ...environment },
    { clock: systemClock, login: login.origin, botFramework: `${authority.origin}/metadata`, ...more },
  )
  said.push(...linesOf(findings))
  expect(linesOf(findings).join('\n')).not.toContain(login.token)
  return (about: string): Finding[] => findings.filter((finding) => finding.about === about)
}

async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({ url: stored.DATABASE_URL, dataDirectory: folder })
  return work(database).finally(() => database.close())
}

const wrong = (says: string | RegExp, mend: string | RegExp = /./) => [
  expect.objectContaining({ is: 'wrong', says: expect.stringMatching(says), mend: expect.stringMatching(mend) }),
]
const ok = (says: string | RegExp = /./) => [expect.objectContaining({ is: 'ok', says: expect.stringMatching(says) })]
const unasked = (says: string | RegExp = /./) => [
  expect.objectContaining({ is: 'unasked', says: expect.stringMatching(says) }),
]

describe('the configuration', () => {
  it('is wrong with a line for each mistake, and then nothing else is asked', async () => {
    const of = await doctor({
      PORT: 'many',
      MicrosoftAppId: 'mine',
      DATABASE_URL: 'postgresql://desk:hunter2hunter@[/',
    })
    expect(of('Configuration').map(({ says }) => says)).toEqual(
      expect.arrayContaining([expect.stringMatching('PORT must be'), expect.stringMatching('MicrosoftAppId must be')]),
    )
    expect(of('Everything else')).toEqual(unasked())
    expect(login.asked).toEqual([])
  })

  it('has a key that is random', async () => {
    const of = await doctor({ DESK_ENCRYPTION_KEY: Buffer.alloc(32).toString('base64') })
    expect(of('Encryption key')).toEqual(wrong('not random', 'openssl rand'))
  })
})

describe('the database', () => {
  beforeEach(hasDatabase)

  it('is there, at the newest migration, in time', async () => {
    const of = await doctor()
    expect(of('Database')).toEqual(ok())
    if (databaseKind() === 'embedded') return
    for (const what of ['Migrations', 'Clock', 'Connections', 'Pooler', 'TLS to the database'])
      expect(of(what)).toEqual(ok())
  })

  it('is read, and left as it was', async ({ skip }) => {
    if (databaseKind() === 'embedded') skip()
    const url = await testDatabaseUrl({ migrated: false })
    const of = await doctor({ DATABASE_URL: url })
    expect(of('Migrations')).toEqual(ok('the database is empty'))
    expect((await doctor({ DATABASE_URL: url }))('Migrations')).toEqual(ok('the database is empty'))
  })

  it('says what is wrong with its migrations', async ({ skip }) => {
    if (databaseKind() === 'embedded') skip()
    const change = (sql: string) => withDatabase(async ({ pool }) => void (await pool.query(sql)))
    const last = `migration_name = (select max(migration_name) from _prisma_migrations where migration_name < '3')`
    await change(
      `insert into _prisma_migrations (id, checksum, migration_name, finished_at) values ('x', 'x', '30000101000000_later', now())`,
    )
    expect((await doctor())('Migrations')).toEqual(wrong('newer version: 30000101000000_later', 'Run that version'))
    await change(`delete from _prisma_migrations where id = 'x'`)
    await change(`update _prisma_migrations set finished_at = null where ${last}`).catch(() => {})
    expect((await doctor())('Migrations')).toEqual(wrong('begun and not ended: ', 'backup'))
  })

  it('says which migrations are missing, and applies none', async ({ skip }) => {
    if (databaseKind() === 'embedded') skip()
    await withDatabase(async ({ pool }) => {
      await pool.query(`delete from _prisma_migrations where migration_name like '%audited_records'`)
    })
    for (let times = 0; times < 2; times++)
      expect((await doctor())('Migrations')).toEqual(wrong(/not applied: \d+_audited_records/, 'starts?'))
  })

  it('that is away, or has no such name, is told without the password', async ({ skip }) => {
    if (databaseKind() === 'embedded') skip()
    const away = 'postgresql://desk:hunter2hunter@127.0.0.1:9/desk'
    expect((await doctor({ DATABASE_URL: away }))('Database')).toEqual(
      wrong('127.0.0.1:9 does not answer', 'DATABASE_URL'),
    )
    const other = new URL(stored.DATABASE_URL ?? '')
    other.pathname = '/nowhere'
    expect((await doctor({ DATABASE_URL: other.href }))('Database')).toEqual(wrong('no database of that name'))
  })

  it('asks for no more connections than there are', async ({ skip }) => {
    if (databaseKind() === 'embedded') skip()
    expect((await doctor({ DATABASE_CONNECTIONS: '200' }))('Connections')).toEqual(
      wrong('asks for 200', 'max_connections'),
    )
  })

  it('is not asked while the desk has it, where one process alone can have it', async ({ skip }) => {
    if (databaseKind() !== 'embedded') skip()
    await withDatabase(async () => {
      expect((await doctor())('Database')).toEqual(unasked('open'))
    })
  })

  it('is made at the first start where there is none', async ({ skip }) => {
    if (databaseKind() !== 'embedded') skip()
    rmSync(folder, { recursive: true })
    expect((await doctor())('Database')).toEqual(ok('at the first start'))
  })

  it('was written with this key, or says that it was not', async () => {
    await withDatabase(async (database) => {
      await seedSampleAgents(database)
      const activity = activityService({ vault: new Vault(key) }, activityRepository({ database }))
      const happening = { what: 'key-shown', customerId: customer(1), at: new Date() } as const
      await database.transaction((rows) =>
        activity.remember(rows, { partnerId: partnerA, agentId: people.admin }, happening),
      )
    })
    expect((await doctor())('Encryption key').at(-1)).toEqual(ok('this database was written with')[0])
    const other = createHash('sha256').update('another').digest('base64')
    expect((await doctor({ DESK_ENCRYPTION_KEY: other }))('Encryption key').at(-1)).toEqual(
      wrong('is not the one', 'of before')[0],
    )
  })

  it('tells a clock that is wrong by its own', async ({ skip }) => {
    if (databaseKind() === 'embedded') skip()
    const clock = { now: () => later(new Date(), -hour) }
    expect((await doctor({}, { clock }))('Clock')).toEqual(wrong('3600 s behind the database', 'NTP'))
  })
})

describe('the public address', () => {
  async function standsThere(
    answer: (headers: Map<string, string>) => { status?: number; body: unknown },
  ): Promise<string> {
    const server = createServer((_request, response) => {
      const headers = new Map<string, string>()
      const { status = 200, body } = answer(headers)
      for (const [name, value] of headers) response.setHeader(name, value)
      response.statusCode = status
      response.end(JSON.stringify(body))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }
  const about = 'Public address'
  const ours = { live: true, desk: deskMark(new Vault(key)) }

  it('leads to this desk', async () => {
    const PUBLIC_URL = await standsThere(() => ({ body: ours }))
    expect((await doctor({ PUBLIC_URL }))(about)).toEqual(ok('leads to this desk'))
  })

  it.each([
    ['another desk', { body: { live: true, desk: deskMark(new Vault(Buffer.alloc(32, 1))) } }, 'leads to another desk'],
    ['something else', { body: { hello: 'world' } }, 'answered by something else'],
    ['a proxy that refuses', { status: 502, body: {} }, 'answered by something else \\(502\\)'],
  ])('leads to %s', async (_what, answer, says) => {
    const PUBLIC_URL = await standsThere(() => answer)
    expect((await doctor({ PUBLIC_URL }))(about)).toEqual(wrong(says))
  })

  it('leads nowhere', async () => {
    expect((await doctor({ PUBLIC_URL: 'http://127.0.0.1:9' }))(about)).toEqual(wrong('does not answer', 'DNS'))
    expect((await doctor({ PUBLIC_URL: 'https://desk.invalid' }))(about)).toEqual(wrong('no name that is known', 'DNS'))
  })

  it('tells a clock that is wrong by the time that is given there', async () => {
    const PUBLIC_URL = await standsThere((headers) => {
      headers.set('date', later(new Date(), -2 * hour).toUTCString())
      return { body: ours }
    })
    expect((await doctor({ PUBLIC_URL }))('Clock').at(-1)).toEqual(wrong('ahead of the public address', 'NTP')[0])
  })
})

describe('the bot’s credentials', () => {
  const about = 'Teams credentials'

  it('work: a secret, whose end nobody tells', async () => {
    const of = await doctor(teams)
    expect(of(about)).toEqual(ok('client secret'))
    expect(of('Their end')).toEqual(unasked('Entra tells'))
    expect(login.asked).toHaveLength(1)
  })

  it.each([
    [7000222, 'has ended', 'MicrosoftAppPassword'],
    [7000215, 'not one of this registration', 'not its id'],
    [700016, 'is not known', 'MicrosoftAppTenantId'],
    [90002, 'is not known', 'MicrosoftAppTenantId'],
    [999999, 'Entra refuses \\(AADSTS999999\\)', 'login.microsoftonline.com/error'],
  ])('are refused with AADSTS%s', async (number, says, mend) => {
    login.refuses = number
    expect((await doctor(teams))(about)).toEqual(wrong(says, mend))
  })

  it('are not asked for where nobody answers', async () => {
    login.fails = true
    authority.mood = 'fails'
    const of = await doctor(teams)
    for (const what of [about, 'Keys of Teams', 'Keys of Entra']) expect(of(what)).toEqual(unasked())
  })

  it.each([
    ['lasts', new Date('2049-01-01T00:00:00Z'), ok('ends on 2049-01-01')],
    ['ends soon', later(new Date(), 10 * day), wrong('the certificate ends on', 'Upload a new one before')],
    ['has ended', new Date('2021-01-01T00:00:00Z'), wrong('ended on 2021-01-01', 'Upload a new one')],
  ])('are a certificate that %s', async (_what, until, expected) => {
    const file = path.join(folder, 'bot.pem')
    writeFileSync(file, pemFile(until))
    const of = await doctor({ ...teams, MicrosoftAppPassword: '', MicrosoftAppCertificate: file })
    expect(of(about)).toEqual(ok('the certificate'))
    expect(of('Their end')).toEqual(expected)
  })

  it('are a certificate that cannot be read', async () => {
    const of = await doctor({ ...teams, MicrosoftAppPassword: '', MicrosoftAppCertificate: path.join(folder, 'none') })
    expect(of(about)).toEqual(wrong('MicrosoftAppCertificate must be', 'PEM'))
  })

  it('are a managed identity that this machine has, or has not', async () => {
    const managed = { ...teams, MicrosoftAppPassword: '', MicrosoftAppType: 'UserAssignedMSI' }
    for (const [name, value] of Object.entries(login.identity)) vi.stubEnv(name, value)
    expect((await doctor({ ...managed, MicrosoftAppId: people.admin }))(about)).toEqual(ok('managed identity'))
    login.refuses = 1
    expect((await doctor({ ...managed, MicrosoftAppId: people.nobody }))(about)).toEqual(
      wrong('gives no token', 'Assign'),
    )
  })

  it('come with keys that tokens are checked by', async () => {
    const of = await doctor(teams)
    expect(of('Keys of Teams')).toEqual(ok('1 from'))
    expect(of('Keys of Entra')).toEqual(ok('1 from'))
    authority.mood = 'nonsense'
    expect((await doctor(teams))('Keys of Teams')).toEqual(unasked('gives none'))
  })
})

describe('the connection to Partner Center', () => {
  beforeEach(hasDatabase)

  const about = 'Partner Center'

  async function connected() {
    const microsoft = await openPartnerCenterServer()
    onTestFinished(() => microsoft.close())
    await withDatabase(seedSampleAgents)
    const environment = { PARTNER_CENTER_URL: microsoft.url, DIRECTORY: 'graph' }
    return { microsoft, environment }
  }

  it('is not there yet', async () => {
    const { environment } = await connected()
    const [first] = (await doctor(environment))(about)
    expect(first).toMatchObject(wrong('\\(not-connected\\)', 'connect')[0] as object)
  })

  it('has the permissions of Graph that roles are read with, or says which one is missing', async () => {
    const { microsoft, environment } = await connected()
    expect((await doctor(environment))('Graph permissions')[0]).toEqual(ok('groups and names and directory roles')[0])
    microsoft.permitDirectoryRoles(partnerA, false)
    expect((await doctor(environment))('Graph permissions')[0]).toEqual(ok('no directory roles')[0])
    microsoft.withholdPermission(partnerA, 'GroupMember.Read.All')
    expect((await doctor(environment))('Graph permissions')[0]).toEqual(
      wrong('GroupMember.Read.All is missing', 'consent')[0],
    )
  })

  it('is not asked where Microsoft does not answer', async () => {
    const { microsoft, environment } = await connected()
    await microsoft.close()
    expect((await doctor(environment))('Graph permissions')[0]).toEqual(unasked('does not answer')[0])
  })

  it('needs somebody who works there', async () => {
    expect((await doctor({ PARTNER_CENTER_URL: 'http://127.0.0.1:9', DIRECTORY: 'graph' }))(about)).toEqual(
      unasked('no partner'),
    )
  })
})

describe('the app package', () => {
  const about = 'App package'

  function packageOf(changes: Record<string, string> = {}): string {
    const parts = readParts('appPackage')
    if (parts.kind === 'unreadable') throw new Error('no app package')
    const file = path.join(folder, 'desk.zip')
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, zipped(filled(parts, valuesOf({ ...teams, ...changes }, '1.2.3'))))
    return file
  }

  it('is of this bot at this address', async () => {
    expect((await doctor(teams, { packageFile: packageOf() }))(about)).toEqual(ok('version 1.2.3'))
  })

  it.each([
    ['another bot', { MicrosoftAppId: people.admin }, 'its bot is'],
    ['another address', { PUBLIC_URL: 'https://other.example.com' }, 'its domain is other.example.com'],
    ['another sign-in', { TAB_CLIENT_ID: people.admin }, 'its sign-in is'],
  ])('is of %s', async (_what, changes, says) => {
    const found = (await doctor(teams, { packageFile: packageOf(changes) }))(about)
    expect(found).toContainEqual(wrong(says, 'npm run package')[0])
  })

  it('is not there, or none', async () => {
    expect((await doctor(teams, { packageFile: path.join(folder, 'none.zip') }))(about)).toEqual(wrong('is not there'))
    const file = path.join(folder, 'other.zip')
    writeFileSync(file, zipSync({ 'manifest.json': new TextEncoder().encode('{}') }))
    expect((await doctor(teams, { packageFile: file }))(about)).toEqual(wrong('no app package'))
    expect((await doctor())(about)).toEqual(unasked('practice mode'))
  })
})
