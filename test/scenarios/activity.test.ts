import { beforeAll, describe, expect, it } from 'vitest'
import { sampleAgents } from '../../src/directory/sample-agents.ts'
import { day, hour, minute } from '../../src/platform/clock.ts'
import type { Activity, Facts } from '../../src/workflow/activity/activity.ts'
import { activityOf } from '../support/activity.ts'
import { allListed, chartsOn, listed } from '../support/activity-card.ts'
import { fileAddress } from '../support/activity-file.ts'
import { TestClock } from '../support/clock.ts'
import { customer, openWorld, type Person, partnerA, people, type World } from '../support/desk.ts'
import { everythingOnce } from '../support/every-activity.ts'

const readers = ['accountAdmin', 'koreanGlobalAdmin', 'globalAndAdmin'] as const
const referralAdmin = 'aaaaaaaa-0000-4000-8000-000000000008'
const contentAdmin = 'aaaaaaaa-0000-4000-8000-000000000009'

async function entries({ database }: World, what: string) {
  const { rows } = await database.pool.query(
    'select agent_id, customer_id, facts from desk.activity_entry where what = $1 order by number',
    [what],
  )
  return rows
}

/** An entry as another part of the desk would write it. */
async function remembers(
  world: World,
  at: string,
  { agentId = people.admin, what = 'key-shown', about = 1 }: { agentId?: string; what?: Activity; about?: number } = {},
): Promise<void> {
  const activity = activityOf(world.database)
  const happening = { what, customerId: customer(about), at: new Date(at), facts: { product: at } }
  await world.database.transaction((rows) => activity.remember(rows, { partnerId: partnerA, agentId }, happening))
}

