import { beforeEach, describe, expect, it } from 'vitest'
import type { Feature } from '../../src/chat/feature.ts'
import { buttonsOf, openWorld, type Person, partnerA, people, type World, wordsOf } from '../support/desk.ts'
import { fromTeams } from '../support/teams-events.ts'

interface Reply {
  readonly type: string
  readonly text?: string
  readonly attachments?: { readonly content: object }[]
  readonly value?: {
    readonly status: number
    readonly body: { readonly type: string; readonly value: object | string }
  }
}

const tumbling = (): Feature => ({
  name: 'tumbling',
  commands: [
    {
      name: 'tumble',
      words: { en: ['tumble'], zh: ['跌倒'], ko: ['넘어지기'] },
      offered: () => true,
      begin: () => Promise.reject(new Error('tumbled')),
    },
  ],
})

let world: World
let mina: Person
beforeEach(async () => {
  world = await openWorld({ features: [tumbling] })
  mina = await world.person(people.admin)
})

/** What is answered to an activity of Mina's whose sender takes the replies out of the HTTP answer. */
async function asks(fields: object, at = world): Promise<Reply[]> {
  const answer = await fromTeams(at, {
    deliveryMode: 'expectReplies',
    from: { id: '29:mina', aadObjectId: people.admin },
    conversation: { id: mina.chat, conversationType: 'personal', tenantId: partnerA },
    channelData: { tenant: { id: partnerA } },
    ...fields,
  })
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { activities: Reply[] }).activities
}
const says = (text: string, more: object = {}) => asks({ type: 'message', text, ...more })
const cardIn = (reply?: Reply): object => reply?.attachments?.[0]?.content ?? {}
const answerIn = (replies: Reply[]) => replies.find(({ type }) => type === 'invokeResponse')?.value
const press = (button: ReturnType<typeof buttonsOf>[number], more: object = {}) =>
  asks({ type: 'invoke', name: 'adaptiveCard/action', value: { action: { ...button }, trigger: 'manual' }, ...more })

/** Nothing but what the HTTP answer has reaches the chat. */
const sendsNothing = async (work: () => Promise<void>) => {
  const before = mina.everything()
  await work()
  await world.desk.settled()
  expect(mina.everything()).toBe(before)
}

describe('an activity whose sender expects the replies in the HTTP answer', () => {
  it.each([
    ['help', 'CSP Desk'],
    ['orders', 'Software and orders'],
    ['cancel CSP-1002', 'CSP-1002'],
    ['sandwich', 'I did not understand "sandwich"'],
    ['', 'That message had no words in it'],
  ])('has the answer to the words "%s" there, once', async (text, words) => {
    await sendsNothing(async () => {
      const replies = await says(text)
      expect(replies.map(({ type }) => type)).toEqual(['message'])
      expect(wordsOf(cardIn(replies[0])).join('\n')).toContain(words)
    })
  })

  it('has the card that a press comes to there, and edits no message', async () => {
    const [shown] = await says('orders')
    await mina.says('help')
    const { id } = mina.card()
    await sendsNothing(async () => {
      const button = buttonsOf(cardIn(shown)).find(({ verb }) => verb === 'flow')
      const answer = answerIn(await press(button as never, { replyToId: id }))
      expect(answer).toMatchObject({ status: 200, body: { type: 'application/vnd.microsoft.card.adaptive' } })
    })
  })

  it('has a card that a press opens beside what is answered to the press', async () => {
    const [home] = await says('help')
    await sendsNothing(async () => {
      const replies = await press(buttonsOf(cardIn(home)).find(({ title }) => title === 'Buy') as never)
      expect(replies.map(({ type }) => type).sort()).toEqual(['invokeResponse', 'message'])
      expect(answerIn(replies)?.body.value).toBe('Opened in a new card below.')
      expect(wordsOf(cardIn(replies.find(({ type }) => type === 'message'))).join('\n')).toContain('Buy')
    })
  })

  it('has what a press by Action.Submit comes to there', async () => {
    await mina.says('orders')
    const { id, card } = mina.card()
    const data = buttonsOf(card).find(({ verb }) => verb === 'flow')?.fallback?.data
    await sendsNothing(async () => {
      const replies = await asks({ type: 'message', replyToId: id, value: data })
      expect(replies).toHaveLength(1)
      expect(wordsOf(cardIn(replies[0]))).not.toEqual([])
    })
  })

  it.each([
    ['said in a channel', { type: 'message', text: 'orders' }, { conversationType: 'channel', isGroup: true }],
    [
      'by nobody who is known',
      { type: 'message', text: 'orders', from: { id: '29:x', aadObjectId: people.adminOfB } },
      {},
    ],
  ])('has the refusal there: %s', async (_title, fields, conversation) => {
    await sendsNothing(async () => {
      const replies = await asks({
        ...fields,
        conversation: { id: mina.chat, conversationType: 'personal', tenantId: partnerA, ...conversation },
      })
      expect(replies.map(({ type, text = '' }) => [type, text.startsWith('I ')])).toEqual([['message', true]])
    })
  })

  it('has the words for a press that is not the desk’s, and for one that nobody answers', async () => {
    await sendsNothing(async () => {
      expect(answerIn(await press({ type: 'Action.Execute', title: '', verb: 'nonsense' }))?.body.value).toContain(
        'Nothing was changed',
      )
      expect(answerIn(await asks({ type: 'invoke', name: 'nobody/knows' }))?.status).toBe(400)
    })
  })

  it('has the apology for an accident there', async () => {
    const replies = await says('tumble')
    expect(replies.map(({ text }) => text)).toEqual([expect.stringContaining('Something went wrong on our side')])
  })

  it('is heard once, however often it is delivered', async () => {
    expect(await says('help', { id: '1700000000901' })).toHaveLength(1)
    expect(await says('help', { id: '1700000000901' })).toEqual([])
  })
})
