import { expect, it } from 'vitest'
import { z } from 'zod'
import { systemClock } from '../../src/platform/clock.ts'
import { Jobs, job } from '../../src/platform/jobs.ts'
import { createLog } from '../../src/platform/log.ts'
import { testDatabase } from '../support/database.ts'

it('a job that does not end is handed back when the desk stops', async () => {
  const { pool, rows } = await testDatabase()
  const jobs = new Jobs({ pool, clock: systemClock, log: createLog('silent') })
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  const endless = job(z.object({}), () => {
    begin()
    return new Promise(() => {})
  })
  await jobs.open({ endless })
  await jobs.enqueue(rows, 'endless', {})
  await jobs.work()
  await begun
  const rested = await Promise.race([jobs.rest().then(() => true), Promise.resolve(false)])
  await jobs.close()
  const { rows: kept } = await pool.query("select state from jobs.job where name = 'desk'")
  expect([rested, kept]).toEqual([false, [{ state: 'retry' }]])
})

it('what is kept of a failed job is its error’s name and code, and no words', async () => {
  const { pool, rows } = await testDatabase()
  const jobs = new Jobs({ pool, clock: systemClock, log: createLog('silent') })
  const said = 'what Mina wrote'
  const failing = job(z.object({}), () => Promise.reject(Object.assign(new TypeError(said), { code: 'E_ODD', said })))
  await jobs.open({ failing })
  await jobs.enqueue(rows, 'failing', {})
  await jobs.runDue()
  const kept = await pool.query("select state, output, t::text as everything from jobs.job t where name = 'desk'")
  expect(kept.rows).toMatchObject([{ state: 'retry', output: { name: 'TypeError', code: 'E_ODD' } }])
  expect(JSON.stringify(kept.rows)).not.toContain('Mina')
  await jobs.close()
})
