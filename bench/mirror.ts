/** Finding among ever more customers and orders in the mirror, and reading them all once: neither time nor memory may follow their number. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { EmbeddedPartnerCenter } from '../src/partner-center/embedded/embedded.partner-center.ts'
import { addCustomers, addOrders } from '../src/partner-center/embedded/generated-world.ts'
import { later, systemClock } from '../src/platform/clock.ts'
import { type Database, openDatabase } from '../src/platform/database/database.ts'
import { createLog } from '../src/platform/log.ts'
import { mirroredCustomersRepository } from '../src/workflow/mirror/mirrored-customers.repository.ts'
import { mirroredOrdersRepository } from '../src/workflow/mirror/mirrored-orders.repository.ts'
import { mirrorRoom } from '../src/workflow/mirror/room.ts'
import { startPostgres } from '../test/support/postgres-server.ts'
import { testVault } from '../test/support/vault.ts'
import { addMirroredOrders, seedMirror } from './mirror-seed.ts'

const partner = '11111111-1111-4111-8111-111111111111'
const goal = 2
const asked = 400
const texts = ['a', 'al', 'alp', 'alpine b', 'golden', 'falcon-', 'iron media 1', 'cop', 'zzz', '']

export async function benchMirror(): Promise<void> {
  const [few = 1_000, many = 1_000_000] = (process.env.BENCH_CUSTOMERS ?? '1000,1000000').split(',').map(Number)
  const folder = mkdtempSync(path.join(tmpdir(), 'csp-desk-bench-'))
  const postgres = await startPostgres()
  const opened: Database[] = []
  const open = async (name: string): Promise<Database> => {
    const admin = new pg.Client({ connectionString: postgres.url })
    await admin.connect()
    await admin.query(`create database ${name}`)
    await admin.end()
    const url = new URL(postgres.url)
    url.pathname = `/${name}`
    const database = await openDatabase({ url: url.href, dataDirectory: folder })
    opened.push(database)
    return database
  }
  try {
    const [small, large] = [await open('few'), await open('many')]
    await seedMirror(small, partner, few)
    await seedMirror(large, partner, many)
    await typeahead(small, large, few, many)
    await addMirroredOrders(large, partner, many)
    await orders(large, many)
    await filling(await open('fill'))
  } finally {
    for (const database of opened) await database.close()
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** In turns, so that whatever else this machine does meets both. */
async function typeahead(small: Database, large: Database, few: number, many: number): Promise<void> {
  const searches = [small, large].map((database) => mirroredCustomersRepository({ database }).search)
  const times: number[][] = [[], []]
  for (let n = -50; n < asked; n++) {
    for (const [at, search] of searches.entries()) {
      const took = await timed(() => search(partner, texts[Math.abs(n) % texts.length] ?? '', 15))
      if (n >= 0) times[at]?.push(took)
    }
  }
  const [ofFew = [], ofMany = []] = times
  const ratio = (rank: number) => (percentile(ofMany, rank) / percentile(ofFew, rank)).toFixed(2)
  console.log(
    `typeahead among ${counted(few)}: median ${ms(percentile(ofFew, 0.5))}, p99 ${ms(percentile(ofFew, 0.99))}; among ${counted(many)}: median ${ms(percentile(ofMany, 0.5))}, p99 ${ms(percentile(ofMany, 0.99))}`,
  )
  console.log(
    `  ${counted(many)} against ${counted(few)}: median ${ratio(0.5)} ×, p99 ${ratio(0.99)} × (goal: at most ${goal})`,
  )
}

async function orders(database: Database, many: number): Promise<void> {
  const found = mirroredOrdersRepository({ database })
  const now = new Date()
  const first = await found.page(partner, { limit: 6 })
  const middle = { createdAt: later(now, -365 * 24 * 3_600_000), orderId: 'X' }
  const looks: [string, () => Promise<unknown>][] = [
    ['the newest page', () => found.page(partner, { limit: 6 })],
    ['a page a year back', () => found.page(partner, { limit: 6, after: middle })],
    ['what can be cancelled', () => found.page(partner, { limit: 6, closes: { after: now } })],
    ['what closes within 7 days', () => found.closing(partner, now, later(now, 7 * 24 * 3_600_000), 100)],
    ['an order by its ID', () => found.find(partner, first.orders[0]?.id.toLowerCase() ?? '')],
  ]
  for (const [what, look] of looks) {
    const times: number[] = []
    for (let n = -5; n < 100; n++) {
      const took = await timed(look)
      if (n >= 0) times.push(took)
    }
    console.log(
      `${what} of ${counted(many)} orders: median ${ms(percentile(times, 0.5))}, p99 ${ms(percentile(times, 0.99))}`,
    )
  }
}

/** Reads the generated world as a desk does, and looks at the heap on the way. */
async function filling(database: Database): Promise<void> {
  const [customers = 20_000, orders = 200_000] = (process.env.BENCH_FILL ?? '20000,200000').split(',').map(Number)
  await database.rows.partner.create({ data: { id: partner, name: 'Bench', market: 'US' } })
  await addCustomers(database, partner, customers)
  for (let done = 0; done < orders; done += 50_000)
    await addOrders(database, partner, Math.min(50_000, orders - done), done)
  const parts = { database, clock: systemClock, log: createLog('silent') }
  const partnerCenter = new EmbeddedPartnerCenter({ ...parts, vault: testVault(), publicUrl: () => '' })
  const mirror = mirrorRoom({ ...parts, partnerCenter, policy: 'article' }, { background: true })
  const began = performance.now()
  let early: number | undefined
  let read = 0
  await mirror.open()
  for (;;) {
    await mirror.look()
    await new Promise((resolve) => setTimeout(resolve, 200))
    const { rows } = await database.pool.query('select walk_read as read, filled_at as filled from desk.mirror')
    read = Number(rows[0]?.read ?? 0)
    if (early === undefined && read >= customers / 10) early = heap()
    if (rows[0]?.filled !== null) break
  }
  await mirror.stop()
  const late = heap()
  const seconds = (performance.now() - began) / 1_000
  console.log(
    `read once: ${counted(customers)} customers with ${counted(orders)} orders in ${seconds.toFixed(0)} s (${(customers / seconds).toFixed(0)} customers a second); heap at 10 % ${mb(early ?? late)}, at 100 % ${mb(late)}: ${(late / (early ?? late)).toFixed(2)} ×`,
  )
}

function heap(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

const percentile = (times: readonly number[], rank: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * rank))] ?? Number.NaN
const ms = (milliseconds: number): string => `${milliseconds.toFixed(2)} ms`
const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`
const counted = (number: number): string => number.toLocaleString('en-US')