describe('what the log shows', () => {
  let world: World
  let grace: Person
  beforeAll(async () => {
    world = await openWorld()
    await everythingOnce(world)
    grace = await world.person(people.accountAdmin)
  })

  it('is everything that happened, newest first, with who, what, which order and which customer', async () => {
    await grace.says('activity')
    expect(grace.sees()).toContain('Nov 16, 2026 – Nov 22, 2026 · Everyone · All customers')
    expect(listed(grace)).toHaveLength(10)
    const ofContoso = 'SQL Server 2019 Standard · CSP-1002 · Contoso'
    const ofFabrikam = 'purchase · AUD 15,652.00 · Fabrikam'
    expect(await allListed(grace)).toEqual([
      `Rejected · Oliver Hughes · ${ofFabrikam}`,
      `Approval asked for · Mina Park · ${ofFabrikam}`,
      'Approved request carried out · The desk · purchase · AUD 15,652.00 · CSP-1009 · Fabrikam',
      'Purchase · Mina Park · 4 × Windows Server 2022 Datacenter · CSP-1009 · Fabrikam',
      `Approved · Oliver Hughes · ${ofFabrikam}`,
      `Approval asked for · Mina Park · ${ofFabrikam}`,
      'Settings changed · Oliver Hughes · Approval rules',
      'Cancellation · Mina Park · CSP-1002 · Contoso',
      'Purchase · Mina Park · 2 × Windows Server 2022 Standard · CSP-1008 · Fabrikam',
      `Address replaced · Mina Park · ${ofContoso}`,
      `Link copied · Mina Park · ${ofContoso}`,
      `Link renewed · Mina Park · ${ofContoso}`,
      `Download · Somebody with the link · ${ofContoso}`,
      `Link forwarded · Mina Park · ${ofContoso}`,
      `Link copied · Mina Park · ${ofContoso}`,
      `Key shown · Mina Park · ${ofContoso}`,
      `Link made · Mina Park · ${ofContoso}`,
    ])
    expect(grace.mayPress()).not.toContain('Older')
  })

  it('goes back to the newest, and Older delivered twice pages once', async () => {
    await grace.presses('Newest')
    expect(listed(grace)[0]).toContain('Rejected')
    await grace.presses('Older', { deliverTwice: 'new id' })
    expect(listed(grace)[0]).toContain('Link copied')
    expect(listed(grace)).toHaveLength(7)
  })

  it.each([
    ['keys', 1],
    ['links', 6],
    ['downloads', 1],
    ['purchases', 2],
    ['cancellations', 1],
    ['approvals', 5],
    ['support', 0],
    ['settings', 1],
  ])('can be only %s', async (kind, count) => {
    await grace.says('activity')
    grace.picks({ kind })
    await grace.presses('Show')
    expect(listed(grace)).toHaveLength(count)
    if (count === 0) expect(grace.sees()).toContain('Nothing happened in these days that fits.')
  })

  it('can be one person, by choice or by name, or the customers', async () => {
    await grace.says('activity')
    expect(grace.mayChoose('person').map(({ title }) => title)).toContain('Oliver Hughes')
    grace.picks({ person: people.globalAndAdmin })
    await grace.presses('Show')
    expect(grace.sees()).toContain('· Oliver Hughes · All customers')
    expect(listed(grace)).toHaveLength(3)
    grace.picks({ person: 'mina park', kind: 'purchases' })
    await grace.presses('Show')
    expect(listed(grace)).toHaveLength(2)
    grace.picks({ person: 'customers', kind: 'work' })
    await grace.presses('Show')
    expect(listed(grace)).toEqual(['Download · Somebody with the link · SQL Server 2019 Standard · CSP-1002 · Contoso'])
    grace.picks({ kind: 'keys' })
    await grace.presses('Show')
    expect(listed(grace)).toEqual([])
  })

  it('can be one customer, in a sentence too', async () => {
    await grace.says('activity for fabrikam.com.au')
    expect(grace.sees()).toContain('Everyone · Fabrikam ·')
    expect((await allListed(grace)).every((line) => line.endsWith('Fabrikam'))).toBe(true)
    grace.picks({ customer: customer(1) })
    await grace.presses('Show')
    expect((await allListed(grace)).every((line) => line.endsWith('Contoso'))).toBe(true)
  })

  it('can be one person in a sentence; other words mean nobody', async () => {
    await grace.says('activity of Oliver Hughes')
    expect(grace.sees()).toContain('· Oliver Hughes · All customers')
    await world.database.rows.agent.create({
      data: { partnerId: partnerA, id: 'eeeeeeee-0000-4000-8000-000000000001', name: 'Logan Weir', roles: [] },
    })
    await grace.says('activity log')
    expect(grace.sees()).toContain('· Everyone · All customers')
  })

  it('says at its field what cannot be found, and keeps what was typed', async () => {
    await grace.says('activity')
    grace.picks({ person: 'Nobody Atall', customer: 'nobody.example', kind: 'keys' })
    await grace.presses('Show')
    expect(grace.sees()).toContain('There is no such person here')
    expect(grace.sees()).toContain('There is no such customer here')
    expect([grace.filledIn('person'), grace.filledIn('customer'), grace.filledIn('kind')]).toEqual([
      'Nobody Atall',
      'nobody.example',
      'keys',
    ])
  })

  it('says what a sentence names and is not there, and shows the rest', async () => {
    await grace.says('activity for nobody.example')
    expect(grace.sees()).toContain('There is no such customer here')
    expect(listed(grace)).toHaveLength(10)
  })

  it('keeps what is typed while it is paged through', async () => {
    await grace.says('activity')
    grace.picks({ kind: 'keys', person: people.admin })
    await grace.presses('Older')
    expect(listed(grace)).toHaveLength(7)
    expect([grace.filledIn('kind'), grace.filledIn('person')]).toEqual(['keys', 'Mina Park'])
  })

  it('calls who has left a former agent, and still finds them by their id', async () => {
    const gone = 'dddddddd-0000-4000-8000-000000000001'
    await remembers(world, '2026-11-22T10:10:30Z', { agentId: gone })
    await world.passes(minute)
    await grace.says('activity')
    expect(listed(grace)[0]).toContain('Key shown · A former agent (dddddddd…)')
    grace.picks({ person: gone })
    await grace.presses('Show')
    expect(listed(grace)).toHaveLength(1)
  })

  it('tells of support requests, roles and settings what they were about', async () => {
    const admin = { partnerId: partnerA, agentId: people.globalAndAdmin }
    const said: [Activity, Facts][] = [
      ['support-sent', { support: 'SR-1001', amount: '100', currency: 'USD' }],
      ['support-moved', { support: 'SR-1001', status: 'in-progress' }],
      ['role-granted', { person: people.sales, name: 'Carla Reyes', role: 'helpdesk-agent' }],
      ['role-withdrawn', { person: people.sales, role: 'a-role-of-tomorrow' }],
      ['settings-changed', { notices: '{}' }],
      ['settings-changed', { morning: '08:00', chat: 'Sales' }],
      ['settings-changed', { person: people.sales, name: 'Carla Reyes' }],
      ['key-shown', { chained: 'later' }],
    ]
    const activity = activityOf(world.database)
    await world.database.transaction(async (rows) => {
      for (const [what, facts] of said) await activity.remember(rows, admin, { what, at: world.clock.now(), facts })
    })
    await grace.says('activity')
    expect(listed(grace).slice(0, 8).toReversed()).toEqual([
      'Support request sent · Oliver Hughes · USD 100.00 · SR-1001',
      'Support request moved on · Oliver Hughes · SR-1001 · in progress',
      'Role granted · Oliver Hughes · Helpdesk agent · Carla Reyes',
      'Role withdrawn · Oliver Hughes · a-role-of-tomorrow · Carla Reyes',
      'Settings changed · Oliver Hughes · Notice rules',
      'Settings changed · Oliver Hughes · Morning summary · Sales',
      'Settings changed · Oliver Hughes · Name · Carla Reyes',
      'Key shown · Oliver Hughes · written before entries were chained',
    ])
  })

  it('finds people and customers for who types their names', async () => {
    await grace.says('activity')
    const titles = async (dataset: string, queryText: string) =>
      (await world.teams.search(grace.chat, grace.id, grace.card().id, { dataset, text: queryText })).map(
        ({ title }) => title,
      )
    expect(await titles('activity-people', 'oli')).toEqual(['Oliver Hughes'])
    expect(await titles('activity-people', 'ever')).toEqual(['Everyone'])
    expect(await titles('activity-customers', 'fabr')).toEqual(['Fabrikam · fabrikam.com.au'])
  })
})

