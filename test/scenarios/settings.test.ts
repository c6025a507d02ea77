import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { minute } from '../../src/platform/clock.ts'
import { decides } from '../support/approvals.ts'
import { elementsOf, openWorld, type Person, partnerA, people, type World } from '../support/desk.ts'

const wishesOf = (world: World, agentId: string) => world.database.rows.noticeWishes.findFirst({ where: { agentId } })
const policyOf = async (world: World) => {
  const row = await world.database.rows.partnerPolicy.findUnique({ where: { partnerId: partnerA } })
  return row?.approvals as Record<string, unknown> | undefined
}

describe('how a person wishes to be told', () => {
  let world: World
  let mina: Person
  beforeAll(async () => {
    world = await openWorld()
    mina = await world.person(people.admin)
  })
  beforeEach(() => mina.says('settings'))

  it('begins with every notice and no quiet hours', () => {
    expect(mina.sees()).toContain('Settings\nFor Mina Park')
    expect(mina.filledIn('told')).toBe('links,windows,purchases,approvals,decisions,cancellations,support')
    expect([mina.filledIn('quietFrom'), mina.filledIn('quietTo'), mina.filledIn('morning')]).toEqual(['', '', ''])
    expect(mina.mayPress()).toEqual(['Save'])
  })

  it('keeps what is chosen in one card, and shows it again', async () => {
    const card = mina.card().id
    mina.picks({ told: 'links,approvals', quietFrom: '22:00', quietTo: '07:30' })
    await mina.presses('Save')
    expect(mina.card().id).toBe(card)
    expect(mina.sees()).toContain('Saved.')
    await mina.says('settings')
    expect(mina.filledIn('told')).toBe('links,approvals')
    expect([mina.filledIn('quietFrom'), mina.filledIn('quietTo')]).toEqual(['22:00', '07:30'])
    expect(await wishesOf(world, people.admin)).toMatchObject({
      muted: ['windows', 'purchases', 'decisions', 'cancellations', 'support'],
    })
  })

  it('takes both times back when both are emptied, and mutes everything when nothing is ticked', async () => {
    mina.picks({ told: '', quietFrom: '', quietTo: '' })
    await mina.presses('Save', { deliverTwice: 'new id' })
    await mina.says('settings')
    expect(mina.filledIn('told')).toBe('')
    expect([mina.filledIn('quietFrom'), mina.filledIn('quietTo')]).toEqual(['', ''])
    expect(await world.database.rows.noticeWishes.count()).toBe(1)
  })

  it.each([
    ['22:00', '', 'Fill both times in'],
    ['', '07:00', 'Fill both times in'],
    ['22:00', '22:00', 'The hours end when they begin'],
    ['25:00', '07:00', 'A time such as 22:00'],
    ['22:00', 'soon', 'A time such as 22:00'],
  ])('says at the field what is wrong with %s to %s, and loses nothing', async (quietFrom, quietTo, words) => {
    const before = await wishesOf(world, people.admin)
    mina.picks({ told: 'windows', quietFrom, quietTo })
    await mina.presses('Save')
    expect(mina.sees()).toContain(words)
    expect([mina.filledIn('told'), mina.filledIn('quietFrom'), mina.filledIn('quietTo')]).toEqual([
      'windows',
      quietFrom,
      quietTo,
    ])
    expect(await wishesOf(world, people.admin)).toEqual(before)
  })

  it("are everybody's own, whatever their role", async () => {
    const noah = await world.person(people.nobody)
    await noah.says('Settings')
    noah.picks({ told: 'links' })
    await noah.presses('Save')
    expect(await wishesOf(world, people.nobody)).toMatchObject({
      muted: ['windows', 'purchases', 'approvals', 'decisions', 'cancellations', 'support'],
    })
    expect((await wishesOf(world, people.admin))?.muted).toHaveLength(7)
  })

  it('opens no approval rules to who is no global administrator, also not by a forged button', async () => {
    const save = mina.button('Save')
    await mina.pressesOld(save, {}, { act: 'approvals' })
    expect(mina.sees()).toContain('needs the role Global administrator')
    expect(mina.sees()).toContain('Settings\nFor Mina Park')
    await mina.pressesOld(save, approvals({ purchases: 'USD 1' }), { step: 'approvals' })
    expect(await policyOf(world)).toBeUndefined()
  })
})

