import { setTimeout as after } from 'node:timers/promises'
import type { Database } from './database.ts'

/** Whoever asks waits no longer. */
const deadline = 2_000
/** How soon after another one a look is begun: asking often must not keep the database from its work. */
const betweenLooks = 100

/**
 * Whether the database would serve a turn now: it answers what a turn asks in the way a turn asks it, and takes writes.
 * Who asks while a look waits to begin shares it; while one hangs, no other is begun. No answer is kept.
 */
export function readinessOf(database: Database): () => Promise<boolean> {
  let last: Promise<unknown> = Promise.resolve()
  let next: Promise<boolean> | undefined
  return () => {
    next ??= last.then(() => {
      next = undefined
      const look = lookAt(database)
      last = Promise.all([look, after(betweenLooks, undefined, { ref: false })])
      return look
    })
    return Promise.race([next, after(deadline, false, { ref: false })])
  }
}

async function lookAt({ pool, read, write }: Database): Promise<boolean> {
  try {
    await read({ name: 'readiness-read', text: 'select key from desk.bot_state where key = $1', values: [nobodys] })
    await write({ name: 'readiness-write', text: 'delete from desk.bot_state where key = $1', values: [nobodys] })
    await pool.query(writesAndTakesBack)
    return true
  } catch {
    return false
  }
}

const nobodys = 'readiness'

// A row that is taken back, and more rows than the least memory holds, so that a full disk is met without leaving anything on it.
const writesAndTakesBack = `begin;
set local statement_timeout = '1500ms';
set local work_mem = '64kB';
insert into desk.bot_state (key, value, version, updated_at) values ('${nobodys}', '{}', 0, now());
select count(*) from generate_series(1, 5000);
rollback`
