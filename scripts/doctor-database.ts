import { existsSync } from 'node:fs'
import path from 'node:path'
import { TLSSocket } from 'node:tls'
import pg from 'pg'
import { type Clock, minute, second } from '../src/platform/clock.ts'
import type { Config } from '../src/platform/config.ts'
import { isLoopback } from '../src/platform/config-variables.ts'
import { DataDirectoryInUse } from '../src/platform/database/data-directory.ts'
import { type Database, openDatabase } from '../src/platform/database/database.ts'
import { migrationState } from '../src/platform/database/migrations.ts'
import { troubleOf } from '../src/platform/database/open-once-there.ts'
import type { Vault } from '../src/platform/secrets.ts'
import { isSealed } from '../src/workflow/activity/chain.ts'
import { about, type Finding } from './doctor-findings.ts'
import { examinePooling } from './doctor-pooling.ts'

const server = about('Database')
const migrations = about('Migrations')
const encryption = about('Encryption key')

interface Examined {
  readonly findings: Finding[]
  /** Open, where it is at this version's last migration. */
  readonly opened?: Database | undefined
}

const oldestServer = 13
const mostApart = minute

/** The database is looked at before the desk's own opening of it, which would bring it to the newest migration. */
export async function examineDatabase(config: Config, clock: Clock, vault: Vault | undefined): Promise<Examined> {
  const found =
    config.databaseUrl === undefined ? await embedded(config) : await onServer(config, config.databaseUrl, clock)
  if (found.opened === undefined || vault === undefined) return found
  return { ...found, findings: [...found.findings, ...(await keyOfDatabase(found.opened, vault))] }
}

async function embedded({ dataDirectory }: Config): Promise<Examined> {
  if (!existsSync(path.join(dataDirectory, 'database')))
    return { findings: [server.ok(`embedded; made in ${dataDirectory} at the first start`)] }
  try {
    const opened = await openDatabase({ dataDirectory })
    return { findings: [server.ok(`embedded in ${dataDirectory}, for one process on one machine`)], opened }
  } catch (error) {
    if (error instanceof DataDirectoryInUse)
      return { findings: [server.unasked(`the desk has ${dataDirectory} open`, 'Stop the desk, and ask again.')] }
    return {
      findings: [
        server.wrong(
          `the embedded database in ${dataDirectory} cannot be opened`,
          'Put a copy of the folder back, or begin with an empty one.',
        ),
      ],
    }
  }
}

async function onServer({ dataDirectory, databaseConnections }: Config, url: string, clock: Clock): Promise<Examined> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 2,
    connectionTimeoutMillis: 5 * second,
    options: '-c TimeZone=UTC',
  })
  pool.on('error', () => {})
  try {
    const findings = [
      await answers(pool, url),
      await encrypted(pool, url),
      await inTime(pool, clock),
      await enough(pool, databaseConnections),
      await examinePooling(pool),
    ]
    const migrated = await examineMigrations(pool)
    const opened = migrated.current ? await openDatabase({ url, dataDirectory, connections: 2 }) : undefined
    return { findings: [...findings, migrated.finding], opened }
  } catch (error) {
    const { away, words } = troubleOf(url, error)
    const mend = away ? 'Start the server, open the way to it, or correct DATABASE_URL.' : 'Then ask again.'
    return { findings: [server.wrong(words, mend)] }
  } finally {
    await pool.end()
  }
}

async function answers(pool: pg.Pool, url: string): Promise<Finding> {
  const { rows } = await pool.query<{ number: string; version: string; may: boolean; recovering: boolean }>(
    `select current_setting('server_version_num') as number, current_setting('server_version') as version,
            has_database_privilege(current_database(), 'create') as may, pg_is_in_recovery() as recovering`,
  )
  const { number = '0', version = '', may = false, recovering = false } = rows[0] ?? {}
  if (Number(number) < oldestServer * 10_000)
    return server.wrong(`PostgreSQL ${version} is too old`, `Use PostgreSQL ${oldestServer} or newer.`)
  if (recovering) return server.wrong('it is a standby, which only reads', 'Name the primary in DATABASE_URL.')
  if (!may)
    return server.wrong('the user may not make tables there', 'Give it the right: grant create on database … to …')
  return server.ok(`PostgreSQL ${version} at ${new URL(url).host || 'the local socket'}`)
}

