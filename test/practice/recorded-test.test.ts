import { describe, expect, it } from 'vitest'
import { recordedTest } from '../../src/practice/page/recorded-test.ts'
import {
  type Act,
  answerIn,
  buttonsOf,
  pickedIn,
  type RecordedChat,
  type Step,
} from '../../src/practice/page/recording.ts'
import type { WireMessage } from '../../src/practice/page/wire.ts'

// Not to be taken for an import of this file's: it runs without a database.
const desk = `'../support/desk.ts'`

const mina: RecordedChat = { personId: 'id-of-mina', name: 'Mina Park', conversationId: 'chat-of-mina' }
const lin: RecordedChat = { personId: 'id-of-lin', name: '林晓雨', conversationId: 'chat-of-lin' }
const deals = { topic: "Mina's deals", memberIds: ['id-of-mina', 'id-of-lin'] }

const step = (chat: RecordedChat, act: Act, more: Partial<Extract<Step, { act: Act }>> = {}): Step => ({
  chat,
  act,
  before: {},
  ...more,
})
const presses = (messageId: string, title: string, picked = {}, which = 0): Act => ({
  kind: 'presses',
  messageId,
  title,
  which,
  picked,
})

describe('a recorded conversation as a test', () => {
  it('says, picks and presses in order, lets time pass, and sees what answered', () => {
    const card = (text: string) => ({ newestCard: 'a', words: { of: 'card', text, messageId: 'a' } }) as const
    const text = recordedTest([
      step(mina, { kind: 'says', text: 'cancel CSP-1002' }, { answer: card('Cancel a purchase') }),
      step(mina, presses('a', 'Submit', { acknowledged: 'true' }), {
        before: { newestCard: 'a' },
        answer: card('Cancel a purchase'),
      }),
      { passed: 'hour' },
      { passed: 'fortnight' },
      step(
        lin,
        { kind: 'says', text: "what's up" },
        { answer: { words: { of: 'text', text: '你好', messageId: 'b' } } },
      ),
    ])
    expect(text).toBe(`import { expect, it } from 'vitest'
import { day, hour } from '../../src/platform/clock.ts'
import { openWorld } from ${desk}

it('Mina Park says: cancel CSP-1002', async () => {
  const world = await openWorld()
  const mina = await world.person('id-of-mina')
  await mina.says('cancel CSP-1002')
  expect(mina.sees()).toContain('Cancel a purchase')
  mina.picks({ acknowledged: 'true' })
  await mina.presses('Submit')
  expect(mina.sees()).toContain('Cancel a purchase')
  await world.passes(hour)
  await world.passes(14 * day)
  const 林晓雨 = await world.person('id-of-lin')
  await 林晓雨.says("what's up")
  expect(林晓雨.hears()).toContain('你好')
})
`)
  })

  it('gives a name to a card that is pressed when it is no longer the newest, and says when it was there before', () => {
    const text = recordedTest([
      step(mina, { kind: 'says', text: 'help' }, { answer: { newestCard: 'a' } }),
      step(mina, { kind: 'says', text: 'buy' }, { before: { newestCard: 'a' }, answer: { newestCard: 'b' } }),
      step(mina, presses('a', 'Keys', {}, 1), { before: { newestCard: 'b' }, answer: { newestCard: 'b' } }),
      step(mina, presses('long ago', 'Next'), { before: { newestCard: 'b' }, answer: { newestCard: 'b' } }),
    ])
    expect(text).toContain(`
  await mina.says('help')
  const card = mina.card().id
  await mina.says('buy')
  await mina.presses('Keys', { message: card, which: 1 })
  // This card was there before the recording began.
  await mina.presses('Next')
`)
  })

  it('opens the group chat in which somebody spoke, and tells of files, pictures and the bot being taken out', () => {
    const text = recordedTest([
      step({ ...mina, conversationId: 'g', group: deals }, { kind: 'says', text: 'help' }),
      step({ ...lin, conversationId: 'g', group: deals }, { kind: 'says', text: 'help' }),
      step(mina, { kind: 'sends files', text: 'see', names: ['a "quote".pdf'] }),
      step(mina, { kind: 'sends a picture' }),
      step(mina, { kind: 'blocks' }),
      step(mina, { kind: 'removes' }),
    ])
    expect(text).toContain(`import { openWorld, Person } from ${desk}`)
    expect(text).toContain(`
  const group = await world.teams.openGroupChat(['id-of-mina', 'id-of-lin'], "Mina's deals")
  const minaInGroup = new Person(world.desk, world.teams, 'id-of-mina', group.id)
  await minaInGroup.says('help')
  const 林晓雨InGroup = new Person(world.desk, world.teams, 'id-of-lin', group.id)
  await 林晓雨InGroup.says('help')
  const mina = await world.person('id-of-mina')
  // What was in the files is not recorded.
  await world.teams.sendFiles(mina.chat, mina.id, [{ name: 'a "quote".pdf', content: Buffer.from('what it holds') }], 'see')
  await world.teams.sendPicture(mina.chat, mina.id)
  world.teams.blockBot(mina.id)
  await world.teams.removeBot(mina.chat)
`)
  })

  it('edits what was said before, by its words, and says of what was not', () => {
    const edits = (was: string, text: string, later = 0) =>
      step(mina, { kind: 'edits', messageId: 'm', was, text, later })
    const text = recordedTest([
      step(mina, { kind: 'says', text: 'help' }),
      step(mina, { kind: 'says', text: 'help' }),
      edits('help', 'orders', 1),
      edits('orders', 'keys'),
      edits('help', 'buy', 1),
    ])
    expect(text).toContain(`
  await mina.says('help')
  await mina.says('help')
  await mina.edits('help', 'orders', { later: 1 })
  await mina.edits('orders', 'keys')
  // This message is no part of the recording.
  await mina.edits('help', 'buy', { later: 1 })
`)
  })

  it('opens windows, presses in them and closes them with what their page hands back', () => {
    const address = 'http://desk/tab/dialog/support?flow=f-1&request=r-1'
    const form = { title: 'Open form', which: 0, picked: {} }
    const text = recordedTest([
      step(mina, { kind: 'says', text: 'support' }, { answer: { newestCard: 'a' } }),
      step(
        mina,
        { kind: 'opens', messageId: 'a', ...form },
        { before: { newestCard: 'a' }, answer: { newestCard: 'a', window: 'New request' } },
      ),
      step(mina, {
        kind: 'closes',
        address,
        result: { verb: 'flow', flow: 'f-1', act: 'sent', request: 'r-1' },
      }),
      step(
        mina,
        { kind: 'opens', messageId: 'a', ...form, picked: { reason: 'Twice' } },
        { before: { newestCard: 'a' } },
      ),
      step(mina, { kind: 'closes', address, result: undefined }),
      step(mina, { kind: 'uses', messageId: 'b', said: 'support', isBots: false }, { answer: { window: 'Use' } }),
      step(mina, { kind: 'presses in a window', title: 'Keys', which: 1, picked: { subject: 'CSP-1' } }),
      step(mina, { kind: 'uses', messageId: 'c', said: 'of long ago', isBots: false }),
      step(mina, { kind: 'uses', messageId: 'a', said: undefined, isBots: true }, { before: { newestCard: 'a' } }),
    ])
    const onPage =
      '// What was done on /tab/dialog/support is not recorded: tabOf of test/support/tab-person.ts asks what such a page asks.'
    expect(text).toContain(`
  await mina.says('support')
  const dialog = await mina.opens('Open form')
  expect(dialog.sees()).toContain('New request')
  ${onPage}
  await dialog.closes({ verb: 'flow', flow: dialog.asked('flow'), act: 'sent', request: dialog.asked('request') })
  mina.picks({ reason: 'Twice' })
  await mina.opens('Open form')
  ${onPage}
  // Mina Park closed the window: the bot is not told.
  const dialog3 = await mina.uses({ says: 'support' })
  expect(dialog3.sees()).toContain('Use')
  dialog3.picks({ subject: 'CSP-1' })
  await dialog3.presses('Keys', { which: 1 })
  // This message is no part of the recording.
  await mina.uses({ says: 'of long ago' })
  await mina.uses()
`)
  })

  it('says what was done where it does not see, and when there was more', () => {
    const text = recordedTest(
      [
        step(mina, { kind: 'leaves', page: 'tab', title: '' }),
        step(mina, { kind: 'leaves', page: 'link', title: "Mina's download" }),
        step({ ...mina, conversationId: 'g', group: deals }, { kind: 'opens a group' }),
        step(mina, { kind: 'answers an offer', accepted: false, isNewest: true }),
        step(mina, { kind: 'answers an offer', accepted: true, isNewest: false }),
      ],
      false,
    )
    expect(text).toContain(`
  const world = await openWorld()
  // Mina Park opened the app's tab: what is done there is not recorded.
  // Mina Park followed "Mina's download": what is done there is not recorded.
  await world.teams.openGroupChat(['id-of-mina', 'id-of-lin'], "Mina's deals")
  const mina = await world.person('id-of-mina')
  await mina.answersOffer(false)
  // This message is no part of the recording.
  await mina.answersOffer(true)
  // What was done after these 5 acts is not recorded.
`)
  })

  it('takes no word out of what was typed for code', () => {
    const text = recordedTest([step(mina, { kind: 'says', text: `it's "so" \\ and\n'); stop(` })])
    expect(text).toContain(String.raw`await mina.says('it\'s "so" \\ and\n\'); stop(')`)
  })

  it('breaks what was picked into lines where one would be too long', () => {
    const text = recordedTest([step(mina, presses('a', 'Next', { why: 'x'.repeat(100), 'po-number': '7' }))])
    expect(text).toContain(`  mina.picks({\n    why: '${'x'.repeat(100)}',\n    'po-number': '7',\n  })\n`)
  })
})

