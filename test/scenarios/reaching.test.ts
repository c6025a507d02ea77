import { beforeEach, describe, expect, it } from 'vitest'
import { hour, minute } from '../../src/platform/clock.ts'
import { openDatabase } from '../../src/platform/database/database.ts'
import { asksToBuy, asksToCancel, decides } from '../support/approvals.ts'
import { TestClock } from '../support/clock.ts'
import { databaseKind, testDatabaseUrl } from '../support/database.ts'
import { openWorld, type Person, partnerA, people, type World } from '../support/desk.ts'
import { openGraphWorld } from '../support/graph-world.ts'

const practiceApp = 'c5900000-0000-4000-8000-000000000001'
const others = [people.chineseAdmin, people.koreanGlobalAdmin, people.globalAndAdmin]
/** The cards in somebody's chat that ask for an approval, whoever looks. */
const cardsOf = (world: World, personId: string): number => {
  const chat = world.teams.world.personalChatId(personId)
  if (world.teams.world.find(chat) === undefined) return 0
  return world.teams
    .messages(chat, personId)
    .filter(({ card }) => /需要审批|승인 필요|Approval needed/.test(JSON.stringify(card ?? ''))).length
}
const asked = (world: World, personId: string) => world.teams.connector.askedFor.filter((id) => id === personId).length

async function minaAsks(world: World): Promise<Person> {
  const mina = await world.person(people.admin)
  await decides(world, { purchases: { AUD: '1' }, cancellations: { when: 'always' } })
  await asksToBuy(mina)
  await world.passes(0)
  return mina
}

describe('an approver who never opened the desk', () => {
  let world: World
  beforeEach(async () => {
    world = await openWorld()
  })

  it('is told in a chat that is opened with them by their object id, where the app is there', async () => {
    for (const id of others) world.teams.preinstall(id)
    const mina = await minaAsks(world)
    for (const id of others) expect([cardsOf(world, id), asked(world, id)]).toEqual([1, 1])
    expect(mina.sees()).toContain('May approve')
    expect(mina.sees()).not.toContain('Not told')
    const oliver = await world.person(people.globalAndAdmin)
    await oliver.presses('Approve')
    await world.passes(0)
    expect(mina.everything()).toContain('is placed')
  })

  it('is named to who asked where the app is not there, until they open it and are told at once', async () => {
    const mina = await minaAsks(world)
    expect(mina.sees()).toContain(
      'Not told, since CSP Desk cannot reach them in Teams: Oliver Hughes, 한서준, and 林晓雨.',
    )
    const lin = await world.person(people.chineseAdmin)
    await world.passes(0)
    expect(lin.sees()).toContain('Mina Park 申请为')
    expect(mina.sees()).toContain('Not told, since CSP Desk cannot reach them in Teams: Oliver Hughes and 한서준.')
    for (const id of others) await world.person(id)
    await world.passes(0)
    expect(mina.sees()).not.toContain('Not told')
    expect(await world.database.rows.chatOpening.count()).toBe(0)
  })

  it('is named on the card of a cancellation too', async () => {
    const mina = await world.person(people.admin)
    await decides(world, { cancellations: { when: 'always' } })
    world.teams.preinstall(people.chineseAdmin)
    await asksToCancel(mina)
    await world.passes(0)
    expect(mina.sees()).toContain('Not told, since CSP Desk cannot reach them in Teams: Oliver Hughes.')
    await world.person(people.globalAndAdmin)
    await world.passes(0)
    expect(mina.sees()).not.toContain('Not told')
  })

  it('is named to nobody else', async () => {
    for (const id of others.slice(1)) world.teams.preinstall(id)
    await minaAsks(world)
    const oliver = await world.person(people.globalAndAdmin)
    expect(oliver.everything()).not.toContain('Not told')
  })

  it('is tried again after an hour, and not before; who asked sees it', async () => {
    const mina = await minaAsks(world)
    for (const id of others) world.teams.preinstall(id)
    await world.passes(30 * minute)
    expect(cardsOf(world, people.chineseAdmin)).toBe(0)
    await world.passes(31 * minute)
    await world.passes(minute)
    for (const id of others) expect(cardsOf(world, id)).toBe(1)
    expect(mina.sees()).not.toContain('Not told')
  })

  it('is not asked after again for a reminder while it is known that they cannot be reached', async () => {
    await minaAsks(world)
    expect(asked(world, people.chineseAdmin)).toBe(1)
    for (let at = 0; at < 10; at++) await world.passes(minute)
    expect(asked(world, people.chineseAdmin)).toBe(1)
  })

  it.each([
    ['throttled', 429, 'Throttled', 1],
    ['for a moment not there', 503, 'ServiceUnavailable', undefined],
  ] as const)('is asked after again when Teams is %s', async (_what, status, code, after) => {
    for (const id of others) world.teams.preinstall(id)
    world.teams.connector.refuseNextOpening(status, code, after)
    await minaAsks(world)
    for (const id of others) expect(cardsOf(world, id)).toBe(1)
  })

  it('is told one thing once, whatever came of the first tries', async () => {
    for (const id of others) world.teams.preinstall(id)
    for (let at = 0; at < 3; at++) world.teams.connector.refuseNextOpening(500, 'ServiceError')
    const mina = await minaAsks(world)
    expect(mina.sees()).toContain('Not told')
    await world.passes(6 * minute)
    await world.passes(minute)
    for (const id of others) expect(cardsOf(world, id)).toBe(1)
    expect(mina.sees()).not.toContain('Not told')
  })

  it('keeps how they read once they write, in the chat that was opened', async () => {
    world.teams.preinstall(people.chineseAdmin)
    await minaAsks(world)
    const lin = await world.person(people.chineseAdmin)
    await lin.says('help')
    const where = { partnerId_agentId: { partnerId: partnerA, agentId: people.chineseAdmin } }
    const chat = await world.database.rows.personalChat.findUniqueOrThrow({ where })
    expect(chat.conversationId).toBe(lin.chat)
    expect(chat.userId).toMatch(/^29:/)
    expect(chat.locale).toBe('zh-CN')
  })

  it('is not looked for where nothing is asked of them: notices alone open no chat', async () => {
    const mina = await world.person(people.admin)
    await mina.says('keys CSP-1001')
    await world.passes(14 * 24 * hour)
    expect(world.teams.connector.askedFor).toEqual([])
  })
})

