import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { day, hour, later, minute } from '../../src/platform/clock.ts'
import { openDatabase } from '../../src/platform/database/database.ts'
import { asksToBuy, decides } from '../support/approvals.ts'
import { TestClock } from '../support/clock.ts'
import { databaseKind, testDatabaseUrl } from '../support/database.ts'
import { customer, openWorld, Person, partnerA, people, type World, wordsOf } from '../support/desk.ts'
import { morningsOf } from '../support/mornings.ts'
import { tell } from '../support/notices.ts'

let world: World

/** Nothing else is told by itself, and Contoso's order CSP-1001 can be cancelled for three days more. */
async function open(start = '2026-11-22T10:00:00Z'): Promise<void> {
  world = await openWorld({ clock: new TestClock(new Date(start)) })
  await calm()
}

async function calm(): Promise<void> {
  const { database } = world
  await database.rows.downloadLink.updateMany({ data: { watchAt: null } })
  await closesIn('CSP-1001', 3)
}

/** Its window, of 60 days, closes in so many days. */
const closesIn = (orderId: string, days: number) =>
  world.database.rows.pcOrder.updateMany({
    where: { partnerId: partnerA, id: orderId },
    data: { createdAt: later(world.clock.now(), (days - 60) * day) },
  })

const wants = (recipient: string, time: string | undefined) => morningsOf(world).set(partnerA, recipient, time)

/** What a person was told since they had so many messages. */
const toldSince = (person: Person, before: number): string[] =>
  world.teams
    .messages(person.chat, person.id)
    .slice(before)
    .map(({ card, text }) => (card === undefined ? (text ?? '') : wordsOf(card).join('\n')))

const summaries = () =>
  world.database.rows.notice.findMany({ where: { occasion: 'summary.morning' }, orderBy: { stage: 'asc' } })

afterEach(() => world.desk.close())

describe('a morning summary', () => {
  it('comes at eight in Seoul, in Korean, once a day', async () => {
    await open()
    const han = await world.person(people.koreanGlobalAdmin)
    const before = han.messages()
    await wants(han.id, '08:00')
    await world.passes(13 * hour - minute)
    expect(han.messages()).toBe(before)
    await world.passes(minute)
    expect(toldSince(han, before)).toHaveLength(1)
    expect(han.sees()).toContain('아침 요약')
    expect(han.sees()).toContain('2026. 11. 23.')
    expect(han.sees()).toContain('CSP-1001 · Contoso')
    for (let hours = 0; hours < 24; hours++) await world.passes(hour)
    expect((await summaries()).map(({ stage }) => stage)).toEqual(['2026-11-23', '2026-11-24'])
    expect(toldSince(han, before)).toHaveLength(2)
  })

  it('comes at eight in New York on the day before clocks are put back, and on the day itself', async () => {
    await open('2026-10-30T13:00:00Z')
    const carla = await world.person(people.sales)
    const before = carla.messages()
    await wants(carla.id, '08:00')
    await world.passes(23 * hour - 1)
    expect(toldSince(carla, before)).toEqual([])
    await world.passes(1)
    expect(world.clock.now().toISOString()).toBe('2026-10-31T12:00:00.000Z')
    expect(toldSince(carla, before)).toHaveLength(1)
    await world.passes(25 * hour - 1)
    expect(toldSince(carla, before)).toHaveLength(1)
    await world.passes(1)
    expect(toldSince(carla, before)).toHaveLength(2)
  })

  it('follows a person whose zone changes, and comes once on the day they do', async () => {
    await open()
    const han = await world.person(people.koreanGlobalAdmin)
    const before = han.messages()
    await wants(han.id, '08:00')
    await world.passes(14 * hour)
    expect(toldSince(han, before)).toHaveLength(1)
    const moves = (chosenTimeZone: string) =>
      world.database.rows.personalChat.updateMany({ where: { agentId: han.id }, data: { chosenTimeZone } })
    await moves('America/New_York')
    for (let hours = 0; hours < 13; hours++) await world.passes(hour)
    expect(world.clock.now().toISOString()).toBe('2026-11-23T13:00:00.000Z')
    expect((await summaries()).map(({ stage }) => stage)).toEqual(['2026-11-23'])
    await moves('Asia/Seoul')
    for (let hours = 0; hours < 10; hours++) await world.passes(hour)
    expect((await summaries()).map(({ stage }) => stage)).toEqual(['2026-11-23', '2026-11-24'])
    expect(toldSince(han, before)).toHaveLength(2)
  })

  it('is told once after days without the desk, late and as it holds then', async () => {
    await open()
    const han = await world.person(people.koreanGlobalAdmin)
    const before = han.messages()
    await wants(han.id, '08:00')
    await closesIn('CSP-1001', 6)
    await world.passes(3 * day + 15 * hour)
    expect(toldSince(han, before)).toHaveLength(1)
    expect(han.sees()).toContain('2026. 11. 26.')
    expect(han.sees()).toContain('3일 남음')
  })

  it('disturbs nobody on a morning without anything to tell', async () => {
    await open()
    await world.database.rows.pcOrder.updateMany({ data: { createdAt: later(world.clock.now(), -20 * day) } })
    const han = await world.person(people.koreanGlobalAdmin)
    const before = han.messages()
    await wants(han.id, '08:00')
    await world.passes(13 * hour)
    expect(toldSince(han, before)).toEqual([])
    expect(await summaries()).toMatchObject([{ stage: '2026-11-23', status: 'overtaken' }])
  })

  it('stops when it is not wanted any more, and when its kind is muted on it', async () => {
    await open()
    const han = await world.person(people.koreanGlobalAdmin)
    await wants(han.id, '08:00')
    await world.passes(13 * hour)
    await han.presses('이 알림 끄기')
    const before = han.messages()
    await world.passes(day)
    expect((await summaries()).map(({ status }) => status)).toEqual(['sent', 'muted'])
    await wants(han.id, undefined)
    expect(await morningsOf(world).of(partnerA, han.id)).toBeUndefined()
    await world.passes(day)
    expect(await summaries()).toHaveLength(2)
    expect(toldSince(han, before)).toEqual([])
  })

  it('waits for the end of quiet hours, on the same day', async () => {
    await open()
    const han = await world.person(people.koreanGlobalAdmin)
    const before = han.messages()
    await world.database.rows.noticeWishes.create({
      data: { partnerId: partnerA, agentId: han.id, muted: [], quietFrom: '22:00', quietTo: '09:30' },
    })
    await wants(han.id, '08:00')
    await world.passes(14 * hour)
    expect(toldSince(han, before)).toEqual([])
    await world.passes(30 * minute)
    expect(toldSince(han, before)).toHaveLength(1)
  })

  it('of days on which the person could not be reached is not sent later', async () => {
    await open()
    const han = await world.person(people.koreanGlobalAdmin)
    await wants(han.id, '08:00')
    await world.database.rows.personalChat.updateMany({ where: { agentId: han.id }, data: { stopped: 'removed' } })
    await closesIn('CSP-1001', 6)
    for (let days = 0; days < 3; days++) await world.passes(day)
    await han.says('도움말')
    const before = han.messages()
    await world.passes(minute)
    expect((await summaries()).map(({ status }) => status)).toEqual(['overtaken', 'overtaken', 'sent'])
    expect(toldSince(han, before).filter((words) => words.includes('아침 요약'))).toHaveLength(1)
  })

  it('is one line of a digest when much is told at once', async () => {
    await open()
    const han = await world.person(people.koreanGlobalAdmin)
    await world.database.rows.noticeWishes.create({
      data: { partnerId: partnerA, agentId: han.id, muted: [], quietFrom: '18:00', quietTo: '09:30' },
    })
    await wants(han.id, '08:00')
    await tell(world.database, han.id, 6, { now: world.clock.now() })
    await world.passes(13 * hour)
    const before = han.messages()
    await world.passes(90 * minute)
    expect(toldSince(han, before)).toHaveLength(1)
    expect(han.sees()).toContain('알림 7건')
    expect(han.sees()).toContain('아침 요약(1)')
    expect(han.sees()).toContain('아침 요약 · 취소 기간 종료 2')
  })
})