async function encrypted(pool: pg.Pool, url: string): Promise<Finding> {
  const client = await pool.connect()
  try {
    const { stream } = (client as unknown as { connection: { stream: unknown } }).connection
    const tls = about('TLS to the database')
    if (stream instanceof TLSSocket) {
      const trusted = stream.authorized ? 'its certificate is trusted' : 'its certificate is not checked'
      const says = `${stream.getProtocol() ?? 'in use'}, ${trusted}`
      return stream.authorized
        ? tls.ok(says)
        : tls.wrong(
            says,
            'Say sslmode=verify-full in DATABASE_URL, and sslrootcert=<file> for an authority of your own.',
          )
    }
    const { hostname, searchParams } = new URL(url)
    if (searchParams.get('sslmode') === 'disable')
      return tls.ok('turned off by sslmode=disable, which is for a network that nobody else is on')
    if (hostname === '' || isLoopback(hostname.replace(/^\[(.*)\]$/, '$1')))
      return tls.ok('not needed: the server is on this machine')
    return tls.wrong(
      'what is read and written goes over the network as it is',
      'Say sslmode=verify-full in DATABASE_URL.',
    )
  } finally {
    client.release()
  }
}

async function inTime(pool: pg.Pool, clock: Clock): Promise<Finding> {
  const { rows } = await pool.query<{ now: Date }>('select clock_timestamp() as now')
  return clockFinding('the database', (rows[0]?.now ?? new Date(0)).getTime() - clock.now().getTime())
}

/** @param ahead of the machine's clock, in milliseconds */
export function clockFinding(whose: string, ahead: number): Finding {
  const time = about('Clock')
  const seconds = Math.round(Math.abs(ahead) / second)
  if (Math.abs(ahead) < mostApart) return time.ok(`as ${whose}'s`)
  return time.wrong(
    `${seconds} s ${ahead > 0 ? 'behind' : 'ahead of'} ${whose}'s: tokens are refused, and windows end at the wrong time`,
    'Have both machines keep network time (NTP).',
  )
}

async function enough(pool: pg.Pool, wanted: number): Promise<Finding> {
  const connections = about('Connections')
  const { rows } = await pool.query<{ most: number }>(`select current_setting('max_connections')::int as most`)
  const most = rows[0]?.most ?? 0
  // Two more are kept for reading and writing by name.
  if (wanted + 2 > most)
    return connections.wrong(
      `the server takes ${most}, DATABASE_CONNECTIONS asks for ${wanted}`,
      'Ask for fewer, or raise max_connections.',
    )
  return connections.ok(`${wanted + 2} for each replica, of ${most}`)
}

async function examineMigrations(pool: pg.Pool): Promise<{ finding: Finding; current: boolean }> {
  const { missing, unknown, failed } = await migrationState(pool)
  if (failed.length > 0)
    return {
      current: false,
      finding: migrations.wrong(
        `begun and not ended: ${failed.join(', ')}`,
        'Put the backup of before the upgrade back, or ask who makes the desk.',
      ),
    }
  if (unknown.length > 0)
    return {
      current: false,
      finding: migrations.wrong(
        `the database is of a newer version: ${unknown.join(', ')}`,
        'Run that version, or put the backup of before the upgrade back.',
      ),
    }
  const { rows } = await pool.query<{ desk: string | null }>(`select to_regclass('desk.agent')::text as desk`)
  if (rows[0]?.desk == null)
    return { current: false, finding: migrations.ok('the database is empty: the first start makes its tables') }
  if (missing.length > 0)
    return {
      current: false,
      finding: migrations.wrong(
        `not applied: ${missing.join(', ')}`,
        'Back up, and start this version of the desk: it applies them.',
      ),
    }
  return { current: true, finding: migrations.ok('all of this version are applied') }
}

/** The ends of the activity log are sealed with it: any partner's tells. */
async function keyOfDatabase({ rows }: Database, vault: Vault): Promise<Finding[]> {
  const end = await rows.activityChain.findFirst({ where: { number: { gt: 0 } } })
  if (end === null) return []
  if (isSealed(vault, end.partnerId, end)) return [encryption.ok('it is the one that this database was written with')]
  return [
    encryption.wrong(
      'it is not the one that this database was written with',
      'Set the DESK_ENCRYPTION_KEY of before; without it keys, links and sign-ins cannot be read.',
    ),
  ]
}
