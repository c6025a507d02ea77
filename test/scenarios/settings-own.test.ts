import { beforeEach, describe, expect, it } from 'vitest'
import { sampleAgents } from '../../src/directory/sample-agents.ts'
import { minute } from '../../src/platform/clock.ts'
import type { PracticePerson } from '../../src/practice/person.ts'
import { TestClock } from '../support/clock.ts'
import { openWorld, type Person, partnerA, people, type World } from '../support/desk.ts'
import { tell } from '../support/notices.ts'

let world: World
let mina: Person
beforeEach(async () => {
  world = await openWorld()
  mina = await world.person(people.admin)
  await mina.says('settings')
})

const chatOf = (agentId: string) =>
  world.database.rows.personalChat.findUniqueOrThrow({ where: { partnerId_agentId: { partnerId: partnerA, agentId } } })

/** From now on Teams tells otherwise of the person. */
function movesTo(id: string, told: Partial<PracticePerson>): void {
  const known = world.teams.world.people as Map<string, PracticePerson>
  known.set(id, { ...(known.get(id) as PracticePerson), ...told })
}

describe('the language that a person chooses', () => {
  it('follows Teams at first, and says what Teams tells', () => {
    expect(mina.filledIn('language')).toBe('teams')
    expect(mina.mayChoose('language').map(({ title }) => title)).toEqual([
      'As in Teams: English',
      'English',
      '简体中文',
      '한국어',
    ])
  })

  it('is spoken at once in the same card, in what is said next, and by a notice', async () => {
    const card = mina.card().id
    mina.picks({ language: 'ko' })
    await mina.presses('Save')
    expect(mina.card().id).toBe(card)
    expect(mina.sees()).toContain('저장했습니다.\n언어\n[한국어]')
    expect(mina.mayChoose('language')[0]?.title).toBe('Teams와 동일: English')
    await mina.says('orders')
    expect(mina.sees()).toContain('주문')
    await tell(world.database, people.admin)
    await world.passes(0)
    expect(mina.hears()).toContain('취소')
    expect(mina.hears()).not.toContain('cancelled')
  })

  it('is spoken by the edit of a card that was begun before', async () => {
    await mina.says('cancel order CSP-1002 for contoso.com')
    const cancelling = mina.card().id
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Submit')
    expect(mina.sees(cancelling)).toContain('CSP-1002: cancelling')
    await mina.says('settings')
    mina.picks({ language: 'zh' })
    await mina.presses('Save')
    await world.passes(16 * minute)
    expect(mina.sees(cancelling)).toContain('CSP-1002：已取消')
  })

  it('is taken back: then it is what Teams tells, also when Teams has told another since', async () => {
    mina.picks({ language: 'zh' })
    await mina.presses('Save')
    movesTo(people.admin, { locale: 'ko-KR' })
    await mina.says('settings')
    expect(mina.sees()).toContain('语言')
    expect(mina.mayChoose('language')[0]?.title).toBe('跟随 Teams：한국어')
    mina.picks({ language: 'teams' })
    await mina.presses('保存')
    expect(mina.sees()).toContain('저장했습니다.')
    expect(await chatOf(people.admin)).toMatchObject({ locale: 'ko-KR', chosenLocale: null })
  })

  it.each([
    ['en-GB', 'en', 'en-GB'],
    ['fr-FR', 'en', 'en-US'],
    ['zh-TW', 'zh', 'zh-CN'],
    ['zh-SG', 'zh', 'zh-SG'],
    ['en-GB', 'ko', 'ko-KR'],
  ])('keeps how a country writes dates where it speaks it: %s and %s', async (told, language, locale) => {
    movesTo(people.admin, { locale: told })
    await mina.says('settings')
    mina.picks({ language })
    await mina.presses(told.startsWith('zh') ? '保存' : 'Save')
    expect(await chatOf(people.admin)).toMatchObject({ chosenLocale: locale })
  })
})

