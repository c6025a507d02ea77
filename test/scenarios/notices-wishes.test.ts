import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { day, hour, later } from '../../src/platform/clock.ts'
import { intakeRepository } from '../../src/workflow/lanes/intake.repository.ts'
import { TestClock } from '../support/clock.ts'
import { openWorld, type Person, partnerA, people, type World, wordsOf } from '../support/desk.ts'
import { tell } from '../support/notices.ts'

// In London, where Oliver is, it is eleven at night: what is 11 days away becomes due at that hour.
const night = new Date('2026-11-22T23:00:00Z')

let world: World
let oliver: Person

beforeEach(async () => {
  world = await openWorld({ clock: new TestClock(night) })
  oliver = await world.person(people.globalAndAdmin)
})
afterEach(() => world.desk.close())

/** New links of Oliver's, all from this moment. */
async function getsLinks(count: number): Promise<void> {
  await oliver.says('keys CSP-1001 for contoso.com')
  await oliver.presses('Submit')
  await oliver.presses('Get keys and downloads')
  const first = await world.database.rows.downloadLink.findFirstOrThrow({ where: { agentId: oliver.id } })
  await world.database.rows.downloadLink.createMany({
    data: Array.from({ length: count - 1 }, () => ({
      ...first,
      ...{ id: randomUUID(), optionKey: randomUUID(), tokenHash: randomUUID() },
    })),
  })
}

async function buys(): Promise<void> {
  await oliver.says('buy 2 windows server 2022 datacenter 1 year for Contoso')
  await oliver.presses('Review order')
  oliver.picks({ acknowledged: 'true' })
  await oliver.presses('Place order')
}

async function wishes(picks: Record<string, string>): Promise<void> {
  await oliver.says('settings')
  oliver.picks(picks)
  await oliver.presses('Save')
  expect(oliver.sees()).toContain('Saved.')
}

const statuses = async () => {
  const rows = await world.database.rows.notice.findMany({ where: { recipient: oliver.id }, orderBy: { dueAt: 'asc' } })
  return rows.map(({ status }) => status)
}

const newCards = (before: number): string[] =>
  world.teams
    .messages(oliver.chat, oliver.id)
    .slice(before)
    .map(({ card }) => (card === undefined ? '' : wordsOf(card).join('\n')))

describe('a digest', () => {
  it('is not made of five notices: each is a message with its own buttons', async () => {
    await getsLinks(5)
    const before = oliver.messages()
    await world.passes(11 * day)
    expect(newCards(before)).toHaveLength(5)
    for (const words of newCards(before)) expect(words).toContain('A download link ends in 3 days')
  })

  it('is one message with a line for each of six, and leads to where they are worked on', async () => {
    await getsLinks(6)
    const before = oliver.messages()
    await world.passes(11 * day)
    const [digest, ...others] = newCards(before)
    expect(others).toEqual([])
    expect(digest).toContain('6 notices\nDownload links that end (6)')
    expect(digest?.split('A download link ends in 3 days\nContoso · Windows Server 2019 Standard')).toHaveLength(7)
    expect(oliver.mayPress()).toEqual(['Get keys and downloads', 'Open in tab', 'Mute this'])
    expect(await statuses()).toEqual(Array.from({ length: 6 }, () => 'sent'))
    await oliver.presses('Get keys and downloads')
    expect(oliver.sees()).toContain('Customer')
    await world.passes(day)
    expect(newCards(before)).toHaveLength(2)
  })

  it('of several kinds is grouped by them, what is urgent first', async () => {
    await buys()
    await world.passes(42 * day)
    await getsLinks(6)
    const before = oliver.messages()
    await world.passes(11 * day)
    const [digest, ...others] = newCards(before)
    expect(others).toEqual([])
    expect(digest).toMatch(
      /7 notices\nCancellation windows that close \(1\)\n7 days left [\s\S]*Download links that end \(6\)/,
    )
    expect(oliver.mayPress()).toEqual([
      'Cancel a purchase',
      'Get keys and downloads',
      'Open in tab',
      'Notification settings',
    ])
    await oliver.presses('Notification settings')
    expect(oliver.sees()).toContain('Quiet hours')
  })
})

