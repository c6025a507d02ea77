import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { BotStateStorage } from '../../src/chat/bot-state.storage.ts'
import { day, hour, later } from '../../src/platform/clock.ts'
import { openDatabase } from '../../src/platform/database/database.ts'
import { databaseKind, testDatabaseUrl } from '../support/database.ts'
import { buttonsOf, openWorld, type Person, partnerA, people, type World } from '../support/desk.ts'
import { fromTeams } from '../support/teams-events.ts'

let world: World
let mina: Person
beforeEach(async () => {
  world = await openWorld()
  mina = await world.person(people.admin)
})

const fromMina = (fields: object, at = world, person = mina) =>
  fromTeams(at, {
    from: { id: '29:mina', aadObjectId: people.admin },
    conversation: { id: person.chat, conversationType: 'personal', tenantId: partnerA },
    channelData: { tenant: { id: partnerA } },
    ...fields,
  })
const says = (id: string | undefined, text = 'help', at = world, person = mina) =>
  fromMina({ type: 'message', id, text }, at, person)

describe('a message that is delivered again', () => {
  it.each(['help', 'orders', 'buy 10 windows server datacenter for Contoso', 'sandwich', ''])(
    'is answered once: %s',
    async (text) => {
      const before = mina.messages()
      for (let time = 0; time < 3; time++) expect((await says('1700000000001', text)).status).toBe(200)
      expect(mina.messages()).toBe(before + 1)
      await says('1700000000002', text)
      expect(mina.messages()).toBe(before + 2)
    },
  )

  it('is answered once also while the first is still in work', async () => {
    const before = mina.messages()
    const answers = await Promise.all(Array.from({ length: 5 }, () => says('1700000000003', 'orders')))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    expect(mina.messages()).toBe(before + 1)
  })

  it('is another message in another chat, and without an id', async () => {
    await says('1700000000004')
    const oliver = await world.person(people.globalAndAdmin)
    const before = [mina.messages(), oliver.messages()]
    const conversation = { id: oliver.chat, conversationType: 'personal', tenantId: partnerA }
    const from = { id: '29:oliver', aadObjectId: oliver.id }
    await fromMina({ type: 'message', id: '1700000000004', text: 'help', from, conversation })
    for (let time = 0; time < 2; time++) await says(undefined)
    expect([mina.messages(), oliver.messages()]).toEqual([(before[0] ?? 0) + 2, (before[1] ?? 0) + 1])
  })

  it('is answered once after a restart', async () => {
    await says('1700000000005')
    const again = await openWorld({ database: world.database, clock: world.clock })
    const person = await again.person(people.admin)
    const before = person.messages()
    await says('1700000000005', 'help', again, person)
    expect(person.messages()).toBe(before)
    await says('1700000000006', 'help', again, person)
    expect(person.messages()).toBe(before + 1)
    await again.desk.close()
  })

  it('is answered when the desk was killed at work on it, once it is sure', async () => {
    await says('1700000000007')
    await world.database.pool.query(
      `update desk.bot_state set value = jsonb_set(value, '{done}', 'false') where key like 'heard/message/%1700000000007'`,
    )
    const before = mina.messages()
    await says('1700000000007')
    expect(mina.messages()).toBe(before)
    await world.passes(hour)
    const settled = mina.messages()
    await Promise.all([says('1700000000007'), says('1700000000007')])
    expect(mina.messages()).toBe(settled + 1)
  })

  it('is a press by Action.Submit too', async () => {
    await mina.says('help')
    const [button] = buttonsOf(mina.card().card)
    const before = mina.messages()
    for (let time = 0; time < 2; time++) {
      await fromMina({ type: 'message', id: 'f:submit', replyToId: mina.card().id, value: button?.fallback?.data })
    }
    // The new card, and the words that say so.
    expect(mina.messages()).toBe(before + 2)
  })

  it('is forgotten after a day', async () => {
    await says('1700000000008')
    const storage = new BotStateStorage(world.database, world.clock)
    const heard = () => world.database.rows.botState.count({ where: { key: { startsWith: 'heard/' } } })
    expect(await heard()).toBeGreaterThan(0)
    expect(await storage.forgetHeard(later(world.clock.now(), -day))).toBe(0)
    expect(await storage.forgetHeard(later(world.clock.now(), 1))).toBeGreaterThan(0)
    expect(await heard()).toBe(0)
    expect(await world.database.rows.botState.count()).toBeGreaterThan(0)
  })
})

describe('a press that is delivered again', () => {
  const presses = (id: string, data: object) =>
    fromMina({
      type: 'invoke',
      id,
      name: 'adaptiveCard/action',
      replyToId: mina.card().id,
      value: { action: { type: 'Action.Execute', verb: 'start', data } },
    })

  it('is answered each time, and opens one card', async () => {
    await mina.says('help')
    const before = mina.messages()
    const press = () => presses('f:press', { verb: 'start', command: 'orders' })
    const answers = [await press(), await press(), ...(await Promise.all([press(), press()]))]
    for (const answer of answers) {
      expect(answer.status).toBe(200)
      expect(await answer.json()).toMatchObject({ statusCode: 200, value: 'Opened in a new card below.' })
    }
    expect(mina.messages()).toBe(before + 1)
    await presses('f:another', { verb: 'start', command: 'orders' })
    expect(mina.messages()).toBe(before + 2)
  })

  it('is answered with the card that holds, on a step of a flow', async () => {
    await mina.says('buy 10 windows server datacenter for Contoso')
    await mina.presses('Review order', { deliverTwice: 'same id' })
    expect(mina.sees()).toContain('Review')
  })
})

describe.runIf(databaseKind() === 'postgresql')('two replicas', () => {
  it('answer the same message once between them, whichever is asked first, or both at once', async () => {
    const url = await testDatabaseUrl({ migrated: true })
    const open = async () => openWorld({ database: await openDatabase({ url, dataDirectory: '', connections: 5 }) })
    const [one, other] = [await open(), await open()]
    const [here, there] = [await one.person(people.admin), await other.person(people.admin)]
    const before = here.messages() + there.messages()
    const id = randomUUID()
    await says(id, 'help', one, here)
    await says(id, 'help', other, there)
    expect(here.messages() + there.messages()).toBe(before + 1)
    for (let nth = 0; nth < 10; nth++) {
      const both = randomUUID()
      await Promise.all([says(both, 'help', one, here), says(both, 'help', other, there)])
    }
    expect(here.messages() + there.messages()).toBe(before + 11)
    await one.desk.close()
    await other.desk.close()
  })
})
