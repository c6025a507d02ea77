import { beforeEach, describe, expect, it } from 'vitest'
import { sampleAgents } from '../../src/directory/sample-agents.ts'
import { asksToBuy, decides } from '../support/approvals.ts'
import { openWorld, type Person, partnerA, partnerB, people, type World } from '../support/desk.ts'

let world: World
let oliver: Person
beforeEach(async () => {
  world = await openWorld()
  oliver = await world.person(people.globalAndAdmin)
  await oliver.says('settings')
  await oliver.presses('People and roles …')
})

const rolesOf = async (id: string, partnerId = partnerA) => {
  const agent = await world.database.rows.agent.findUnique({ where: { partnerId_id: { partnerId, id } } })
  return agent?.roles
}

/** `role-granted admin-agent Noah Bennett`, as they were made. */
const entries = async () => {
  const what = { in: ['role-granted', 'role-withdrawn', 'settings-changed'] }
  const found = await world.database.rows.activityEntry.findMany({ where: { what }, orderBy: { number: 'asc' } })
  return found.map(({ what, agentId, facts }) => {
    const { role = '', name, person } = facts as Record<string, string>
    expect([agentId, person]).toEqual([expect.any(String), expect.any(String)])
    return [what, role, name].join(' ')
  })
}

async function opens(person: Person, id: string): Promise<void> {
  person.picks({ person: id })
  await person.presses('Change roles …')
}

async function gives(person: Person, given: string): Promise<void> {
  person.picks({ given })
  await person.presses('Save')
}

describe('the list of people', () => {
  it('shows five with their roles in words, more of them, and begins again', async () => {
    expect(oliver.sees()).toContain('1–5 by name')
    expect(oliver.sees()).toContain('Carla Reyes\nSales agent')
    const seen: string[] = []
    for (const button of ['Show more', 'From the start']) {
      seen.push(...oliver.mayChoose('person').map(({ value }) => value))
      await oliver.presses(button)
    }
    const own = sampleAgents.filter(({ partnerId }) => partnerId === partnerA)
    expect(seen).toHaveLength(own.length)
    expect(new Set(seen)).toEqual(new Set(own.map(({ name }) => name)))
    expect(oliver.sees()).toContain('1–5 by name')
  })

  it('finds by any part of a name, in this partner alone', async () => {
    const search = (text: string) =>
      world.teams.search(oliver.chat, oliver.id, oliver.card().id, { dataset: 'settings-people', text })
    expect(await search('BENN')).toEqual([{ title: 'Noah Bennett · No role', value: 'Noah Bennett' }])
    expect(await search('서준')).toMatchObject([{ value: expect.stringContaining('서준') }])
    expect(await search('윤하은')).toEqual([])
    expect(await search("%'; --\0")).toEqual([])
  })

  it('opens a person by their object ID or a name that is theirs alone, and says when it is nobody’s', async () => {
    for (const typed of [people.sales.toUpperCase(), 'carla']) {
      await opens(oliver, typed)
      expect(oliver.sees()).toContain(`Carla Reyes\n${people.sales}`)
      await oliver.presses('Back')
    }
    for (const typed of ['a', 'Nobody Atall', people.adminOfB]) {
      await opens(oliver, typed)
      expect(oliver.sees()).toContain('There is no such person here, or more than one')
    }
    await opens(oliver, '')
    expect(oliver.sees()).toContain('Choose a person from the list')
  })
})

