import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { day, hour, minute, second } from '../../src/platform/clock.ts'
import { mostEdits } from '../../src/workflow/notices/delivery.ts'
import { noticesRepository } from '../../src/workflow/notices/notices.repository.ts'
import { openWorld, type Person, partnerA, people, type World } from '../support/desk.ts'
import { noticeOf, tell } from '../support/notices.ts'

let world: World
let mina: Person
let teams: Server | undefined
beforeEach(async () => {
  world = await openWorld()
  await world.database.rows.downloadLink.updateMany({ data: { watchAt: null } })
  mina = await world.person(people.admin)
})
afterEach(() => void teams?.close())

const chat = { partnerId_agentId: { partnerId: partnerA, agentId: people.admin } }

const sent = async () => {
  const [id = ''] = await tell(world.database, people.admin)
  await world.passes(0)
  return { id, card: mina.card().id }
}
const change = async () => {
  await world.database.rows.cancellation.updateMany({ data: { status: 'refused', refusal: 'already-cancelled' } })
  await world.database.rows.notice.updateMany({ data: { redraw: true } })
}

/** Teams answers every request with that status. @returns how many there were. */
async function answering(status: number): Promise<() => number> {
  let asked = 0
  teams = createServer((request, response) => {
    asked++
    request.resume()
    response.writeHead(status)
    response.end()
  })
  await new Promise<void>((resolve) => teams?.listen(0, '127.0.0.1', resolve))
  const serviceUrl = `http://127.0.0.1:${(teams.address() as AddressInfo).port}/`
  await world.database.rows.personalChat.updateMany({ data: { serviceUrl } })
  return () => asked
}

describe('an edit that Teams does not take', () => {
  it.each([500, 503])('(%i) is asked for ever more rarely, and given up after about a day', async (status) => {
    const { id } = await sent()
    await change()
    const asked = await answering(status)
    for (let round = 0; round < 6; round++) await world.passes(5 * second)
    expect(asked()).toBeGreaterThan(0)
    // A run tries up to three times in a row; the next may come half a minute later.
    expect(asked()).toBeLessThanOrEqual(status === 503 ? 6 : 2)
    for (let passed = 0; passed < 4; passed++) await world.passes(hour)
    expect(await noticeOf(world.database, id)).toMatchObject({ redraw: true })
    await world.database.rows.notice.update({ where: { id }, data: { attempts: mostEdits - 1 } })
    for (let passed = 0; passed < 2; passed++) await world.passes(hour)
    expect(await noticeOf(world.database, id)).toMatchObject({ redraw: false, status: 'sent' })
    const inAll = asked()
    await world.passes(day)
    expect(asked()).toBe(inAll)
  })

  it.each([401, 500])('(%i) is made once Teams takes it', async (status) => {
    const { id, card } = await sent()
    await change()
    world.teams.connector.refuseNext(status, 'Passing')
    await world.passes(0)
    expect(mina.sees(card)).toContain('is cancelled')
    expect((await noticeOf(world.database, id)).redraw).toBe(true)
    await world.passes(minute)
    expect(mina.sees(card)).toContain('was not cancelled')
    expect((await noticeOf(world.database, id)).redraw).toBe(false)
  })

  it('is made at once when it is asked for again', async () => {
    const { id, card } = await sent()
    await change()
    world.teams.connector.refuseNext(500, 'ServiceError')
    await world.passes(0)
    const { subjectId } = await noticeOf(world.database, id)
    await redraw(subjectId)
    await world.passes(0)
    expect(mina.sees(card)).toContain('was not cancelled')
  })

  it('since its chat is gone stops nothing in the chat that is there now', async () => {
    const { id } = await sent()
    await change()
    await world.database.rows.notice.update({ where: { id }, data: { conversationId: 'a:the-chat-before' } })
    world.teams.connector.refuseNext(404, 'ConversationNotFound')
    await world.passes(0)
    expect(await noticeOf(world.database, id)).toMatchObject({ redraw: false, status: 'sent' })
    expect((await world.database.rows.personalChat.findUniqueOrThrow({ where: chat })).stopped).toBeNull()
  })
})

const redraw = (subjectId: string): Promise<void> => {
  const notices = noticesRepository({ database: world.database })
  const about = { occasions: ['cancelling.settled'], subjectId }
  return world.database.transaction((rows) => notices.redraw(rows, about, world.clock.now()))
}

describe('what is to be edited', () => {
  it('are the copies of the last 30 days, and one in doubt as soon as it turns out to have been sent', async () => {
    const [id = '', old = '', doubtful = '', unknown = ''] = await tell(world.database, people.admin, 4)
    await world.passes(0)
    const { subjectId } = await noticeOf(world.database, id)
    const same = (where: string, stage: string, data: object) =>
      world.database.rows.notice.update({ where: { id: where }, data: { subjectId, stage, ...data } })
    await same(old, 'old', { settledAt: new Date(world.clock.now().getTime() - 31 * day) })
    await same(doubtful, 'doubtful', { status: 'unknown', code: 'interrupted' })
    await same(unknown, 'unknown', { status: 'unknown', code: 'ServiceError' })
    await redraw(subjectId)
    const marked = await world.database.rows.notice.findMany({ where: { redraw: true }, orderBy: { stage: 'asc' } })
    expect(marked.map(({ stage }) => stage)).toEqual(['', 'doubtful'])
  })
})