const toApprovers = "Each approver's personal chat"
const approvals = (typed: Record<string, string> = {}) => ({
  ...{ purchases: '', cancellations: 'never', cancellationAmounts: '', cards: toApprovers },
  ...{ waitHours: '72', remindHours: '24', ...typed },
})

describe('the approval rules of a partner', () => {
  let world: World
  let oliver: Person
  beforeAll(async () => {
    world = await openWorld()
    oliver = await world.person(people.globalAndAdmin)
  })
  beforeEach(async () => {
    await oliver.says('settings')
    await oliver.presses('Approval rules …')
  })

  it('begin with nothing that needs an approval, 72 hours to wait and 24 to remind', () => {
    expect(oliver.sees()).toContain('Nothing needs an approval.')
    expect(oliver.filledIn('purchases')).toBe('')
    expect(oliver.filledIn('cancellations')).toBe('never')
    expect(oliver.filledIn('cards')).toBe(toApprovers)
    expect([oliver.filledIn('waitHours'), oliver.filledIn('remindHours')]).toEqual([72, 24])
    expect(oliver.sees()).toContain('Hours between reminders to approvers')
    expect(elementsOf(oliver.card().card).find(({ id }) => id === 'cards')?.style).toBe('compact')
  })

  it('are changed in the same card, which then shows what holds, and each change is on record', async () => {
    const card = oliver.card().id
    oliver.picks(
      approvals({
        purchases: 'usd 50,000; 45000 EUR，JPY７，０００，０００',
        cancellations: 'from',
        cancellationAmounts: 'KWD 1,234.567',
        waitHours: '48',
      }),
    )
    await oliver.presses('Save')
    expect(oliver.card().id).toBe(card)
    expect(oliver.sees()).toContain('Saved.')
    expect(oliver.sees()).toContain('Purchases from EUR 45,000.00, JPY 7,000,000 or USD 50,000.00 on need an approval.')
    expect(oliver.sees()).toContain('Cancellations from KWD 1,234.567 on need an approval.')
    expect(oliver.filledIn('purchases')).toBe('EUR 45,000; JPY 7,000,000; USD 50,000')
    expect(await policyOf(world)).toEqual({
      purchases: { USD: '50000', EUR: '45000', JPY: '7000000' },
      cancellations: { when: 'from', amounts: { KWD: '1234.567' } },
      cards: { to: 'approvers' },
      waitHours: 48,
      remindHours: 24,
    })
    const entries = await world.database.rows.activityEntry.findMany({ where: { what: 'settings-changed' } })
    expect(entries).toMatchObject([{ agentId: people.globalAndAdmin, customerId: null }])
  })

  it.each([
    ['purchases', '$50,000', 'is not a currency code with an amount'],
    ['purchases', 'USD 50.000,00', 'has 2 digits after the point at most'],
    ['purchases', 'USD 5; USD 6', 'USD is there twice'],
    ['purchases', 'JPY 7000000.5', 'has no digits after the point'],
    ['purchases', 'USD 1.005', 'has 2 digits after the point at most'],
    ['purchases', 'XXY 5', '"XXY" is no currency code'],
    ['purchases', 'USD 1234567890123', 'is too large'],
    ['waitHours', '0', 'A whole number from 1 to 720'],
    ['remindHours', '72', 'Reminding comes before the approval expires'],
  ])('say at %s what is wrong with %s, and nothing typed is lost', async (field, typed, words) => {
    const before = await policyOf(world)
    const whole = approvals({ cancellations: 'from', cancellationAmounts: 'EUR 7', [field]: typed })
    oliver.picks(whole)
    await oliver.presses('Save')
    expect(oliver.sees()).toContain(words)
    for (const [id, value] of Object.entries(whole)) expect(String(oliver.filledIn(id))).toBe(value)
    expect(await policyOf(world)).toEqual(before)
  })

  it('want an amount for cancellations when they are to count from one', async () => {
    oliver.picks(approvals({ cancellations: 'from' }))
    await oliver.presses('Save')
    expect(oliver.sees()).toContain('Type one amount at least')
  })

  it('send the cards to a chat that the bot is in, and say so when it is there no more', async () => {
    const chat = {
      ...{ partnerId: partnerA, name: 'Approvals of Alpine', locale: 'en-US', timeZone: 'UTC' },
      ...{ serviceUrl: 'http://127.0.0.1', channelId: 'msteams', botId: '28:bot', seenAt: world.clock.now() },
    }
    const { sharedChat } = world.database.rows
    await sharedChat.create({ data: { ...chat, conversationId: '19:approvals@thread.tacv2' } })
    await sharedChat.create({ data: { ...chat, conversationId: '19:left@thread.tacv2', stopped: 'removed' } })
    await sharedChat.create({
      data: { ...chat, partnerId: '22222222-2222-4222-8222-222222222222', conversationId: '19:other@thread.tacv2' },
    })
    await oliver.presses('Save')
    expect(oliver.mayChoose('cards').map(({ title }) => title)).toEqual([
      "Each approver's personal chat",
      'Approvals of Alpine',
    ])
    oliver.picks({ cards: '19:approvals@thread.tacv2' })
    await oliver.presses('Save')
    expect(await policyOf(world)).toMatchObject({ cards: { to: 'chat', conversationId: '19:approvals@thread.tacv2' } })
    await sharedChat.updateMany({ where: { partnerId: partnerA }, data: { stopped: 'removed' } })
    oliver.picks({ waitHours: '50' })
    await oliver.presses('Save')
    expect(oliver.sees()).toContain('I am not in that chat any more')
    expect(oliver.mayChoose('cards').map(({ title }) => title)).toContain(
      'The chat chosen before, where I am no longer',
    )
    oliver.picks({ cards: '19:other@thread.tacv2' })
    await oliver.presses('Save')
    expect(oliver.sees()).toContain('I am not in that chat any more')
    expect(await policyOf(world)).toMatchObject({ cards: { conversationId: '19:approvals@thread.tacv2' } })
  })

  it("lead back to one's own settings", async () => {
    await oliver.presses('Back')
    expect(oliver.sees()).toContain('Settings\nFor Oliver Hughes')
  })

  it('are refused to who has lost the role meanwhile', async () => {
    const before = await policyOf(world)
    await world.database.rows.agent.updateMany({
      where: { id: people.globalAndAdmin },
      data: { roles: ['admin-agent'] },
    })
    oliver.picks(approvals({ purchases: 'USD 1', cards: 'approvers' }))
    await oliver.presses('Save')
    expect(oliver.hears()).toContain('needs the role Global administrator')
    expect(await policyOf(world)).toEqual(before)
  })
})

