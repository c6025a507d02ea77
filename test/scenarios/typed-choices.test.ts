import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nameKey, nameKeyForm } from '../../src/commerce/name-key.ts'
import { customer, openWorld, type Person, partnerA, people, type World } from '../support/desk.ts'

let world: World
let mina: Person
let oliver: Person
let grace: Person
beforeAll(async () => {
  world = await openWorld()
  const { pcCustomer, agent } = world.database.rows
  const contoso = await pcCustomer.findFirstOrThrow({ where: { name: 'Contoso' } })
  for (const [number, domain] of [
    ['61', 'contoso.example'],
    ['62', 'contoso.com.example'],
  ] as const) {
    const namesake = { ...contoso, id: customer(Number(number)), name: 'Contoso', domain }
    await pcCustomer.create({ data: namesake })
  }
  for (const end of ['00a3', '00b7'])
    await agent.create({
      data: {
        ...{ partnerId: partnerA, id: `eeeeeeee-0000-4000-8000-00000000${end}`, roles: ['sales-agent'] },
        ...{ name: 'Kim Minjun', nameKey: nameKey('Kim Minjun'), keyForm: nameKeyForm },
      },
    })
  mina = await world.person(people.admin)
  oliver = await world.person(people.globalAndAdmin)
  grace = await world.person(people.accountAdmin)
})
afterAll(() => world.desk.close())

describe('a customer in a field', () => {
  it.each([
    ['the domain that the list has', 'contoso.example', 'Contoso · contoso.example'],
    ['the domain in capitals', 'CONTOSO.COM.EXAMPLE', 'Contoso · contoso.com.example'],
    ['the domain that another one begins with', 'contoso.com', 'Contoso · contoso.com'],
    ['the tenant ID of a card of before', customer(1), 'Contoso · contoso.com'],
    ['a name that is one customer’s', 'fabrikam', 'Fabrikam · fabrikam.com.au'],
  ])('is read by %s', async (_what, typed, shown) => {
    await mina.says('buy')
    mina.picks({ customer: typed })
    await mina.presses('Next')
    expect(mina.sees()).toContain('2 of 3')
    expect(mina.sees().split('\n')).toContain(shown)
    await mina.presses('Back')
    expect(shown.endsWith(String(mina.filledIn('customer')))).toBe(true)
  })

  it('that is the name of three is nobody’s: each is offered with the domain, and chosen by its row', async () => {
    await mina.says('keys')
    mina.picks({ customer: 'Contoso' })
    await mina.presses('Next')
    expect(mina.sees()).toContain('1 of 4')
    expect(mina.rows().toSorted()).toEqual([
      'Contoso · contoso.com',
      'Contoso · contoso.com.example',
      'Contoso · contoso.example',
    ])
    await mina.pressesRow('contoso.example')
    expect(mina.sees()).toContain('Nothing with a key or a download was bought')
  })

  it('is offered first where one dealt with the customer last', async () => {
    await mina.says('buy 1 windows server 2022 standard 1 year for woodgrovebank.com')
    await mina.says('buy 1 windows server 2022 standard 1 year for tailspintoys.jp')
    await mina.presses('Review order')
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Place order')
    await mina.says('cancel')
    expect(mina.rows()[0]).toBe('Tailspin Toys · tailspintoys.jp')
    expect(mina.rows()).toHaveLength(5)
  })
})

describe('a person in a field', () => {
  it('of two with one name has the end of the ID', async () => {
    await oliver.says('settings')
    await oliver.presses('People and roles …')
    const found = await world.teams.search(oliver.chat, oliver.id, oliver.card().id, {
      dataset: 'settings-people',
      text: 'minjun',
    })
    expect(found).toEqual([
      { title: 'Kim Minjun · 00a3 · Sales agent', value: 'Kim Minjun · 00a3' },
      { title: 'Kim Minjun · 00b7 · Sales agent', value: 'Kim Minjun · 00b7' },
    ])
  })

  it.each([
    ['Kim Minjun · 00b7', 'eeeeeeee-0000-4000-8000-0000000000b7'],
    ['kim minjun·00A3', 'eeeeeeee-0000-4000-8000-0000000000a3'],
    ['eeeeeeee-0000-4000-8000-0000000000a3', 'eeeeeeee-0000-4000-8000-0000000000a3'],
    ['mina park', people.admin],
  ])('%s is %s', async (person, id) => {
    await oliver.says('settings')
    await oliver.presses('People and roles …')
    oliver.picks({ person })
    await oliver.presses('Change roles …')
    expect(oliver.sees()).toContain(id)
  })

  it.each(['Kim Minjun', 'Kim Minjun · 00', 'Kim Minjun · 0000', 'Kim · 00a3'])(
    '%s is nobody in particular',
    async (person) => {
      await oliver.says('settings')
      await oliver.presses('People and roles …')
      oliver.picks({ person })
      await oliver.presses('Change roles …')
      expect(oliver.sees()).toContain('There is no such person here, or more than one')
    },
  )

  it('stays in the log’s form as it is typed, and the words for nobody in particular are read in any language', async () => {
    await grace.says('activity')
    expect([grace.filledIn('person'), grace.filledIn('customer')]).toEqual(['Everyone', 'All customers'])
    grace.picks({ person: 'Kim Minjun · 00a3', customer: 'contoso.example' })
    await grace.presses('Show')
    expect([grace.filledIn('person'), grace.filledIn('customer')]).toEqual(['Kim Minjun · 00a3', 'contoso.example'])
    expect(grace.sees()).toContain('· Kim Minjun · Contoso ·')
    for (const [person, everybody] of [
      ['모두', '모든 고객'],
      ['所有人', '所有客户'],
      ['everyone', 'all'],
    ]) {
      grace.picks({ person, customer: everybody })
      await grace.presses('Show')
      expect(grace.sees()).toContain('· Everyone · All customers ·')
      expect([grace.filledIn('person'), grace.filledIn('customer')]).toEqual(['Everyone', 'All customers'])
    }
    for (const person of ['Somebody with a link (downloads)', '持有链接的人（下载）', 'customers']) {
      grace.picks({ person })
      await grace.presses('Show')
      expect(grace.filledIn('person')).toBe('Somebody with a link (downloads)')
    }
  })

  it('who has left stays in the form by what is known of them', async () => {
    await grace.says('activity')
    grace.picks({ person: 'dddddddd-0000-4000-8000-000000000001' })
    await grace.presses('Show')
    expect(grace.filledIn('person')).toBe('A former agent (dddddddd…)')
    await grace.presses('Show')
    expect(grace.sees()).toContain('· A former agent (dddddddd…) ·')
  })
})

