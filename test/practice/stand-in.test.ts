import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { wentWrong } from '../../src/practice/presses.ts'
import type { TeamsStandIn } from '../../src/practice/teams-stand-in.ts'
import { callConnector, type EchoDesk, jonas, lin, mina, openEchoDesk } from './echo-bot.ts'
import { button } from './sample-card.ts'

let desk: EchoDesk
let teams: TeamsStandIn

beforeEach(async () => {
  desk = await openEchoDesk()
  teams = desk.practice.standIn
})
afterEach(() => desk.close())

const connect = (method: string, at: string, body?: unknown) =>
  callConnector(`${desk.address}/practice/connector/`, method, at, body)

const pressed = { customer: 'contoso', quantity: '3' }

async function groupWithCard() {
  const chat = await teams.openGroupChat([mina.id, jonas.id], 'Renewals')
  await teams.say(chat, mina.id, 'card')
  const message = teams.lastCard(chat, mina.id)
  if (message === undefined) throw new Error('no card came')
  return { chat, message }
}

describe('what the bot is told', () => {
  it('is told once that it was added, with who and where', async () => {
    const chat = await teams.openPersonalChat(mina.id)
    await teams.openPersonalChat(mina.id)
    expect(desk.heard.map(({ type }) => type)).toEqual(['conversationUpdate', 'installationUpdate'])
    expect(desk.heard[0]).toMatchObject({ membersAdded: [{ id: expect.stringMatching(/^28:/) }] })
    expect(desk.heard[1]).toMatchObject({ action: 'add', conversation: { id: chat.id, conversationType: 'personal' } })
  })

  it('gets a message that is changed whole, under its id and with its files, and only from who wrote it', async () => {
    const chat = await teams.openPersonalChat(mina.id)
    await teams.sendFiles(chat, mina.id, [{ name: 'quote.pdf', content: Buffer.from('%PDF') }], 'see')
    const [message] = teams.messages(chat, mina.id)
    const id = message?.id ?? ''
    await teams.edit(chat, mina.id, id, 'see this')
    expect(desk.heard.at(-1)).toMatchObject({
      ...{ type: 'messageUpdate', id, text: 'see this' },
      channelData: { tenant: { id: mina.partnerId }, eventType: 'editMessage' },
      attachments: [{ name: 'quote.pdf' }, { contentType: 'text/html', content: '<p>see this</p>' }],
    })
    expect(teams.messages(chat, mina.id)[0]).toMatchObject({ text: 'see this', edited: true, files: [{ size: 4 }] })
    const answer = teams.messages(chat, mina.id).at(-1)?.id ?? ''
    await expect(teams.edit(chat, mina.id, answer, 'I never said this')).rejects.toThrow('knows no message')
  })

  it('gets a message that is changed in a group with its mention', async () => {
    const chat = await teams.openGroupChat([mina.id, jonas.id], 'Renewals')
    await teams.say(chat, mina.id, 'hi')
    await teams.edit(chat, mina.id, teams.messages(chat, mina.id)[0]?.id ?? '', 'hello')
    expect(desk.heard.at(-1)).toMatchObject({ text: '<at>CSP Desk</at> hello', entities: [{}, { type: 'mention' }] })
    expect(teams.messages(chat, jonas.id)[0]).toMatchObject({ text: 'hello', mention: true, edited: true })
  })

  it('gets a message with the fields that Teams sends', async () => {
    const chat = await teams.openPersonalChat(mina.id)
    await teams.say(chat, mina.id, 'help')
    const [message] = teams.messages(chat, mina.id)
    expect(desk.heard.at(-1)).toEqual({
      type: 'message',
      id: message?.id,
      timestamp: '2026-11-22T00:14:00.000Z',
      localTimestamp: '2026-11-22T09:14:00.000+09:00',
      localTimezone: 'Asia/Seoul',
      serviceUrl: `${desk.address}/practice/connector/`,
      channelId: 'msteams',
      from: { id: expect.stringMatching(/^29:/), name: 'Mina Park', aadObjectId: mina.id },
      conversation: { id: expect.stringMatching(/^a:/), conversationType: 'personal', tenantId: mina.partnerId },
      recipient: { id: expect.stringMatching(/^28:/), name: 'CSP Desk' },
      channelData: { tenant: { id: mina.partnerId } },
      locale: 'ko-KR',
      text: 'help',
      textFormat: 'plain',
      attachments: [{ contentType: 'text/html', content: '<p>help</p>' }],
      entities: [{ type: 'clientInfo', locale: 'ko-KR', country: 'KR', platform: 'Web', timezone: 'Asia/Seoul' }],
    })
  })

  it('is mentioned in a group chat', async () => {
    const chat = await teams.openGroupChat([mina.id, jonas.id], 'Renewals')
    await teams.say(chat, jonas.id, 'help')
    const { text, conversation, entities } = desk.heard.at(-1)
    expect(text).toBe('<at>CSP Desk</at> help')
    expect(conversation).toMatchObject({
      conversationType: 'groupChat',
      isGroup: true,
      name: 'Renewals',
      id: expect.stringMatching(/^19:.*@thread\.v2$/),
    })
    expect(entities[1]).toMatchObject({ type: 'mention', text: '<at>CSP Desk</at>', mentioned: { name: 'CSP Desk' } })
    expect(teams.messages(chat, mina.id)[0]).toMatchObject({
      text: 'help',
      mention: true,
      from: { name: 'Jonas Weber' },
    })
  })

  it('gets a picture without a text', async () => {
    const chat = await teams.openPersonalChat(mina.id)
    await teams.sendPicture(chat, mina.id)
    const { text, attachments } = desk.heard.at(-1)
    expect(text).toBeUndefined()
    expect(attachments[0].contentType).toBe('image/*')
    expect((await fetch(attachments[0].contentUrl)).headers.get('content-type')).toBe('image/png')
  })

  it('gets a press as an invoke with the data and the inputs together', async () => {
    const { chat, message } = await groupWithCard()
    await teams.press(chat, jonas.id, message.id, button('Place order', 'order'), pressed)
    const { id, type, name, replyToId, value, from } = desk.heard.at(-1)
    expect({ type, name, replyToId }).toEqual({ type: 'invoke', name: 'adaptiveCard/action', replyToId: message.id })
    const data = { requestKey: button('', '').data.requestKey, ...pressed }
    expect(value).toEqual({
      action: { type: 'Action.Execute', verb: 'order', title: 'Place order', data },
      trigger: 'manual',
    })
    expect(from.aadObjectId).toBe(jonas.id)
    expect(id).toMatch(/^f:/)
  })

  it('gets the fallback of a press as a message with a value and no text', async () => {
    const { chat, message } = await groupWithCard()
    await teams.press(chat, mina.id, message.id, button('Place order', 'order').fallback, pressed)
    const { type, text, value, replyToId } = desk.heard.at(-1)
    expect({ type, text, replyToId }).toEqual({ type: 'message', text: undefined, replyToId: message.id })
    expect(value).toMatchObject({ verb: 'order', customer: 'contoso' })
    expect(teams.messages(chat, mina.id).at(-1)?.text).toMatch(/^submitted/)
  })

  it.each([
    ['same id', 1],
    ['new id', 2],
  ] as const)('gets a press twice under the %s', async (deliverTwice, ids) => {
    const { chat, message } = await groupWithCard()
    const action = button('Place order', 'order')
    const outcome = await teams.press(chat, mina.id, message.id, action, pressed, { deliverTwice })
    const presses = desk.heard.slice(-2)
    expect(presses.map(({ value }) => value.action.verb)).toEqual(['order', 'order'])
    expect(new Set(presses.map(({ id }) => id)).size).toBe(ids)
    expect(outcome.second?.status).toBe(200)
  })

  it('is asked for the choices of a typeahead, of which fifteen are shown', async () => {
    const { chat, message } = await groupWithCard()
    const asked = { dataset: 'customers', text: 'cont' }
    expect(await teams.search(chat, mina.id, message.id, asked)).toEqual([
      { title: 'Contoso', value: 'contoso' },
      { title: 'Contoso Pharma', value: 'contoso-pharma' },
    ])
    const value = { kind: 'search', queryText: 'cont', queryOptions: { skip: 0, top: 15 }, dataset: 'customers' }
    expect(desk.heard.at(-1)).toMatchObject({ type: 'invoke', name: 'application/search', value })
    expect(await teams.search(chat, mina.id, message.id, { ...asked, text: '' })).toHaveLength(15)
  })

  it('hears nothing more from a conversation that it was removed from', async () => {
    const chat = await teams.openPersonalChat(mina.id)
    await teams.removeBot(chat)
    expect(desk.heard.at(-1)).toMatchObject({ type: 'installationUpdate', action: 'remove' })
    const before = desk.heard.length
    await teams.say(chat, mina.id, 'help')
    expect(desk.heard).toHaveLength(before)
    await teams.openPersonalChat(mina.id)
    expect(desk.heard.at(-1)).toMatchObject({ type: 'installationUpdate', action: 'add' })
  })
})