describe('granting and withdrawing roles', () => {
  it('says of each role what it lets one do, as the rules have it', async () => {
    await opens(oliver, people.nobody)
    expect(oliver.mayChoose('given')).toEqual(
      [
        ['admin-agent', 'Admin agent: buy, see orders, keys and downloads, cancel, support requests'],
        ['global-admin', 'Global administrator: buy, see orders, support requests, activity log, settings and roles'],
        ['account-admin', 'Account admin: activity log'],
        ['referral-admin', 'Referral admin: activity log'],
        ['marketing-content-admin', 'Marketing content admin: activity log'],
        ['sales-agent', 'Sales agent: see orders'],
        ['helpdesk-agent', 'Helpdesk agent: see orders, support requests'],
        ['billing-admin', 'Billing admin: nothing here yet'],
      ].map(([value, title]) => ({ title, value })),
    )
  })

  it('holds at once for what the person can do, with an entry for each role', async () => {
    const noah = await world.person(people.nobody)
    await noah.says('orders')
    expect(noah.hears()).toContain('needs the role')
    await opens(oliver, people.nobody)
    await gives(oliver, 'sales-agent,account-admin')
    expect(oliver.sees()).toContain('Saved. Noah Bennett: Account admin and Sales agent.')
    expect(oliver.sees()).toContain('What holds now\nAccount admin and Sales agent')
    await noah.says('orders for contoso.com')
    expect(noah.sees()).toContain('CSP-1001')
    await gives(oliver, 'account-admin')
    await noah.says('orders for contoso.com')
    expect(noah.hears()).toContain('needs the role')
    expect(await entries()).toEqual([
      'role-granted account-admin Noah Bennett',
      'role-granted sales-agent Noah Bennett',
      'role-withdrawn sales-agent Noah Bennett',
    ])
  })

  it('takes an approver their say in what waits already', async () => {
    await decides(world, { purchases: { AUD: '1' } })
    const mina = await world.person(people.admin)
    const xiaoyu = await world.person(people.chineseAdmin)
    await asksToBuy(mina)
    await world.passes(0)
    const approve = xiaoyu.button('批准')
    await oliver.says('settings')
    await oliver.presses('People and roles …')
    await opens(oliver, people.chineseAdmin)
    await gives(oliver, 'sales-agent')
    await xiaoyu.pressesOld(approve)
    expect(xiaoyu.hears()).toContain('需要')
    expect(await world.database.rows.approval.findFirst()).toMatchObject({ status: 'waiting' })
  })

  it.each(['same id', 'new id'] as const)('of a press that comes twice, with the %s, is done once', async (how) => {
    await opens(oliver, people.nobody)
    oliver.picks({ given: 'helpdesk-agent' })
    await oliver.presses('Save', { deliverTwice: how })
    expect(await rolesOf(people.nobody)).toEqual(['helpdesk-agent'])
    await oliver.presses('Save')
    expect(oliver.sees()).toContain('Saved. Noah Bennett: Helpdesk agent.')
    expect(await entries()).toEqual(['role-granted helpdesk-agent Noah Bennett'])
  })

  it('takes no role that there is not', async () => {
    await opens(oliver, people.nobody)
    await gives(oliver, 'sales-agent,emperor')
    expect(oliver.sees()).toContain('Tick roles of this list only.')
    expect(oliver.filledIn('given')).toBe('sales-agent,emperor')
    expect(await rolesOf(people.nobody)).toEqual([])
  })

  it('does not overwrite what somebody else changed since; what was ticked is kept, and saved on the next press', async () => {
    const seojun = await world.person(people.koreanGlobalAdmin)
    await seojun.says('설정')
    await seojun.presses('사람과 역할…')
    seojun.picks({ person: people.nobody })
    await seojun.presses('역할 변경…')
    await opens(oliver, people.nobody)
    await gives(oliver, 'billing-admin')
    seojun.picks({ given: 'sales-agent' })
    await seojun.presses('저장')
    expect(seojun.sees()).toContain('그사이 다른 사람이 Noah Bennett 님의 역할을 바꾸어 아무것도 저장하지 않았습니다.')
    expect(seojun.sees()).toContain('현재 적용 중\n청구 관리자')
    expect(seojun.filledIn('given')).toBe('sales-agent')
    expect(await rolesOf(people.nobody)).toEqual(['billing-admin'])
    await seojun.presses('저장')
    expect(await rolesOf(people.nobody)).toEqual(['sales-agent'])
    expect((await entries()).slice(1)).toEqual([
      'role-granted sales-agent Noah Bennett',
      'role-withdrawn billing-admin Noah Bennett',
    ])
  })
})

