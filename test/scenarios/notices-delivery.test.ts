import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { day, hour, minute } from '../../src/platform/clock.ts'
import { openWorld, type Person, partnerA, people, type World } from '../support/desk.ts'
import { noticeOf, states, tell } from '../support/notices.ts'

let world: World
let mina: Person
let before: number
beforeEach(async () => {
  world = await openWorld()
  // The sample world's links end in these days too: not what is looked at here.
  await world.database.rows.downloadLink.updateMany({ data: { watchAt: null } })
  mina = await world.person(people.admin)
  before = mina.messages()
})

const heard = () => mina.messages() - before
const chat = () =>
  world.database.rows.personalChat.findUniqueOrThrow({
    where: { partnerId_agentId: { partnerId: partnerA, agentId: people.admin } },
  })

describe('Teams answers', () => {
  it('with success: the notice is told once, and which message it is stays known', async () => {
    const [id] = await tell(world.database, people.admin)
    await world.passes(0)
    expect(heard()).toBe(1)
    expect(mina.hears()).toContain('is cancelled')
    const notice = await noticeOf(world.database, id)
    expect(notice).toMatchObject({ status: 'sent', attempts: 1, conversationId: mina.chat, digest: false })
    expect(notice.activityId).toBe(mina.card().id)
    await world.passes(day)
    expect(heard()).toBe(1)
  })

  it.each([412, 502, 503, 504])('%i once: sent again soon, and told once', async (status) => {
    const [id] = await tell(world.database, people.admin)
    world.teams.connector.refuseNext(status, 'Passing')
    await world.passes(0)
    expect(heard()).toBe(1)
    expect(await noticeOf(world.database, id)).toMatchObject({ status: 'sent', attempts: 2, code: null })
  })

  it.each([412, 503])('%i again and again: it waits, and is told later', async (status) => {
    const [id] = await tell(world.database, people.admin)
    for (let tries = 0; tries < 3; tries++) world.teams.connector.refuseNext(status, 'Passing')
    await world.passes(0)
    expect(heard()).toBe(0)
    const notice = await noticeOf(world.database, id)
    expect(notice).toMatchObject({ status: 'waiting', attempts: 3, code: 'Passing' })
    expect(notice.dueAt.getTime()).toBeGreaterThan(world.clock.now().getTime() + minute)
    await world.passes(hour)
    expect(heard()).toBe(1)
  })

  it.each([502, 504])('%i again and again: it may have been told, so it is not repeated', async (status) => {
    const [id] = await tell(world.database, people.admin)
    for (let tries = 0; tries < 3; tries++) world.teams.connector.refuseNext(status, 'Gateway')
    await world.passes(0)
    await world.passes(day)
    expect(heard()).toBe(0)
    expect(await noticeOf(world.database, id)).toMatchObject({ status: 'unknown', code: 'Gateway', attempts: 3 })
  })

  it.each([500, 501, 508])('%i: it may have been told, so it is not repeated', async (status) => {
    const [id, second] = await tell(world.database, people.admin, 2)
    world.teams.connector.refuseNext(status, 'ServiceError')
    await world.passes(0)
    await world.passes(day)
    expect(heard()).toBe(1)
    expect(await noticeOf(world.database, id)).toMatchObject({ status: 'unknown', code: 'ServiceError', attempts: 1 })
    expect(await noticeOf(world.database, second)).toMatchObject({ status: 'sent' })
  })

  it('429: the tenant waits as long as told, on every replica, and then everything is told once', async () => {
    const ids = await tell(world.database, people.admin, 3)
    world.teams.connector.refuseNext(429, 'Throttled', 40)
    const asked = Date.now()
    await world.passes(0)
    expect(heard()).toBe(3)
    expect(await states(world.database)).toEqual({ sent: 3 })
    expect(await noticeOf(world.database, ids[0])).toMatchObject({ attempts: 2 })
    const { pausedUntil } = await world.database.rows.noticeLane.findUniqueOrThrow({ where: { partnerId: partnerA } })
    expect(pausedUntil?.getTime()).toBeGreaterThan(asked + 39_000)
  })

  it.each([
    'BotNotInConversationRoster',
    'ForbiddenOperationException',
    'ConversationBlockedByUser',
    'MessageWritesBlocked',
    'BotDisabledByAdmin',
  ])('403 %s: nothing more is sent to the person until they write; then everything is', async (code) => {
    const ids = await tell(world.database, people.admin, 3)
    world.teams.connector.refuseNext(403, code)
    await world.passes(0)
    await world.passes(day)
    expect(heard()).toBe(0)
    expect((await chat()).stopped).toBe(code)
    expect(await noticeOf(world.database, ids[0])).toMatchObject({ status: 'refused', code, attempts: 1 })
    expect(await states(world.database)).toEqual({ refused: 1, waiting: 2 })
    await mina.says('help')
    await world.passes(0)
    expect((await chat()).stopped).toBeNull()
    expect(await states(world.database)).toEqual({ sent: 3 })
    expect(heard()).toBe(2 + 3)
  })

  it('404 ConversationNotFound: the same', async () => {
    const [id] = await tell(world.database, people.admin)
    world.teams.connector.refuseNext(404, 'ConversationNotFound')
    await world.passes(0)
    expect(await noticeOf(world.database, id)).toMatchObject({ status: 'refused', code: 'ConversationNotFound' })
    expect((await chat()).stopped).toBe('ConversationNotFound')
    // At once, although the chat was written down less than a minute ago.
    await mina.says('help')
    expect((await chat()).stopped).toBeNull()
    await world.passes(0)
    expect(await noticeOf(world.database, id)).toMatchObject({ status: 'sent' })
  })

  it.each([
    [400, 'BadSyntax'],
    [401, 'BotNotRegistered'],
    [403, 'NotEnoughPermissions'],
    [403, 'InvalidBotApiHost'],
    [413, 'MessageSizeTooBig'],
  ])('%i %s: this one is refused for good, the next is told', async (status, code) => {
    const [id, next] = await tell(world.database, people.admin, 2)
    world.teams.connector.refuseNext(status, code)
    await world.passes(0)
    await mina.says('help')
    await world.passes(day)
    expect(await noticeOf(world.database, id)).toMatchObject({ status: 'refused', code })
    expect(await noticeOf(world.database, next)).toMatchObject({ status: 'sent' })
    expect((await chat()).stopped).toBeNull()
  })

  it('that one person blocked the bot: the others are told', async () => {
    const oliver = await world.person(people.globalAndAdmin)
    const [blocked, reached] = [oliver.messages(), mina.messages()]
    await world.teams.removeBot(oliver.chat)
    await tell(world.database, people.globalAndAdmin, 2)
    await tell(world.database, people.admin, 2)
    await world.passes(0)
    expect([oliver.messages() - blocked, mina.messages() - reached]).toEqual([0, 2])
  })
})

