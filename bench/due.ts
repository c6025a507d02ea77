/** Finding what is due and having it told, with ever more links in the table: the time must not follow their number. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { z } from 'zod'
import { hour, later, systemClock } from '../src/platform/clock.ts'
import { type Database, openDatabase } from '../src/platform/database/database.ts'
import { Jobs, job } from '../src/platform/jobs.ts'
import { createLog } from '../src/platform/log.ts'
import { linkWatchRepository } from '../src/workflow/links/link-watch.repository.ts'
import { linkWatchService } from '../src/workflow/links/link-watch.service.ts'
import { noticePolicyRepository } from '../src/workflow/notices/notice-policy.repository.ts'
import { noticesRepository } from '../src/workflow/notices/notices.repository.ts'
import { noticesService } from '../src/workflow/notices/notices.service.ts'
import { startPostgres } from '../test/support/postgres-server.ts'
import { type Seeding, seedLinks, sizeOf } from './due-seed.ts'

const goal = 1.5
const passes = 5
const duePerRound = 500
/** In the past, so that the jobs that follow are due at once, as they are in life. */
const from = new Date('2026-01-05T10:00:00Z')

interface Size {
  readonly links: number
  readonly database: Database
  readonly jobs: Jobs
  readonly passes: Measured[]
  /** Has everything told that is due then. */
  look(now: Date): Promise<Looked>
}

interface Looked {
  /** Notices. */
  readonly told: number
  /** Milliseconds that writing the notices and the jobs that wake their lanes took. */
  readonly telling: number
}

/** Milliseconds for each due link. */
interface Measured {
  readonly whole: number
  /** Finding the links and moving them on, without what is written of them. */
  readonly finding: number
}

export async function benchDue(): Promise<void> {
  const counts = (process.env.BENCH_LINKS ?? '10000,1000000,10000000').split(',').map(Number)
  const folder = mkdtempSync(path.join(tmpdir(), 'csp-desk-bench-'))
  const postgres = await startPostgres()
  const sizes: Size[] = []
  try {
    for (const links of counts) sizes.push(await open(postgres.url, folder, links))
    for (const size of sizes) console.log(`${name(size)}: ${await plan(size.database.pool)}\n`)
    // Pass by pass, so that whatever else this machine does meets every size. Of two rounds the first warms up.
    for (let pass = 0; pass < passes; pass++) {
      for (const size of sizes) {
        await round(size, pass * 2)
        size.passes.push(await round(size, pass * 2 + 1))
      }
    }
    print(sizes)
  } finally {
    for (const { jobs, database } of sizes) await jobs.close().finally(() => database.close())
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function open(server: string, folder: string, links: number): Promise<Size> {
  const url = new URL(server)
  url.pathname = `/links_${links}`
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  await admin.query(`create database links_${links}`)
  await admin.end()
  const database = await openDatabase({ url: url.href, dataDirectory: folder })
  const began = performance.now()
  const seeding: Seeding = { links, rounds: passes * 2, duePerRound, from }
  await seedLinks(database.pool, seeding)
  const seconds = ((performance.now() - began) / 1_000).toFixed(0)
  const jobs = new Jobs({ pool: database.pool, clock: systemClock, log: createLog('silent') })
  await jobs.open({ 'notices.wake': job(z.unknown(), async () => {}) })
  const size: Size = { links, database, jobs, passes: [], look: watching(database, jobs) }
  console.log(`${name(size)}: ${(await sizeOf(database.pool)).toFixed(2)} GB with its indexes, seeded in ${seconds} s`)
  return size
}

async function round({ look }: Size, number: number): Promise<Measured> {
  const began = performance.now()
  const { told, telling } = await look(later(from, number * hour))
  const elapsed = performance.now() - began
  if (told !== duePerRound) throw new Error(`${told} links were due in round ${number}, not ${duePerRound}`)
  return { whole: elapsed / duePerRound, finding: (elapsed - telling) / duePerRound }
}

/** What a round of the desk does, with the rooms that do it. */
function watching(database: Database, jobs: Jobs): Size['look'] {
  let now = from
  let looked = { told: 0, telling: 0 }
  const clock = { now: () => now }
  const notices = noticesService({ jobs, clock }, noticesRepository({ database }))
  const policies = noticePolicyRepository({ database })
  const watch = linkWatchService({ clock }, linkWatchRepository({ database }), {
    rules: {
      rulesOf: async (_part, partnerIds, rows) => {
        const rules = await policies.ofPartners(partnerIds, rows)
        return (partnerId) => ({ ...rules(partnerId).links, since: rules(partnerId).since })
      },
      whenChanged: () => {},
    },
    links: { whenNews: () => {} },
    notices: {
      ...notices,
      tell: async (rows, news) => {
        const began = performance.now()
        await notices.tell(rows, news)
        looked = { told: looked.told + news.length, telling: looked.telling + performance.now() - began }
      },
    },
  })
  return async (at) => {
    now = at
    looked = { told: 0, telling: 0 }
    await watch.look()
    return looked
  }
}

const name = ({ links }: Size): string => `${links.toLocaleString('en-US').padStart(10)} links`

/** The look-up as it is made, with what it reads; nothing is changed by it. */
async function plan(pool: pg.Pool): Promise<string> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(
      `explain (analyze, buffers) select id, partner_id, agent_id, renewed_at, expires_at, downloads, downloads_max
       from desk.download_link where watch_at <= $1 order by watch_at limit 200 for update skip locked`,
      [from],
    )
    return rows.map((row) => `\n    ${row['QUERY PLAN']}`).join('')
  } finally {
    await client.query('rollback')
    client.release()
  }
}

function print(sizes: readonly Size[]): void {
  for (const size of sizes) {
    const [whole, finding] = [median(size, 'whole'), median(size, 'finding')].map(microseconds)
    const rounds = size.passes.map((pass) => microseconds(pass.whole)).join(', ')
    console.log(
      `${name(size)}: ${whole} per due notice, of which finding ${finding} (rounds of ${duePerRound}: ${rounds})`,
    )
  }
  const [smallest, largest] = [sizes[0], sizes.at(-1)]
  if (smallest === undefined || largest === undefined || smallest === largest) return
  const ratio = (what: keyof Measured) => (median(largest, what) / median(smallest, what)).toFixed(2)
  console.log(
    `${name(largest).trim()} against ${name(smallest).trim()}: ${ratio('whole')} × per due notice (goal: below ${goal}), finding alone ${ratio('finding')} ×`,
  )
}

const microseconds = (milliseconds: number): string => `${(milliseconds * 1_000).toFixed(0)} µs`
const median = ({ passes }: Size, what: keyof Measured): number =>
  passes.map((pass) => pass[what]).toSorted((a, b) => a - b)[passes.length >> 1] ?? Number.NaN