describe('days', () => {
  let world: World
  let grace: Person
  // 05:00 on the 2nd of November in New York: the day before had 25 hours.
  beforeAll(async () => {
    world = await openWorld({ clock: new TestClock(new Date('2026-11-02T10:00:00Z')) })
    for (const at of [
      '2026-11-01T03:59:59.999Z',
      '2026-11-01T04:00:00.000Z',
      '2026-11-02T04:59:59.999Z',
      '2026-11-02T05:00:00.000Z',
    ])
      await remembers(world, at)
    grace = await world.person(people.accountAdmin)
  })
  const times = () => listed(grace).map((line) => line.split(' · ')[2])

  it("are the reader's, also where clocks are put back", async () => {
    await grace.says('activity')
    grace.picks({ from: '2026-11-01', to: '2026-11-01' })
    await grace.presses('Show')
    expect(grace.sees()).toContain('Nov 1, 2026 · Everyone')
    expect(times()).toEqual(['2026-11-02T04:59:59.999Z', '2026-11-01T04:00:00.000Z'])
    expect([grace.filledIn('range'), grace.filledIn('from'), grace.filledIn('to')]).toEqual([
      'exact',
      '2026-11-01',
      '2026-11-01',
    ])
  })

  it('are a preset again when one is chosen', async () => {
    grace.picks({ range: 'today' })
    await grace.presses('Show')
    expect(times()).toEqual(['2026-11-02T05:00:00.000Z'])
    expect(grace.filledIn('from')).toBe('')
    grace.picks({ range: 'yesterday' })
    await grace.presses('Show')
    expect(times()).toHaveLength(2)
  })

  it.each([
    [{ range: 'exact' }, ['Choose the first day.', 'Choose the last day.']],
    [{ from: '2026-11-01' }, ['Choose the last day.']],
    [{ from: '2026-02-30', to: '2026-11-01' }, ['Choose a day, such as 2026-11-22.']],
    [{ from: '1/2/2026', to: '2026-11-01' }, ['Choose a day, such as 2026-11-22.']],
    [{ from: '2026-11-02', to: '2026-11-01' }, ['The last day is before the first one.']],
    [{ from: '2026-11-03', to: '2026-11-04' }, ['This day has not begun yet.']],
  ])('that are wrong (%j) are said at their fields, and stay', async (picks, said) => {
    await grace.says('activity')
    const before = (await entries(world, 'activity-seen')).length
    grace.picks({ ...picks, kind: 'keys' })
    await grace.presses('Show')
    for (const words of said) expect(grace.sees()).toContain(words)
    for (const [field, value] of Object.entries(picks)) expect(grace.filledIn(field)).toBe(value)
    expect(grace.filledIn('kind')).toBe('keys')
    expect(await entries(world, 'activity-seen')).toHaveLength(before)
  })

  it('to come are left out: a range ends when it is asked', async () => {
    await grace.says('activity')
    grace.picks({ from: '2026-11-02', to: '2026-12-31' })
    await grace.presses('Show')
    expect(grace.sees()).toContain('Nov 2, 2026 – Dec 31, 2026')
    expect(times()).toEqual(['2026-11-02T05:00:00.000Z'])
    await world.passes(hour)
    await remembers(world, '2026-11-02T10:30:00Z')
    await grace.presses('Chart')
    await grace.presses('Back to the list')
    expect(times()).toEqual(['2026-11-02T05:00:00.000Z'])
    await grace.presses('Show')
    expect(times()).toHaveLength(2)
  })
})

