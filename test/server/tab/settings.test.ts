import { beforeEach, describe, expect, it } from 'vitest'
import { openWorld, partnerA, people, type World } from '../../support/desk.ts'
import { type TabPerson, tabOf } from '../../support/tab-person.ts'

let world: World
let oliver: TabPerson

beforeEach(async () => {
  world = await openWorld()
  oliver = await tabOf(world, people.globalAndAdmin)
})

const tell = async (route: string, asked: object = {}, tab = oliver) => (await tab.ask(route, asked)).told
const rolesOf = async (id: string) =>
  (await world.database.rows.agent.findUniqueOrThrow({ where: { partnerId_id: { partnerId: partnerA, id } } })).roles

describe('the page of one’s own settings', () => {
  it('saves what the card saves, and the next page is in the new language', async () => {
    const mina = await tabOf(world, people.admin)
    await world.person(people.admin).then((person) => person.says('help'))
    const { languages, kinds, told, ...fields } = await tell('settings.own', {}, mina)
    expect(languages.map(({ value }: { value: string }) => value)).toEqual(['teams', 'en', 'zh', 'ko'])
    expect(told).toEqual(kinds.map(({ value }: { value: string }) => value))
    expect(fields).toMatchObject({ language: 'teams', timeZone: 'As in Teams', quietFrom: '', morning: '' })
    const sent = {
      language: 'ko',
      timeZone: 'Seoul',
      told: ['links'],
      quietFrom: '22:00',
      quietTo: '07:00',
      morning: '',
    }
    expect(await tell('settings.save-own', sent, mina)).toEqual({ notice: '저장했습니다.', mistakes: {} })
    expect(await tell('settings.own', {}, mina)).toMatchObject({ ...sent, timeZone: 'Asia/Seoul' })
    expect((await tell('me', {}, mina)).language).toBe('ko')
  })

  it('says that a language needs the chat that it is kept with, instead of losing it', async () => {
    const sent = { language: 'ko', timeZone: 'As in Teams', told: [], quietFrom: '', quietTo: '', morning: '' }
    const { status, refusal } = await oliver.ask('settings.save-own', sent)
    expect([status, refusal?.code]).toEqual([422, 'settings.chat-never-opened'])
    expect((await tell('settings.save-own', { ...sent, language: 'teams' })).notice).toBe('Saved.')
  })

  it('says each mistake at its field, as the card does, and saves nothing then', async () => {
    const wrong = {
      language: 'xx',
      timeZone: 'Atlantis',
      told: ['everything'],
      quietFrom: '25:00',
      quietTo: '',
      morning: 'x',
    }
    const { mistakes, notice } = await tell('settings.save-own', wrong)
    expect(notice).toBeUndefined()
    expect(mistakes).toMatchObject({ language: 'Choose a language from the list.', told: 'Choose from the list.' })
    const late = { ...wrong, language: 'en', told: [], quietFrom: '22:00', quietTo: '22:00', morning: '23:00' }
    expect((await tell('settings.save-own', late)).mistakes).toMatchObject({
      timeZone: expect.stringContaining('There is no such time zone'),
      quietTo: expect.stringContaining('The hours end when they begin'),
    })
    expect(await tell('settings.own')).toMatchObject({ language: 'teams', quietFrom: '' })
  })

  it('finds time zones by city, and Teams’ own for oneself', async () => {
    const own = (await tell('settings.zones', { text: '', own: true })).choices
    expect(own[0].value).toBe('As in Teams')
    expect((await tell('settings.zones', { text: '首尔', own: false })).choices[0].value).toBe('Asia/Seoul')
  })
})

