import {
  AutoSaveStateMiddleware,
  ConversationState,
  type StoreItem,
  type StoreItems,
  TestAdapter,
  UserState,
} from 'botbuilder'
import { Dialog, DialogSet, TextPrompt, WaterfallDialog } from 'botbuilder-dialogs'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { BotStateStorage } from '../../src/chat/bot-state.storage.ts'
import type { Database } from '../../src/platform/database/database.ts'
import { inTurn } from '../../src/platform/turn-memory.ts'
import { TestClock } from '../support/clock.ts'
import { testDatabase } from '../support/database.ts'

let database: Database
let storage: BotStateStorage
let another: BotStateStorage
beforeAll(async () => {
  database = await testDatabase()
  storage = new BotStateStorage(database, new TestClock())
  another = new BotStateStorage(database, new TestClock())
})
beforeEach(() => database.rows.botState.deleteMany())

// In a turn of its own: what this turn remembers is not told.
const outsideTheTurn = (work: () => Promise<void>) => inTurn(work)
const none = null as unknown as string[]
const stored = async (key: string): Promise<StoreItem> => (await storage.read([key]))[key] as StoreItem

describe("what botbuilder's published tests ask of every storage", () => {
  it('reads an unknown key as nothing', async () => {
    expect(await storage.read(['unknown'])).toEqual({})
  })

  it('refuses to read, write or delete without keys', async () => {
    await expect(storage.read(none)).rejects.toThrow(new ReferenceError('Keys are required when reading.'))
    await expect(storage.read(undefined as never)).rejects.toThrow(ReferenceError)
    await expect(storage.write(null as never)).rejects.toThrow(new ReferenceError('Changes are required when writing.'))
    await expect(storage.write(undefined as never)).rejects.toThrow(ReferenceError)
    await expect(storage.delete(none)).rejects.toThrow(ReferenceError)
    await expect(storage.delete(undefined as never)).rejects.toThrow(ReferenceError)
  })

  it('takes no changes, no keys and an unknown key without a word', async () => {
    await storage.write([] as unknown as StoreItems)
    await storage.write({})
    expect(await storage.read([])).toEqual({})
    await storage.delete([])
    await storage.delete(['unknown'])
  })

  it('creates several objects at once, each with an eTag', async () => {
    await storage.write({ one: { id: 1 }, other: { id: 2 } })
    expect(await storage.read(['one', 'other'])).toEqual({
      one: { id: 1, eTag: expect.stringMatching(/./) },
      other: { id: 2, eTag: expect.stringMatching(/./) },
    })
  })

  it('updates with the eTag that was read or with none, refuses a stale one, and takes "*" for whichever', async () => {
    await storage.write({ free: { count: 1 }, guarded: { count: 1 } })
    const loaded = await storage.read(['free', 'guarded'])
    const [free, guarded] = [loaded.free as StoreItem, loaded.guarded as StoreItem]
    delete free.eTag
    const before = guarded.eTag
    free.count++
    guarded.count++
    await storage.write(loaded)

    expect(await stored('free')).toMatchObject({ count: 2 })
    expect((await stored('guarded')).eTag).not.toBe(before)

    await storage.write({ free: { ...free, count: 123 } })
    await expect(storage.write({ guarded: { ...guarded, count: 123 } })).rejects.toThrow(/etag conflict/i)
    expect(await storage.read(['free', 'guarded'])).toMatchObject({ free: { count: 123 }, guarded: { count: 2 } })

    await storage.write({ free: { count: 100 }, guarded: { count: 100, eTag: '*' } })
    expect(await storage.read(['free', 'guarded'])).toMatchObject({ free: { count: 100 }, guarded: { count: 100 } })
  })

  it('deletes what it was told to, one or many', async () => {
    await storage.write({ a: { count: 10 }, b: { count: 20 }, c: { count: 30 }, d: { count: 40 } })
    await storage.delete(['a'])
    expect(await stored('a')).toBeUndefined()
    await storage.delete(['b', 'c', 'unknown'])
    expect(Object.keys(await storage.read(['a', 'b', 'c', 'd']))).toEqual(['d'])
  })

  it('carries a waterfall with a prompt that is asked again', async () => {
    const conversation = new ConversationState(storage)
    const dialogs = new DialogSet(conversation.createProperty('dialogs'))
    dialogs.add(
      new TextPrompt('name', async ({ recognized, attemptCount, context }) => {
        const enough = (recognized.value?.length ?? 0) > 3
        await context.sendActivity(enough ? `taken at try ${attemptCount}` : `longer, please (${attemptCount})`)
        return enough
      }),
    )
    dialogs.add(
      new WaterfallDialog('naming', [
        async (step) => {
          await step.context.sendActivity('first')
          return Dialog.EndOfTurn
        },
        (step) => step.prompt('name', 'Your name?'),
        async (step) => {
          await step.context.sendActivity(`last, ${step.result}`)
          return step.endDialog()
        },
      ]),
    )
    const adapter = new TestAdapter(async (context) => {
      const dialog = await dialogs.createContext(context)
      await dialog.continueDialog()
      if (!context.responded) await dialog.beginDialog('naming')
    }).use(new AutoSaveStateMiddleware(conversation))
    await adapter
      .send('hello')
      .assertReply('first')
      .send('hello')
      .assertReply('Your name?')
      .send('me')
      .assertReply('longer, please (1)')
      .send('Mi')
      .assertReply('longer, please (2)')
      .send('Mina')
      .assertReply('taken at try 3')
      .assertReply('last, Mina')
      .startTest()
  })
})

