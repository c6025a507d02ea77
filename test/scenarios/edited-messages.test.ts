import { beforeEach, describe, expect, it } from 'vitest'
import { openWorld, type Person, partnerA, people, type World } from '../support/desk.ts'
import { channel, fromTeams, installs, saysIn, team } from '../support/teams-events.ts'

let world: World
let mina: Person
beforeEach(async () => {
  world = await openWorld()
  mina = await world.person(people.admin)
})

const tells = (type: string, eventType: string | undefined, more: object) =>
  fromTeams(world, {
    type,
    from: { id: '29:mina', aadObjectId: people.admin },
    conversation: { id: mina.chat, conversationType: 'personal', tenantId: partnerA },
    channelData: { tenant: { id: partnerA }, ...(eventType && { eventType }) },
    ...more,
  }).then(({ status }) => expect(status).toBe(200))

const says = (id: string, text: string, more: object = {}) => tells('message', undefined, { id, text, ...more })
const edits = (id: string, text: string, more: object = {}) =>
  tells('messageUpdate', 'editMessage', { id, text, ...more })

/** What the bot has said since. */
const sinceThen = (before: number): string[] =>
  world.teams
    .messages(mina.chat, mina.id)
    .slice(before)
    .map(({ text }) => text ?? 'a card')

describe('a message that is changed in the personal chat', () => {
  it('is answered as what it says now, and it is said that what came of it before stays', async () => {
    await mina.says('buy 10 windows server 2022 datacenter for Contoso')
    const before = mina.messages()
    await mina.edits('buy 10 windows server 2022 datacenter for Contoso', 'cancel order CSP-1001')
    expect(sinceThen(before)).toEqual([
      'You changed a message to "cancel order CSP-1001". Below is my answer to that; what came of it before stays as it is.',
      'a card',
    ])
    expect(mina.sees()).toContain('CSP-1001')
  })

  it('places nothing a second time: what was bought by its first card stays one order', async () => {
    const orders = () => world.database.rows.purchase.count()
    const first = await orders()
    await mina.says('buy 10 windows server 2022 datacenter 1 year for Contoso')
    await mina.presses('Review order')
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Place order')
    expect(await orders()).toBe(first + 1)
    const receipt = mina.card().id
    const shown = mina.sees(receipt)
    await mina.edits(
      'buy 10 windows server 2022 datacenter 1 year for Contoso',
      'buy 12 windows server 2022 datacenter 1 year for Contoso',
    )
    expect(mina.sees()).toContain('Review order')
    expect(mina.filledIn('quantity')).toBe(12)
    expect(mina.sees(receipt)).toBe(shown)
    expect(await orders()).toBe(first + 1)
  })

  it.each([
    ['its words are the same', '1', 'help', 'help', 0],
    ['its words are the same without the mention of the bot', '2', 'help', '<at>CSP Desk</at> help', 0],
    ['all words are gone', '3', 'help', '', 0],
    ['they are others', '4', 'help', 'orders', 2],
  ])('is answered only as far as there is something new: %s', async (_when, id, said, now, answers) => {
    await says(id, said)
    const before = mina.messages()
    for (let time = 0; time < 3; time++) await edits(id, now)
    expect(sinceThen(before)).toHaveLength(answers)
  })

  it('is answered once also when it is told twice at the same moment', async () => {
    await says('1700000000005', 'help')
    const before = mina.messages()
    await Promise.all([1, 2, 3].map(() => edits('1700000000005', 'orders')))
    expect(sinceThen(before)).toHaveLength(2)
  })

  it('is answered where the first words never arrived', async () => {
    const before = mina.messages()
    await edits('1700000000006', 'orders')
    expect(sinceThen(before)).toHaveLength(2)
  })

  it('brings no files: that is said, and they are not taken', async () => {
    const files = [
      {
        contentType: 'application/vnd.microsoft.teams.file.download.info',
        name: 'quote.pdf',
        content: { downloadUrl: 'https://alpine.sharepoint.com/quote.pdf', uniqueId: '1', fileType: 'pdf' },
      },
    ]
    await says('1700000000007', 'help')
    const before = mina.messages()
    await edits('1700000000007', '', { attachments: files })
    expect(sinceThen(before)).toEqual([
      'I take files only as a message is sent, not when it is changed. Send new ones in a new message.',
    ])
    expect(await world.database.rows.supportFile.count()).toBe(0)
  })

  it.each([
    ['messageDelete', 'softDeleteMessage', ''],
    ['messageUpdate', 'undeleteMessage', 'orders'],
    ['messageUpdate', undefined, 'orders'],
  ])('says nothing new when it is deleted or comes back: %s %s', async (type, eventType, text) => {
    await says('1700000000008', 'help')
    const before = mina.messages()
    await tells(type, eventType, { id: '1700000000008', text })
    expect(sinceThen(before)).toEqual([])
  })

  it.each([
    [people.chineseAdmin, '订单', '您将一条消息改为“订单”。'],
    [people.koreanGlobalAdmin, '설정', '메시지를 "설정"(으)로 바꾸셨습니다.'],
  ])('is answered in the reader’s language', async (id, text, words) => {
    mina = await world.person(id)
    await says('1', '?', { from: { id: '29:x', aadObjectId: id } })
    const before = mina.messages()
    await edits('1', text, { from: { id: '29:x', aadObjectId: id } })
    expect(sinceThen(before)[0]).toContain(words)
  })
})

describe('a message that is changed where others look on', () => {
  const mentioning = { text: '<at>CSP Desk</at> orders' }
  const answers = () => world.teams.messages(mina.chat, mina.id).length

  it('is not answered again in a group chat, where the answer is the same', async () => {
    const group = await world.teams.openGroupChat([people.admin, people.globalAndAdmin], 'Deals')
    const conversation = { id: group.id, conversationType: 'groupChat', isGroup: true, tenantId: partnerA }
    const told = () => world.teams.messages(group.id, people.admin).length
    await says('1', '<at>CSP Desk</at> orders', { conversation })
    const before = [told(), answers()]
    await edits('1', '<at>CSP Desk</at> buy 10 windows server for Contoso', { conversation })
    expect([told(), answers()]).toEqual(before)
    await edits('2', '<at>CSP Desk</at> orders', { conversation })
    expect(told()).toBe((before[0] ?? 0) + 1)
    expect(world.teams.messages(group.id, people.admin).at(-1)?.text).toContain('I work in our personal chat')
  })

  it('is answered in a channel once, when the bot is mentioned by the change', async () => {
    await installs(world, 'add')
    const there = channel('Licences')
    const changed = { type: 'messageUpdate', id: '77', ...mentioning }
    const channelData = {
      tenant: { id: partnerA },
      team: { id: team.id },
      channel: { id: there.id },
      eventType: 'editMessage',
    }
    const replies = async () => {
      const said: unknown[] = []
      for (let time = 0; time < 2; time++) {
        const conversation = {
          id: `${there.id};messageid=1`,
          conversationType: 'channel',
          isGroup: true,
          tenantId: partnerA,
        }
        const answer = await fromTeams(world, { ...changed, conversation, channelData, deliveryMode: 'expectReplies' })
        const { activities } = (await answer.json()) as { activities: { text?: string }[] }
        said.push(...activities.map(({ text }) => text))
      }
      return said
    }
    expect(await replies()).toEqual([expect.stringContaining('I work in our personal chat')])
    expect(await saysIn(world, there)).toBe(200)
  })
})
