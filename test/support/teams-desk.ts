import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { type Desk, startDesk } from '../../src/app.ts'
import { seedSampleAgents } from '../../src/directory/sample-agents.ts'
import { seedSampleWorld } from '../../src/partner-center/embedded/sample-world.ts'
import { readConfig } from '../../src/platform/config.ts'
import type { Database } from '../../src/platform/database/database.ts'
import { TestClock } from './clock.ts'
import { testDatabase } from './database.ts'
import { partnerA, people } from './desk.ts'
import { credentials, type LoginAuthority, teamsUrl } from './login-authority.ts'
import { testKey, testVault } from './vault.ts'

/** The same authority as who signs people in for the tab. */
const entraAt = ({ origin }: LoginAuthority) => ({
  keys: `${origin}/keys`,
  issuers: (tenantId: string) => [
    `https://login.microsoftonline.com/${tenantId}/v2.0`,
    `https://sts.windows.net/${tenantId}/`,
  ],
})

export interface TeamsDesk {
  readonly desk: Desk
  readonly database: Database
  /** The names of what was read of the database by name, and `other` for the rest. */
  readonly lookedUp: string[]
  /** Where requests went, besides the desk itself and the login authority. */
  readonly sentTo: string[]
  readonly log: string[]
  post(header: string | undefined, body: unknown): Promise<{ status: number; text: string }>
  close(): Promise<void>
}

/** The whole desk as it answers Teams: with credentials, the sample world in its database, and a login authority of its own. */
export async function openTeamsDesk(
  authority: LoginAuthority,
  { environment = {}, patience = 30_000 }: { environment?: Record<string, string>; patience?: number } = {},
): Promise<TeamsDesk> {
  const database = await testDatabase()
  const clock = new TestClock()
  await seedSampleAgents(database)
  await seedSampleWorld({ database, clock, vault: testVault() })
  const lookedUp: string[] = []
  const log: string[] = []
  const desk = await startDesk(
    readConfig({
      ...{ PORT: '0', HOST: '127.0.0.1', PUBLIC_URL: 'https://desk.example.com' },
      ...{ MicrosoftAppId: credentials.appId, MicrosoftAppPassword: credentials.appPassword },
      ...{ MicrosoftAppTenantId: credentials.tenantId, DESK_ENCRYPTION_KEY: testKey.toString('base64') },
      ...environment,
    }),
    {
      log: pino({ base: null }, lines(log)),
      ...{ database: watched(database, lookedUp), clock, background: false },
      ...{ authority: authority.settings, authorityPatience: patience, entra: entraAt(authority) },
    },
  )
  const sentTo: string[] = []
  const sent = (message: unknown) => {
    const { origin } = (message as { request: { origin: string } }).request
    if (origin !== desk.address && origin !== authority.origin) sentTo.push(origin)
  }
  subscribe('undici:request:create', sent)
  return {
    ...{ desk, database, lookedUp, sentTo, log },
    post: async (header, body) => {
      const answer = await fetch(`${desk.address}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(header !== undefined && { authorization: header }) },
        body: JSON.stringify(body),
      })
      return { status: answer.status, text: await answer.text() }
    },
    close: async () => {
      unsubscribe('undici:request:create', sent)
      await desk.close()
    },
  }
}

/** A typeahead of Mina's: what is answered in the request itself, so that nothing is sent to Teams. */
export const searching = (changes: object = {}) => ({
  type: 'invoke',
  name: 'application/search',
  id: 'a1',
  channelId: 'msteams',
  serviceUrl: teamsUrl,
  from: { id: '29:mina', aadObjectId: people.admin },
  recipient: { id: '28:bot' },
  conversation: { id: 'a:mina', conversationType: 'personal', tenantId: partnerA },
  channelData: { tenant: { id: partnerA } },
  value: { queryText: 'contoso', dataset: 'customers' },
  ...changes,
})

/** A digest of every row of the desk's own tables. */
export async function everythingStored({ pool }: Database): Promise<string> {
  const tables = await pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables
      where table_schema = 'desk' and table_type = 'BASE TABLE' order by 1`,
  )
  const digests = tables.rows.map(
    ({ name }) =>
      `select '${name}' as name, md5(string_agg(t::text, ',' order by t::text)) as rows from desk."${name}" t`,
  )
  return JSON.stringify((await pool.query(digests.join(' union all '))).rows)
}

/** What jobs do by themselves is in a schema of their own, and not noted. */
function watched(database: Database, lookedUp: string[]): Database {
  const { read, write, transaction, pool } = database
  const query: typeof pool.query = (...given: unknown[]) => {
    if (JSON.stringify(given[0]).includes('desk.')) lookedUp.push('other')
    return Reflect.apply(pool.query, pool, given)
  }
  return {
    ...database,
    pool: new Proxy(pool, {
      get: (target, name) => {
        if (name === 'query') return query
        const found = Reflect.get(target, name)
        return typeof found === 'function' ? found.bind(target) : found
      },
    }),
    rows: new Proxy(database.rows, {
      get: (target, name) => {
        lookedUp.push('other')
        return Reflect.get(target, name)
      },
    }),
    read: (statement) => {
      lookedUp.push(statement.name)
      return read.call(database, statement) as never
    },
    write: (statement) => {
      lookedUp.push(statement.name)
      return write.call(database, statement)
    },
    transaction: (work) => {
      lookedUp.push('other')
      return transaction.call(database, work) as never
    },
  }
}

const lines = (log: string[]) =>
  new Writable({
    write: (chunk, _encoding, done) => {
      log.push(String(chunk))
      done()
    },
  })