describe('keys', () => {
  it.each([
    ['every sign of the keyboard', '!@#$%^&*()~/\\><,.?\';"`~{}[]|=+-_: '],
    ['commas', 'a,b'],
    ['a NUL', 'a\0b'],
    ['half an emoji', 'a\ud83db'],
    ['other scripts', '고객/客户/🙏🏽'],
    ['no sign at all', ''],
    ['a name of every object', 'constructor'],
    ['the name of the prototype', '__proto__'],
    ['more than an index holds', Array.from({ length: 20_000 }, (_, at) => (at * 7919).toString(36)).join('')],
  ])('may have %s', async (_, key) => {
    const changes = Object.fromEntries([[key, { id: 1 }]])
    await storage.write(changes)
    const [entry, ...more] = Object.entries(await storage.read([key, 'another']))
    expect(more).toEqual([])
    expect(entry).toEqual([key, { id: 1, eTag: expect.any(String) }])
    const { eTag } = (entry as [string, StoreItem])[1]
    await storage.write(Object.fromEntries([[key, { id: 2, eTag }]]))
    await expect(storage.write(Object.fromEntries([[key, { id: 3, eTag }]]))).rejects.toThrow('etag conflict')
    await storage.delete([key])
    expect(await storage.read([key])).toEqual({})
  })

  it('that look alike are not taken for one another', async () => {
    await storage.write({ 'a,b': { id: 'a,b' }, a: { id: 'a' }, b: { id: 'b' }, A: { id: 'A' }, 'a ': { id: 'a ' } })
    await inTurn(async () => {
      expect(Object.keys(await storage.read(['a', 'b'])).sort()).toEqual(['a', 'b'])
      expect(Object.keys(await storage.read(['a,b']))).toEqual(['a,b'])
      expect(Object.keys(await storage.read(['A', 'a ']))).toEqual(expect.arrayContaining(['A', 'a ']))
    })
    const long = 'x'.repeat(5_000)
    await storage.write({ [`${long}1`]: { id: 1 }, [`${long}2`]: { id: 2 }, '\ud83d': { id: 3 }, '\ud83e': { id: 4 } })
    const asked = [`${long}1`, `${long}2`, '\ud83d', '\ud83e']
    const items = await storage.read(asked)
    expect(asked.map((key) => (items[key] as { id: number }).id)).toEqual([1, 2, 3, 4])
  })

  it.each([null, undefined, 7])('are texts: %s among them is refused, and nothing is done', async (odd) => {
    await storage.write({ a: { id: 1 } })
    const keys = ['a', odd] as string[]
    await expect(storage.read(keys)).rejects.toThrow(ReferenceError)
    await expect(storage.delete(keys)).rejects.toThrow(ReferenceError)
    expect(await stored('a')).toMatchObject({ id: 1 })
  })

  it('asked for twice are given once', async () => {
    await storage.write({ a: { id: 1 } })
    expect(Object.keys(await storage.read(['a', 'a']))).toEqual(['a'])
  })
})

describe('objects', () => {
  it.each([
    ['deep ones', JSON.parse(`${'{"down":'.repeat(200)}1${'}'.repeat(200)}`)],
    ['lists, truths, nothings and numbers', { list: [1, [2, { three: null }]], yes: true, no: false, half: 0.5 }],
    ['a NUL and half an emoji in texts and names', { said: 'a\0b \ud83d c', 'n\0': ['\udc00'], '\ud800': 1 }],
    ['what only looks like an escape', { said: String.raw`\u0000 \ud83d \\u0000` }],
    ['a name that the storage itself uses', { 'state as text': '{"id":2}' }],
    ['the name of the prototype', JSON.parse('{"__proto__":{"admin":true},"constructor":1}')],
    ['nothing', {}],
    ['a megabyte', { said: '🙏가a'.repeat(100_000) }],
  ])('come back as they were written: %s', async (_, value) => {
    await storage.write({ a: value })
    const { eTag, ...back } = await stored('a')
    expect(eTag).toEqual(expect.any(String))
    expect(Object.entries(back).sort()).toEqual(Object.entries(value).sort())
  })

  it('are copies: what is done to one that was read or written reaches nobody else', async () => {
    const written = { inner: { step: 1 } }
    await storage.write({ a: written })
    written.inner.step = 2
    await inTurn(async () => {
      const first = await stored('a')
      first.inner.step = 3
      first.added = true
      expect(await stored('a')).toEqual({ inner: { step: 1 }, eTag: first.eTag })
      const [one, other] = await Promise.all([stored('a'), stored('a')])
      expect(one.inner).not.toBe(other.inner)
    })
  })

  it('that are missing are refused with everything that was to be written with them', async () => {
    for (const nothing of [null, undefined])
      await expect(storage.write({ a: { id: 1 }, b: nothing } as StoreItems)).rejects.toThrow(ReferenceError)
    const round: Record<string, unknown> = {}
    round.again = round
    await expect(storage.write({ a: { id: 1 }, b: round })).rejects.toThrow(TypeError)
    expect(await storage.read(['a', 'b'])).toEqual({})
  })
})