describe('the approval rules in the hands of two', () => {
  let world: World
  let oliver: Person
  let seojun: Person
  beforeEach(async () => {
    world = await openWorld()
    oliver = await world.person(people.globalAndAdmin)
    seojun = await world.person(people.koreanGlobalAdmin)
    await oliver.says('settings')
    await oliver.presses('Approval rules …')
    await seojun.says('설정')
    await seojun.presses('승인 규칙…')
  })
  const changes = () => world.database.rows.activityEntry.count({ where: { what: 'settings-changed' } })

  it('are not overwritten by who did not see them; what they typed is kept, and saved on the next press', async () => {
    oliver.picks({ purchases: 'USD 1,000', waitHours: '48' })
    await oliver.presses('Save')
    expect(oliver.sees()).toContain('Saved.')
    seojun.picks({ remindHours: '12' })
    await seojun.presses('저장')
    expect(seojun.sees()).toContain('그사이 Oliver Hughes 님이 규칙을 바꾸어 아무것도 저장하지 않았습니다.')
    expect(await policyOf(world)).toMatchObject({ waitHours: 48, remindHours: 24 })
    expect([seojun.filledIn('purchases'), seojun.filledIn('waitHours'), seojun.filledIn('remindHours')]).toEqual([
      ...['USD 1,000', 48, 12],
    ])
    await seojun.presses('저장')
    expect(seojun.sees()).toContain('저장했습니다.')
    expect(await policyOf(world)).toMatchObject({ purchases: { USD: '1000' }, waitHours: 48, remindHours: 12 })
    oliver.picks({ purchases: 'USD 5' })
    await oliver.presses('Save')
    expect(oliver.sees()).toContain('changed the rules meanwhile; nothing was saved')
    expect(await policyOf(world)).toMatchObject({ purchases: { USD: '1000' } })
    expect(oliver.filledIn('purchases')).toBe('USD 5')
    expect(await changes()).toBe(2)
  })

  it('are not overwritten through a mistake that was mended meanwhile', async () => {
    seojun.picks({ waitHours: '0' })
    await seojun.presses('저장')
    oliver.picks({ purchases: 'USD 1,000' })
    await oliver.presses('Save')
    seojun.picks({ waitHours: '50', purchases: '' })
    await seojun.presses('저장')
    expect(seojun.sees()).toContain('아무것도 저장하지 않았습니다')
    expect(await policyOf(world)).toMatchObject({ purchases: { USD: '1000' }, waitHours: 72 })
  })

  it.each(['same id', 'new id'] as const)(
    'are saved by a press that Teams delivers twice, with the %s',
    async (how) => {
      oliver.picks({ purchases: 'USD 1,000' })
      await oliver.presses('Save', { deliverTwice: how })
      expect(oliver.sees()).not.toContain('meanwhile')
      expect(await policyOf(world)).toMatchObject({ purchases: { USD: '1000' } })
      await oliver.presses('Save')
      expect(oliver.sees()).toContain('Saved.')
    },
  )
})

