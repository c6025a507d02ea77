/** The activity log, with ever more entries in it: the time of a page must not follow their number. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { day, later } from '../src/platform/clock.ts'
import { type Database, openDatabase } from '../src/platform/database/database.ts'
import { type Activity, activities } from '../src/workflow/activity/activity.ts'
import {
  type ActivityCursor,
  type ActivityQuestion,
  type ActivityReadingRepository,
  activityReadingRepository,
} from '../src/workflow/activity/activity-reading.repository.ts'
import { startPostgres } from '../test/support/postgres-server.ts'
import { benchChain, benchStreams } from './activity-chain.ts'
import { agentId, customerId, customers, partnerId, rare, seedActivity, sizeOf } from './activity-seed.ts'

const goals = { p95: 50, ratio: 1.5 }
const entriesOnPage = 10
const pages = 1_000
const to = new Date('2026-11-22T00:00:00Z')

interface Size {
  readonly entries: number
  readonly database: Database
  readonly reading: ActivityReadingRepository
  /** Milliseconds of each page, by what was asked. */
  readonly times: Record<string, number[]>
}

export async function benchActivity(): Promise<void> {
  const counts = (process.env.BENCH_ROWS ?? '10000,10000000').split(',').map(Number)
  const folder = mkdtempSync(path.join(tmpdir(), 'csp-desk-bench-'))
  const postgres = await startPostgres()
  const sizes: Size[] = []
  try {
    for (const entries of counts) sizes.push(await open(postgres.url, folder, entries))
    for (const { database, entries } of sizes) console.log(`${name(entries)}: ${await plan(database.pool)}\n`)
    for (const what of Object.keys(questions)) await measure(sizes, what)
    print(sizes)
    for (const size of sizes) await chart(size)
    await benchStreams(sizes)
    await benchChain(await fresh(postgres.url, folder, 'activity_chain'))
  } finally {
    for (const { database } of sizes) await database.close()
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** 30 days that begin on this day of the year: another range for each page, so that what is read is not always the same. */
const range = (from: number): ActivityQuestion => ({
  partnerId,
  from: later(to, (from - 365) * day),
  to: later(to, (from + 30 - 365) * day),
})

const looks: readonly Activity[] = ['activity-seen', 'activity-exported', 'activity-checked']

const questions: Record<string, (from: number) => ActivityQuestion> = {
  'newest of all': range,
  'of all but looks at the log': (from) => ({ ...range(from), what: activities.filter((it) => !looks.includes(it)) }),
  'a deep page': range,
  'of an agent': (from) => ({ ...range(from), agentId }),
  'of a customer': (from) => ({ ...range(from), customerId }),
  'of a rare kind': (from) => ({ ...range(from), what: [rare] }),
  'of six kinds': (from) => ({
    ...range(from),
    what: ['order-placed', 'order-cancelled', 'approval-asked', 'support-sent', 'role-granted', rare],
  }),
  'of an agent and a kind': (from) => ({ ...range(from), agentId, what: ['key-shown'] }),
  'of an agent, what none did': (from) => ({ ...range(from), agentId, what: [customers] }),
}

/** Page by page, so that whatever else this machine does meets every size. */
async function measure(sizes: readonly Size[], what: string): Promise<void> {
  const question = questions[what] as (from: number) => ActivityQuestion
  for (let place = 0; place < pages; place++) {
    // 335 and 127 have no factor in common: all ranges in no order.
    const asked = question((place * 127) % 335)
    for (const { entries, reading, times } of sizes) {
      const after = what === 'a deep page' ? deep(asked, entries) : undefined
      const began = performance.now()
      await reading.page(asked, entriesOnPage, after)
      times[what] ??= []
      // The first warm up.
      if (place >= pages / 10) times[what].push(performance.now() - began)
    }
  }
}

/** The 25th of 30 days, from the newest. */
const deep = ({ from }: ActivityQuestion, entries: number): ActivityCursor => ({
  at: later(from, 5 * day),
  number: BigInt(entries),
})

async function open(server: string, folder: string, entries: number): Promise<Size> {
  const database = await fresh(server, folder, `activity_${entries}`)
  const began = performance.now()
  await seedActivity(database.pool, { entries, to })
  const seconds = ((performance.now() - began) / 1_000).toFixed(0)
  const gigabytes = (await sizeOf(database.pool)).toFixed(2)
  console.log(`${name(entries)}: ${gigabytes} GB with its indexes, seeded in ${seconds} s`)
  return { entries, database, reading: activityReadingRepository({ database }), times: {} }
}

async function fresh(server: string, folder: string, called: string): Promise<Database> {
  const url = new URL(server)
  url.pathname = `/${called}`
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  await admin.query(`create database ${called}`)
  await admin.end()
  return openDatabase({ url: url.href, dataDirectory: folder })
}

/** The page as it is read, with what it reads. */
async function plan(pool: pg.Pool): Promise<string> {
  const { from, to: until } = range(200)
  const { rows } = await pool.query<{ 'QUERY PLAN': string }>(
    `explain (analyze, buffers) select * from desk.activity_entry where partner_id = $1 and at >= $2 and at < $3
     order by at desc, number desc limit $4`,
    [partnerId, from, until, entriesOnPage + 1],
  )
  return rows.map((row) => `\n    ${row['QUERY PLAN']}`).join('')
}

function print(sizes: readonly Size[]): void {
  const [smallest, largest] = [sizes[0], sizes.at(-1)]
  for (const what of Object.keys(questions)) {
    const shown = sizes.map((size) => `${name(size.entries)} p50 ${at(size, what, 50)} p95 ${at(size, what, 95)} ms`)
    if (smallest === undefined || largest === undefined || smallest === largest) console.log(`${what}: ${shown}`)
    else console.log(`${what.padEnd(28)}${shown.join(' ')}  ${ratio(smallest, largest, what)} ×`)
  }
  if (smallest === undefined || largest === undefined) return
  const what = 'newest of all'
  const kept = `p95 ${at(largest, what, 95)} ms (limit ${goals.p95})`
  const compared = `${ratio(smallest, largest, what)} × of ${name(smallest.entries).trim()} (limit ${goals.ratio})`
  console.log(`a page of 30 days in ${name(largest.entries).trim()}: ${kept}, ${compared}; ${pages} pages each`)
}

async function chart({ entries, reading }: Size): Promise<void> {
  const times: number[] = []
  for (let place = 0; place < 5; place++) {
    const began = performance.now()
    await reading.perDay(range(place * 60), 'America/New_York')
    times.push(performance.now() - began)
  }
  console.log(`the chart of 30 days in ${name(entries).trim()}: ${percentile(times, 50).toFixed(0)} ms (no limit)`)
}

const name = (entries: number): string => `${entries.toLocaleString('en-US').padStart(10)} entries`

const percentile = (times: readonly number[], percent: number): number =>
  times.toSorted((a, b) => a - b)[Math.floor((times.length * percent) / 100)] ?? Number.NaN
const at = ({ times }: Size, what: string, percent: number): string => percentile(times[what] ?? [], percent).toFixed(2)
const ratio = (smallest: Size, largest: Size, what: string): string => {
  const p95 = (size: Size) => percentile(size.times[what] ?? [], 95)
  return (p95(largest) / p95(smallest)).toFixed(2)
}
