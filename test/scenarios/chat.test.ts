import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type Person, partnerA, people, type World } from '../support/desk.ts'

let world: World
let mina: Person
beforeAll(async () => {
  world = await openWorld()
  mina = await world.person(people.admin)
})

const post = async (from: object, conversation: object, extra: object) =>
  fetch(`${world.desk.address}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      id: randomUUID(),
      channelId: 'msteams',
      serviceUrl: `${world.desk.address}/practice/connector/`,
      recipient: { id: '28:bot' },
      from,
      conversation,
      ...extra,
    }),
  })

describe('somebody writes to the bot', () => {
  it('is welcomed once when the bot is installed, though Teams tells it twice', () => {
    expect(mina.messages()).toBe(1)
    expect(mina.hears()).toContain('Welcome, Mina Park')
  })

  it.each([
    ['an account admin', people.accountAdmin, 'Here is what your roles let you do.', ['activity last week']],
    ['somebody without a role', people.nobody, 'A global administrator of your company can grant one.', []],
  ] as const)('welcomes %s with what they can do, and with nothing else', async (_who, id, words, examples) => {
    const person = await world.person(id)
    expect(person.sees()).toContain(words)
    for (const example of examples) expect(person.sees()).toContain(example)
    expect(person.sees()).not.toMatch(/sell|buy|keys|cancel/i)
  })

  it('promises no sentences to somebody whose commands have none', async () => {
    const person = await world.person(people.nobody)
    const where = { partnerId_id: { partnerId: partnerA, id: people.nobody } }
    await world.database.rows.agent.update({ where, data: { roles: ['billing-admin'] } })
    await person.says('help')
    await world.database.rows.agent.update({ where, data: { roles: [] } })
    expect(person.sees()).toContain('Say a word or press a button.')
    expect(person.sees()).not.toContain('Facts in a sentence')
    expect(person.mayPress()).toEqual(['Settings', 'Open in tab'])
  })

  it.each(['help', 'HELP', 'Hi', 'hello!', '  Help  ', '?', '帮助', '도움말'])(
    'answers %s with what it can do',
    async (words) => {
      await mina.says(words)
      expect(mina.sees()).toContain('Facts in a sentence fill the form')
      expect(mina.mayPress()).toContain('Cancel')
    },
  )

  it('says what it did not understand and what it can do instead', async () => {
    await mina.says('make me a sandwich')
    expect(mina.sees()).toContain('I did not understand "make me a sandwich"')
    expect(mina.mayPress()).toContain('Cancel')
  })

  it('answers an empty message and a picture usefully', async () => {
    await mina.says('')
    expect(mina.sees()).toContain('no words in it')
    await world.teams.sendPicture(mina.chat, mina.id)
    expect(mina.sees()).toContain('Your file\nFor a support request')
  })

  it('asks what is meant where a word of a command is only talked about', async () => {
    await mina.says('thank you for your support')
    expect(mina.sees()).toContain('I am not sure what you want me to do')
    expect(mina.mayPress()[0]).toBe('Support')
  })

  it('understands a command in any letter case and any of its languages', async () => {
    for (const word of ['CANCEL', 'Cancel', '取消', '취소']) {
      await mina.says(word)
      expect(mina.sees()).toContain('Cancel a purchase')
    }
  })

  it('speaks Chinese to a Chinese agent and Korean to a Korean one', async () => {
    const lin = await world.person(people.chineseAdmin)
    await lin.says('取消 contoso.com 的订单 CSP-1002')
    expect(lin.sees()).toContain('剩余 1 天')
    const korean = await world.person(people.adminOfB)
    await korean.says('취소')
    expect(korean.sees()).toContain('구매 취소')
  })

  it.each([
    ['US', 'Here I post what all of you should see: approval cards and a morning summary'],
    ['KR', '모두가 보아야 할 승인 카드와 아침 요약을 여기에 게시합니다'],
    ['CN', '我会在这里发布需要大家看到的内容'],
  ])('greets a group chat once with what it is for, in the language of the partner in %s', async (market, words) => {
    await world.database.rows.partner.update({ where: { id: partnerA }, data: { market } })
    const { id } = await world.teams.openGroupChat([people.chineseAdmin, people.globalAndAdmin], 'Deals')
    await world.database.rows.partner.update({ where: { id: partnerA }, data: { market: 'US' } })
    const said = world.teams.messages(id, people.globalAndAdmin)
    expect(said).toHaveLength(1)
    expect(said[0]?.text).toContain(words)
  })

  it('works in the personal chat only', async () => {
    const { id } = await world.teams.openGroupChat([people.admin, people.globalAndAdmin], 'Deals')
    for (const words of ['cancel order CSP-1002 for contoso.com', 'help', 'keys']) {
      await world.teams.say(id, people.admin, words)
      expect(world.teams.messages(id, people.admin).at(-1)?.text).toContain('I work in our personal chat')
    }
  })
})

describe('somebody whom the desk does not know', () => {
  const stranger = { id: '29:stranger', aadObjectId: '99999999-0000-4000-8000-000000000002' }
  /** A group chat in which Mina sees what is said. */
  const joins = async () => {
    const { id } = await world.teams.openGroupChat([people.admin, people.globalAndAdmin], 'Strangers')
    const conversation = { id, conversationType: 'groupChat', isGroup: true, tenantId: partnerA }
    const told = () =>
      world.teams.messages(id, people.admin).filter(({ text }) => text?.includes('I do not know you here')).length
    return { conversation, told }
  }

  it('is told so once, and not at every app update, sentence and press', async () => {
    const { conversation, told } = await joins()
    for (const action of ['add-upgrade', 'remove-upgrade'])
      await post(stranger, conversation, { type: 'installationUpdate', action })
    await post(stranger, conversation, { type: 'conversationUpdate', membersAdded: [{ id: '28:bot' }] })
    expect(told()).toBe(0)
    await post(stranger, conversation, { type: 'installationUpdate', action: 'add' })
    expect(told()).toBe(1)
    for (const extra of [
      { type: 'message', text: 'hi' },
      { type: 'message', text: 'hi', id: '1' },
      { type: 'message', text: 'hi', id: '1' },
      { type: 'message', value: { verb: 'start', command: 'buy' } },
      { type: 'installationUpdate', action: 'add-upgrade' },
      { type: 'messageReaction' },
    ])
      await post(stranger, conversation, extra)
    expect(told()).toBe(1)
    await post({ ...stranger, id: '29:other' }, conversation, { type: 'message', text: 'hi' })
    expect(told()).toBe(2)
    await post({ id: '29:without-object-id' }, conversation, { type: 'message', text: 'hi' })
    expect(told()).toBe(3)
  })

  it('is told so again when the app was taken out and brought in again', async () => {
    const { conversation, told } = await joins()
    for (const action of ['add', 'remove', 'add'])
      await post(stranger, conversation, { type: 'installationUpdate', action })
    expect(told()).toBe(2)
  })

  it.each([
    ['application/search', { dataset: 'customers', queryText: 'c' }, 200, { value: { results: [] } }],
    ['application/search', 'nonsense', 200, { value: { results: [] } }],
    ['adaptiveCard/action', { action: { verb: 'start' } }, 200, { type: 'application/vnd.microsoft.activity.message' }],
    ['adaptiveCard/action', null, 200, { type: 'application/vnd.microsoft.activity.message' }],
    ['task/fetch', {}, 501, undefined],
    ['task/fetch', { data: { verb: 'dialog', dialog: 'support' } }, 200, { task: { type: 'message' } }],
    ['task/submit', { data: { verb: 'flow' } }, 200, { task: { type: 'message' } }],
    ['composeExtension/query', {}, 501, undefined],
    ['toString', {}, 501, undefined],
    [undefined, {}, 501, undefined],
  ])('has an invoke answered as one each time: %s %j', async (name, value, status, body) => {
    const { conversation, told } = await joins()
    for (let time = 0; time < 2; time++) {
      const answer = await post(stranger, conversation, { type: 'invoke', name, value })
      expect(answer.status).toBe(status)
      if (body !== undefined) expect(await answer.json()).toMatchObject(body)
    }
    expect(told()).toBe(0)
  })

  it('gets told so, and nothing else, whatever is pressed', async () => {
    const answer = await post(
      { id: '29:x', aadObjectId: '99999999-0000-4000-8000-000000000001' },
      { id: 'a:1', tenantId: '11111111-1111-4111-8111-111111111111', conversationType: 'personal' },
      {
        type: 'invoke',
        name: 'adaptiveCard/action',
        value: { action: { verb: 'start', data: { verb: 'start', command: 'cancel' } } },
      },
    )
    expect(answer.status).toBe(200)
    const body = (await answer.json()) as { type: string; value: string }
    expect(body.type).toBe('application/vnd.microsoft.activity.message')
    expect(body.value).toContain('I do not know you')
  })

  it('is not known by an agent id of another partner', async () => {
    const answer = await post(
      { id: '29:x', aadObjectId: people.admin },
      { id: 'a:1', tenantId: '22222222-2222-4222-8222-222222222222' },
      { type: 'invoke', name: 'application/search', value: { queryText: 'c', dataset: 'customers' } },
    )
    expect(await answer.json()).toMatchObject({ statusCode: 200, value: { results: [] } })
  })

  it('finds no customers by typeahead without a role', async () => {
    const noah = await world.person(people.nobody)
    await noah.says('help')
    expect(noah.sees()).toContain('no role yet')
    await noah.says('cancel')
    expect(noah.hears()).toContain('needs the role Admin agent')
    expect(noah.hears()).toContain('Mina Park')
  })
})

describe('presses that are not what they should be', () => {
  it('refuses a button that carries nothing known and changes nothing', async () => {
    await mina.says('help')
    const { id } = mina.card()
    for (const data of [
      {},
      { verb: 'nonsense' },
      ...['constructor', 'valueOf', 'toString', '__proto__'].map((verb) => ({ verb })),
      { verb: 'start', command: 'nonsense' },
      { verb: 'flow' },
      { verb: 'flow', flow: '1 or 1' },
    ]) {
      await world.teams.press(mina.chat, mina.id, id, { type: 'Action.Execute', title: 'x', verb: 'x', data } as never)
      expect(mina.messages()).toBeGreaterThan(0)
      expect(world.teams.messages(mina.chat, mina.id).find((message) => message.id === id)?.line).toContain(
        'Nothing was changed',
      )
    }
  })

  it.each(['nonsense', 'constructor', '__proto__'])('knows no list named %s to search', async (dataset) => {
    const answer = await post(
      { id: '29:x', aadObjectId: people.admin },
      { id: mina.chat, tenantId: partnerA, conversationType: 'personal' },
      { type: 'invoke', name: 'application/search', value: { queryText: 'c', dataset } },
    )
    expect(answer.status).toBe(400)
  })

  it('shows a card that nobody knows any more as gone, and a card of somebody else as theirs', async () => {
    await mina.says('cancel order CSP-1001 for contoso.com')
    await mina.presses('Other order', { forged: { flow: randomUUID() } })
    expect(mina.hears()).toContain('This card is no longer known')
    const oliver = await world.person(people.globalAndAdmin)
    const flow = JSON.stringify(mina.card().card).match(/"flow":"([^"]+)"/)?.[1]
    await oliver.says('cancel order CSP-1001 for contoso.com')
    await oliver.presses('Other order', { forged: { flow } })
    expect(oliver.hears()).toContain('belongs to somebody else')
  })
})