describe('the pages of the partner’s rules', () => {
  it('show what holds and save what is typed, once for a click that comes twice', async () => {
    const { form, drawn, holds } = await tell('settings.approvals')
    expect(holds).toEqual(['Nothing needs an approval.'])
    const sent = { ...form, drawn, purchases: 'usd 50,000; EUR 45000', cancellations: 'always' }
    const saved = await Promise.all([tell('settings.save-approvals', sent), tell('settings.save-approvals', sent)])
    for (const came of saved) expect(came).toMatchObject({ notice: 'Saved.', mistakes: {} })
    expect(saved[0].rules.holds).toEqual([
      'Purchases from EUR 45,000.00 or USD 50,000.00 on need an approval.',
      'Every cancellation needs an approval.',
    ])
    expect(saved[0].rules.form.purchases).toBe('EUR 45,000; USD 50,000')
    expect(await world.database.rows.activityEntry.count({ where: { what: 'settings-changed' } })).toBe(1)
  })

  it('keep what was typed beside each mistake', async () => {
    const { form, drawn } = await tell('settings.approvals')
    const sent = { ...form, drawn, purchases: 'many dollars', waitHours: '0' }
    const { mistakes, rules } = await tell('settings.save-approvals', sent)
    expect(Object.keys(mistakes)).toEqual(['purchases', 'waitHours'])
    expect(rules.form).toMatchObject({ purchases: 'many dollars', waitHours: '0' })
    expect(rules.holds).toEqual(['Nothing needs an approval.'])
  })

  it('say so when somebody else changed the rules meanwhile, and keep one’s own changes', async () => {
    const seen = await tell('settings.approvals')
    const seo = await tabOf(world, people.koreanGlobalAdmin)
    await tell('settings.save-approvals', { ...seen.form, drawn: seen.drawn, purchases: 'USD 1' }, seo)
    const mine = { ...seen.form, drawn: seen.drawn, waitHours: '48' }
    const came = await tell('settings.save-approvals', mine)
    expect(came.problem).toMatch(/changed the rules meanwhile; nothing was saved/)
    expect(came.rules.form).toMatchObject({ purchases: 'USD 1', waitHours: '48' })
    const again = await tell('settings.save-approvals', { ...came.rules.form, drawn: came.rules.drawn })
    expect(again.notice).toBe('Saved.')
  })

  it('save when people are told', async () => {
    const { form, drawn, most } = await tell('settings.notices')
    expect(most).toEqual({ times: 4, hours: 335, days: 59, downloads: 50 })
    const came = await tell('settings.save-notices', { ...form, drawn, hoursBefore: '48, 12', from: 'USD 5,000' })
    expect(came).toMatchObject({ notice: 'Saved.', mistakes: {} })
    expect(came.rules.form).toMatchObject({ hoursBefore: '48, 12', channel: 'Admin agents' })
    const wrong = await tell('settings.save-notices', { ...form, drawn: came.rules.drawn, daysBefore: '60' })
    expect(wrong.mistakes).toEqual({ daysBefore: '60 is not from 1 to 59.' })
  })

  it('save a channel’s morning, language and time zone, and refuse a chat that there is not', async () => {
    expect((await tell('settings.chats')).chats).toEqual([])
    const none = await tell('settings.save-morning', { chat: '19:none@thread.tacv2', time: '08:00' })
    expect(none.mistakes.chat).toBe('I am not in that chat any more. Add me there again, or choose another.')
    const refused = await oliver.ask('settings.save-reading', { chat: 'x', language: 'ko', timeZone: 'Seoul' })
    expect([refused.status, refused.refusal?.code]).toEqual([422, 'settings.chat-not-reached'])
  })
})