describe('a person', () => {
  it('who removed the bot is told once it is back', async () => {
    await world.teams.removeBot(mina.chat)
    expect((await chat()).stopped).toBe('removed')
    await tell(world.database, people.admin)
    await world.passes(day)
    expect(heard()).toBe(0)
    await world.teams.addBot(mina.chat, people.admin)
    await world.passes(0)
    expect(mina.hears()).toContain('is cancelled')
    expect(await states(world.database)).toEqual({ sent: 1 })
    await world.passes(day)
    expect(await states(world.database)).toEqual({ sent: 1 })
  })

  it('who never met the bot is told when they do, and costs nothing until then', async () => {
    const [id] = await tell(world.database, people.chineseAdmin)
    await world.passes(0)
    const aside = await noticeOf(world.database, id)
    expect(aside).toMatchObject({ status: 'waiting', attempts: 0 })
    expect(aside.dueAt.getFullYear()).toBeGreaterThan(2_900)
    const li = await world.person(people.chineseAdmin)
    await world.passes(0)
    expect(li.hears()).toContain('已取消')
    expect(await noticeOf(world.database, id)).toMatchObject({ status: 'sent' })
  })

  it('is told only what is still true when they can be reached again', async () => {
    const [id] = await tell(world.database, people.admin)
    world.teams.connector.refuseNext(403, 'ConversationBlockedByUser')
    await world.passes(0)
    await world.database.rows.cancellation.deleteMany()
    await mina.says('help')
    await world.passes(0)
    expect(await noticeOf(world.database, id)).toMatchObject({ status: 'overtaken' })
  })

  it('is told at the service address that came with their last activity', async () => {
    await world.database.rows.personalChat.updateMany({ data: { serviceUrl: 'http://127.0.0.1:1/' } })
    const [id] = await tell(world.database, people.admin)
    await world.passes(0)
    expect(await noticeOf(world.database, id)).toMatchObject({ status: 'waiting', attempts: 1, code: 'ECONNREFUSED' })
    await world.passes(minute)
    await mina.says('help')
    await world.passes(hour)
    expect(await states(world.database)).toEqual({ sent: 1 })
  })
})