describe('the approval rules of a partner with five hundred chats', () => {
  const nameOf = (number: number) => String((number * 7) % 500).padStart(3, '0')
  const idOf = (number: number) => `19:${String(number).padStart(80, '0')}@thread.tacv2`

  it('list those that were seen last by name, and the one that is chosen; each can be saved', async () => {
    const world = await openWorld()
    const oliver = await world.person(people.globalAndAdmin)
    const about = { locale: 'en-US', timeZone: 'UTC', serviceUrl: 'http://127.0.0.1', channelId: 'msteams' }
    await world.database.rows.sharedChat.createMany({
      data: Array.from({ length: 500 }, (_, number) => ({
        ...{ ...about, partnerId: partnerA, botId: '28:bot', conversationId: idOf(number) },
        name: `${nameOf(number)} ${'승인 '.repeat(60)}`,
        seenAt: new Date(world.clock.now().getTime() - number * minute),
      })),
    })
    await decides(world, { cards: { to: 'chat', conversationId: idOf(499) } })
    await oliver.says('settings')
    await oliver.presses('Approval rules …')
    const choices = oliver.mayChoose('cards')
    expect(choices).toHaveLength(102)
    const offered = (number: number) => choices.some(({ value }) => value.startsWith(nameOf(number)))
    expect([499, 99, 100].map(offered)).toEqual([true, true, false])
    expect(choices.slice(1).map(({ title }) => title)).toEqual(
      choices
        .slice(1)
        .map(({ title }) => title)
        .toSorted(),
    )
    expect(elementsOf(oliver.card().card).find(({ id }) => id === 'cards')?.style).toBe('filtered')
    oliver.picks({ cards: idOf(250) })
    await oliver.presses('Save')
    expect(oliver.sees()).toContain('Saved.')
    expect(await policyOf(world)).toMatchObject({ cards: { conversationId: idOf(250) } })
    expect(oliver.filledIn('cards')).toMatch(new RegExp(`^${nameOf(250)} 승인`))
  })
})

describe('in Chinese and Korean', () => {
  it('settings are understood and shown', async () => {
    const world = await openWorld()
    const xiaoyu = await world.person(people.chineseAdmin)
    await xiaoyu.says('设置')
    expect(xiaoyu.sees()).toContain('免打扰时段')
    expect(xiaoyu.sees()).toContain('Asia/Shanghai')
    const seojun = await world.person(people.koreanGlobalAdmin)
    await seojun.says('설정')
    await seojun.presses('승인 규칙…')
    seojun.picks({ purchases: 'KRW 60,000,000', cancellations: 'always' })
    await seojun.presses('저장')
    expect(seojun.sees()).toContain('KRW 60,000,000 이상의 구매는 승인이 필요합니다.')
    expect(seojun.sees()).toContain('모든 취소에 승인이 필요합니다.')
  })

  it('is offered at home to whoever has a role', async () => {
    const world = await openWorld()
    const mina = await world.person(people.admin)
    expect(mina.mayPress()).toContain('Settings')
  })
})