it('what was picked is what the card did not come with; what was emptied is empty', () => {
  const card = {
    body: [
      { type: 'Input.Text', id: 'po', value: 'PO-1' },
      { type: 'Input.Number', id: 'quantity', value: 5 },
      { type: 'Input.ChoiceSet', id: 'order' },
      { type: 'Input.Text', id: 'why' },
    ],
  }
  const sent = [
    { id: 'po', value: undefined },
    { id: 'quantity', value: '5' },
    { id: 'order', value: 'CSP-1001' },
    { id: 'why', value: undefined },
  ]
  expect(pickedIn(card, sent)).toEqual({ po: '', order: 'CSP-1001' })
})

it('buttons of one title are counted as a Person counts them: in reading order, without fallbacks', () => {
  const row = (id: string) => ({
    type: 'ActionSet',
    actions: [
      {
        type: 'Action.Execute',
        title: 'Withdraw',
        data: { id },
        fallback: { type: 'Action.Submit', title: 'Withdraw', data: { id } },
      },
    ],
  })
  const card = { type: 'AdaptiveCard', body: [row('one'), { type: 'Container', items: [row('two')] }] }
  expect(buttonsOf(card, 'Withdraw').map(({ data }) => data)).toEqual([{ id: 'one' }, { id: 'two' }])
})

