import type pg from 'pg'
import { fromPrisma, PgBoss } from 'pg-boss'
import { z } from 'zod'
import { type Clock, second } from './clock.ts'
import type { Rows } from './database/database.ts'
import type { Log } from './log.ts'
import { loggedError } from './logged-error.ts'

/** What a job's handler may expect: its payload, parsed. Handlers check the row's own state first, since a job may run twice. */
export interface Job {
  readonly data: z.ZodType
  run(data: unknown): Promise<void>
}

/** A job of a feature: its payload's schema and its handler. */
export const job = <T>(data: z.ZodType<T>, run: (data: T) => Promise<void>): Job => ({
  data,
  run: (payload) => run(payload as T),
})

export interface JobQueue {
  /** Enqueues in the transaction of the row that the job follows from: both are written, or neither. */
  enqueue(rows: Rows, name: string, data: object, at?: Date): Promise<void>
}

/** Finds what time has made due, for instance by an index on a time. Every replica makes its rounds. */
export type Round = () => Promise<void>

const queue = 'desk'
const betweenRounds = 5 * second
const envelope = z.object({ job: z.string(), data: z.unknown() })

/**
 * Jobs on pg-boss: one queue for all, so that an idle desk asks its database one question a second. Times are the injected
 * clock's; pg-boss counts by the database's clock, so what is kept there is shifted when the practice clock moves.
 */
export class Jobs implements JobQueue {
  private readonly boss: PgBoss
  private readonly pool: pg.Pool
  private readonly clock: Clock
  private readonly log: Log
  private known: Record<string, Job> = {}
  private rounds: readonly Round[] = []
  private nextRounds: NodeJS.Timeout | undefined
  private closing = false

  /** @param tended whether what is left over in the queue is looked after in the background. */
  constructor({ pool, clock, log, tended = true }: { pool: pg.Pool; clock: Clock; log: Log; tended?: boolean }) {
    this.pool = pool
    this.clock = clock
    this.log = log
    this.boss = new PgBoss({
      db: { executeSql: (text, values) => pool.query(text, values) },
      schema: 'jobs',
      schedule: false,
      reindex: false,
      monitorVacuum: false,
      supervise: tended,
    })
    this.boss.on('error', (err) => log.error({ err }, 'job queue failed'))
  }

  /** Prepares the queue; nothing is worked on yet. */
  async open(known: Record<string, Job>, rounds: readonly Round[] = []): Promise<void> {
    this.known = known
    this.rounds = rounds
    await this.boss.start()
    await this.boss.createQueue(queue, {
      retryLimit: 20,
      retryDelay: 2,
      retryBackoff: true,
      retryDelayMax: 300,
      expireInSeconds: 120,
      retentionSeconds: 60 * 60 * 24 * 30,
      deleteAfterSeconds: 60 * 60,
    })
    // With one connection, the first send in a transaction would wait for pg-boss to look its queue up outside of it:
    // any call that names the queue makes pg-boss remember it.
    await this.boss.getJobById(queue, '00000000-0000-4000-8000-000000000000')
  }

  async enqueue(rows: Rows, name: string, data: object, at?: Date): Promise<void> {
    if (this.known[name] === undefined) throw new Error(`no feature has a job named ${name}`)
    const wait = at === undefined ? 0 : Math.max(0, at.getTime() - this.clock.now().getTime())
    await this.boss.send(queue, { job: name, data }, { db: fromPrisma(rows), startAfter: new Date(Date.now() + wait) })
  }

  /** Works in the background until `close`. */
  async work(): Promise<void> {
    await this.boss.work(
      queue,
      { pollingIntervalSeconds: 1, batchSize: 10, burstWhenBatchFull: true, perJobResults: true },
      (jobs) =>
        Promise.all(
          jobs.map(({ id, data }) =>
            this.run(id, data).then(
              () => ({ id, status: 'completed' as const }),
              (error: unknown) => ({ id, status: 'failed' as const, output: kept(error) }),
            ),
          ),
        ),
    )
    void this.goOnRounds()
  }

  private async goOnRounds(): Promise<void> {
    await this.makeRounds()
    if (!this.closing) this.nextRounds = setTimeout(() => void this.goOnRounds(), betweenRounds).unref()
  }

  private async makeRounds(): Promise<void> {
    for (const round of this.rounds) {
      await round().catch((err: unknown) => this.log.warn({ err }, 'a round failed, to be made again'))
    }
  }

  /** Makes the rounds and runs what is due now, until nothing is: what tests and the moved practice clock use. */
  async runDue(): Promise<void> {
    await this.makeRounds()
    for (;;) {
      const due = await this.boss.fetch(queue, { batchSize: 20 })
      if (due.length === 0) return
      for (const { id, data } of due) {
        await this.run(id, data).then(
          () => this.boss.complete(queue, id),
          (error: unknown) => this.boss.fail(queue, id, kept(error)),
        )
      }
    }
  }

  /** The clock was set ahead by that much: what waits comes nearer by as much. */
  async clockMoved(milliseconds: number): Promise<void> {
    await this.pool.query(
      `update jobs.job set start_after = start_after - $1 * interval '1 millisecond' where name = $2 and state in ('created', 'retry')`,
      [milliseconds, queue],
    )
  }

  /** Takes up nothing more; resolves when what was taken up is done. */
  async rest(): Promise<void> {
    this.closing = true
    clearTimeout(this.nextRounds)
    await this.boss.offWork(queue)
  }

  /** Closes. What is still at work is handed back, to be done by another replica or after the restart. */
  async close(): Promise<void> {
    await this.boss.stop({ graceful: false })
  }

  private async run(id: string, payload: unknown): Promise<void> {
    const { job: name, data } = envelope.parse(payload)
    const known = this.known[name]
    if (known === undefined) throw new Error(`no feature has a job named ${name}`)
    try {
      await known.run(known.data.parse(data))
      this.log.info({ job: name, jobId: id }, 'job done')
    } catch (err) {
      this.log.warn({ job: name, jobId: id, err }, 'job failed, to be tried again')
      throw err
    }
  }
}

/** What the queue keeps of a failure, for as long as it keeps the job: an error's message may quote what people wrote. */
function kept(error: unknown): { name: string; code?: string } {
  const { name, code } = loggedError(error)
  return { name: String(name), ...(typeof code === 'string' && { code }) }
}
