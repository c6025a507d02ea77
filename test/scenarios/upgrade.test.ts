import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { day, minute } from '../../src/platform/clock.ts'
import type { Database } from '../../src/platform/database/database.ts'
import { TestClock } from '../support/clock.ts'
import { openWorld, type Person, people, type World } from '../support/desk.ts'
import { oldDatabase } from '../support/old-database.ts'

const fixture = 'desk-2026-11-27.sql'
const kept = ['purchase', 'approval', 'cancellation', 'download_link', 'activity_entry', 'support_request', 'agent']

let database: Database
let world: World
let oliver: Person
let mina: Person

beforeAll(async () => {
  database = await oldDatabase(fixture)
  world = await openWorld({ database, clock: new TestClock(new Date('2026-11-22T10:20:00Z')) })
  oliver = await world.person(people.globalAndAdmin)
  mina = await world.person(people.admin)
})

const was = (table: string): { id?: string; status?: string }[] => {
  const data = readFileSync(path.join(import.meta.dirname, '../fixtures', fixture), 'utf8')
  const [, rows = '[]'] = new RegExp(`null::desk\\."${table}", \\$json\\$(.*?)\\$json\\$`, 's').exec(data) ?? []
  return JSON.parse(rows)
}
const statusOf = async (table: 'purchase' | 'cancellation', orderId: string) => {
  const { rows } = await database.pool.query(`select status from desk.${table} where order_id = $1`, [orderId])
  return rows.map(({ status }) => status)
}

// One story, in the order in which it is told.
describe('a desk of before, opened by the desk of today', () => {
  it.each(kept)('has every %s', async (table) => {
    const now = await database.pool.query(`select * from desk."${table}"`)
    expect(was(table).length).toBeGreaterThan(0)
    expect(now.rows).toHaveLength(was(table).length)
    for (const { id } of was(table)) if (id !== undefined) expect(now.rows.map((row) => row.id)).toContain(id)
  })

  it('shows what was bought, and what was cancelled', async () => {
    await oliver.says('order CSP-1010')
    for (const said of ['Windows Server 2022 Datacenter', 'AUD 15,652.00', 'Active'])
      expect(oliver.sees()).toContain(said)
    await oliver.says('order CSP-1008')
    expect(oliver.sees()).toContain('Cancelled')
    expect(oliver.sees()).toContain('4711')
  })

  it('goes on with what Partner Center had not answered yet', async () => {
    await world.passes(20 * minute)
    await world.passes(20 * minute)
    expect(await statusOf('purchase', 'CSP-1011')).toEqual(['placed'])
    expect(await statusOf('cancellation', 'CSP-1009')).toEqual(['cancelled'])
    expect(await statusOf('cancellation', 'CSP-1002')).toEqual(['cancelled'])
    await mina.says('order CSP-1011')
    expect(mina.sees()).toContain('4712')
  })

  it('has what waited for an approval carried out when it is approved', async () => {
    await oliver.says('approvals')
    await oliver.presses('Open')
    await oliver.presses('Approve')
    await world.passes(minute)
    await oliver.says('approvals')
    await oliver.presses('Open')
    await oliver.presses('Approve')
    await world.passes(20 * minute)
    await world.passes(20 * minute)
    expect(await statusOf('purchase', 'CSP-1012')).toEqual(['placed'])
    expect(await statusOf('cancellation', 'CSP-1001')).toEqual(['cancelled'])
  })

  it('offers what was refused to be cancelled again', async () => {
    await oliver.says('cancel CSP-1007')
    oliver.picks({ acknowledged: 'true', why: 'bought twice' })
    await oliver.presses('Submit')
    expect(await statusOf('cancellation', 'CSP-1007')).toEqual(expect.arrayContaining(['refused', 'waiting']))
  })

  it('tells of windows that close, once', async () => {
    await world.passes(50 * day)
    for (let passed = 0; passed < 5; passed++) await world.passes(2 * day)
    const told = await database.rows.notice.groupBy({
      by: ['subjectId', 'recipient', 'stage'],
      where: { occasion: { contains: 'window-closes' } },
      _count: true,
    })
    expect(told.length).toBeGreaterThan(0)
    for (const { _count } of told) expect(_count).toBe(1)
  })

  it('has an activity log whose chain is whole', async () => {
    await oliver.says('activity')
    await oliver.presses('Show')
    await oliver.presses('Check the chain')
    await world.passes(minute)
    expect(oliver.sees()).toContain('The chain holds: ')
  })
})