describe('what it tells', () => {
  /** A day's morning is here. */
  const morning = async (person: Person): Promise<string> => {
    const before = person.messages()
    await wants(person.id, '08:00')
    for (let hours = 0; hours < 24; hours++) await world.passes(hour)
    return toldSince(person, before)
      .filter((words) => words.includes('Morning summary'))
      .join('\n')
  }

  /** A link of an agent's that ends in a day and a half from now. */
  async function getsLink(agentId: string, product: string): Promise<void> {
    const { rows } = world.database
    const [sample] = await rows.downloadLink.findMany({ take: 1 })
    if (sample === undefined) throw new Error('the sample world has no link')
    const made = { id: randomUUID(), agentId, product, optionKey: randomUUID(), tokenHash: randomUUID(), watchAt: null }
    const ends = { expiresAt: later(world.clock.now(), 60 * hour), downloads: 10, revokedAt: null }
    await rows.downloadLink.create({ data: { ...sample, ...made, ...ends } })
  }

  beforeEach(async () => {
    await open()
    await world.database.rows.downloadLink.updateMany({
      data: { expiresAt: later(world.clock.now(), 13 * day), downloads: 0 },
    })
    await getsLink(people.admin, 'Product of Mina')
    await getsLink(people.globalAndAdmin, 'Product of Oliver')
    for (let n = 0; n < 7; n++) {
      const row = { partnerId: partnerA, id: `CSP-${4000 + n}`, customerId: customer(2), currency: 'AUD' }
      await world.database.rows.pcOrder.create({
        data: {
          ...row,
          createdAt: later(world.clock.now(), (n - 56) * day),
          lines: {
            create: [{ number: 0, catalogItem: 'DG7GMGF0FLR2:0001:DG7GMGF0ZLRM', quantity: 1, unitPrice: '10' }],
          },
        },
      })
    }
    await decides(world, { purchases: { AUD: '1' } })
  })

  it('an admin agent: windows that close first, their own links without addresses, and what they may decide', async () => {
    const mina = await world.person(people.admin)
    await asksToBuy(await world.person(people.globalAndAdmin))
    const told = await morning(mina)
    expect(told).toContain('Cancellation windows that close within 7 days: 6')
    const [first, second] = [told.indexOf('CSP-1001 · Contoso'), told.indexOf('CSP-4000 · Fabrikam')]
    expect(first).toBeGreaterThan(0)
    expect(second).toBeGreaterThan(first)
    expect(told).toContain('USD 3,586.00')
    expect(told).toContain('and 1 more')
    expect(told).toContain('Download links that end soon: 1')
    expect(told).toContain('Product of Mina · Contoso')
    expect(told).not.toContain('Product of Oliver')
    expect(told).toContain('Approvals that wait: 1')
    expect(told).toContain('Oliver Hughes')
    expect(told).not.toContain('/d/')
    expect(told).toContain('Orders\nGet keys and downloads\nApprovals\nMute this')
    const summary = world.teams.messages(mina.chat, mina.id).findLast(({ card }) => {
      return card !== undefined && wordsOf(card).includes('Morning summary')
    })
    await mina.presses('Orders', { message: summary?.id ?? '' })
    expect(mina.sees()).toContain('All customers\nWindow closes within 7 days')
    expect(mina.mayChoose('order').map(({ value }) => value)).toContain('CSP-4000')
  })

  it('a sales agent: the windows alone', async () => {
    const carla = await world.person(people.sales)
    await asksToBuy(await world.person(people.admin))
    const told = await morning(carla)
    expect(told).toContain('Cancellation windows that close')
    expect(told).not.toContain('Download links')
    expect(told).not.toContain('Approvals')
  })

  it('who asked for something: that it waits still', async () => {
    const mina = await world.person(people.admin)
    await asksToBuy(mina)
    const told = await morning(mina)
    expect(told).toContain('Approvals that wait: 1')
    expect(told).toContain('you asked')
  })

  it.each(['nobody', 'accountAdmin'] as const)('%s: nothing', async (who) => {
    const person = await world.person(people[who])
    expect(await morning(person)).toBe('')
  })

  it('a channel: what concerns the partner, with whose link it is, and no buttons', async () => {
    await asksToBuy(await world.person(people.admin))
    await world.person(people.globalAndAdmin)
    const { id } = await world.teams.openGroupChat([people.globalAndAdmin, people.sales], 'Licences')
    await world.database.rows.sharedChat.updateMany({ data: { locale: 'en-GB', timeZone: 'Europe/London' } })
    await wants(id, '08:00')
    await world.passes(22 * hour)
    const seen = new Person(world.desk, world.teams, people.sales, id)
    expect(seen.sees()).toContain('Cancellation windows that close within 7 days: 6')
    expect(seen.sees()).toContain('Download links that end soon: 2')
    expect(seen.sees()).toContain('Product of Oliver · Contoso')
    expect(seen.sees()).toContain('Oliver Hughes')
    expect(seen.sees()).toContain('Approvals that wait: 1')
    expect(seen.sees()).toContain('For more, open your own chat with me and say "orders", "keys" or "approvals".')
    expect(seen.mayPress()).toEqual([])
    expect(seen.everything()).not.toContain('/d/')
  })

  it('whose role is gone by then: nothing of what it allowed', async () => {
    const mina = await world.person(people.admin)
    await world.database.rows.agent.updateMany({ where: { id: mina.id }, data: { roles: ['helpdesk-agent'] } })
    const told = await morning(mina)
    expect(told).toContain('Cancellation windows that close')
    expect(told).not.toContain('Product of Mina')
  })
})

