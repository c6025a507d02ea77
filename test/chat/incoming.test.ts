import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { goneCard } from '../../src/chat/home.cards.ts'
import { Reader } from '../../src/platform/language.ts'
import { checkCard } from '../support/card-check.ts'
import { openWorld, type Person, partnerA, people, type World } from '../support/desk.ts'

let world: World
let mina: Person
beforeAll(async () => {
  // Reading the schema of cards takes a slow machine seconds, in which connections to the desk would be closed.
  checkCard(goneCard(new Reader('en-US')))
  world = await openWorld()
  mina = await world.person(people.admin)
})

const bot = '28:csp-desk'

/** As Teams sends it, but for what is changed. @returns the HTTP status. */
async function comesIn(changes: object): Promise<number> {
  const activity = {
    type: 'message',
    id: randomUUID(),
    channelId: 'msteams',
    serviceUrl: `${world.desk.address}/practice/connector/`,
    from: { id: '29:mina', name: 'Mina Park', aadObjectId: mina.id },
    recipient: { id: bot, name: 'CSP Desk' },
    conversation: { id: mina.chat, conversationType: 'personal', tenantId: partnerA },
    channelData: { tenant: { id: partnerA } },
    text: 'help',
    ...changes,
  }
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${world.desk.address}/api/messages`, {
    method: 'POST',
    headers,
    body: JSON.stringify(activity),
  })
  return answer.status
}

const helps = 'Facts in a sentence fill the form'
const failed = 'Something went wrong'

describe('a mention of the bot', () => {
  const mention = (mentioned: unknown, text?: unknown) => ({ type: 'mention', mentioned, text })
  it.each([
    ['as Teams writes it', '<at>CSP Desk</at> help', [mention({ id: bot, name: 'CSP Desk' }, '<at>CSP Desk</at>')]],
    ['under another name', '<at>The Desk</at> help', [mention({ id: bot, name: 'CSP Desk' }, '<at>The Desk</at>')]],
    ['twice', '<at>CSP Desk</at> help <at>CSP Desk</at>', [mention({ id: bot }, '<at>CSP Desk</at>')]],
    ['twice under another name', '<at>D</at> help <at>D</at>', [mention({ id: bot }, '<at>D</at>')]],
    ['without its text', '<at>CSP Desk</at> help', [mention({ id: bot, name: 'CSP Desk' })]],
    ['without whom', '<at>CSP Desk</at> help', [{ type: 'mention', text: '<at>CSP Desk</at>' }]],
    ['of nobody', '<at>CSP Desk</at> help', [mention(null, null)]],
    ['of a number', '<at>CSP Desk</at> help', [mention(5, 5), null, 'x', []]],
    ['that no entity tells', '<at>Desk</at> help', undefined],
    ['with entities that are none', '<at>Desk</at> help', null],
    ['with entities that are text', '<at>Desk</at> help', 'x'],
    ['with the signs of a pattern', '<at>$& (</at> help', [mention({ id: bot }, '<at>$& (</at>')]],
    ['with an empty text', 'help', [mention({ id: bot }, '')]],
    ['with attributes', '<at id="0">CSP Desk</at>&nbsp;help', [mention({ id: bot }, '<at id="0">CSP Desk</at>')]],
  ])('is no part of what was said: %s', async (_what, text, entities) => {
    expect(await comesIn({ text, entities })).toBe(200)
    expect(mina.sees()).toContain(helps)
    expect(mina.sees()).not.toContain('did not understand')
  })

  it('leaves others that are mentioned in the sentence as their names', async () => {
    const entities = [mention({ id: '29:other', name: 'Contoso' }, '<at>Contoso</at>')]
    expect(await comesIn({ text: '<at>Contoso</at> orders', entities })).toBe(200)
    expect(mina.sees()).toContain('contoso.com')
  })
})

describe('an activity that is not quite one', () => {
  it.each([
    ['attachments that are null', { attachments: null }],
    ['attachments without a type', { attachments: [{}, null, 5] }],
    ['a locale that is a number', { locale: 5 }],
    ['a locale that is none', { locale: '../../etc' }],
    ['a zone that is none', { localTimezone: 'Mars/Olympus' }],
    ['a zone that is an object', { localTimezone: {} }],
    ['a name that is an object', { from: { id: '29:mina', name: { a: 1 }, aadObjectId: people.admin } }],
    ['channel data that is text', { channelData: 'x' }],
    ['a value beside its words', { value: 'x' }],
    ['an id that is a number', { id: 5 }],
    ['an id that is very long', { id: 'i'.repeat(9_000) }],
    ['a reply to nothing that is', { replyToId: {} }],
    ['a time that is none', { timestamp: 'x', localTimestamp: 5 }],
    ['another way of delivery', { deliveryMode: 'ephemeral' }],
  ])('is answered as if that were not there: %s', async (_what, changes) => {
    const before = mina.messages()
    expect(await comesIn(changes)).toBe(200)
    expect(mina.messages()).toBe(before + 1)
    expect(mina.sees()).toContain(helps)
  })

  it.each([
    ['a number for its words', { text: 5 }, 'no words in it'],
    ['null for its words', { text: null, attachments: [{}] }, 'no words in it'],
    ['nothing but the mention', { text: '<at>CSP Desk</at>', entities: null }, 'no words in it'],
  ])('is answered as an empty message: %s', async (_what, changes, answer) => {
    expect(await comesIn(changes)).toBe(200)
    expect(mina.sees()).toContain(answer)
  })

  it.each([
    ['text', 'x'],
    ['a number', 5],
    ['an array', [[{ verb: 'start' }]]],
    ['an empty object', {}],
    ['a verb that every object has', { verb: 'constructor' }],
    ['a verb that is an object', { verb: { toString: 'x' } }],
    ['a command that every object has', { verb: 'start', command: '__proto__' }],
    ['a flow that is none', { verb: 'flow', flow: 'constructor' }],
  ])('is no press of a button of ours with %s', async (_what, data) => {
    expect(await comesIn({ text: undefined, value: data })).toBe(200)
    expect(mina.hears()).not.toContain(failed)
    for (const value of [data, { action: data }, { action: { data } }, { action: { verb: 5, data } }]) {
      expect(await comesIn({ type: 'invoke', name: 'adaptiveCard/action', value })).toBe(200)
    }
  })

  it.each(['constructor', '__proto__', 'toString', 5, null])('has no list named %s', async (dataset) => {
    const value = { queryText: 'x', dataset }
    expect(await comesIn({ type: 'invoke', name: 'application/search', value })).toBe(400)
  })

  it.each(['constructor', '__proto__', 'toString', 'valueOf', 'buy constructor', 'orders __proto__', 'keys toString'])(
    'may say %s',
    async (text) => {
      expect(await comesIn({ text })).toBe(200)
      expect(mina.hears()).not.toContain(failed)
    },
  )

  it.each([
    ['invokes of another name', { type: 'invoke', name: 'toString' }, 400],
    ['a conversation whose id is too long to be one', { conversation: { id: 'a'.repeat(3_000) } }, 400],
    ['a conversation whose id is not text', { conversation: { id: 'a\ud83d' } }, 400],
    ['a conversation whose id leads elsewhere in an address', { conversation: { id: '..' } }, 400],
    ['members that are nobody', { type: 'conversationUpdate', membersAdded: [null, {}, 5], membersRemoved: null }, 200],
    ['a type that is none', { type: 'constructor' }, 200],
  ])('is not answered by a failure: %s', async (_what, changes, status) => {
    const before = mina.messages()
    expect(await comesIn(changes)).toBe(status)
    expect(mina.messages()).toBe(before)
  })

  it('leaves what is known of how the person reads where it tells nonsense', async () => {
    await comesIn({ locale: 'en-GB', localTimezone: 'Asia/Seoul' })
    await comesIn({ locale: ['ko-KR'], localTimezone: '+09:00' })
    const where = { partnerId_agentId: { partnerId: partnerA, agentId: mina.id } }
    expect(await world.database.rows.personalChat.findUnique({ where })).toMatchObject({
      locale: 'en-GB',
      timeZone: 'Asia/Seoul',
    })
  })
})

describe('what people write', () => {
  it('is cut between characters where a card says it back', async () => {
    const family = '👨‍👩‍👧‍👦'
    await comesIn({ text: `nonsense ${family.repeat(20)}` })
    expect(mina.sees()).toContain(`"nonsense ${family.repeat(6)}…"`)
  })

  it('is read without NUL, halves of characters and control characters', async () => {
    await comesIn({ text: 'o\u0000rders\u0007 for contoso.com' })
    expect(mina.sees()).toContain('contoso.com')
    await comesIn({ text: 'sandwich \ud83d' })
    expect(mina.sees()).toContain('I did not understand "sandwich \ufffd"')
  })

  it('is kept without them when it comes with a press, whatever its key', async () => {
    await mina.says('buy 10 windows server 2022 datacenter 1 year for Contoso')
    mina.picks({
      poNumber: 'PO\u0000-7\u0001',
      'x\u0000\ud800': '\udc00',
      acknowledged: { deep: [[[[[[[[['\u0000']]]]]]]]] },
    })
    await mina.presses('Review order')
    expect(mina.sees()).toContain('PO number: PO-7')
  })
})
