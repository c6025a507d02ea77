import { beforeEach, describe, expect, it } from 'vitest'
import { asksToBuy, decides } from '../support/approvals.ts'
import { openWorld, Person, partnerA, people, type World } from '../support/desk.ts'
import { morningsOf } from '../support/mornings.ts'

let world: World
let oliver: Person
let mina: Person
let group: string
/** What everybody sees there: Carla may not press anything. */
let carla: Person

beforeEach(async () => {
  world = await openWorld()
  oliver = await world.person(people.globalAndAdmin)
  mina = await world.person(people.admin)
  const members = [people.chineseAdmin, people.globalAndAdmin, people.admin, people.sales]
  group = (await world.teams.openGroupChat(members, 'Approvals')).id
  carla = new Person(world.desk, world.teams, people.sales, group)
  await decides(world, { purchases: { AUD: '1' }, cards: { to: 'chat', conversationId: group } })
})

async function opens(): Promise<void> {
  await oliver.says('settings')
  await oliver.presses('Channel summaries …')
  await oliver.presses('Language and time zone …')
}
const chooses = async (language: string, timeZone: string): Promise<void> => {
  await opens()
  oliver.picks({ language, timeZone })
  await oliver.presses('Save')
}
const kept = () => world.database.rows.sharedChat.findFirstOrThrow({ where: { conversationId: group } })
const entries = () => world.database.rows.activityEntry.findMany({ where: { what: 'settings-changed' } })

describe('what stands in a group chat', () => {
  it('is written as the partner’s market does, whoever brought the bot in, asks, decides and presses', async () => {
    await world.person(people.chineseAdmin)
    await asksToBuy(mina)
    await world.passes(0)
    expect(carla.sees()).toContain('Approval needed')
    const lin = new Person(world.desk, world.teams, people.chineseAdmin, group)
    await lin.refreshes('automatic')
    await world.passes(60_000)
    await world.teams.say(group, people.chineseAdmin, '你好')
    await world.passes(25 * 3_600_000)
    expect(carla.sees()).toContain('Reminder: approval needed')
  })

  it.each([
    ['ko', 'Asia/Seoul', '승인'],
    ['zh', 'Shanghai', '需要审批'],
    ['en', 'Asia/Tokyo (UTC+9)', 'Approval needed'],
    ['ko', 'Korea Standard Time', '승인'],
  ])('is written as a global admin chose: %s, %s', async (language, timeZone, words) => {
    await chooses(language, timeZone)
    expect(oliver.sees()).toContain('Saved.')
    await asksToBuy(mina)
    await world.passes(0)
    expect(carla.sees()).toContain(words)
    await world.teams.say(group, people.chineseAdmin, '你好')
    expect(await kept()).toMatchObject({ locale: expect.stringMatching(new RegExp(`^${language}`)) })
  })

  it('has its morning at the hour of its own time zone', async () => {
    await chooses('ko', 'Seoul')
    await morningsOf(world).set(partnerA, group, '08:00')
    await world.passes(12 * 3_600_000)
    expect(carla.everything()).not.toContain('아침 요약')
    // Eight in Seoul is an hour before midnight in Greenwich.
    await world.passes(3_600_000)
    expect(carla.sees()).toContain('아침 요약')
  })
})

describe('the settings of a chat', () => {
  it('show what holds, and each change is on record once', async () => {
    await opens()
    expect(oliver.sees()).toContain('Language and time zone\nApprovals')
    expect(oliver.filledIn('language')).toBe('en')
    expect(oliver.filledIn('timeZone')).toBe('America/New_York')
    oliver.picks({ language: 'ko', timeZone: 'Seoul' })
    await oliver.presses('Save', { deliverTwice: 'same id' })
    await oliver.presses('Save')
    expect(oliver.filledIn('timeZone')).toBe('Asia/Seoul')
    expect((await entries()).map(({ facts }) => facts)).toContainEqual({
      locale: 'ko-KR',
      timeZone: 'Asia/Seoul',
      chat: 'Approvals',
    })
    expect(await entries()).toHaveLength(2)
    await oliver.presses('Back')
    expect(oliver.sees()).toContain('Channel summaries')
  })

  it.each(['Mars', '', 'CST', 'UTC+9', 'Congo Standard'])(
    'take no zone that is none, or more than one: %j',
    async (timeZone) => {
      await chooses('ko', timeZone)
      expect(oliver.sees()).toContain('There is no such time zone')
      expect(await kept()).toMatchObject({ locale: 'en-US', timeZone: 'America/New_York' })
    },
  )

  it('offers the zones that fit what is typed', async () => {
    await opens()
    const found = await world.teams.search(oliver.chat, oliver.id, oliver.card().id, {
      dataset: 'chat-time-zones',
      text: '서울',
    })
    expect(found).toEqual([{ title: 'Asia/Seoul (UTC+9)', value: 'Asia/Seoul' }])
  })

  it('refuse a chat that the bot is not in, or not any more', async () => {
    await oliver.says('settings')
    await oliver.presses('Channel summaries …')
    oliver.picks({ chat: '19:other@thread.v2' })
    await oliver.presses('Language and time zone …')
    expect(oliver.sees()).toContain('I am not in that chat any more')
    await opens()
    await world.teams.removeBot(group)
    await oliver.presses('Save')
    expect(oliver.sees()).toContain('I am not in that chat any more')
  })

  it('are refused to who has lost the role since', async () => {
    await opens()
    const where = { partnerId_id: { partnerId: partnerA, id: people.globalAndAdmin } }
    await world.database.rows.agent.update({ where, data: { roles: ['admin-agent'] } })
    oliver.picks({ language: 'ko' })
    await oliver.presses('Save')
    expect(oliver.hears()).toContain('needs the role Global administrator')
    expect(await kept()).toMatchObject({ locale: 'en-US' })
  })
})