describe('a time zone in a field', () => {
  it.each(['As in Teams', 'as in teams: America/Los Angeles (UTC-8)', '跟随 Teams', 'Teams와 동일', 'teams'])(
    '%s follows Teams',
    async (timeZone) => {
      await mina.says('settings')
      mina.picks({ timeZone: 'Asia/Seoul' })
      await mina.presses('Save')
      expect(mina.filledIn('timeZone')).toBe('Asia/Seoul')
      mina.picks({ timeZone })
      await mina.presses('Save')
      expect(mina.filledIn('timeZone')).toBe('As in Teams')
    },
  )
})

describe('a chat in a field', () => {
  const ids = Array.from({ length: 20 }, (_, number) => `19:${String(number).padStart(32, '0')}@thread.tacv2`)
  beforeAll(async () => {
    await world.database.rows.sharedChat.createMany({
      data: ids.map((conversationId, number) => ({
        ...{ partnerId: partnerA, conversationId, name: number < 2 ? 'Sales' : `Team ${number}`, locale: 'en-US' },
        ...{ timeZone: 'UTC', serviceUrl: 'http://127.0.0.1', channelId: 'msteams', botId: '28:bot' },
        seenAt: world.clock.now(),
      })),
    })
  })

  it('of two with one name has the end of the ID, and either is read; so is the ID of a card of before', async () => {
    await oliver.says('settings')
    await oliver.presses('Channel summaries …')
    expect(oliver.mayChoose('chat').slice(0, 2)).toEqual([
      { title: 'Sales · 0000', value: 'Sales · 0000' },
      { title: 'Sales · 0001', value: 'Sales · 0001' },
    ])
    for (const [chat, id] of [
      ['Sales · 0001', ids[1]],
      ['team 7', ids[7]],
      [ids[0], ids[0]],
    ]) {
      oliver.picks({ chat, time: '08:30' })
      await oliver.presses('Save')
      const kept = await world.database.rows.morning.findMany({ where: { recipient: id ?? '' } })
      expect(kept).toHaveLength(1)
    }
    oliver.picks({ chat: 'Sales', time: '08:30' })
    await oliver.presses('Save')
    expect(oliver.sees()).toContain('I am not in that chat any more')
  })

  it('that gets the approvals is read by its name, and the approvers in any language', async () => {
    await oliver.says('settings')
    await oliver.presses('Approval rules …')
    const to = async () => (await world.database.rows.partnerPolicy.findFirstOrThrow()).approvals as { cards: object }
    for (const [cards, kept] of [
      ['Sales · 0001', { to: 'chat', conversationId: ids[1] }],
      ['每位审批人的个人聊天', { to: 'approvers' }],
      [ids[3], { to: 'chat', conversationId: ids[3] }],
      ['approvers', { to: 'approvers' }],
    ] as const) {
      oliver.picks({ cards })
      await oliver.presses('Save')
      expect(JSON.stringify(await to())).toContain(JSON.stringify(kept))
    }
  })
})

describe('software in a field', () => {
  it('is the order, with the product where it has several; the line of a card of before is read too', async () => {
    for (let order = 0; order < 11; order += 1) {
      await mina.says('buy 1 sql server 2022 standard perpetual for contoso.com')
      await mina.presses('Review order')
      mina.picks({ acknowledged: 'true' })
      await mina.presses('Place order')
    }
    const opens = async (software: string) => {
      await mina.says('keys for contoso.com')
      await mina.presses('Show more')
      await mina.presses('Show more')
      mina.picks({ software })
      await mina.presses('Next')
    }
    await opens('CSP-1002')
    expect(mina.sees()).toContain('SQL Server 2019 Standard')
    await opens('csp-1007 · Windows Server 2019 Datacenter, 16 core, 3 years')
    expect(mina.sees()).toContain('Windows Server 2019 Datacenter')
    await opens('CSP-1007 · Windows Server CAL, 1 device, 永久')
    expect(mina.sees()).toContain('Windows Server CAL')
    await opens('CSP-1007/1')
    expect(mina.sees()).toContain('Windows Server 2019 Datacenter')
    for (const nothing of ['CSP-1007', 'CSP-4242', 'CSP-1007 · Windows 95']) {
      await opens(nothing)
      expect(mina.sees()).toContain('Choose a product from the list.')
    }
  })

  it('a download is its line, in any language', async () => {
    for (const product of ['2019, English, ISO 64-bit', '2019, 영어, ISO 64-bit', '2019.en.iso64']) {
      await mina.says('keys CSP-1002')
      mina.picks({ version: 'any', language: 'any', fileType: 'any' })
      await mina.presses('Submit')
      await mina.presses('Show more')
      mina.picks({ product })
      await mina.presses('Get keys and downloads')
      expect(mina.sees()).toContain('File: 2019, English, ISO 64-bit')
    }
  })
})
