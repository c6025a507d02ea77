import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { answeredTenants } from '../../src/directory/answered-tenants.ts'
import { seedSampleAgents } from '../../src/directory/sample-agents.ts'
import type { Database } from '../../src/platform/database/database.ts'
import { testDatabase } from '../support/database.ts'
import { partnerA, partnerB } from '../support/desk.ts'

const stranger = '99999999-0000-4000-8000-000000000001'

let database: Database
let reads: number
let away: boolean
let tenants: ReturnType<typeof answeredTenants>
beforeEach(async () => {
  database = await testDatabase()
  await seedSampleAgents(database)
  reads = 0
  away = false
  const watched: Pick<Database, 'read'> = {
    read: (statement) => {
      reads++
      return away ? Promise.reject(new Error('away')) : (database.read(statement) as never)
    },
  }
  tenants = answeredTenants({ database: watched }, undefined)
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterEach(() => void vi.useRealTimers())

const passes = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds)
const enter = (id: string) => database.rows.partner.create({ data: { id, name: 'New Partners', market: 'US' } })

describe('the tenants that are answered', () => {
  it('are the partners that are entered', async () => {
    expect(await tenants.includes(partnerA)).toBe(true)
    expect(await tenants.includes(partnerB)).toBe(true)
    expect(await tenants.includes(stranger)).toBe(false)
  })

  it('are read once for many, and no more than once a second for strangers', async () => {
    await Promise.all(Array.from({ length: 50 }, () => tenants.includes(partnerA)))
    expect(reads).toBe(1)
    for (let number = 10; number < 60; number++) await tenants.includes(stranger.replace('01', String(number)))
    expect(reads).toBe(2)
  })

  it('are joined by a partner that is entered while the desk runs', async () => {
    expect(await tenants.includes(stranger)).toBe(false)
    await enter(stranger)
    passes(1_000)
    expect(await tenants.includes(stranger)).toBe(true)
  })

  it('are left by a partner that is taken out', async () => {
    await enter(stranger)
    expect(await tenants.includes(stranger)).toBe(true)
    await database.rows.partner.delete({ where: { id: stranger } })
    passes(60_000)
    expect(await tenants.includes(stranger)).toBe(false)
  })

  it('stay answered while the database is away, and whoever is not known is not', async () => {
    await tenants.includes(partnerA)
    away = true
    passes(60_000)
    expect(await tenants.includes(partnerA)).toBe(true)
    await expect(tenants.includes(stranger)).rejects.toThrow('away')
    away = false
    expect(await tenants.includes(stranger)).toBe(false)
  })

  it('are those of the configuration alone, without a look at the database', async () => {
    tenants = answeredTenants({ database: { read: () => Promise.reject(new Error('read')) } }, [partnerB])
    expect(await tenants.includes(partnerB)).toBe(true)
    expect(await tenants.includes(partnerA)).toBe(false)
  })
})