describe('a shared chat', () => {
  it('is kept with its name from when the bot comes in, and told like a person, in the language of the partner', async () => {
    const group = await world.teams.openGroupChat([people.chineseAdmin, people.admin], 'Licences')
    const kept = await world.database.rows.sharedChat.findUniqueOrThrow({
      where: { partnerId_conversationId: { partnerId: partnerA, conversationId: group.id } },
    })
    expect(kept).toMatchObject({ locale: 'en-US', stopped: null })
    await world.teams.say(group.id, people.chineseAdmin, '你好')
    await tell(world.database, group.id, 7)
    const already = world.teams.messages(group.id, people.admin).length
    await world.passes(0)
    expect(await states(world.database)).toEqual({ sent: 7 })
    const seen = world.teams.messages(group.id, people.admin)
    expect(seen.length - already).toBe(7)
    expect(JSON.stringify(seen.at(-1)?.card)).toContain('is cancelled')
  })

  it('that is a channel is kept without its threads, by the names of team and channel', async () => {
    const channel = '19:abc@thread.tacv2'
    const tell = (text: string, channelData: object, aadObjectId: string = people.admin) =>
      fetch(`${world.desk.address}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          type: 'message',
          text,
          channelId: 'msteams',
          serviceUrl: `${world.desk.address}/practice/connector/`,
          from: { id: '29:x', aadObjectId },
          recipient: { id: '28:bot' },
          conversation: { id: `${channel};messageid=1700`, conversationType: 'channel', isGroup: true },
          channelData: { tenant: { id: partnerA }, ...channelData },
        }),
      })
    await tell('hi', {}, '00000000-0000-4000-8000-00000000dead')
    expect(await world.database.rows.sharedChat.count()).toBe(0)
    await tell('hi', { team: { id: 't', name: 'Sales' }, channel: { id: channel, name: 'Licences' } })
    await tell('hi again', { team: { id: 't' }, channel: { id: channel } })
    const kept = await world.database.rows.sharedChat.findMany()
    expect(kept).toMatchObject([{ conversationId: channel, name: 'Sales / Licences', partnerId: partnerA }])
  })

  it('that the bot was removed from is not written to until it is back', async () => {
    const group = await world.teams.openGroupChat([people.admin, people.chineseAdmin], 'Licences')
    await world.teams.removeBot(group.id)
    expect(await world.database.rows.sharedChat.findFirstOrThrow()).toMatchObject({ stopped: 'removed' })
    await tell(world.database, group.id)
    await world.passes(day)
    expect(await states(world.database)).toEqual({ waiting: 1 })
    await world.teams.addBot(group.id, people.admin)
    await world.passes(0)
    expect(await states(world.database)).toEqual({ sent: 1 })
  })
})

describe('a message that was sent and does not hold any more', () => {
  const change = async () => {
    await world.database.rows.cancellation.updateMany({ data: { status: 'refused', refusal: 'already-cancelled' } })
    await world.database.rows.notice.updateMany({ data: { redraw: true } })
  }
  const sent = async () => {
    const [id] = await tell(world.database, people.admin)
    await world.passes(0)
    return { id, card: mina.card().id }
  }

  it('is edited in place, and nobody is told anew', async () => {
    const { id, card } = await sent()
    await change()
    await world.passes(0)
    expect(mina.sees(card)).toContain('was not cancelled')
    expect(heard()).toBe(1)
    expect(await noticeOf(world.database, id)).toMatchObject({ redraw: false, status: 'sent' })
  })

  it.each([429, 412, 502, 503, 504])('is edited although Teams answers %i first', async (status) => {
    const { card } = await sent()
    await change()
    world.teams.connector.refuseNext(status, 'Passing', 2)
    await world.passes(0)
    expect(mina.sees(card)).toContain('was not cancelled')
  })

  it.each([
    [404, 'ActivityNotFoundInConversation'],
    [403, 'NotEnoughPermissions'],
    [400, 'BadSyntax'],
  ])('is left alone when Teams answers %i %s', async (status, code) => {
    const { id, card } = await sent()
    await change()
    world.teams.connector.refuseNext(status, code)
    await world.passes(0)
    await world.passes(day)
    expect(mina.sees(card)).toContain('is cancelled')
    expect(await noticeOf(world.database, id)).toMatchObject({ redraw: false, status: 'sent' })
  })
})

describe('a connection', () => {
  let teams: Server
  afterEach(() => void teams.close())

  const answering = async (answer: RequestListener) => {
    teams = createServer(answer)
    await new Promise<void>((resolve) => teams.listen(0, '127.0.0.1', resolve))
    const serviceUrl = `http://127.0.0.1:${(teams.address() as AddressInfo).port}/`
    await world.database.rows.personalChat.updateMany({ data: { serviceUrl } })
  }

  it('that breaks off after the request was written leaves it unknown, and it is not repeated', async () => {
    let asked = 0
    await answering((request) => {
      asked++
      request.on('data', () => request.socket.destroy())
    })
    const [id] = await tell(world.database, people.admin)
    await world.passes(0)
    await world.passes(day)
    expect(asked).toBe(1)
    expect(await noticeOf(world.database, id)).toMatchObject({ status: 'unknown', attempts: 1 })
  })

  it('that tells a blocked person as JSON in JSON is understood', async () => {
    await answering((_request, response) => {
      response.writeHead(403, { 'content-type': 'application/json' })
      response.end(
        JSON.stringify({ errorCode: 209, message: JSON.stringify({ subCode: 'MessageWritesBlocked', details: 'x' }) }),
      )
    })
    const [id] = await tell(world.database, people.admin)
    await world.passes(0)
    expect(await noticeOf(world.database, id)).toMatchObject({ status: 'refused', code: 'MessageWritesBlocked' })
    expect((await chat()).stopped).toBe('MessageWritesBlocked')
  })

  it('carries the card alone, with its summary, and alerts', async () => {
    const bodies: Record<string, unknown>[] = []
    await answering(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += chunk
      bodies.push(JSON.parse(body))
      response.writeHead(201, { 'content-type': 'application/json' })
      response.end('{"id":"1"}')
    })
    await tell(world.database, people.admin)
    await world.passes(0)
    expect(bodies).toHaveLength(1)
    expect(bodies[0]).toMatchObject({ type: 'message', channelData: { notification: { alert: true } } })
    expect(bodies[0]?.summary).toContain('is cancelled')
    expect(bodies[0]?.attachments).toHaveLength(1)
    expect(bodies[0]).not.toHaveProperty('text')
  })
})
