import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hour, minute, second } from '../../src/platform/clock.ts'
import { lanesRepository } from '../../src/workflow/lanes/lanes.repository.ts'
import { sendingRepository } from '../../src/workflow/lanes/sending.repository.ts'
import { openWorld, type Person, partnerA, people, type World } from '../support/desk.ts'
import { noticeOf, states, tell } from '../support/notices.ts'

let world: World
let mina: Person
beforeEach(async () => {
  world = await openWorld()
  await world.database.rows.downloadLink.updateMany({ data: { watchAt: null } })
  mina = await world.person(people.admin)
})

const laneOf = () => world.database.rows.noticeLane.findUniqueOrThrow({ where: { partnerId: partnerA } })

/** Runs statements of that name through `instead`. */
function intercept(name: string, instead: (ask: () => Promise<unknown>) => Promise<unknown>): void {
  const { pool } = world.database
  const query = pool.query.bind(pool) as (...asked: unknown[]) => Promise<unknown>
  pool.query = ((...asked: unknown[]) => {
    const ask = () => query(...asked)
    return (asked[0] as { name?: string }).name === name ? instead(ask) : ask()
  }) as typeof pool.query
}

describe('a 429', () => {
  it('while the database cannot write the pause down holds here all the same', async () => {
    await tell(world.database, people.admin, 3)
    intercept('lane-pause', () => Promise.reject(new Error('the database is away')))
    world.teams.connector.refuseNext(429, 'Throttled', 40)
    await world.passes(0)
    expect(await states(world.database)).toEqual({ sent: 3 })
  })

  it('that says a month is believed for an hour', async () => {
    await tell(world.database, people.admin)
    world.teams.connector.refuseNext(429, 'Throttled', 30 * 24 * 3_600)
    await world.passes(0)
    expect(await states(world.database)).toEqual({ sent: 1 })
    expect((await laneOf()).pausedUntil?.getTime()).toBeLessThan(Date.now() + hour + minute)
  })

  it('to the answer to a person holds for what is told too, on every replica', async () => {
    await tell(world.database, people.admin)
    await world.passes(0)
    expect((await laneOf()).pausedUntil).toBeNull()
    world.teams.connector.refuseNext(429, 'Throttled', 600)
    await mina.says('help').catch(() => {})
    await expect.poll(async () => (await laneOf()).pausedUntil?.getTime() ?? 0).toBeGreaterThan(Date.now() + 590_000)
  })
})

