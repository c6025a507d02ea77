import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  accessSync,
  chownSync,
  constants,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statfsSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { freePort } from './free-port.ts'
import { isExecutable, onPath } from './on-path.ts'

export interface PostgresServer {
  /** Of its database `postgres`, as superuser. */
  readonly url: string
  stop(): Promise<void>
}

/** The folder with `initdb` and `postgres`, on PATH or where Debian puts it. */
export function findPostgresBinaries(): string | undefined {
  const found = onPath('postgres')
  // On PATH there may be a link alone; initdb stands beside the program itself.
  const folders = [...(found === undefined ? [] : [path.dirname(realpathSync(found))]), ...debianFolders()]
  return folders.find((folder) => ['postgres', 'initdb'].every((name) => isExecutable(path.join(folder, name))))
}

/** Starts a throw-away server on a free loopback port; its data is gone when it stops. */
export async function startPostgres(): Promise<PostgresServer> {
  const binaries = findPostgresBinaries()
  if (binaries === undefined) throw new Error('no PostgreSQL server is installed')
  const user = unprivilegedUser()
  const data = mkdtempSync(path.join(dataFolder(), 'csp-desk-postgres-'))
  if (user !== undefined) chownSync(data, user.uid, user.gid)
  try {
    // Collation of a real installation, not "C", so that tests see what production sees.
    const locale = ['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=en-US', '--locale=C.UTF-8']
    const settings = ['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync', ...locale]
    await promisify(execFile)(path.join(binaries, 'initdb'), settings, { ...user, cwd: data })
    const port = await freePort()
    const command = ['-c', untilInputEnds, path.join(binaries, 'postgres'), ...serverArguments(data, port)]
    const server = spawn('/bin/sh', command, { ...user, cwd: data, stdio: ['pipe', 'ignore', 'ignore'] })
    const url = `postgresql://postgres@127.0.0.1:${port}/postgres`
    await answers(url, server)
    return {
      url,
      stop: async () => {
        await end(server)
        rmSync(data, { recursive: true, force: true })
      },
    }
  } catch (error) {
    rmSync(data, { recursive: true, force: true })
    throw error
  }
}

// A run that is killed takes its server along: its end of the pipe closes, whatever it died of. Ctrl+C comes to the whole group.
const untilInputEnds = `trap '' INT
"$0" "$@" </dev/null & server=$!
cat >/dev/null
kill -INT $server; wait $server; rm -rf "$PWD"/*`

const serverArguments = (data: string, port: number): string[] => {
  // Nothing here outlives the run, so nothing needs to reach the disk.
  const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'listen_addresses=127.0.0.1']
  return ['-D', data, '-p', String(port), '-k', '', ...[...settings, 'max_connections=200'].flatMap((s) => ['-c', s])]
}

/** In memory where there is plenty of it for files: a container may have 64 MB. */
function dataFolder(): string {
  try {
    accessSync('/dev/shm', constants.W_OK)
    const { bavail, bsize } = statfsSync('/dev/shm')
    return bavail * bsize > 4 * 1024 ** 3 ? '/dev/shm' : tmpdir()
  } catch {
    return tmpdir()
  }
}

function debianFolders(): string[] {
  const root = '/usr/lib/postgresql'
  try {
    const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a))
    return versions.map((version) => path.join(root, version, 'bin'))
  } catch {
    return []
  }
}

/** PostgreSQL refuses to run as root: then it runs as `postgres`, or as `nobody`. */
function unprivilegedUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const user = ['postgres', 'nobody'].map((name) => users.find(([known]) => known === name)).find(Boolean)
  if (user === undefined)
    throw new Error('PostgreSQL does not run as root, and there is neither a user postgres nor nobody')
  return { uid: Number(user[2]), gid: Number(user[3]) }
}

async function answers(url: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended with ${server.exitCode} while starting`)
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      await wait(50)
    }
  }
  await end(server)
  throw new Error('PostgreSQL did not answer within ten seconds')
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const ended = once(server, 'exit')
  server.stdin?.end()
  await ended
}
