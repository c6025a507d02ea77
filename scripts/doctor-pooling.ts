import type pg from 'pg'
import { about, type Finding } from './doctor-findings.ts'

const pooling = about('Pooler')

/**
 * Whether statements that are prepared once work on, where something between the desk and the server gives each transaction
 * another session (PgBouncer in transaction mode). Two sessions are held busy in turn, so that the next statement has to move.
 */
export async function examinePooling(pool: pg.Pool): Promise<Finding> {
  const [one, other] = [await pool.connect(), await pool.connect()]
  const named = { name: 'doctor', text: 'select pg_backend_pid() as pid, $1::int as given' }
  const ask = async (client: pg.PoolClient) =>
    (await client.query<{ pid: number }>({ ...named, values: [1] })).rows[0]?.pid
  try {
    const first = await ask(one)
    await other.query('begin')
    await ask(other)
    const second = await ask(one)
    await other.query('commit')
    const third = await ask(one)
    const { rows } = await one.query<{ TimeZone: string }>('show TimeZone')
    if (rows[0]?.TimeZone !== 'UTC')
      return pooling.wrong(
        'sessions are not in UTC',
        'Let the pooler hand the time zone on: PgBouncer 1.20 or newer, without TimeZone in ignore_startup_parameters.',
      )
    if (first === second && second === third) return pooling.ok('none, or one that keeps sessions')
    return pooling.ok('each transaction may have another session, and prepared statements work')
  } catch (error) {
    const { code } = error as { code?: unknown }
    if (code !== '26000' && code !== '42P05' && code !== '08P01') throw error
    return pooling.wrong(
      'prepared statements are lost between transactions',
      'Set max_prepared_statements = 200 in PgBouncer (1.21 or newer).',
    )
  } finally {
    await other.query('rollback').catch(() => {})
    for (const client of [one, other]) client.release()
  }
}