describe('quiet hours', () => {
  it('hold what becomes due in them, until the moment they end', async () => {
    await getsLinks(1)
    await wishes({ quietFrom: '22:00', quietTo: '07:00' })
    const before = oliver.messages()
    await world.passes(11 * day)
    await world.passes(8 * hour - 1)
    expect(oliver.messages()).toBe(before)
    await world.passes(1)
    expect(newCards(before)).toHaveLength(1)
    expect(oliver.sees()).toContain('A download link ends in 3 days')
  })

  it('bring what waited in them as one digest, without what is not true any more', async () => {
    await getsLinks(8)
    await wishes({ quietFrom: '22:00', quietTo: '07:00' })
    const before = oliver.messages()
    await world.passes(11 * day)
    const renewed = await world.database.rows.downloadLink.findMany({ where: { agentId: oliver.id }, take: 2 })
    await world.database.rows.downloadLink.updateMany({
      where: { id: { in: renewed.map(({ id }) => id) } },
      data: { renewedAt: world.clock.now() },
    })
    await world.passes(8 * hour)
    expect(newCards(before)).toHaveLength(1)
    expect(oliver.sees()).toContain('6 notices')
    expect((await statuses()).filter((status) => status === 'overtaken')).toHaveLength(2)
  })

  it('hold nothing outside of them, and nothing any more once they are taken back', async () => {
    await getsLinks(1)
    await wishes({ quietFrom: '00:00', quietTo: '07:00' })
    const before = oliver.messages()
    await world.passes(11 * day)
    expect(oliver.messages()).toBe(before + 1)
    await wishes({ quietFrom: '22:00', quietTo: '07:00' })
    await wishes({ quietFrom: '', quietTo: '' })
    const after = oliver.messages()
    await world.passes(2 * day)
    expect(oliver.messages()).toBe(after + 1)
  })

  it('give at once what they held when they are taken back, and nothing that is to be told later', async () => {
    await getsLinks(1)
    await wishes({ quietFrom: '22:00', quietTo: '07:00' })
    await world.passes(11 * day)
    await tell(world.database, oliver.id, 1, { now: later(world.clock.now(), hour) })
    await wishes({ quietFrom: '', quietTo: '' })
    const before = oliver.messages()
    await world.passes(0)
    expect(newCards(before)).toHaveLength(1)
    expect(oliver.sees()).toContain('A download link ends in 3 days')
    expect(await statuses()).toEqual(['sent', 'waiting'])
    await world.passes(hour)
    expect(await statuses()).toEqual(['sent', 'sent'])
  })

  it('that are changed hold until the new ones end', async () => {
    await getsLinks(1)
    await wishes({ quietFrom: '22:00', quietTo: '07:00' })
    await world.passes(11 * day)
    await wishes({ quietFrom: '22:00', quietTo: '01:00' })
    const before = oliver.messages()
    await world.passes(2 * hour - 1)
    expect(oliver.messages()).toBe(before)
    await world.passes(1)
    expect(newCards(before)).toHaveLength(1)
  })

  it('that are taken back while a lane still goes by them hold nothing', async () => {
    const [id = ''] = await tell(world.database, oliver.id, 1, { now: world.clock.now() })
    await wishes({ quietFrom: '22:00', quietTo: '07:00' })
    const intake = intakeRepository({ database: world.database })
    const seen = await intake.due(partnerA, world.clock.now(), [], 10)
    expect(seen.map((notice) => notice.id)).toEqual([id])
    await wishes({ quietFrom: '', quietTo: '' })
    await intake.hush(seen, later(world.clock.now(), 8 * hour))
    const before = oliver.messages()
    await world.passes(0)
    expect(oliver.messages()).toBe(before + 1)
  })
})

describe('Mute this', () => {
  beforeEach(async () => {
    await getsLinks(1)
    await buys()
    await world.passes(11 * day)
  })

  it('ends that kind of notices for the person at once, and the others go on', async () => {
    await oliver.presses('Mute this')
    expect(oliver.hears()).toContain('Muted: Download links that end.')
    expect(oliver.hears()).toContain('say "settings"')
    expect(oliver.sees()).toContain('A download link ends in 3 days')
    const before = oliver.messages()
    await world.passes(2 * day)
    expect(oliver.messages()).toBe(before)
    expect(await statuses()).toEqual(['sent', 'muted'])
    await world.passes(40 * day)
    expect(newCards(before).map((words) => words.split('\n')[0])).toEqual(['7 days left to cancel order CSP-1008'])
  })

  it('is undone in settings', async () => {
    await oliver.presses('Mute this')
    await oliver.says('settings')
    expect(oliver.filledIn('told')).toBe('windows,purchases,approvals,decisions,cancellations,support')
    await wishes({ told: 'links,windows' })
    const before = oliver.messages()
    await world.passes(2 * day)
    expect(newCards(before)).toHaveLength(1)
    expect(oliver.sees()).toContain('A download link ends in 24 hours')
  })

  it.each(['same id', 'new id'] as const)('delivered twice with the %s is done once', async (deliverTwice) => {
    await oliver.presses('Mute this', { deliverTwice })
    const { muted } = await world.database.rows.noticeWishes.findFirstOrThrow()
    expect(muted).toEqual(['links'])
  })

  it('mutes two kinds that are muted at the same moment', async () => {
    const mute = oliver.button('Mute this')
    await Promise.all([oliver.pressesOld(mute), oliver.pressesOld(mute, {}, { kind: 'windows' })])
    const { muted } = await world.database.rows.noticeWishes.findFirstOrThrow()
    expect(muted.toSorted()).toEqual(['links', 'windows'])
  })

  it('of a kind that is none changes nothing', async () => {
    await oliver.pressesOld(oliver.button('Mute this'), {}, { kind: 'everything' })
    expect(oliver.hears()).toContain('Nothing was changed')
    expect(await world.database.rows.noticeWishes.count()).toBe(0)
  })
})
