/** What the chain costs who writes, and how fast it is verified; and that a stream's memory does not follow its length. */
import { randomUUID } from 'node:crypto'
import { later, second } from '../src/platform/clock.ts'
import type { Database } from '../src/platform/database/database.ts'
import { Vault } from '../src/platform/secrets.ts'
import { activityRepository } from '../src/workflow/activity/activity.repository.ts'
import { type ActivityService, activityService } from '../src/workflow/activity/activity.service.ts'
import type { ActivityReadingRepository } from '../src/workflow/activity/activity-reading.repository.ts'
import { activityVerifyingRepository } from '../src/workflow/activity/activity-verifying.repository.ts'
import { chainWalkService } from '../src/workflow/activity/chain-walk.service.ts'
import { partnerId } from './activity-seed.ts'

const chained = 100_000
const atOnce = 1_000
const writes = 500
const start = new Date('2026-01-01T00:00:00Z')

export async function benchChain(database: Database): Promise<void> {
  const vault = new Vault(Buffer.alloc(32, 7))
  const activity = activityService({ vault }, activityRepository({ database }))
  try {
    await verifying(database, activity, vault)
    await remembering(database, activity)
  } finally {
    await database.close()
  }
}

async function verifying(database: Database, activity: ActivityService, vault: Vault): Promise<void> {
  for (let told = 0; told < chained; told += atOnce)
    await database.transaction(async (rows) => {
      for (let place = told; place < told + atOnce; place++) await remember(activity, rows, partnerId, place)
    })
  const walks = chainWalkService({ vault }, activityVerifyingRepository({ database }))
  const began = performance.now()
  const { came, broken } = await walks.walk(partnerId)
  const seconds = (performance.now() - began) / 1_000
  if (broken !== undefined || came.number !== BigInt(chained)) throw new Error('the chain does not hold')
  const pace = Math.round(chained / seconds).toLocaleString('en-US')
  console.log(`verify: ${chained.toLocaleString('en-US')} entries in ${seconds.toFixed(1)} s, ${pace} a second`)
}

/** A transaction with a plain insert against one that remembers; alone, and 16 at a time for one partner and for 16. */
async function remembering(database: Database, activity: ActivityService): Promise<void> {
  await database.pool.query('create table desk.plain_entry (like desk.activity_entry including indexes)')
  const plain = (partner: string, place: number) =>
    database.transaction(async (rows) => {
      await rows.$executeRaw`insert into desk.plain_entry
        (partner_id, number, agent_id, at, what, customer_id, order_id, facts, previous, hash)
        values (${partner}::uuid, ${place}, ${partnerId}::uuid, ${later(start, place)}, 'key-shown', ${partnerId}::uuid,
          'CSP-1001', '{"product": "Windows Server 2022 Datacenter"}'::jsonb, sha256('previous'), sha256('hash'))`
    })
  const linked = (partner: string, place: number) =>
    database.transaction((rows) => remember(activity, rows, partner, place))
  for (const [way, lanes, partners] of [
    ['alone', 1, 1],
    ['16 at a time, one partner', 16, 1],
    ['16 at a time, 16 partners', 16, 16],
  ] as const) {
    const [bare, chain] = [await perWrite(plain, lanes, partners), await perWrite(linked, lanes, partners)]
    const more = `${(chain / bare).toFixed(2)} ×`
    console.log(`remember, ${way}: ${chain.toFixed(2)} ms a transaction, a plain insert ${bare.toFixed(2)} ms, ${more}`)
  }
}

/** @returns milliseconds, of all lanes together. */
async function perWrite(
  write: (partner: string, place: number) => Promise<unknown>,
  lanes: number,
  partners: number,
): Promise<number> {
  const ids = Array.from({ length: partners }, () => randomUUID())
  const lane = async (number: number, from: number, to: number) => {
    for (let place = from; place < to; place++) await write(ids[number % partners] ?? '', place * lanes + number)
  }
  const each = Math.ceil(writes / lanes)
  const all = (from: number, to: number) =>
    Promise.all(Array.from({ length: lanes }, (_, number) => lane(number, from, to)))
  await all(0, 10)
  const began = performance.now()
  await all(10, 10 + each)
  return (performance.now() - began) / (each * lanes)
}

const remember = (
  activity: ActivityService,
  rows: Parameters<ActivityService['remember']>[0],
  partner: string,
  place: number,
): Promise<void> =>
  activity.remember(
    rows,
    { partnerId: partner, agentId: partnerId },
    {
      what: 'key-shown',
      at: later(start, place * second),
      customerId: partnerId,
      orderId: 'CSP-1001',
      facts: { product: 'Windows Server 2022 Datacenter', lineItem: 0 },
    },
  )

interface Streamed {
  readonly entries: number
  readonly reading: ActivityReadingRepository
}

/** Reads 1,000 entries and then up to 1,000,000, and says how much more memory the process holds. */
export async function benchStreams(sizes: readonly Streamed[]): Promise<void> {
  const largest = sizes.at(-1)
  if (largest === undefined) return
  // The first pass fills what the process keeps for itself.
  await streamed(largest, 10_000)
  for (const limit of [1_000, 1_000_000]) {
    const before = process.memoryUsage().rss
    const began = performance.now()
    const { read, highest } = await streamed(largest, limit)
    const seconds = ((performance.now() - began) / 1_000).toFixed(1)
    const grown = ((highest - before) / 1e6).toFixed(0)
    console.log(
      `a stream of ${read.toLocaleString('en-US')}: ${seconds} s, resident memory grows by at most ${grown} MB`,
    )
  }
}

async function streamed({ reading }: Streamed, limit: number): Promise<{ read: number; highest: number }> {
  const always = { partnerId, from: new Date(0), to: new Date('2100-01-01T00:00:00Z') }
  let [read, highest] = [0, 0]
  for await (const entries of reading.stream(always)) {
    read += entries.length
    highest = Math.max(highest, process.memoryUsage().rss)
    if (read >= limit) break
  }
  return { read, highest }
}