describe('the time zone that a person chooses', () => {
  it('follows Teams at first; the usual ones can be chosen without typing', () => {
    expect(mina.filledIn('timeZone')).toBe('As in Teams')
    const titles = mina.mayChoose('timeZone').map(({ title }) => title)
    expect(titles[0]).toBe('As in Teams: America/Los Angeles (UTC-8)')
    expect(titles).toContain('Asia/Seoul (UTC+9)')
    expect(titles).toHaveLength(16)
  })

  it('is found by typing what it is called in another language', async () => {
    const query = { dataset: 'time-zones', text: '韩国' }
    const found = await world.teams.search(mina.chat, mina.id, mina.card().id, query)
    expect(found[0]).toEqual({ title: 'Asia/Seoul (UTC+9)', value: 'Asia/Seoul' })
  })

  it('lists the choice to follow Teams and the usual ones when nothing is typed', async () => {
    const query = { dataset: 'time-zones', text: '' }
    const found = await world.teams.search(mina.chat, mina.id, mina.card().id, query)
    expect(found[0]).toEqual({ title: 'As in Teams: America/Los Angeles (UTC-8)', value: 'As in Teams' })
    expect(found).toHaveLength(15)
  })

  it('holds in what is shown at once, in quiet hours, and until it is taken back', async () => {
    // In Los Angeles it is two in the morning, in Seoul seven in the evening.
    mina.picks({ timeZone: 'Asia/Seoul', quietFrom: '18:00', quietTo: '20:00' })
    await mina.presses('Save')
    expect(mina.filledIn('timeZone')).toBe('Asia/Seoul')
    await tell(world.database, people.admin)
    const before = mina.messages()
    await world.passes(30 * minute)
    expect(mina.messages()).toBe(before)
    await world.passes(45 * minute)
    expect(mina.messages()).toBe(before + 1)
    await mina.says('settings')
    mina.picks({ timeZone: 'teams' })
    await mina.presses('Save')
    expect(await chatOf(people.admin)).toMatchObject({ timeZone: 'America/Los_Angeles', chosenTimeZone: null })
  })

  it('lets go at once what the quiet hours of the former zone hold', async () => {
    const late = await openWorld({ clock: new TestClock(new Date('2026-11-22T23:00:00Z')) })
    const oliver = await late.person(people.globalAndAdmin)
    await oliver.says('settings')
    oliver.picks({ quietFrom: '22:00', quietTo: '07:00' })
    await oliver.presses('Save')
    await tell(late.database, people.globalAndAdmin, 1, { now: late.clock.now() })
    await late.passes(minute)
    const before = oliver.messages()
    await late.passes(minute)
    expect(oliver.messages()).toBe(before)
    await oliver.says('settings')
    oliver.picks({ timeZone: 'America/New_York' })
    await oliver.presses('Save')
    const saved = oliver.messages()
    await late.passes(minute)
    expect(oliver.messages()).toBe(saved + 1)
    await late.desk.close()
  })

  it('is kept by its name of today when an older one is chosen', async () => {
    mina.picks({ timeZone: 'asia/calcutta' })
    await mina.presses('Save')
    expect(mina.filledIn('timeZone')).toBe('Asia/Kolkata')
  })
})

describe('what no list has', () => {
  it.each([
    ['language', 'tlh', 'Choose a language from the list.'],
    ['language', '', 'Choose a language from the list.'],
    ['timeZone', 'Mars/Olympus_Mons', 'There is no such time zone.'],
    ['timeZone', '+05:30', 'There is no such time zone.'],
    ['timeZone', '', 'There is no such time zone.'],
    ['morning', '25:00', 'A time such as 08:00'],
  ])('%s %j stands at its field, and nothing is changed or lost', async (field, value, words) => {
    const before = await chatOf(people.admin)
    mina.picks({ told: 'links', quietFrom: '22:00', quietTo: '06:00', [field]: value })
    await mina.presses('Save')
    expect(mina.sees()).toContain(words)
    expect([mina.filledIn('told'), mina.filledIn('quietFrom'), mina.filledIn(field)]).toEqual(['links', '22:00', value])
    expect(await chatOf(people.admin)).toEqual(before)
    expect(await world.database.rows.noticeWishes.count()).toBe(0)
  })
})

