import { beforeEach, describe, expect, it } from 'vitest'
import type { AppDialog } from '../support/app-dialog.ts'
import { asTyped, elementsOf, openWorld, Person, partnerA, people, type World, wordsOf } from '../support/desk.ts'
import { fromTeams } from '../support/teams-events.ts'

let world: World
let mina: Person
beforeEach(async () => {
  world = await openWorld()
  mina = await world.person(people.admin)
})

/** Somebody writes in a group chat, and Mina chooses "Use in CSP Desk" on it. */
async function uses(
  text: string,
  viewer: Person = mina,
): Promise<{ readonly dialog: AppDialog; readonly chat: string }> {
  const { id } = await world.teams.openGroupChat([people.globalAndAdmin, viewer.id, people.nobody], 'Deals')
  await world.teams.say(id, people.globalAndAdmin, text)
  return { dialog: await new Person(world.desk, world.teams, viewer.id, id).uses({ says: text }), chat: id }
}
/** What Teams sends of a message as it has it. */
const points = (messagePayload: object, more: object = {}) =>
  fromTeams(world, {
    type: 'invoke',
    name: 'composeExtension/fetchTask',
    from: { id: '29:mina', aadObjectId: people.admin },
    conversation: { id: '19:elsewhere@thread.v2', conversationType: 'groupChat', isGroup: true, tenantId: partnerA },
    value: { commandId: 'useInDesk', commandContext: 'message', messagePayload },
    ...more,
  }).then(async (answer) => ({ status: answer.status, body: (await answer.json()) as Task }))
interface Task {
  task: { type: string; value: { title: string; card: { content: object } } }
}
const html = (content: string, more: object = {}) =>
  points({ id: '1', body: { contentType: 'html', content }, ...more })
const said = (card?: object) =>
  wordsOf(card ?? {})
    .map(asTyped)
    .join('\n')