describe('somebody who comes back', () => {
  let teams: Server
  afterEach(() => void teams.close())

  /** Teams refuses, since they cannot be reached; meanwhile they come back. */
  const refusing = async (comeBack: () => Promise<unknown>) => {
    teams = createServer(async (request, response) => {
      request.resume()
      world.clock.advance(second)
      await comeBack()
      response.writeHead(403, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ error: { code: 'BotNotInConversationRoster' } }))
    })
    await new Promise<void>((resolve) => teams.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(teams.address() as AddressInfo).port}/`
  }

  it('while Teams still says that they are gone is told', async () => {
    const serviceUrl = await refusing(async () => {
      await world.teams.removeBot(mina.chat)
      await world.teams.addBot(mina.chat, people.admin)
    })
    await world.database.rows.personalChat.updateMany({ data: { serviceUrl } })
    await tell(world.database, people.admin, 2)
    await world.passes(0)
    expect(await world.database.rows.notice.count({ where: { status: 'refused' } })).toBe(0)
    await world.passes(hour)
    expect(await states(world.database)).toEqual({ sent: 2 })
  })

  it('to a group chat has it told there', async () => {
    const group = await world.teams.openGroupChat([people.admin, people.chineseAdmin], 'Licences')
    const serviceUrl = await refusing(async () => {
      await world.teams.removeBot(group.id)
      await world.teams.addBot(group.id, people.admin)
    })
    await world.database.rows.sharedChat.updateMany({ data: { serviceUrl } })
    await tell(world.database, group.id)
    await world.passes(0)
    await world.passes(hour)
    expect(await states(world.database)).toEqual({ sent: 1 })
  })
})

describe('the books', () => {
  const replica = () => {
    const id = randomUUID()
    return {
      sending: sendingRepository({ database: world.database }, id),
      lanes: lanesRepository({ database: world.database }, id),
    }
  }
  const claim = (id: string, { sending }: ReturnType<typeof replica>) =>
    sending.claim([{ id, conversationId: mina.chat, version: '' }])
  const now = () => world.clock.now()
  const outcome = (id: string, status: 'sent' | 'waiting') =>
    ({ id, partnerId: partnerA, attempt: 1, status, settledAt: now(), messages: status === 'sent' ? 1 : 0 }) as const

  it('set a claim back whose request was never made', async () => {
    const [id = ''] = await tell(world.database, people.admin)
    const here = replica()
    await here.lanes.take(partnerA)
    await claim(id, here)
    await here.lanes.take(partnerA)
    await here.lanes.clearAfter(partnerA, [id], now())
    expect(await noticeOf(world.database, id)).toMatchObject({ status: 'waiting', code: null })
  })

  it('do not set back what another replica claimed since, and died', async () => {
    const [id = ''] = await tell(world.database, people.admin)
    const [here, there] = [replica(), replica()]
    await here.lanes.take(partnerA)
    // Here, a claim fails: nobody knows that it was not written.
    await here.lanes.release(partnerA)
    await there.lanes.take(partnerA)
    expect(await claim(id, there)).toEqual(new Map([[id, 1]]))
    await world.database.rows.noticeLane.updateMany({ data: { heldUntil: new Date(Date.now() - second) } })
    await here.lanes.take(partnerA)
    await here.lanes.clearAfter(partnerA, [id], now())
    expect(await noticeOf(world.database, id)).toMatchObject({ status: 'unknown', code: 'interrupted' })
  })

  it('believe who knows that it was not sent, although another replica had given it up', async () => {
    const [id = ''] = await tell(world.database, people.admin)
    const [here, there] = [replica(), replica()]
    await here.lanes.take(partnerA)
    await claim(id, here)
    await there.lanes.clearAfter(partnerA, [], now())
    expect(await noticeOf(world.database, id)).toMatchObject({ status: 'unknown' })
    await here.sending.settle([outcome(id, 'waiting')])
    expect(await noticeOf(world.database, id)).toMatchObject({ status: 'waiting', code: null, settledAt: null })
  })

  it('count a message once, however often its outcome is written', async () => {
    const [id = ''] = await tell(world.database, people.admin)
    const here = replica()
    await here.lanes.take(partnerA)
    await claim(id, here)
    for (let written = 0; written < 3; written++) await here.sending.settle([outcome(id, 'sent')])
    expect((await laneOf()).sent).toBe(1n)
  })

  it('count a digest as one request for whoever takes the lane over', async () => {
    await tell(world.database, people.admin, 7)
    await world.passes(0)
    expect(await states(world.database)).toEqual({ sent: 7 })
    const attempts = await replica().lanes.attempts(partnerA)
    expect(attempts).toMatchObject([{ conversationId: mina.chat, unmeasured: false }])
  })

  it('count messages that were answered at the same moment one by one, and the edit of each with it', async () => {
    const ids = await tell(world.database, people.admin, 5)
    await world.passes(0)
    const { rows } = world.database
    // As one statement writes what was answered within a few milliseconds.
    await rows.notice.updateMany({ where: { id: { in: ids } }, data: { attemptedAt: new Date() } })
    expect(await replica().lanes.attempts(partnerA)).toHaveLength(5)
    await rows.notice.updateMany({ where: { id: { in: ids } }, data: { redraw: true } })
    await world.passes(5 * second)
    expect(await rows.notice.count({ where: { redraw: true } })).toBe(0)
    expect(await replica().lanes.attempts(partnerA)).toHaveLength(10)
  })
})