describe('asking', () => {
  let world: World
  let grace: Person
  beforeAll(async () => {
    world = await openWorld()
    for (let at = 10; at < 35; at += 1) await remembers(world, `2026-11-21T10:00:${at}Z`)
    grace = await world.person(people.accountAdmin)
  })

  it('is an entry with the days and filters; paging, charts and mistakes are none', async () => {
    await grace.says('activity for contoso.com')
    await grace.presses('Older')
    await grace.presses('Newest')
    await grace.presses('Chart')
    await grace.presses('Back to the list')
    grace.picks({ person: 'Nobody Atall' })
    await grace.presses('Show')
    grace.picks({ person: people.admin, customer: 'all', kind: 'keys', range: 'yesterday' })
    await grace.presses('Show')
    const days = { timeZone: 'America/New_York' }
    expect(await entries(world, 'activity-seen')).toEqual([
      {
        ...{ agent_id: people.accountAdmin, customer_id: customer(1) },
        facts: { ...days, first: '2026-11-16', last: '2026-11-22', kind: 'work' },
      },
      {
        ...{ agent_id: people.accountAdmin, customer_id: null },
        facts: { ...days, first: '2026-11-21', last: '2026-11-21', kind: 'keys', person: people.admin },
      },
    ])
  })

  it('is shown to who asks for it', async () => {
    await world.passes(minute)
    await grace.says('activity')
    expect(listed(grace)[0]).toContain('Key shown')
    grace.picks({ kind: 'looks' })
    await grace.presses('Show')
    expect(listed(grace).slice(0, 4)).toEqual([
      'Activity log seen · Grace Okafor · Nov 16, 2026 – Nov 22, 2026',
      'Activity log seen · Grace Okafor · Nov 16, 2026 – Nov 22, 2026',
      'Activity log seen · Grace Okafor · Mina Park · Nov 21, 2026',
      'Activity log seen · Grace Okafor · Nov 16, 2026 – Nov 22, 2026 · Contoso',
    ])
  })

  it('pages through everything once, also when entries come in between', async () => {
    await grace.says('activity')
    await remembers(world, '2026-11-22T10:01:00Z', { what: 'link-made' })
    const all = await allListed(grace)
    expect(all).toHaveLength(25)
    expect(new Set(all).size).toBe(25)
  })
})