describe('the page of people', () => {
  const seen = ['admin-agent']

  it('lists people with their roles and who gave them, and finds them by name', async () => {
    const { people: all, grants, elsewhere } = await tell('people.list')
    expect(all.length).toBe(10)
    expect(elsewhere).toBeUndefined()
    expect(grants).toContainEqual({ role: 'sales-agent', title: expect.any(String), lets: 'see orders' })
    const [mina] = (await tell('people.list', { text: 'MINA' })).people
    expect(mina).toMatchObject({ id: people.admin, roles: [{ role: 'admin-agent', here: true }] })
  })

  it('grants and withdraws once for a click that comes twice, on record with who did it', async () => {
    const change = { id: people.admin, roles: ['admin-agent', 'account-admin'], seen }
    const [once, twice] = await Promise.all([tell('people.set', change), tell('people.set', change)])
    for (const came of [once, twice]) expect(came.notice).toContain('Mina Park')
    const given = once.person.roles.find(({ role }: { role: string }) => role === 'account-admin').given
    expect(given).toMatch(/^granted by Oliver Hughes, /)
    expect(await world.database.rows.activityEntry.count({ where: { what: 'role-granted' } })).toBe(1)
    await tell('people.set', { id: people.admin, roles: [], seen: ['admin-agent', 'account-admin'] })
    expect(await rolesOf(people.admin)).toEqual([])
  })

  it('overwrites nothing that somebody else changed meanwhile', async () => {
    await tell('people.set', { id: people.admin, roles: ['sales-agent'], seen })
    const late = await tell('people.set', { id: people.admin, roles: ['admin-agent', 'account-admin'], seen })
    expect(late.problem).toContain('Somebody else changed the roles of Mina Park meanwhile')
    expect(late.person.roles.map(({ role }: { role: string }) => role)).toEqual(['sales-agent'])
    expect(await rolesOf(people.admin)).toEqual(['sales-agent'])
  })

  it('enters somebody new, and says what is wrong at its field', async () => {
    const id = '3f2b8c1e-7a54-4d0e-9b1c-52d1f0a6e7c3'
    const wrong = await tell('people.enter', { id: 'me', name: ' ', roles: ['king'] })
    expect(wrong.mistakes.given).toBe('Tick roles of this list only.')
    const nobody = await tell('people.enter', { id: 'me', name: 'Ana Trujillo', roles: [] })
    expect(nobody.mistakes.id).toContain('An object ID is wanted here')
    const came = await tell('people.enter', { id: id.toUpperCase(), name: 'Ana Trujillo', roles: ['sales-agent'] })
    expect(came.notice).toMatch(/^Ana Trujillo is entered/)
    expect(await rolesOf(id)).toEqual(['sales-agent'])
  })

  it('leaves a global administrator, and tells whoever resigns no more of the others', async () => {
    const resigns = { id: people.globalAndAdmin, roles: ['admin-agent'], seen: ['global-admin', 'admin-agent'] }
    const came = await tell('people.set', resigns)
    expect(came).toMatchObject({
      notice: expect.stringContaining('You are no longer a global administrator'),
      mistakes: {},
    })
    expect(came.person).toBeUndefined()
    expect((await oliver.ask('people.list')).refusal?.code).toBe('access.role-missing')
    const seo = await tabOf(world, people.koreanGlobalAdmin, { locale: 'ko-KR' })
    const last = await seo.ask('people.set', { id: people.koreanGlobalAdmin, roles: [], seen: ['global-admin'] })
    expect([last.status, last.refusal?.code]).toEqual([422, 'directory.last-global-admin'])
  })

  it('knows nobody of another partner', async () => {
    const { status, refusal } = await oliver.ask('people.set', { id: people.adminOfB, roles: [], seen })
    expect([status, refusal?.code]).toEqual([422, 'directory.person-unknown'])
  })
})

describe('what global administrators alone may do', () => {
  const rules = { drawn: { changedAt: null, form: {} } }
  const asks: [string, object][] = [
    ['settings.approvals', {}],
    ['settings.notices', {}],
    ['settings.chats', {}],
    [
      'settings.save-approvals',
      {
        ...rules,
        purchases: '',
        cancellations: 'never',
        cancellationAmounts: '',
        cards: 'approvers',
        waitHours: '9',
        remindHours: '3',
      },
    ],
    ['settings.save-notices', { ...rules, hoursBefore: '9', downloads: '9', daysBefore: '9', from: '' }],
    ['settings.save-morning', { chat: 'x', time: '' }],
    ['settings.save-reading', { chat: 'x', language: 'en', timeZone: 'UTC' }],
    ['people.list', {}],
    ['people.set', { id: people.admin, roles: [], seen: [] }],
    ['people.enter', { id: people.admin, name: 'X', roles: [] }],
  ]

  it.each([...Array.from({ length: 10 }, (_, at) => at + 1), 'b'])(
    'is refused to the others: agent %s',
    async (which) => {
      const id = which === 'b' ? people.adminOfB : `aaaaaaaa-0000-4000-8000-${String(which).padStart(12, '0')}`
      const may = id === people.koreanGlobalAdmin || id === people.globalAndAdmin
      const tab = await tabOf(world, id)
      for (const [route, asked] of asks) {
        const { refusal } = await tab.ask(route, asked)
        expect([route, refusal?.code === 'access.role-missing']).toEqual([route, !may])
      }
      expect((await tab.ask('settings.own')).status).toBe(200)
    },
  )

  it.each(asks)('%s takes nothing that it does not know', async (route, asked) => {
    expect((await oliver.ask(route, { ...asked, partner: 'b' })).status).toBe(400)
  })
})
