/** A large partner's customers and orders, read from Microsoft's service as documented: through its limiter, killed and resumed. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { minute } from '../src/platform/clock.ts'
import { openDatabase } from '../src/platform/database/database.ts'
import { TestClock } from '../test/support/clock.ts'
import { openPartnerCenterServer } from '../test/support/partner-center-server/server.ts'
import { startPostgres } from '../test/support/postgres-server.ts'
import type { Reading, Told } from './mirror-rest-reader.ts'

const partner = '11111111-1111-4111-8111-111111111111'
const ordersOfCustomer = 'GET /v1/customers/{customer}/orders'

export interface ReadThroughLimiter {
  /** In the mirror, in the end. */
  readonly customers: number
  readonly orders: number
  /** Of the customers' orders, by both processes together. */
  readonly calls: number
  /** Where the first process was when it was killed. */
  readonly killedAt: number
  /** Most calls in a minute of the service's clock, and how many it refused. */
  readonly mostAMinute: number
  readonly refused: number
  /** Bytes in use, of the process that read at that moment. */
  readonly heapAt10: number
  readonly heapAt100: number
  /** By the service's clock. */
  readonly minutes: number
}

export async function benchMirrorRest(): Promise<void> {
  const [customers = 100_000, orders = 2] = (process.env.BENCH_REST ?? '100000,2').split(',').map(Number)
  const folder = mkdtempSync(path.join(tmpdir(), 'csp-desk-bench-'))
  const postgres = await startPostgres()
  try {
    const database = await openDatabase({ url: postgres.url, dataDirectory: folder })
    await database.rows.partner.create({ data: { id: partner, name: 'Bench', market: 'US' } })
    await database.close()
    const began = performance.now()
    const read = await readThroughLimiter({ customers, orders, databaseUrl: postgres.url, dataDirectory: folder })
    const seconds = (performance.now() - began) / 1_000
    console.log(
      `read from PARTNER_CENTER=rest: ${counted(read.customers)} customers with ${counted(read.orders)} orders in ${seconds.toFixed(0)} s, which were ${counted(Math.round(read.minutes))} minutes for the service`,
    )
    console.log(
      `  calls a minute: ${read.mostAMinute} at most (budget: 400, the service's limit: 500), ${read.refused} refused`,
    )
    console.log(
      `  heap at 10 % ${mb(read.heapAt10)}, at 100 % ${mb(read.heapAt100)}: ${(read.heapAt100 / read.heapAt10).toFixed(2)} ×`,
    )
    console.log(
      `  killed at ${counted(read.killedAt)} customers and resumed: ${counted(read.calls)} calls for ${counted(read.customers)} customers' orders (${(read.calls / read.customers).toFixed(4)} ×)`,
    )
  } finally {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The database has the partner, and nothing of its customers. */
export async function readThroughLimiter({
  customers,
  orders,
  ...database
}: { readonly customers: number; readonly orders: number } & Pick<
  Reading,
  'databaseUrl' | 'dataDirectory'
>): Promise<ReadThroughLimiter> {
  const clock = new TestClock()
  const began = clock.now().getTime()
  const server = await openPartnerCenterServer({ clock, world: 'empty' })
  server.addCustomers(partner, customers, { orders })
  const byMinute = new Map<number, number>()
  const waiting: { at: number; go: () => void }[] = []
  /** Some calls later: between two pages nothing would be lost. */
  const midPage = () => new Promise<void>((go) => waiting.push({ at: server.count(ordersOfCustomer) + 20, go }))
  server.failAsChosen(({ endpoint }) => {
    if (!endpoint.includes(' /v1/')) return undefined
    const at = Math.floor(clock.now().getTime() / minute)
    byMinute.set(at, (byMinute.get(at) ?? 0) + 1)
    if (server.count(ordersOfCustomer) >= (waiting[0]?.at ?? Number.POSITIVE_INFINITY)) waiting.shift()?.go()
    return undefined
  })
  const start = () =>
    startReader({ ...database, partnerCenterUrl: server.url, partnerId: partner, now: clock.now().getTime() }, clock)
  try {
    const first = start()
    const early = await first.reaches(customers / 10)
    const killed = await first.reaches(customers / 2)
    await midPage()
    await first.kill()
    const second = start()
    const last = await second.reaches(Number.POSITIVE_INFINITY)
    await second.ended
    return {
      ...(await counts(database)),
      calls: server.count(ordersOfCustomer),
      killedAt: killed.read,
      mostAMinute: Math.max(...byMinute.values()),
      refused: server.refusedCalls(),
      heapAt10: early.heap,
      heapAt100: last.heap,
      minutes: (clock.now().getTime() - began) / minute,
    }
  } finally {
    await server.close()
  }
}

type Progress = Extract<Told, { read: number }>

/** The reader in a process of its own; the service's clock follows it. */
function startReader(reading: Reading, clock: TestClock) {
  const program = fileURLToPath(new URL('mirror-rest-reader.ts', import.meta.url))
  const options = ['--expose-gc', '--disable-warning=ExperimentalWarning', program, JSON.stringify(reading)]
  const child: ChildProcess = spawn(process.execPath, options, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const ended = once(child, 'exit')
  let last: Progress | undefined
  let heard = (_progress: Progress): void => {}
  let failed = (_error: Error): void => {}
  child.on('message', (told: Told) => {
    if ('read' in told) {
      last = told
      return heard(told)
    }
    clock.advance(Math.max(0, told.now - clock.now().getTime()))
    child.send('there')
  })
  child.on('exit', (code) => failed(new Error(`the reader ended with ${code}`)))
  return {
    ended,
    /** Resolves when so many customers are read, or all of them. */
    reaches: (customers: number): Promise<Progress> =>
      new Promise((resolve, reject) => {
        failed = reject
        heard = (progress) => {
          if (progress.read >= customers || progress.done) resolve(progress)
        }
        if (last !== undefined) heard(last)
      }),
    /** SIGKILL, whatever it is doing. */
    kill: async (): Promise<void> => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

async function counts({ databaseUrl: url, dataDirectory }: Pick<Reading, 'databaseUrl' | 'dataDirectory'>) {
  const database = await openDatabase({ url, dataDirectory })
  const where = { partnerId: partner }
  const { mirrorCustomer, mirrorOrder } = database.rows
  const [customers, orders] = [await mirrorCustomer.count({ where }), await mirrorOrder.count({ where })]
  await database.close()
  return { customers, orders }
}

const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`
const counted = (number: number): string => number.toLocaleString('en-US')