describe('a person who has blocked the bot', () => {
  const notice = { type: 'message', text: 'A notice' }
  const blocked = { status: 403, body: { error: { code: 'ConversationBlockedByUser', message: expect.any(String) } } }

  it('gets nothing from it, and the bot is told so when it sends and not before', async () => {
    const chat = await teams.openPersonalChat(mina.id)
    const { body } = await connect('POST', `/${chat.id}/activities`, notice)
    const before = desk.heard.length
    teams.blockBot(mina.id)
    expect(await connect('POST', `/${chat.id}/activities`, notice)).toMatchObject(blocked)
    expect(await connect('PUT', `/${chat.id}/activities/${body.id}`, notice)).toMatchObject(blocked)
    expect(await connect('DELETE', `/${chat.id}/activities/${body.id}`)).toMatchObject(blocked)
    expect((await teams.say(chat, mina.id, 'help')).status).toBe(403)
    expect(desk.heard).toHaveLength(before)
    expect(teams.toasts(mina.id)).toHaveLength(1)
  })

  it('hears of it again after unblocking it, or after removing and adding it', async () => {
    const chat = await teams.openPersonalChat(mina.id)
    teams.blockBot(mina.id)
    teams.unblockBot(mina.id)
    expect((await connect('POST', `/${chat.id}/activities`, notice)).status).toBe(201)
    teams.blockBot(mina.id)
    await teams.removeBot(chat)
    expect((await connect('POST', `/${chat.id}/activities`, notice)).body.error.code).toBe('BotNotInConversationRoster')
    await teams.openPersonalChat(mina.id)
    expect((await connect('POST', `/${chat.id}/activities`, notice)).status).toBe(201)
  })
})

