import { beforeEach, describe, expect, it } from 'vitest'
import { hour, minute } from '../../src/platform/clock.ts'
import { asksToBuy, asksToCancel, decides } from '../support/approvals.ts'
import { openWorld, Person, partnerA, people, type World } from '../support/desk.ts'

let world: World
let mina: Person
let oliver: Person

beforeEach(async () => {
  world = await openWorld()
  mina = await world.person(people.admin)
  oliver = await world.person(people.globalAndAdmin)
  await decides(world, { purchases: { AUD: '1' }, cancellations: { when: 'always' }, remindHours: 4 })
})

const { globalAndAdmin } = people

describe('reminders that could not come in their time', () => {
  it('are one when the desk was away, and go on from there', async () => {
    await asksToBuy(mina)
    await world.passes(0)
    const before = oliver.messages()
    await world.passes(41 * hour)
    expect(oliver.messages()).toBe(before + 1)
    await world.passes(3 * hour - 1)
    expect(oliver.messages()).toBe(before + 1)
    await world.passes(minute)
    expect(oliver.messages()).toBe(before + 2)
  })

  it('are one when quiet hours end', async () => {
    await world.database.rows.noticeWishes.create({
      data: { partnerId: partnerA, agentId: globalAndAdmin, muted: [], quietFrom: '13:00', quietTo: '09:00' },
    })
    await asksToBuy(mina)
    await world.passes(0)
    const before = oliver.messages()
    for (let at = 0; at < 11; at++) await world.passes(2 * hour)
    expect(oliver.messages()).toBe(before)
    await world.passes(hour)
    expect(oliver.messages()).toBe(before + 1)
    expect(oliver.hears()).toContain('Reminder: approval needed')
  })

  it('are not added to the card that waits for somebody whom the bot meets late', async () => {
    await asksToBuy(mina)
    for (let at = 0; at < 5; at++) await world.passes(4 * hour)
    const lin = await world.person(people.chineseAdmin)
    await world.passes(0)
    // The home card, and the card that waited.
    expect(lin.messages()).toBe(2)
    expect(lin.sees()).toContain('Mina Park 申请为')
  })

  it('are not added to the card of somebody who had blocked the bot', async () => {
    world.teams.blockBot(globalAndAdmin)
    await asksToBuy(mina)
    for (let at = 0; at < 5; at++) await world.passes(4 * hour)
    world.teams.unblockBot(globalAndAdmin)
    const before = oliver.messages()
    await oliver.says('help')
    await world.passes(0)
    // His words, the home card, and the card that waited: not a digest of several.
    expect(oliver.messages()).toBe(before + 3)
    expect(oliver.mayPress()).toContain('Approve')
  })
})

describe('what expires before its first reminder would come', () => {
  beforeEach(() => decides(world, { cancellations: { when: 'always' } }))

  it('is reminded of halfway, once', async () => {
    await asksToCancel(mina, 'CSP-1002')
    await world.passes(0)
    const { askedAt, expiresAt } = await world.database.rows.approval.findFirstOrThrow()
    const half = (expiresAt.getTime() - askedAt.getTime()) / 2
    const before = oliver.messages()
    await world.passes(half - 1)
    expect(oliver.messages()).toBe(before)
    await world.passes(minute)
    expect(oliver.messages()).toBe(before + 1)
    expect(oliver.hears()).toContain('Reminder: approval needed')
    await world.passes(half - 3 * minute)
    expect(oliver.messages()).toBe(before + 1)
  })

  it('is not, when it waits for less than an hour', async () => {
    await asksToCancel(mina, 'CSP-1002')
    const { expiresAt } = await world.database.rows.approval.findFirstOrThrow()
    await mina.presses('Withdraw CSP-1002')
    await world.passes(expiresAt.getTime() - world.clock.now().getTime() - 50 * minute)
    await asksToCancel(mina, 'CSP-1002')
    await world.passes(0)
    const before = oliver.messages()
    await world.passes(30 * minute)
    expect(oliver.messages()).toBe(before)
  })
})