describe('the morning summary of one’s own', () => {
  const mornings = () => world.database.rows.morning.findMany({ where: { recipient: people.admin } })

  it('is wished for by its time, kept however often it is saved, and taken back when it is emptied', async () => {
    mina.picks({ morning: '08:00' })
    await mina.presses('Save', { deliverTwice: 'new id' })
    const [morning] = await mornings()
    expect(morning).toMatchObject({ time: '08:00' })
    await world.passes(minute)
    await mina.presses('Save')
    expect(await mornings()).toEqual([morning])
    expect(mina.filledIn('morning')).toBe('08:00')
    mina.picks({ morning: '' })
    await mina.presses('Save')
    expect(await mornings()).toEqual([])
  })

  it('that was muted by its button is off, and on again with a time', async () => {
    mina.picks({ morning: '08:00' })
    await mina.presses('Save')
    await world.database.rows.noticeWishes.updateMany({ data: { muted: ['mornings', 'links'] } })
    await mina.says('settings')
    expect(mina.filledIn('morning')).toBe('')
    mina.picks({ morning: '09:00' })
    await mina.presses('Save')
    expect(await world.database.rows.noticeWishes.findFirst()).toMatchObject({ muted: ['links'] })
    expect(await mornings()).toMatchObject([{ time: '09:00' }])
  })

  it.each([
    ['22:00', '07:00', '23:00', 'This time is in your quiet hours'],
    ['22:00', '07:00', '06:59', 'This time is in your quiet hours'],
    ['12:00', '13:00', '12:00', 'This time is in your quiet hours'],
    ['22:00', '07:00', '07:00', 'Saved.'],
    ['12:00', '13:00', '08:00', 'Saved.'],
  ])('with quiet hours from %s to %s at %s: %s', async (quietFrom, quietTo, morning, words) => {
    mina.picks({ quietFrom, quietTo, morning })
    await mina.presses('Save')
    expect(mina.sees()).toContain(words)
    expect(mina.filledIn('morning')).toBe(morning)
    expect(await mornings()).toHaveLength(words === 'Saved.' ? 1 : 0)
  })
})

describe('every agent of the sample world', () => {
  it('has settings of their own, whatever their roles', async () => {
    for (const { id, partnerId, locale } of sampleAgents) {
      const person = await world.person(id)
      await person.says('settings')
      const save = { en: 'Save', zh: '保存', ko: '저장' }[locale.slice(0, 2)] ?? ''
      person.picks({ language: 'en', timeZone: 'Europe/Berlin' })
      await person.presses(save)
      expect(person.sees()).toContain('Saved.')
      const where = { partnerId_agentId: { partnerId, agentId: id } }
      expect(await world.database.rows.personalChat.findUnique({ where })).toMatchObject({
        chosenLocale: locale.startsWith('en') ? locale : 'en-US',
        chosenTimeZone: 'Europe/Berlin',
      })
    }
  })

  it('is offered the partner’s settings as a global admin only', async () => {
    const further = ['Approval rules …', 'People and roles …', 'Notice rules …', 'Channel summaries …']
    expect(mina.mayPress()).toEqual(['Save'])
    const oliver = await world.person(people.globalAndAdmin)
    await oliver.says('settings')
    expect(oliver.mayPress()).toEqual(['Save', ...further])
    const save = mina.button('Save')
    for (const act of ['approvals', 'noticeRules', 'people', 'chatMornings']) {
      await mina.pressesOld(save, {}, { act })
      expect(mina.sees()).toContain('needs the role Global administrator')
      expect(mina.sees()).toContain('For Mina Park')
    }
  })
})