describe('an approver who has blocked the desk', () => {
  it('is named to who asked until they come back', async () => {
    const world = await openWorld()
    const oliver = await world.person(people.globalAndAdmin)
    for (const id of others.slice(0, 2)) await world.person(id)
    world.teams.blockBot(oliver.id)
    const mina = await minaAsks(world)
    expect(mina.sees()).toContain('Not told, since CSP Desk cannot reach them in Teams: Oliver Hughes.')
    world.teams.unblockBot(oliver.id)
    await oliver.says('help')
    await world.passes(0)
    expect(mina.sees()).not.toContain('Not told')
    expect(oliver.mayPress()).toContain('Approve')
  })
})

describe('the app, where Microsoft Graph is in use', () => {
  it('is installed for an approver who does not have it, and they are told', async () => {
    const { world, microsoft } = await openGraphWorld()
    microsoft.permitApps(partnerA, practiceApp, (id) => world.teams.preinstall(id))
    const mina = await minaAsks(world)
    expect(cardsOf(world, people.chineseAdmin)).toBe(1)
    expect(asked(world, people.chineseAdmin)).toBe(2)
    expect(mina.sees()).not.toContain('Not told')
  })

  it('is not asked for again for an hour where it is not permitted', async () => {
    const { world, microsoft } = await openGraphWorld()
    const mina = await minaAsks(world)
    expect(mina.sees()).toContain('Not told')
    const looked = () => microsoft.count('GET /v1.0/appCatalogs/teamsApps')
    expect(looked()).toBe(1)
    microsoft.permitApps(partnerA, practiceApp, (id) => world.teams.preinstall(id))
    await world.passes(61 * minute)
    await world.passes(minute)
    expect(looked()).toBe(2)
    expect(mina.sees()).not.toContain('Not told')
  })

  it('that is in no catalogue is not installed, and nothing goes wrong', async () => {
    const { world, microsoft } = await openGraphWorld()
    microsoft.permitApps(partnerA, '99999999-9999-4999-8999-999999999999')
    const mina = await minaAsks(world)
    expect(mina.sees()).toContain('Not told')
  })

  it('that takes a while to be there is waited for', async () => {
    const { world, microsoft } = await openGraphWorld()
    microsoft.permitApps(partnerA, practiceApp)
    const mina = await minaAsks(world)
    expect(mina.sees()).toContain('Not told')
    for (const id of others) world.teams.preinstall(id)
    await world.passes(6 * minute)
    await world.passes(minute)
    expect(mina.sees()).not.toContain('Not told')
    expect(cardsOf(world, people.chineseAdmin)).toBe(1)
  })
})

// The embedded database belongs to one process: its lock file refuses the second.
describe.runIf(databaseKind() === 'postgresql')('two replicas', () => {
  it('ask for one chat, and tell one thing', async () => {
    const url = await testDatabaseUrl({ migrated: true })
    const clock = new TestClock()
    const open = () => openDatabase({ url, dataDirectory: '', connections: 6 })
    const first = await openWorld({ database: await open(), clock })
    const second = await openWorld({ database: await open(), clock })
    for (const id of others) first.teams.preinstall(id)
    const mina = await first.person(people.admin)
    await decides(first, { purchases: { AUD: '1' } })
    await asksToBuy(mina)
    await Promise.all([first.passes(0), second.passes(0)])
    await Promise.all([first.passes(minute), second.passes(minute)])
    for (const id of others) expect([cardsOf(first, id), asked(first, id)]).toEqual([1, 1])
  })
})