describe('a channel that the bot is not in any more', () => {
  let channel: string

  beforeEach(async () => {
    const { id } = await world.teams.openGroupChat([people.admin, globalAndAdmin], 'Approvals')
    channel = id
    await decides(world, { purchases: { AUD: '1' }, cards: { to: 'chat', conversationId: channel } })
  })

  it('though nobody said farewell: the approvers are told themselves, soon', async () => {
    await asksToBuyWhile(() => world.teams.connector.refuseNext(403, 'BotNotInConversationRoster'))
    const before = oliver.messages()
    await world.passes(minute)
    expect(oliver.messages()).toBe(before + 1)
    expect(oliver.mayPress()).toContain('Approve')
    await world.passes(10 * hour)
    expect(oliver.messages()).toBe(before + 1)
  })

  it('nor takes the card for whatever other reason: the same', async () => {
    await asksToBuyWhile(() => world.teams.connector.refuseNext(413, 'MessageSizeTooBig'))
    await world.passes(minute)
    expect(oliver.mayPress()).toContain('Approve')
  })

  it('leaves them alone as long as the channel has it', async () => {
    await asksToBuyWhile(() => {})
    const before = oliver.messages()
    await world.passes(10 * hour)
    expect(oliver.messages()).toBe(before)
    expect(new Person(world.desk, world.teams, globalAndAdmin, channel).sees()).toContain('Approval needed')
  })

  async function asksToBuyWhile(happens: () => void): Promise<void> {
    await asksToBuy(mina)
    happens()
    await world.passes(0)
  }
})

it.each([
  ['bought', 'Approved and carried out', () => asksToBuy(mina)],
  ['cancelled', 'Approved and carried out', () => asksToCancel(mina)],
] as const)(
  'what became of it is told to who asked once, also when it took long to be %s',
  async (_what, outcome, asks) => {
    await asks()
    await world.passes(0)
    await oliver.presses('Approve')
    await world.passes(minute)
    await world.passes(hour)
    expect(mina.cardsWith(outcome)).toHaveLength(1)
    expect(mina.cardsWith('It was approved. What became of it stands in a newer message.')).toHaveLength(1)
  },
)

it('nobody who has left the directory is told what became of what they asked for', async () => {
  await asksToBuy(mina)
  await world.passes(0)
  oliver.picks({ reason: 'no' })
  await oliver.presses('Reject')
  await world.database.rows.agent.deleteMany({ where: { id: people.admin } })
  const before = mina.messages()
  await world.passes(0)
  expect(mina.messages()).toBe(before)
  const told = await world.database.rows.notice.findFirstOrThrow({ where: { occasion: 'approvals.decided' } })
  expect(told.status).toBe('overtaken')
})

describe('an approval whose job has used up its tries', () => {
  const loses = (job: string) =>
    world.database.pool.query("delete from jobs.job where data->>'job' = $1 and state in ('created', 'retry')", [job])
  const enqueued = async (job: string) =>
    (await world.database.pool.query("select from jobs.job where data->>'job' = $1", [job])).rowCount
  const stored = () => world.database.rows.approval.findFirstOrThrow()

  it('expires all the same, and its order may be cancelled again', async () => {
    await asksToCancel(mina)
    await loses('approvals.expire')
    await world.passes(72 * hour + minute)
    expect((await stored()).status).toBe('expired')
    await mina.says('cancel order CSP-1001 for contoso.com')
    expect(mina.mayPress()).toContain('Submit')
  })

  it('is carried out all the same', async () => {
    await asksToBuy(mina)
    await world.passes(0)
    await oliver.presses('Approve')
    await loses('approvals.carry-out')
    await world.passes(hour - 1)
    expect((await stored()).status).toBe('approved')
    await world.passes(minute)
    expect((await stored()).status).toBe('carried-out')
  })

  it('is looked after once an hour, not at each round', async () => {
    await asksToBuy(mina)
    await world.passes(0)
    await oliver.presses('Approve')
    await loses('approvals.carry-out')
    // As if what it asks for could not be read.
    await world.database.rows.agent.updateMany({ where: { id: globalAndAdmin }, data: { roles: ['admin-agent'] } })
    await world.database.rows.approval.updateMany({ data: { lines: 'unreadable' } })
    await world.passes(hour)
    expect(await enqueued('approvals.carry-out')).toBe(1)
    for (let at = 0; at < 3; at++) await world.passes(5000)
    expect(await enqueued('approvals.carry-out')).toBe(1)
    await world.passes(hour)
    expect(await enqueued('approvals.carry-out')).toBe(2)
  })
})