describe('what answers an act', () => {
  const message = (id: string, more: Partial<WireMessage>): WireMessage => ({
    id,
    from: { id: 'bot', name: 'CSP Desk', bot: true },
    at: '2026-11-22T10:00:00Z',
    edited: false,
    ...more,
  })
  const card = (text: string) => ({ type: 'AdaptiveCard', body: [{ type: 'TextBlock', text }] })

  it('to words is the newest message, by its title up to the first number', () => {
    const messages = [message('a', { card: card('Old') }), message('b', { card: card('Order CSP-1009 of Contoso') })]
    const answer = answerIn(messages, { kind: 'says', text: 'orders' }, { newest: 'a' })
    expect(answer.words).toEqual({ of: 'card', text: 'Order', messageId: 'b' })
  })

  it('to a press is the card that was pressed, unless a message came', () => {
    const messages = [message('a', { card: card('Cancel a purchase') }), message('b', { card: card('Newer') })]
    expect(answerIn(messages, presses('a', 'Next'), { newest: 'b' }).words?.text).toBe('Cancel a purchase')
    expect(answerIn(messages, presses('a', 'Next'), { newest: 'a' }).words?.text).toBe('Newer')
  })

  it('may be a line below the card, or a plain text', () => {
    const line = [message('a', { card: card('Keys'), line: 'A new card is below.' })]
    expect(answerIn(line, presses('a', 'Keys'), { newest: 'a' }).words).toMatchObject({ of: 'text' })
    const text = [message('a', { text: 'Write to me in our own chat.\nThere it is.' })]
    expect(answerIn(text, { kind: 'says', text: 'x' }, {}).words?.text).toBe('Write to me in our own chat.')
  })
})
