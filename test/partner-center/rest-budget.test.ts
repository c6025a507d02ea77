import { beforeEach, describe, expect, it } from 'vitest'
import { PartnerCenterUnavailable } from '../../src/commerce/errors.ts'
import { addressesOf } from '../../src/partner-center/rest/addresses.ts'
import { budgetRepository } from '../../src/partner-center/rest/budget.repository.ts'
import { restPartnerCenter } from '../../src/partner-center/rest/rest.partner-center.ts'
import { inBackground } from '../../src/platform/background.ts'
import { minute, second } from '../../src/platform/clock.ts'
import type { Database } from '../../src/platform/database/database.ts'
import { createLog } from '../../src/platform/log.ts'
import { inTurn } from '../../src/platform/turn-memory.ts'
import { testDatabase } from '../support/database.ts'
import { openRestPartnerCenter } from '../support/rest-partner-center.ts'
import { customerId, partnerA, partnerB } from '../support/sample-world.ts'

const rate = { most: 10, perMillisecond: 60 / minute }
const start = new Date('2026-11-22T10:00:00Z')
const past = (milliseconds: number) => new Date(start.getTime() + milliseconds)

describe('the budget of a partner’s calls', () => {
  let database: Database
  const taken = async (partner: string, tries: number, reserve = 0, now = start): Promise<number> => {
    let count = 0
    for (let at = 0; at < tries; at++) if (await budgetRepository(database, rate).take(partner, reserve, now)) count++
    return count
  }
  beforeEach(async () => {
    database = await testDatabase()
  })

  it('is one for all replicas, and each partner has its own', async () => {
    const replicas = [budgetRepository(database, rate), budgetRepository(database, rate)]
    const takes = Array.from({ length: 30 }, (_, at) => replicas[at % 2]?.take(partnerA, 0, start))
    expect((await Promise.all(takes)).filter(Boolean)).toHaveLength(10)
    expect(await taken(partnerB, 30)).toBe(10)
  })

  it('comes back as time passes, up to what one moment may take', async () => {
    await taken(partnerA, 30)
    expect(await taken(partnerA, 30, 0, past(5 * second))).toBe(5)
    expect(await taken(partnerA, 30, 0, past(10 * minute))).toBe(10)
  })

  it('gives nothing twice where the clocks of two replicas differ', async () => {
    await taken(partnerA, 30, 0, past(5 * second))
    expect(await taken(partnerA, 30, 0, start)).toBe(0)
    expect(await taken(partnerA, 30, 0, past(5 * second))).toBe(0)
  })

  it('leaves to people what the mirror must not take', async () => {
    expect(await taken(partnerA, 30, 4)).toBe(6)
    expect(await taken(partnerA, 30)).toBe(4)
  })
})

describe('a partner whose calls are used up', () => {
  const few = { atOnce: 60, aMinute: 60 }
  const open = async () => {
    const waits: number[] = []
    const opened = await openRestPartnerCenter({ budget: few })
    const { database, clock, tokens, server } = opened
    const pause = async (milliseconds: number) => {
      waits.push(milliseconds)
      clock.advance(milliseconds)
    }
    const ground = { database, clock, tokens, pause, log: createLog('silent'), budget: few }
    const addresses = addressesOf('global', server.url)
    const partnerCenter = restPartnerCenter({ ...ground, addresses, cloud: 'global', serviceRequests: false })
    const use = async (calls: number) => {
      for (let at = 0; at < calls; at++) await partnerCenter.customer(partnerA, customerId(1))
    }
    return { ...opened, partnerCenter, waits, use }
  }

  it('is read for the mirror only while people have enough of them left', async () => {
    const { use, waits, server } = await open()
    await use(15)
    await inBackground(() => use(5))
    expect(waits).toEqual([])
    await inBackground(() => use(1))
    expect(waits.length).toBeGreaterThan(0)
    waits.length = 0
    await use(30)
    expect(waits).toEqual([])
    await server.close()
  })

  it('waits for the next one, and no longer than a press may take', async () => {
    const { use, waits, server, clock } = await open()
    await use(60)
    const before = clock.now().getTime()
    await use(1)
    expect(waits.length).toBeGreaterThan(0)
    expect(clock.now().getTime() - before).toBeLessThanOrEqual(2 * second)
    await server.close()
  })

  it('has one deadline for all calls of a press', async () => {
    const { partnerCenter, server } = await open()
    const read = () => partnerCenter.customer(partnerA, customerId(1))
    const limit = () => server.failNext({ kind: 'status', status: 429, retryAfter: 7 })
    await inTurn(async () => {
      limit()
      await read()
      limit()
      await expect(read()).rejects.toThrow(PartnerCenterUnavailable)
    })
    limit()
    expect((await inTurn(read)).id).toBe(customerId(1))
    await server.close()
  })
})