describe('one’s own roles', () => {
  it('may be given up while another global admin remains; the partner’s settings are closed from then on', async () => {
    await opens(oliver, people.globalAndAdmin)
    await gives(oliver, 'admin-agent')
    expect(oliver.sees()).toContain('You are no longer a global administrator')
    expect(oliver.sees()).toContain('Settings\nFor Oliver Hughes')
    expect(oliver.mayPress()).toEqual(['Save'])
    expect(await rolesOf(people.globalAndAdmin)).toEqual(['admin-agent'])
    await oliver.pressesOld(oliver.button('Save'), {}, { act: 'people' })
    expect(oliver.sees()).toContain('needs the role Global administrator. 한서준 can help.')
  })

  it('are kept by the last global admin, whoever would take them', async () => {
    await opens(oliver, people.koreanGlobalAdmin)
    await gives(oliver, '')
    expect(oliver.sees()).toContain('Saved. 한서준: No role.')
    await oliver.presses('Back')
    await opens(oliver, people.globalAndAdmin)
    await gives(oliver, 'admin-agent,billing-admin')
    expect(oliver.sees()).toContain('Oliver Hughes is the last global administrator. Make somebody else one first')
    expect(oliver.filledIn('given')).toBe('admin-agent,billing-admin')
    expect(await rolesOf(people.globalAndAdmin)).toEqual(['global-admin', 'admin-agent'])
    await gives(oliver, 'admin-agent,global-admin,billing-admin')
    expect(oliver.sees()).toContain('Saved.')
    expect(await entries()).toEqual(['role-withdrawn global-admin 한서준', 'role-granted billing-admin Oliver Hughes'])
  })
})