describe('who may see it', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
    await remembers(world, '2026-11-21T10:00:00Z')
  })

  it.each([...readers.map((name) => people[name]), referralAdmin, contentAdmin])('%s may', async (id) => {
    const reader = await world.person(id)
    await reader.says('activity')
    expect(listed(reader)).toHaveLength(1)
  })

  const others = sampleAgents.filter(
    ({ roles, partnerId }) =>
      partnerId === partnerA &&
      !roles.some((role) =>
        ['global-admin', 'account-admin', 'referral-admin', 'marketing-content-admin'].includes(role),
      ),
  )
  it.each(others.map(({ id, name }) => [name, id]))('%s may not, and is told who may', async (_name, id) => {
    const person = await world.person(id)
    const before = (await entries(world, 'activity-seen')).length
    await person.says('activity log')
    expect(person.hears()).toMatch(/Global administrator|全局管理员/)
    expect(person.hears()).toMatch(/Grace Okafor/)
    expect(await entries(world, 'activity-seen')).toHaveLength(before)
  })

  it('nobody of another partner sees anything of it', async () => {
    await world.database.rows.agent.updateMany({ where: { id: people.adminOfB }, data: { roles: ['global-admin'] } })
    const haeun = await world.person(people.adminOfB)
    await haeun.says('활동')
    expect(haeun.sees()).toContain('이 기간에 해당하는 활동이 없습니다')
    haeun.picks({ person: people.admin, customer: customer(1) })
    await haeun.presses('표시')
    expect(listed(haeun)).toEqual([])
    expect(haeun.everything()).not.toContain('Mina Park')
    expect(haeun.everything()).not.toContain('"Contoso')
    const grace = await world.person(people.accountAdmin)
    await grace.says('activity')
    expect(listed(grace)).toHaveLength(1)
  })

  it.each(['Older', 'Newest', 'Chart', 'CSV file', 'Show'])(
    'who lost the role since the card was drawn sees nothing more by %s',
    async (button) => {
      const open = await openWorld()
      for (let at = 10; at < 35; at += 1) await remembers(open, `2026-11-21T10:00:${at}Z`)
      const grace = await open.person(people.accountAdmin)
      await grace.says('activity')
      await grace.presses('Older')
      expect(grace.mayPress()).toContain(button)
      await open.database.rows.agent.updateMany({
        where: { id: people.accountAdmin },
        data: { roles: ['sales-agent'] },
      })
      await grace.presses(button)
      expect(grace.sees()).toContain('Seeing the activity log needs the role')
      expect(listed(grace)).toEqual([])
      expect(fileAddress(grace)).toBe('')
      expect(await entries(open, 'activity-exported')).toEqual([])
      expect(await entries(open, 'activity-seen')).toHaveLength(1)
    },
  )
})

describe('the chart', () => {
  let world: World
  let grace: Person
  beforeAll(async () => {
    world = await openWorld()
    await everythingOnce(world)
    await remembers(world, '2026-11-18T04:59:00Z')
    await remembers(world, '2026-10-01T12:00:00Z', { agentId: people.chineseAdmin })
    grace = await world.person(people.accountAdmin)
  })

  it('says the same numbers as the list, per day and per person, in chart and table', async () => {
    await grace.says('activity')
    const lines = await allListed(grace)
    await grace.presses('Chart')
    const [perDay, perPerson] = chartsOn(grace)
    const by = (name: string) => lines.filter((line) => line.split(' · ')[1] === name).length
    expect(perPerson?.data).toEqual([
      { x: 'Mina Park', y: by('Mina Park') },
      { x: 'Oliver Hughes', y: by('Oliver Hughes') },
      { x: 'Somebody with a link, the desk, or Partner Center', y: by('Somebody with the link') + by('The desk') },
    ])
    expect(grace.sees()).toContain(`${lines.length} in all`)
    expect(perDay?.type).toBe('Chart.VerticalBar.Grouped')
    expect(perDay?.data.map(({ legend }) => legend)).toEqual([
      'Mina Park: 13',
      'Oliver Hughes: 3',
      'Somebody with a link, the desk, or Partner Center: 2',
    ])
    expect(perDay?.data[0]?.values).toEqual([
      { x: 'Nov 16', y: 0 },
      // 23:59 in New York.
      { x: 'Nov 17', y: 1 },
      ...[18, 19, 20, 21].map((date) => ({ x: `Nov ${date}`, y: 0 })),
      { x: 'Nov 22', y: 12 },
    ])
    expect(perDay?.table).toEqual([
      ['Day', 'Entries', 'Who'],
      ['Nov 17', '1', 'Mina Park 1'],
      ['Nov 22', '17', 'Mina Park 12 · Oliver Hughes 3 · Somebody with a link, the desk, or Partner Center 2'],
    ])
    expect(perPerson?.table.slice(1)).toEqual([
      ['Mina Park', '13'],
      ['Oliver Hughes', '3'],
      ['Somebody with a link, the desk, or Partner Center', '2'],
    ])
    await grace.presses('Back to the list')
    expect(grace.sees()).toContain('Show something else')
  })

  it('counts per week when the range is long, and says so', async () => {
    await grace.says('activity')
    grace.picks({ range: 'last-90-days' })
    await grace.presses('Show')
    await grace.presses('Chart')
    expect(grace.sees()).toContain('Entries per week, each named by its Monday')
    const [perWeek] = chartsOn(grace)
    expect(perWeek?.table.slice(1)).toEqual([
      ['Sep 28, 2026', '1', '林晓雨 1'],
      ['Nov 16, 2026', '18', 'Mina Park 13 · Oliver Hughes 3 · Somebody with a link, the desk, or Partner Center 2'],
    ])
  })
})

