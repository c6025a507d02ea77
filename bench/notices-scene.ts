/** Two replicas of the desk as `npm start` runs it, on one database with many tenants in it, and Teams' stand-in. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { z } from 'zod'
import { systemClock } from '../src/platform/clock.ts'
import { openDatabase } from '../src/platform/database/database.ts'
import { Jobs, job } from '../src/platform/jobs.ts'
import { createLog } from '../src/platform/log.ts'
import { noticesRepository } from '../src/workflow/notices/notices.repository.ts'
import { noticesService } from '../src/workflow/notices/notices.service.ts'
import type { PostgresServer } from '../test/support/postgres-server.ts'
import { type RunningBot, startDesk } from './bots.ts'
import { processorSeconds, startTeams } from './notices-processes.ts'
import { type NoticeRow, noticeRows, percent } from './notices-report.ts'
import { seed, type Tenant, tell } from './notices-seed.ts'
import type { TeamsOptions, TeamsReport } from './notices-teams.ts'

export interface SceneOptions {
  readonly postgres: PostgresServer
  readonly name: string
  readonly tenants: readonly Tenant[]
  readonly teamsOptions: TeamsOptions
}

export interface Scene {
  /** Has everybody told, tenant after tenant; the replicas begin meanwhile. */
  tell(): Promise<void>
  /** Resolves when so many messages and edits are delivered, or when it has taken that many seconds. */
  delivered(count: number, withinSeconds: number): Promise<void>
  /** Resolves when nothing is left to send or edit, or when it has taken that many seconds. */
  done(withinSeconds: number): Promise<void>
  /** SIGKILL, and a new process in its place. */
  killAndRestartOne(): Promise<void>
  outcome(): Promise<{ rows: NoticeRow[]; report: TeamsReport }>
  printReplicas(): Promise<void>
}

export async function inScene(options: SceneOptions, play: (scene: Scene) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'csp-desk-bench-'))
  const closing: (() => Promise<unknown>)[] = []
  try {
    await play(await open(options, folder, closing))
  } finally {
    for (const close of closing.reverse()) await close()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Replica {
  readonly bot: RunningBot
  readonly since: number
  readonly usedBefore: number
}

async function open(
  { postgres, name, tenants, teamsOptions }: SceneOptions,
  folder: string,
  closing: (() => Promise<unknown>)[],
): Promise<Scene> {
  const url = await newDatabase(postgres.url, `notices_${name}`)
  const database = await openDatabase({ url, dataDirectory: folder, connections: 4 })
  closing.push(() => database.close())
  const teams = await startTeams(teamsOptions)
  closing.push(() => teams.stop())
  const jobs = new Jobs({ pool: database.pool, clock: systemClock, log: createLog('silent') })
  // What wakes a lane is worked on by the replicas; here it is only sent.
  await jobs.open({ 'notices.wake': job(z.unknown(), async () => {}) })
  closing.push(() => jobs.close())
  const notices = noticesService({ jobs, clock: systemClock }, noticesRepository({ database }))
  await seed(database.pool, tenants, teams.serviceUrl)

  const key = randomBytes(32).toString('base64')
  const start = async (): Promise<Replica> => {
    const bot = await startDesk({ DATABASE_URL: url, DATA_DIR: folder, DESK_ENCRYPTION_KEY: key })
    return { bot, since: performance.now(), usedBefore: processorSeconds(bot.pid) }
  }
  // One after the other: the first brings the sample world.
  const replicas = [await start(), await start()]
  closing.push(() => Promise.all(replicas.map(({ bot }) => bot.stop())))
  let began = performance.now()

  const left = async (): Promise<number> => {
    const { rows } = await database.pool.query<{ left: number }>(
      `select count(*)::int as left from desk.notice where status in ('waiting', 'sending') or redraw`,
    )
    return rows[0]?.left ?? 0
  }

  return {
    tell: () => {
      began = performance.now()
      return tell(database, notices, tenants)
    },
    delivered: async (count, withinSeconds) => {
      const until = performance.now() + withinSeconds * 1_000
      while (performance.now() < until && (await teams.delivered()) < count) await wait(100)
    },
    done: async (withinSeconds) => {
      const until = performance.now() + withinSeconds * 1_000
      while (performance.now() < until) {
        await wait(500)
        if ((await left()) === 0) return
      }
      console.log(`  after ${withinSeconds} s not everything is done: ${await left()} are left`)
    },
    killAndRestartOne: async () => {
      const [first] = replicas
      if (first === undefined) return
      await kill(first.bot)
      replicas[0] = await start()
    },
    outcome: async () => ({ rows: await noticeRows(database.pool), report: await teams.report() }),
    printReplicas: async () => {
      for (const [index, { bot, since, usedBefore }] of replicas.entries()) {
        const seconds = (performance.now() - Math.max(began, since)) / 1_000
        const used = (processorSeconds(bot.pid) - usedBefore) / seconds
        console.log(
          `  replica ${index + 1}: ${percent(used)} of a processor, ${(await bot.memory()).toFixed(0)} MB resident`,
        )
      }
    },
  }
}

async function newDatabase(server: string, name: string): Promise<string> {
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  await admin.query(`create database ${name}`)
  await admin.end()
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

async function kill({ pid }: RunningBot): Promise<void> {
  process.kill(pid, 'SIGKILL')
  while (isAlive(pid)) await wait(20)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
