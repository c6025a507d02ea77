import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TeamsStandIn } from '../../src/practice/teams-stand-in.ts'
import { callConnector, type EchoDesk, jonas, lin, mina, openEchoDesk } from './echo-bot.ts'

let desk: EchoDesk
let teams: TeamsStandIn

beforeEach(async () => {
  desk = await openEchoDesk()
  teams = desk.practice.standIn
})
afterEach(() => desk.close())

const connect = (method: string, at: string, body?: unknown) =>
  callConnector(`${desk.address}/practice/connector/`, method, at, body)

describe('the connector', () => {
  const text = { type: 'message', text: 'hello' }

  it('sends, edits and deletes', async () => {
    const chat = await teams.openPersonalChat(mina.id)
    const sent = await connect('POST', `/${encodeURIComponent(chat.id)}/activities`, text)
    expect(sent).toMatchObject({ status: 201, body: { id: expect.any(String) } })
    const at = `/${encodeURIComponent(chat.id)}/activities/${sent.body.id}`
    expect(await connect('PUT', at, { ...text, text: 'edited' })).toMatchObject({ status: 200, body: sent.body })
    expect(teams.messages(chat, mina.id)).toMatchObject([{ id: sent.body.id, text: 'edited', edited: true }])
    expect((await connect('DELETE', at)).status).toBe(200)
    expect(teams.messages(chat, mina.id)).toEqual([])
    expect((await connect('PUT', at, text)).body.error.code).toBe('ActivityNotFoundInConversation')
  })

  it('splits a text from a card and then gives no id, as Teams does', async () => {
    const chat = await teams.openPersonalChat(mina.id)
    const content = { type: 'AdaptiveCard', version: '1.5', body: [] }
    const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content }]
    const sent = await connect('POST', `/${chat.id}/activities`, { ...text, attachments })
    expect(sent.body).toEqual({})
    expect(teams.messages(chat, mina.id)).toHaveLength(2)
  })

  it('knows the members by either id', async () => {
    const chat = await teams.openGroupChat([mina.id, jonas.id], 'Renewals')
    const at = `/${encodeURIComponent(chat.id)}`
    const { body } = await connect('GET', `${at}/members`)
    expect(body.map(({ name }: { name: string }) => name)).toEqual(['Mina Park', 'Jonas Weber'])
    const member = { aadObjectId: mina.id, tenantId: mina.partnerId, name: 'Mina Park' }
    expect((await connect('GET', `${at}/members/${encodeURIComponent(body[0].id)}`)).body).toMatchObject(member)
    expect((await connect('GET', `${at}/members/${mina.id}`)).body).toMatchObject(member)
    expect((await connect('GET', `${at}/members/${lin.id}`)).status).toBe(404)
    expect((await connect('GET', `${at}/pagedmembers?pageSize=2`)).body).toEqual({ members: body })
  })

  it('finds the personal chat of somebody who has the bot', async () => {
    const asked = { isGroup: false, members: [{ id: mina.id }], tenantId: mina.partnerId, bot: { id: '28:x' } }
    expect(await connect('POST', '', asked)).toMatchObject({
      status: 403,
      body: { error: { code: 'ForbiddenOperationException' } },
    })
    const chat = await teams.openPersonalChat(mina.id)
    expect(await connect('POST', '', asked)).toMatchObject({ status: 201, body: { id: chat.id } })
  })

  it('refuses an unknown conversation, a conversation without the bot, and an unreadable message', async () => {
    expect(await connect('POST', '/a:nobody/activities', text)).toMatchObject({
      status: 404,
      body: { error: { code: 'ConversationNotFound', message: expect.any(String) } },
    })
    const chat = await teams.openPersonalChat(mina.id)
    expect((await connect('POST', `/${chat.id}/activities`, { text: 7 })).status).toBe(400)
    await teams.removeBot(chat)
    const refused = await connect('POST', `/${chat.id}/activities`, text)
    expect(refused).toMatchObject({ status: 403, body: { error: { code: 'BotNotInConversationRoster' } } })
  })

  it('refuses a message over 100 KB, counted in UTF-16', async () => {
    const chat = await teams.openPersonalChat(mina.id)
    const long = (length: number) => ({ type: 'message', text: 'x'.repeat(length) })
    expect((await connect('POST', `/${chat.id}/activities`, long(51_000))).status).toBe(201)
    const refused = await connect('POST', `/${chat.id}/activities`, long(52_000))
    expect(refused).toMatchObject({ status: 413, body: { error: { code: 'MessageSizeTooBig' } } })
  })

  it('throttles when a test asks it to', async () => {
    const chat = await teams.openPersonalChat(mina.id)
    teams.connector.refuseNext(429, 'Throttled', 3)
    const refused = await connect('POST', `/${chat.id}/activities`, text)
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe('3')
    expect((await connect('POST', `/${chat.id}/activities`, text)).status).toBe(201)
  })
})
