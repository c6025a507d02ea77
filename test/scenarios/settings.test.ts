import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openWorld, type Person, partnerA, people, type World } from '../support/desk.ts'

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
    expect(mina.sees()).toContain('Settings\nNotices to Mina Park')
    expect(mina.sees()).toContain('your time zone (America/Los_Angeles)')
    expect(mina.filledIn('told')).toBe('links,windows,approvals,decisions,cancellations')
    expect([mina.filledIn('quietFrom'), mina.filledIn('quietTo')]).toEqual(['', ''])
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
    expect(await wishesOf(world, people.admin)).toMatchObject({ muted: ['windows', 'decisions', 'cancellations'] })
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
      muted: ['windows', 'approvals', 'decisions', 'cancellations'],
    })
    expect((await wishesOf(world, people.admin))?.muted).toHaveLength(5)
  })

  it('opens no approval rules to who is no global administrator, also not by a forged button', async () => {
    const save = mina.button('Save')
    await mina.pressesOld(save, {}, { act: 'approvals' })
    expect(mina.sees()).toContain('needs the role Global administrator')
    expect(mina.sees()).toContain('Notices to Mina Park')
    await mina.pressesOld(save, approvals({ purchases: 'USD 1' }), { step: 'approvals' })
    expect(await policyOf(world)).toBeUndefined()
  })
})

const approvals = (typed: Record<string, string> = {}) => ({
  ...{ purchases: '', cancellations: 'never', cancellationAmounts: '', cards: 'approvers' },
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
    expect(oliver.filledIn('cards')).toBe('approvers')
    expect([oliver.filledIn('waitHours'), oliver.filledIn('remindHours')]).toEqual([72, 24])
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

  it('lead back to the notices', async () => {
    await oliver.presses('Back')
    expect(oliver.sees()).toContain('Notices to Oliver Hughes')
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