describe('what people see', () => {
  it('shows the card that answers a press to the person who pressed alone', async () => {
    const { chat, message } = await groupWithCard()
    await teams.press(chat, mina.id, message.id, button('Place order', 'order'), pressed)
    expect(JSON.stringify(teams.lastCard(chat, mina.id))).toContain('Ordered 3 for contoso')
    expect(teams.lastCard(chat, jonas.id)?.card).toEqual(message.card)
  })

  it('shows an edited card to everybody', async () => {
    const { chat, message } = await groupWithCard()
    await teams.press(chat, mina.id, message.id, button('Place order', 'order'), { ...pressed, quantity: '4' })
    await teams.press(chat, jonas.id, message.id, button('For everybody', 'everybody'), pressed)
    for (const person of [mina, jonas]) {
      const seen = teams.lastCard(chat, person.id)
      expect(JSON.stringify(seen?.card)).toContain('Ordered 3 for contoso')
      expect(seen?.edited).toBe(true)
    }
  })

  it('shows the line that answers a press to the person who pressed alone', async () => {
    const { chat, message } = await groupWithCard()
    const outcome = await teams.press(chat, mina.id, message.id, button('Just note it', 'note'))
    expect(outcome).toMatchObject({ status: 200, line: 'Noted for Mina Park', failed: false })
    expect(teams.lastCard(chat, mina.id)).toMatchObject({ line: 'Noted for Mina Park', card: message.card })
    expect(teams.lastCard(chat, jonas.id)?.line).toBeUndefined()
  })

  it.each(['fail', 'refuse'])('says that something went wrong when the bot answers %s', async (verb) => {
    const { chat, message } = await groupWithCard()
    await teams.press(chat, mina.id, message.id, button('Break', verb))
    expect(teams.lastCard(chat, mina.id)).toMatchObject({ line: wentWrong, failed: true, card: message.card })
  })

  it('says that something went wrong when a message was not taken', async () => {
    const chat = await teams.openPersonalChat(mina.id)
    await teams.say(chat, mina.id, 'fail')
    expect(teams.messages(chat, mina.id)).toMatchObject([{ text: 'fail', line: wentWrong, failed: true }])
  })

  it('says so no more once the message is changed and taken', async () => {
    const chat = await teams.openPersonalChat(mina.id)
    await teams.say(chat, mina.id, 'fail')
    const [failed] = teams.messages(chat, mina.id)
    expect(failed?.line).toBe(wentWrong)
    await teams.edit(chat, mina.id, failed?.id ?? '', 'hello')
    expect(teams.messages(chat, mina.id)[0]).toMatchObject({ text: 'hello', line: undefined, failed: undefined })
  })

  it('shows that the bot is typing until its next message', async () => {
    const chat = await teams.openPersonalChat(mina.id)
    await teams.say(chat, mina.id, 'think')
    expect(teams.isTyping(chat)).toBe(true)
    await teams.say(chat, mina.id, 'help')
    expect(teams.isTyping(chat)).toBe(false)
  })

  it('tells a person of a message by its summary', async () => {
    const { chat } = await groupWithCard()
    expect(teams.toasts(jonas.id).map(({ text }) => text)).toEqual(['card', 'An order form arrived'])
    expect(teams.toasts(mina.id)).toMatchObject([
      { conversationId: chat.id, from: 'CSP Desk', text: 'An order form arrived' },
    ])
  })

  it('waits for what comes later', async () => {
    const chat = await teams.openPersonalChat(mina.id)
    const seen = teams.until(() => teams.messages(chat, mina.id).find(({ text }) => text === 'A notice'))
    await connect('POST', `/${chat.id}/activities`, { type: 'message', text: 'A notice' })
    expect((await seen).from.bot).toBe(true)
  })

  it('keeps people of different partners apart', async () => {
    await expect(teams.openGroupChat([mina.id, lin.id], 'Both')).rejects.toThrow('different partners')
    const chat = await teams.openPersonalChat(mina.id)
    await expect(teams.say(chat, lin.id, 'help')).rejects.toThrow('knows no person')
  })
})