describe('somebody new', () => {
  const id = '3f2b8c1e-7a54-4d0e-9b1c-52d1f0a6e7c3'
  beforeEach(() => oliver.presses('Somebody new …'))

  it('is entered with a name and roles, and answered from then on', async () => {
    oliver.picks({ id: ` ${id.toUpperCase()} `, name: ' Ann *Lee* ', given: 'sales-agent' })
    await oliver.presses('Enter', { deliverTwice: 'new id' })
    expect(oliver.sees()).toContain(`Ann *Lee*\n${id}`)
    expect(oliver.sees()).toContain('What holds now\nSales agent')
    const where = { partnerId_id: { partnerId: partnerA, id } }
    expect(await world.database.rows.agent.findUnique({ where })).toMatchObject({ name: 'Ann *Lee*' })
    expect(await entries()).toEqual(['settings-changed  Ann *Lee*', 'role-granted sales-agent Ann *Lee*'])
  })

  it.each([
    ['id', 'ann@alpine.example', 'An object ID is wanted here'],
    ['id', '', 'An object ID is wanted here'],
    ['name', '   ', 'A name is wanted here'],
    ['name', 'Ann\nLee', 'A name is wanted here'],
    ['name', 'Ann\u202ELee', 'A name is wanted here'],
    ['given', 'emperor', 'Tick roles of this list only.'],
  ])('with %s %j is not entered: it says so there, and what was typed stays', async (field, value, words) => {
    const typed: Record<string, string> = { id, name: 'Ann Lee', given: 'sales-agent', [field]: value }
    oliver.picks(typed)
    await oliver.presses('Enter')
    expect(oliver.sees()).toContain(words)
    for (const [input, held] of Object.entries(typed)) expect(oliver.filledIn(input)).toBe(held)
    expect(await world.database.rows.agent.count()).toBe(sampleAgents.length)
    expect(await entries()).toEqual([])
  })

  it('who is here already is shown with their roles, and nothing of them is changed', async () => {
    oliver.picks({ id: people.sales, name: 'Carlotta', given: 'global-admin' })
    await oliver.presses('Enter')
    expect(oliver.sees()).toContain('Carla Reyes has that object ID and is here already; nothing was changed.')
    expect(oliver.sees()).toContain('What holds now\nSales agent')
    expect(oliver.filledIn('given')).toBe('global-admin')
    expect(await rolesOf(people.sales)).toEqual(['sales-agent'])
    expect(await entries()).toEqual([])
  })

  it('is picked by name where Teams has its people picker, and nobody of another organisation', async () => {
    const query = { dataset: 'graph.microsoft.com/users', text: 'carl' }
    expect(oliver.input('picked')).toMatchObject({ 'choices.data': { dataset: query.dataset } })
    const find = (text: string) => world.teams.search(oliver.chat, oliver.id, oliver.card().id, { ...query, text })
    expect(await find('carl')).toEqual([{ title: 'Carla Reyes', value: people.sales }])
    expect((await find('')).map(({ value }) => value)).not.toContain(people.adminOfB)
    await world.database.rows.agent.deleteMany({ where: { id: people.sales } })
    oliver.picks({ picked: people.sales, name: 'Carla Reyes', given: 'helpdesk-agent' })
    await oliver.presses('Enter')
    expect(await rolesOf(people.sales)).toEqual(['helpdesk-agent'])
  })

  it('who is picked and has no name is asked for it at its field, and stays picked', async () => {
    oliver.picks({ picked: id, given: 'sales-agent' })
    await oliver.presses('Enter')
    expect(oliver.sees()).toContain('A name is wanted here')
    expect([oliver.filledIn('picked'), oliver.filledIn('given')]).toEqual([id, 'sales-agent'])
    expect(await world.database.rows.agent.count()).toBe(sampleAgents.length)
  })

  it('is one person: another ID than the picked one is told at its field', async () => {
    oliver.picks({ picked: people.sales, id, name: 'Ann Lee', given: 'sales-agent' })
    await oliver.presses('Enter')
    expect(oliver.sees()).toContain('This is the ID of another person than the one chosen above.')
    expect(await world.database.rows.agent.count()).toBe(sampleAgents.length)
  })

  it('may have an object ID that another partner knows: both are people of their own', async () => {
    oliver.picks({ id: people.adminOfB, name: 'Somebody else', given: 'billing-admin' })
    await oliver.presses('Enter')
    expect(await rolesOf(people.adminOfB)).toEqual(['billing-admin'])
    expect(await rolesOf(people.adminOfB, partnerB)).toEqual(['admin-agent'])
    expect(await world.database.rows.activityEntry.count({ where: { partnerId: partnerB } })).toBe(0)
  })
})

describe('who is no global admin', () => {
  it('changes nobody’s roles by a forged press, whatever step it names', async () => {
    const mina = await world.person(people.admin)
    await mina.says('settings')
    const save = mina.button('Save')
    const forged = { given: 'global-admin', person: people.admin, id: people.admin, name: 'Mina Park' }
    for (const step of ['people', 'person', 'new-person'])
      for (const act of ['show', 'save', 'new']) await mina.pressesOld(save, forged, { step, act })
    expect(await rolesOf(people.admin)).toEqual(['admin-agent'])
    const query = { dataset: 'settings-people', text: '' }
    expect(await world.teams.search(mina.chat, mina.id, mina.card().id, query)).toEqual([])
  })

  it('any more changes nothing with a card that was opened before', async () => {
    await opens(oliver, people.nobody)
    await world.database.rows.agent.updateMany({ where: { id: people.globalAndAdmin }, data: { roles: [] } })
    await gives(oliver, 'sales-agent')
    expect(oliver.hears()).toContain('needs the role Global administrator')
    expect(await rolesOf(people.nobody)).toEqual([])
    await oliver.presses('Back')
    expect(oliver.hears()).toContain('needs the role Global administrator')
  })
})