describe('Use in CSP Desk on a message', () => {
  it('shows the order in it with its customer and products, and offers what can be done with it', async () => {
    const { dialog } = await uses('Could somebody look at CSP-1002 please? They want their money back')
    expect(dialog.title).toBe('Use in CSP Desk')
    expect(dialog.sees()).toContain('CSP-1002 · Contoso · SQL Server')
    expect(dialog.sees()).toContain('Contoso · contoso.com')
    expect(dialog.mayPress()).toEqual(['Buy', 'Keys', 'Cancel', 'Orders', 'Support'])
  })

  it.each([
    ['Keys', 'Get keys and downloads'],
    ['Cancel', 'Cancel a purchase'],
    ['Orders', 'CSP-1002'],
    ['Support', 'New support request'],
  ])(
    'opens %s for the order in the personal chat, once, and nothing in the chat of the message',
    async (title, words) => {
      const { dialog, chat } = await uses('Please cancel CSP-1002 now')
      const [shared, before] = [world.teams.messages(chat, mina.id).length, mina.messages()]
      for (let time = 0; time < 2; time++) {
        await dialog.presses(title)
        expect(dialog.words).toBe('Opened in our personal chat.')
      }
      expect(mina.messages()).toBe(before + 1)
      expect(mina.sees()).toContain(words)
      expect(world.teams.messages(chat, mina.id)).toHaveLength(shared)
    },
  )

  it('begins nothing by what the message says, whoever wrote it', async () => {
    const before = mina.messages()
    const { dialog } = await uses('cancel order CSP-1002 for contoso.com')
    await uses('buy 10 windows server 2022 datacenter for Contoso')
    expect(mina.messages()).toBe(before)
    expect(await world.database.rows.cancellation.count()).toBe(0)
    expect(dialog.sees()).toContain('CSP-1002')
  })

  it('fills the form for a purchase with the customer, the product and how many', async () => {
    const { dialog } = await uses('Hi team, Contoso wants 10 Windows Server 2022 Datacenter, 1 year. PO number 4711-A')
    expect(dialog.sees()).toMatch(/Windows Server 2022 Datacenter.* × 10/)
    await dialog.presses('Buy')
    expect(mina.sees()).toContain('Contoso')
    expect(mina.filledIn('quantity')).toBe(10)
    expect(mina.filledIn('poNumber')).toBe('4711-A')
  })

  it.each([
    ['a name in prose', 'Adventure Works called about the invoice', 'Adventure Works · adventure-works.com.kw'],
    ['a name of one word', 'Yesterday Fabrikam called again', 'Fabrikam · fabrikam.com.au'],
    ['a name in small letters', 'can we do something for fabrikam', 'Fabrikam · fabrikam.com.au'],
    ['a domain', 'see fourthcoffee.co.kr', 'Fourth Coffee · fourthcoffee.co.kr'],
    ['a mail address', 'ask lee@fourthcoffee.co.kr about it', 'Fourth Coffee · fourthcoffee.co.kr'],
    ['a Chinese sentence', '请帮 Fabrikam 续订', 'Fabrikam · fabrikam.com.au'],
    ['a Korean sentence', 'Contoso에서 연락이 왔습니다', 'Contoso · contoso.com'],
    ['further down', `${'nothing of note. '.repeat(100)}\nThen Adventure Works called.`, 'Adventure Works'],
  ])('reads a customer: %s', async (_what, text, words) => {
    expect((await uses(text)).dialog.sees()).toContain(words)
  })

  it('lets one choose among several orders, and guesses none', async () => {
    const { dialog } = await uses('CSP-1001 and CSP-1002 are both wrong')
    const input = elementsOf(dialog.card).find(({ id }) => id === 'subject')
    expect(input).toMatchObject({ isRequired: true })
    expect(input?.value).toBeUndefined()
    dialog.picks({ subject: 'CSP-1002' })
    await dialog.presses('Cancel')
    expect(mina.sees()).toContain('CSP-1002')
    expect(mina.sees()).not.toContain('CSP-1001')
  })

  it('says which orders and customers it found nowhere', async () => {
    const { dialog } = await uses('CSP-9999 of nobody.example, and CSP-1001')
    expect(dialog.sees()).toContain('Found nowhere here: "CSP-9999", "nobody.example".')
    expect(dialog.sees()).toContain('CSP-1001 · Contoso')
  })

  it('knows nothing of another partner’s orders', async () => {
    const korean = await world.person(people.adminOfB)
    const { id } = await world.teams.openGroupChat([people.adminOfB], '거래')
    await world.teams.say(id, people.adminOfB, 'CSP-1002 Contoso')
    const dialog = await new Person(world.desk, world.teams, korean.id, id).uses({ says: 'CSP-1002 Contoso' })
    expect(dialog.sees()).toContain('여기에서 찾을 수 없습니다: "CSP-1002".')
    expect(dialog.sees()).not.toContain('SQL')
  })

  it('says so when nothing can be read in it, and offers nothing', async () => {
    const { dialog } = await uses('See you at lunch')
    expect(dialog.sees()).toContain('I read no order, customer, product or colleague')
    expect(dialog.mayPress()).toEqual([])
  })

  it('shows colleagues and the log to whoever may see it', async () => {
    const global = await world.person(people.koreanGlobalAdmin)
    const { dialog } = await uses('Mina Park did that yesterday', global)
    expect(dialog.sees()).toContain('Mina Park')
    await dialog.presses('활동')
    expect(global.sees()).toContain('Mina Park')
  })

  it('offers nothing to whom no role lets do anything', async () => {
    const nobody = await world.person(people.nobody)
    const { dialog } = await uses('CSP-1002 for Contoso', nobody)
    expect(dialog.mayPress()).toEqual([])
    expect(dialog.sees()).not.toContain('SQL')
  })

  it('says that there is no personal chat where there is none, and opens it once there is', async () => {
    await world.teams.removeBot(mina.chat)
    const { dialog } = await uses('CSP-1002')
    await dialog.presses('Orders')
    expect(dialog.words).toContain('We have no personal chat yet')
    await world.person(people.admin)
    await dialog.presses('Orders')
    expect(dialog.words).toBe('Opened in our personal chat.')
    expect(mina.sees()).toContain('CSP-1002')
  })

  it('does not take the chat of the message for the personal chat, whatever Teams calls it', async () => {
    const where = { id: '19:a_b@unq.gbl.spaces', conversationType: 'personal', tenantId: partnerA }
    await html('CSP-1002', {})
    await points({ body: { contentType: 'html', content: 'CSP-1002' } }, { conversation: where })
    const chats = await world.database.rows.personalChat.findMany({ where: { agentId: people.admin } })
    expect(chats.map(({ conversationId }) => conversationId)).toEqual([mina.chat])
  })
})

