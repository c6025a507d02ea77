import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../src/platform/database/database.ts'
import { databaseKind, testDatabaseUrl } from '../support/database.ts'
import { openWorld, partnerA, partnerB, people, type World } from '../support/desk.ts'
import { FakeTeams } from '../support/fake-teams.ts'
import { noticeOf, states, tellEach } from '../support/notices.ts'

const open = (url: string) => openDatabase({ url, dataDirectory: '', connections: 5 })

let teams: FakeTeams
beforeEach(async () => {
  teams = await FakeTeams.open(() => Math.random() * 10)
})
afterEach(() => teams.close())

const onlyOnce = () => [...teams.messages.values()].every((count) => count === 1)

describe.runIf(databaseKind() === 'postgresql')('two replicas on one database', () => {
  let worlds: World[]
  let database: Database
  beforeEach(async () => {
    const url = await testDatabaseUrl({ migrated: true })
    worlds = []
    for (let replica = 0; replica < 2; replica++) worlds.push(await openWorld({ database: await open(url) }))
    database = await open(url)
    await database.rows.downloadLink.updateMany({ data: { watchAt: null } })
  })
  afterEach(async () => {
    for (const { desk } of worlds) await desk.close()
    await database.close()
  })

  it('send 200 notices, none of them twice, whoever is woken first', async () => {
    const people = await teams.people(database, partnerA, 200)
    await tellEach(database, people)
    await Promise.all([...worlds, ...worlds].map(({ desk }) => desk.jobs.runDue()))
    expect(await states(database)).toEqual({ sent: 200 })
    expect(teams.count).toBe(200)
    expect(onlyOnce()).toBe(true)
    const lane = await database.rows.noticeLane.findUniqueOrThrow({ where: { partnerId: partnerA } })
    expect(lane).toMatchObject({ sent: 200n, heldUntil: null })
  })

  it('take turns: the second goes on where the first stopped', async () => {
    const people = await teams.people(database, partnerA, 120)
    await tellEach(database, people)
    const [first, second] = worlds as [World, World]
    const running = first.desk.jobs.runDue()
    await expect.poll(() => teams.count).toBeGreaterThan(10)
    worlds = [second]
    await first.desk.close()
    await running
    const soFar = teams.count
    expect(soFar).toBeLessThan(120)
    expect(await states(database)).toEqual({ sent: soFar, waiting: 120 - soFar })
    await second.desk.jobs.runDue()
    expect(await states(database)).toEqual({ sent: 120 })
    expect(onlyOnce()).toBe(true)
  })
})

describe('two tenants', () => {
  it('do not wait for each other, however slow the one is', async () => {
    const world = await openWorld()
    const { database } = world
    await database.rows.downloadLink.updateMany({ data: { watchAt: null } })
    const slow = await FakeTeams.open(() => 4_000)
    const customerOfB = await database.rows.pcCustomer.findFirstOrThrow({ where: { partnerId: partnerB } })
    await tellEach(database, await slow.people(database, partnerA, 3))
    const others = await teams.people(database, partnerB, 20)
    await tellEach(database, others, { partnerId: partnerB, customerId: customerOfB.id })
    const running = world.desk.jobs.runDue()
    await expect
      .poll(() => database.rows.notice.count({ where: { partnerId: partnerB, status: 'sent' } }), { timeout: 5_000 })
      .toBe(20)
    expect(await database.rows.notice.count({ where: { partnerId: partnerA, status: 'sending' } })).toBe(3)
    await running
    expect(await states(database)).toEqual({ sent: 23 })
    await slow.close()
  })

  it('are throttled each for itself', async () => {
    const world = await openWorld()
    const { database } = world
    await database.rows.downloadLink.updateMany({ data: { watchAt: null } })
    const mina = await world.person(people.admin)
    await tellEach(database, [people.admin])
    world.teams.connector.refuseNext(429, 'Throttled', 600)
    const customerOfB = await database.rows.pcCustomer.findFirstOrThrow({ where: { partnerId: partnerB } })
    const others = await teams.people(database, partnerB, 3)
    await tellEach(database, others, { partnerId: partnerB, customerId: customerOfB.id })
    await world.passes(0)
    expect(await states(database)).toEqual({ sent: 4 })
    expect(mina.hears()).toContain('is cancelled')
    const lanes = await database.rows.noticeLane.findMany({ orderBy: { partnerId: 'asc' } })
    expect(lanes.map(({ pausedUntil }) => pausedUntil !== null)).toEqual([true, false])
  })
})

describe('a lane whose holder died', () => {
  it('is left alone while it is held, then taken over: what was on its way is unknown, the rest is sent', async () => {
    const world = await openWorld()
    const { database } = world
    await database.rows.downloadLink.updateMany({ data: { watchAt: null } })
    const people = await teams.people(database, partnerA, 3)
    const ids = await tellEach(database, people)
    const dead = { holder: randomUUID(), heldUntil: new Date(Date.now() + 600_000) }
    await database.rows.noticeLane.create({ data: { partnerId: partnerA, ...dead } })
    await database.rows.notice.update({
      where: { id: ids[0] ?? '' },
      data: { status: 'sending', attempts: 1, attemptedAt: new Date(), conversationId: `a:${people[0]}` },
    })
    await world.passes(0)
    expect(await states(database)).toEqual({ sending: 1, waiting: 2 })
    await database.rows.noticeLane.updateMany({ data: { heldUntil: new Date(Date.now() - 1) } })
    await world.passes(0)
    expect(await states(database)).toEqual({ unknown: 1, sent: 2 })
    expect(await noticeOf(database, ids[0])).toMatchObject({ status: 'unknown', code: 'interrupted' })
    expect(teams.messages.get(`a:${people[0]}`)).toBeUndefined()
  })
})