describe('within one turn', () => {
  it('what was written or deleted is seen by every read after it, of one key or of several', async () => {
    await storage.write({ a: { step: 1 }, b: { step: 1 } })
    await inTurn(async () => {
      await storage.read(['a', 'b'])
      await storage.read(['a'])
      await storage.write({ a: { step: 2 } })
      expect(await storage.read(['a', 'b'])).toMatchObject({ a: { step: 2 }, b: { step: 1 } })
      expect(await stored('a')).toMatchObject({ step: 2 })
      await storage.write({ a: { step: 3 }, b: { step: 3 } })
      expect(await storage.read(['b', 'a'])).toMatchObject({ a: { step: 3 }, b: { step: 3 } })
      await storage.delete(['a'])
      expect(await storage.read(['a'])).toEqual({})
      expect(Object.keys(await storage.read(['a', 'b']))).toEqual(['b'])
    })
  })

  it('a write that is refused shows what somebody else wrote', async () => {
    await storage.write({ a: { step: 1 } })
    await inTurn(async () => {
      const mine = await stored('a')
      await outsideTheTurn(() => another.write({ a: { step: 2 } }))
      await expect(storage.write({ a: { ...mine, step: 3 } })).rejects.toThrow('etag conflict')
      expect(await stored('a')).toMatchObject({ step: 2 })
    })
  })
})

describe('eTags', () => {
  it('of a deleted key are refused by the one that was written after it', async () => {
    await storage.write({ a: { life: 1 } })
    const { eTag } = await stored('a')
    await storage.delete(['a'])
    await storage.write({ a: { life: 2 } })
    await expect(storage.write({ a: { life: 1, eTag } })).rejects.toThrow('etag conflict')
    expect(await stored('a')).toMatchObject({ life: 2 })
  })

  it.each(['mine', '1', '0', '-1', "' or true --"])("of a caller's own (%s) make a new key once", async (eTag) => {
    await storage.write({ token: { eTag } })
    await expect(storage.write({ token: { eTag } })).rejects.toThrow('etag conflict')
    await storage.delete(['token'])
    await storage.write({ token: { eTag } })
  })

  it("of a caller's own let one of many at the same moment through", async () => {
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, (_, by) => storage.write({ token: { by, eTag: 'mine' } })),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it.each([undefined, null, '', '*'])('that say nothing (%s) are not compared', async (eTag) => {
    await storage.write({ a: { step: 1 } })
    await storage.write({ a: { step: 2, eTag } as StoreItem })
    expect(await stored('a')).toMatchObject({ step: 2 })
  })
})

describe('a batch', () => {
  it('with one stale eTag changes nothing, wherever in it the stale one is', async () => {
    await storage.write({ a: { step: 1 }, b: { step: 1 }, c: { step: 1 } })
    const before = await storage.read(['a', 'b', 'c'])
    for (const stale of ['a', 'b', 'c']) {
      const changes = Object.fromEntries(
        [...Object.entries(before), ['new', {}] as const].map(([key, item]) => [
          key,
          { ...item, step: 2, ...(key === stale && { eTag: 'stale' }) },
        ]),
      )
      await expect(storage.write(changes)).rejects.toThrow('etag conflict')
      expect(await storage.read(['a', 'b', 'c', 'new'])).toEqual(before)
    }
  })

  it('of which two are written at the same moment is one of them whole', async () => {
    const many = (by: number, keys: number[]) => Object.fromEntries(keys.map((key) => [`k${key}`, { by }]))
    const up = Array.from({ length: 8 }, (_, key) => key)
    const down = [...up].reverse()
    await Promise.all(Array.from({ length: 10 }, (_, by) => storage.write(many(by, by % 2 === 0 ? up : down))))
    const items = Object.values(await storage.read(up.map((key) => `k${key}`)))
    expect(new Set(items.map((item) => (item as { by: number }).by)).size).toBe(1)
  })
})

it("botbuilder's own state remembers by it, and two users are two", async () => {
  const users = new UserState(storage)
  const count = users.createProperty<number>('count')
  const adapter = new TestAdapter(async (context) => {
    const next = (await count.get(context, 0)) + 1
    await count.set(context, next)
    await users.saveChanges(context)
    await context.sendActivity(`${next}`)
  })
  const from = (id: string) => ({ type: 'message', text: 'x', from: { id, name: id } })
  await adapter.send(from('a')).assertReply('1').send(from('a')).assertReply('2').send(from('b')).assertReply('1')
})