describe('the HTML of a message', () => {
  it.each([
    ['a paragraph each', '<p>Contoso</p><p>CSP-1002</p>'],
    ['a table', '<table><tr><td>CSP-1002</td><td>Contoso</td></tr></table>'],
    ['a list', '<ul><li><strong>CSP</strong>-1002</li><li>for Contoso&nbsp;</li></ul>'],
    ['attributes with signs in them', '<p title="a > b" data-x=\'<b>\'>CSP-1002</p>Contoso'],
    ['comments', 'CSP-10<!-- 01 <p> -->02 Contoso'],
    ['a mention of somebody', '<at id="0">Contoso</at> CSP-1002'],
  ])('is read as it is seen: %s', async (_what, content) => {
    const { body } = await html(content)
    expect(said(body.task.value.card.content)).toContain('CSP-1002 · Contoso')
  })

  it.each([
    ['scripts', '<script>CSP-1001</script>CSP-1002'],
    ['styles', '<style>.CSP-1001 {}</style>CSP-1002'],
    ['attributes', '<a href="https://x.example/?order=CSP-1001" title="CSP-1001">CSP-1002</a>'],
    ['mentions of an app', '<at id="7">CSP-1001</at> CSP-1002'],
  ])('has no words in what is not seen: %s', async (_what, content) => {
    const mentions = [{ id: 7, mentionText: 'x', mentioned: { application: { id: '28:x' } } }]
    const { body } = await html(content, { mentions })
    expect(said(body.task.value.card.content)).toContain('CSP-1002')
    expect(said(body.task.value.card.content)).not.toContain('CSP-1001')
  })

  it('is no markup of the card', async () => {
    const { body } = await html('<p>&lt;b&gt;[click](https://evil.example)&lt;/b&gt; CSP-8888</p>')
    expect(JSON.stringify(body)).not.toContain('](https')
  })

  it.each([
    ['no body', {}],
    ['a body that is none', { body: null }],
    ['a number', { body: { content: 5 } }],
    ['nothing at all', { body: { content: '' } }],
    ['a tag without an end', { body: { contentType: 'html', content: '<a href="' } }],
    ['a great many of them', { body: { contentType: 'html', content: '<a "'.repeat(40_000) } }],
    [
      'a deep card',
      { attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: '['.repeat(5_000) }] },
    ],
  ])('may be anything: %s', async (_what, payload) => {
    const before = performance.now()
    const { status } = await points(payload)
    expect(status).toBe(200)
    expect(performance.now() - before).toBeLessThan(2_000)
  })

  it('tells that there is more than was read', async () => {
    const { body } = await html(`CSP-1002 ${'word '.repeat(5_000)}`)
    expect(said(body.task.value.card.content)).toContain('There is more in the message')
  })

  it('of a card has the card’s words', async () => {
    const content = JSON.stringify({ type: 'AdaptiveCard', body: [{ type: 'TextBlock', text: 'Order CSP\\-1002' }] })
    const attachments = [
      { contentType: 'application/vnd.microsoft.card.adaptive', content: content.replace('\\\\-', '-') },
    ]
    const { body } = await points({ attachments })
    expect(said(body.task.value.card.content)).toContain('CSP-1002 · Contoso')
  })
})

describe('an invoke of a message action that is not the desk’s', () => {
  it.each([
    ['composeExtension/fetchTask', { commandId: 'other', messagePayload: {} }],
    ['composeExtension/fetchTask', null],
    [
      'composeExtension/submitAction',
      { commandId: 'useInDesk', data: { verb: 'use', command: 'settings', dialog: 'x' } },
    ],
    ['composeExtension/submitAction', { commandId: 'useInDesk', data: { verb: 'use', command: 'constructor' } }],
    ['composeExtension/submitAction', 5],
  ])('is answered with words, and changes nothing: %s %j', async (name, value) => {
    const before = mina.everything()
    const { status, body } = await points({}, { name, value })
    expect(status).toBe(200)
    expect(body.task.type).toBe('message')
    expect(mina.everything()).toBe(before)
  })

  it('is answered in words to whom nobody knows', async () => {
    const { body } = await points({}, { from: { id: '29:x', aadObjectId: people.adminOfB } })
    expect(body.task.value).toContain('I do not know you here')
  })
})