describe('a file of the log', () => {
  it('has its address on the card of who asked, and in nothing that is kept', async () => {
    const world = await openWorld()
    const grace = await world.person(people.accountAdmin)
    await grace.says('activity')
    await grace.presses('CSV file')
    const address = fileAddress(grace)
    expect(address).toMatch(/\/activity\/[\w-]{32}$/)
    expect(grace.sees()).toContain('The file is ready')
    const token = address.slice(-32)
    const { rows } = await world.database.pool.query(
      `select row_to_json(export)::text as kept from desk.activity_export as export
       union all select value::text from desk.bot_state union all select facts::text from desk.activity_entry`,
    )
    expect(rows.some(({ kept }) => kept.includes(token))).toBe(false)
    const messages = world.teams.world.conversations().flatMap((chat) => chat.messages)
    expect(JSON.stringify(messages.map(({ ownViews: _own, ...message }) => message))).not.toContain(token)
    await grace.says('activity')
    await grace.presses('CSV file', { as: 'Action.Submit' })
    expect(grace.sees()).toContain('This Teams app cannot show the link without keeping it in the chat')
    expect(fileAddress(grace)).toBe('')
    expect(await entries(world, 'activity-exported')).toHaveLength(1)
  })
})

describe('the check of the chain', () => {
  let world: World
  let oliver: Person
  beforeAll(async () => {
    world = await openWorld()
    for (let at = 10; at < 20; at += 1) await remembers(world, `2026-11-21T10:00:${at}Z`)
    oliver = await world.person(people.globalAndAdmin)
  })

  it('is offered to a global admin alone', async () => {
    const grace = await world.person(people.accountAdmin)
    await grace.says('activity')
    expect(grace.mayPress()).not.toContain('Check the chain')
    await oliver.says('activity')
    expect(oliver.mayPress()).toContain('Check the chain')
  })

  it('goes on by itself and says that the chain holds, once for a press that is delivered twice', async () => {
    await oliver.presses('Check the chain', { deliverTwice: 'new id' })
    expect(oliver.sees()).toContain('Checked 0 of 12 entries')
    await world.passes(0)
    expect(oliver.sees()).toContain('The chain holds: 13 entries')
    expect(oliver.sees()).toMatch(/Last entry: 13:[0-9a-f]{16}/)
    expect(await entries(world, 'activity-checked')).toHaveLength(1)
  })

  it('says where it breaks after somebody changed an entry behind the desk, and what to do', async () => {
    await world.database.pool.query('alter table desk.activity_entry disable trigger all')
    await world.database.pool.query(`update desk.activity_entry set agent_id = $1 where number = 7`, [people.sales])
    await world.database.pool.query('alter table desk.activity_entry enable trigger all')
    await oliver.presses('Check again')
    await world.passes(0)
    expect(oliver.sees()).toContain('The chain breaks at entry 7.')
    expect(oliver.sees()).toContain('says something else than when it was written')
    expect(oliver.sees()).toContain('21 Nov 2026, 10:00')
    expect(oliver.sees()).toContain('npm run activity -- verify')
    await oliver.presses('Back to the list')
    expect(listed(oliver)).toHaveLength(10)
  })

  it('shows nothing more to who is no global admin any more', async () => {
    await oliver.presses('Check the chain')
    await world.database.rows.agent.updateMany({ where: { id: oliver.id }, data: { roles: ['account-admin'] } })
    await world.passes(day)
    expect(oliver.sees()).not.toContain('The chain')
    expect(oliver.sees()).toContain("Changing the desk's settings needs the role")
  })
})