describe('the morning summaries of channels', () => {
  const chat = {
    ...{ partnerId: partnerA, name: 'Sales of Alpine', locale: 'en-US', timeZone: 'America/Denver' },
    ...{ serviceUrl: 'http://127.0.0.1', channelId: 'msteams', botId: '28:bot', seenAt: new Date('2026-11-22') },
  }
  const here = '19:sales@thread.tacv2'
  let oliver: Person
  beforeEach(async () => {
    const { sharedChat } = world.database.rows
    await sharedChat.create({ data: { ...chat, conversationId: here } })
    await sharedChat.create({ data: { ...chat, conversationId: '19:left@thread.tacv2', stopped: 'removed' } })
    const elsewhere = { partnerId: '22222222-2222-4222-8222-222222222222', conversationId: '19:other@thread.tacv2' }
    await sharedChat.create({ data: { ...chat, ...elsewhere } })
    oliver = await world.person(people.globalAndAdmin)
    await oliver.says('settings')
    await oliver.presses('Channel summaries …')
  })
  const entries = () => world.database.rows.activityEntry.findMany({ where: { what: 'settings-changed' } })

  it('begin, change and end in one card, each change on record once', async () => {
    expect(oliver.sees()).toContain('No channel gets one.')
    expect(oliver.mayChoose('chat')).toEqual([{ title: 'Sales of Alpine', value: 'Sales of Alpine' }])
    oliver.picks({ time: '08:30' })
    await oliver.presses('Save', { deliverTwice: 'same id' })
    expect(oliver.sees()).toContain('Sales of Alpine: 08:30 (America/Denver)')
    expect(await world.database.rows.morning.findMany()).toMatchObject([{ recipient: here, time: '08:30' }])
    await oliver.presses('Save')
    expect(oliver.sees()).toContain('Saved.')
    oliver.picks({ time: '' })
    await oliver.presses('Save')
    expect(oliver.sees()).toContain('No channel gets one.')
    expect(await world.database.rows.morning.count()).toBe(0)
    expect((await entries()).map(({ agentId, facts }) => [agentId, facts])).toEqual([
      [people.globalAndAdmin, { morning: '08:30', chat: 'Sales of Alpine' }],
      [people.globalAndAdmin, { morning: 'none', chat: 'Sales of Alpine' }],
    ])
  })

  it('are all there to be ended, also where nobody has written for long', async () => {
    const { morning, sharedChat } = world.database.rows
    await sharedChat.update({
      where: { partnerId_conversationId: { partnerId: partnerA, conversationId: here } },
      data: { seenAt: new Date('2025-11-22') },
    })
    await sharedChat.createMany({
      data: Array.from({ length: 100 }, (_, n) => ({
        ...chat,
        name: `Busy ${n}`,
        conversationId: `19:${n}@thread.tacv2`,
      })),
    })
    const nextAt = new Date('2027-01-01')
    for (const recipient of [here, '19:left@thread.tacv2', people.globalAndAdmin])
      await morning.create({ data: { partnerId: partnerA, recipient, time: '08:30', nextAt } })
    await oliver.says('settings')
    await oliver.presses('Channel summaries …')
    expect(oliver.mayChoose('chat')).toHaveLength(101)
    expect(oliver.sees()).toContain('Sales of Alpine: 08:30 (America/Denver)')
    oliver.picks({ chat: here, time: '' })
    await oliver.presses('Save')
    expect(oliver.sees()).toContain('No channel gets one.')
    expect(await morning.count({ where: { recipient: here } })).toBe(0)
  })

  it.each([
    ['chat', '19:left@thread.tacv2', 'I am not in that chat any more'],
    ['chat', '19:other@thread.tacv2', 'I am not in that chat any more'],
    ['time', '8 o’clock', 'A time such as 08:00'],
  ])('refuse %s %s at its field', async (field, value, words) => {
    oliver.picks({ time: '08:30', [field]: value })
    await oliver.presses('Save')
    expect(oliver.sees()).toContain(words)
    expect(await world.database.rows.morning.count()).toBe(0)
    expect(await entries()).toEqual([])
  })

  it('are refused to who has lost the role since', async () => {
    await world.database.rows.agent.updateMany({ where: { id: people.globalAndAdmin }, data: { roles: [] } })
    oliver.picks({ time: '08:30' })
    await oliver.presses('Save')
    expect(oliver.hears()).toContain('needs the role Global administrator')
    expect(await world.database.rows.morning.count()).toBe(0)
  })
})

describe('what old clients send', () => {
  it.each([
    ['links;windows', ['purchases', 'approvals', 'decisions', 'cancellations', 'support']],
    ['links; windows;', ['purchases', 'approvals', 'decisions', 'cancellations', 'support']],
    ['links,windows', ['purchases', 'approvals', 'decisions', 'cancellations', 'support']],
  ])('%s is two kinds', async (told, muted) => {
    mina.picks({ told })
    await mina.presses('Save')
    expect(mina.sees()).toContain('Saved.')
    const wishes = await world.database.rows.noticeWishes.findFirstOrThrow({ where: { agentId: people.admin } })
    expect(wishes.muted.toSorted()).toEqual(muted.toSorted())
  })

  it.each(['links;window', 'links,everything', 'links windows'])(
    '%s has a mistake, said at its field',
    async (told) => {
      mina.picks({ told })
      await mina.presses('Save')
      expect(mina.sees()).toContain('Choose from the list.')
      expect(mina.sees()).not.toContain('Saved.')
      expect(await world.database.rows.noticeWishes.count()).toBe(0)
    },
  )

  it.each([
    ['KST', 'Asia/Seoul'],
    ['Korea Standard Time', 'Asia/Seoul'],
    ['한국', 'Asia/Seoul'],
    ['대한민국', 'Asia/Seoul'],
    ['Ａｓｉａ／Ｓｅｏｕｌ', 'Asia/Seoul'],
    ['CST', undefined],
    ['Mars', undefined],
  ])('the zone %s is %s', async (timeZone, zone) => {
    mina.picks({ timeZone })
    await mina.presses('Save')
    expect((await chatOf(people.admin)).chosenTimeZone).toBe(zone ?? null)
    expect(mina.sees().includes('There is no such time zone.')).toBe(zone === undefined)
  })
})
