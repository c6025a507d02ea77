import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { minute } from '../../src/platform/clock.ts'
import { type Database, openDatabase } from '../../src/platform/database/database.ts'
import { databaseKind, testDatabaseUrl } from '../support/database.ts'
import { openWorld, type Person, partnerA, people, type World } from '../support/desk.ts'
import { states, tell } from '../support/notices.ts'

const chatOf = (database: Database, agentId: string) =>
  database.rows.personalChat.findUniqueOrThrow({ where: { partnerId_agentId: { partnerId: partnerA, agentId } } })

/** An activity as it stands, without what Teams' stand-in always tells. */
async function comesIn({ desk }: World, agentId: string, conversation: object, activity: object): Promise<void> {
  const { status } = await fetch(`${desk.address}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      channelId: 'msteams',
      serviceUrl: `${desk.address}/practice/connector/`,
      from: { id: `29:${agentId}`, aadObjectId: agentId },
      recipient: { id: '28:bot' },
      channelData: { tenant: { id: partnerA } },
      conversation,
      ...activity,
    }),
  })
  expect(status).toBe(200)
}

const reaction = { type: 'messageReaction', reactionsAdded: [{ type: 'like' }] }
const arrival = { type: 'conversationUpdate', membersAdded: [{ id: '28:bot' }] }
const chinese = { locale: 'zh-CN', timeZone: 'Asia/Shanghai' }

describe('how a person reads', () => {
  let world: World
  let lin: Person
  let personal: object
  beforeEach(async () => {
    world = await openWorld()
    lin = await world.person(people.chineseAdmin)
    personal = { id: lin.chat, conversationType: 'personal' }
  })
  afterEach(() => world.desk.close())

  it.each([
    ['a reaction', reaction],
    ['another installation', arrival],
  ])('stays as it is when %s does not tell it', async (_, activity) => {
    expect(await chatOf(world.database, lin.id)).toMatchObject(chinese)
    world.clock.advance(2 * minute)
    await comesIn(world, lin.id, personal, activity)
    expect(await chatOf(world.database, lin.id)).toMatchObject({ ...chinese, seenAt: world.clock.now() })
    await tell(world.database, lin.id)
    await world.passes(0)
    expect(lin.sees()).toContain('已取消')
  })

  it('changes with an activity that tells another language or zone, each by itself', async () => {
    await comesIn(world, lin.id, personal, { ...reaction, locale: 'ko-KR' })
    expect(await chatOf(world.database, lin.id)).toMatchObject({ locale: 'ko-KR', timeZone: 'Asia/Shanghai' })
    await comesIn(world, lin.id, personal, { ...reaction, localTimezone: 'Asia/Seoul' })
    expect(await chatOf(world.database, lin.id)).toMatchObject({ locale: 'ko-KR', timeZone: 'Asia/Seoul' })
  })

  it('is written once, not with every activity that does not tell it', async () => {
    const { seenAt } = await chatOf(world.database, lin.id)
    const told = { ...reaction, serviceUrl: 'http://127.0.0.1:1/' }
    await comesIn(world, lin.id, personal, { ...told, locale: 'zh-CN', localTimezone: 'Asia/Shanghai' })
    world.clock.advance(1_000)
    await comesIn(world, lin.id, personal, told)
    await comesIn(world, lin.id, personal, { ...told, locale: 'zh-CN' })
    expect((await chatOf(world.database, lin.id)).seenAt).toEqual(seenAt)
  })

  it('begins in English and UTC when nothing was told, until something is', async () => {
    const conversation = { id: 'a:new', conversationType: 'personal' }
    await comesIn(world, people.koreanGlobalAdmin, conversation, reaction)
    expect(await chatOf(world.database, people.koreanGlobalAdmin)).toMatchObject({ locale: 'en-US', timeZone: 'UTC' })
    await comesIn(world, people.koreanGlobalAdmin, conversation, { ...reaction, locale: 'ko-KR' })
    expect(await chatOf(world.database, people.koreanGlobalAdmin)).toMatchObject({ locale: 'ko-KR', timeZone: 'UTC' })
  })

  it('is not that of a shared chat, whoever brings the bot in there, once or again', async () => {
    const group = await world.teams.openGroupChat([people.chineseAdmin, people.admin], 'Licences')
    const shared = { id: group.id, conversationType: 'groupChat', isGroup: true }
    const kept = () => world.database.rows.sharedChat.findFirstOrThrow({ where: { conversationId: group.id } })
    const ofThePartner = { locale: 'en-US', timeZone: 'America/New_York' }
    expect(await kept()).toMatchObject(ofThePartner)
    await comesIn(world, people.admin, shared, arrival)
    await comesIn(world, people.chineseAdmin, shared, { ...arrival, locale: 'zh-CN', localTimezone: 'Asia/Shanghai' })
    expect(await kept()).toMatchObject(ofThePartner)
  })
})

describe.runIf(databaseKind() === 'postgresql')('of two replicas on one database', () => {
  let worlds: [World, World]
  beforeEach(async () => {
    const url = await testDatabaseUrl({ migrated: true })
    const open = async () => openWorld({ database: await openDatabase({ url, dataDirectory: '', connections: 5 }) })
    worlds = [await open(), await open()]
    await worlds[0].database.rows.downloadLink.updateMany({ data: { watchAt: null } })
  })
  afterEach(async () => {
    for (const { desk } of worlds) await desk.close()
  })

  it('the one that wrote a chat a moment ago learns from the next message that the other had given it up', async () => {
    const [learning, sending] = worlds
    const mina = await learning.person(people.admin)
    await tell(sending.database, mina.id)
    learning.teams.connector.refuseNext(403, 'BotNotInConversationRoster')
    await sending.passes(0)
    expect((await chatOf(sending.database, mina.id)).stopped).toBe('BotNotInConversationRoster')
    await mina.says('help')
    expect((await chatOf(sending.database, mina.id)).stopped).toBeNull()
    await sending.passes(0)
    expect(await states(sending.database)).toEqual({ sent: 1 })
  })

  it('the same goes for a shared chat', async () => {
    const [learning, sending] = worlds
    const { id } = await learning.teams.openGroupChat([people.admin, people.chineseAdmin], 'Licences')
    const kept = () => sending.database.rows.sharedChat.findFirstOrThrow({ where: { conversationId: id } })
    await learning.teams.say(id, people.admin, 'hi')
    await tell(sending.database, id)
    learning.teams.connector.refuseNext(403, 'BotNotInConversationRoster')
    await sending.passes(0)
    expect((await kept()).stopped).toBe('BotNotInConversationRoster')
    await learning.teams.say(id, people.admin, 'hi')
    expect((await kept()).stopped).toBeNull()
    await sending.passes(0)
    expect(await states(sending.database)).toEqual({ sent: 1 })
  })
})