describe.runIf(databaseKind() === 'postgresql')('two replicas', () => {
  it('tell a morning once, whichever looks first', async () => {
    const url = await testDatabaseUrl({ migrated: true })
    const clock = new TestClock()
    const replica = async () =>
      openWorld({ database: await openDatabase({ url, dataDirectory: '', connections: 5 }), clock })
    const worlds = [await replica(), await replica()]
    world = worlds[0] as World
    await calm()
    const persons = [people.koreanGlobalAdmin, people.globalAndAdmin, people.admin, people.sales]
    for (const id of persons) await world.person(id)
    for (const id of persons) await wants(id, '08:00')
    for (let hours = 0; hours < 30; hours++) {
      clock.advance(hour)
      await Promise.all(worlds.map(({ desk }) => desk.jobs.clockMoved(hour)))
      await Promise.all([...worlds, ...worlds].map(({ desk }) => desk.jobs.runDue()))
    }
    const told = await summaries()
    expect(told.map(({ recipient, stage }) => `${recipient} ${stage}`).sort()).toEqual([
      `${people.admin} 2026-11-22`,
      `${people.admin} 2026-11-23`,
      `${people.koreanGlobalAdmin} 2026-11-23`,
      `${people.globalAndAdmin} 2026-11-23`,
      `${people.sales} 2026-11-22`,
      `${people.sales} 2026-11-23`,
    ])
    expect(told.every(({ status }) => status === 'sent')).toBe(true)
    await worlds[1]?.desk.close()
  })
})
