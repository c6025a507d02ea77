import { TestAdapter } from 'botbuilder'
import { beforeEach, describe, expect, it } from 'vitest'
import { BotStateStorage } from '../../src/chat/bot-state.storage.ts'
import { FlowState } from '../../src/chat/flow-state.ts'
import { openTurnState } from '../../src/chat/turn-state.ts'
import { Reader } from '../../src/platform/language.ts'
import { TestClock } from '../support/clock.ts'
import { testDatabase } from '../support/database.ts'
import { partnerA, people } from '../support/desk.ts'

let storage: BotStateStorage
let clock: TestClock
beforeEach(async () => {
  clock = new TestClock()
  storage = new BotStateStorage(await testDatabase(), clock)
})

describe("the bot's storage", () => {
  it('gives back what was written, with an eTag that changes at every write', async () => {
    await storage.write({ a: { step: 1 } })
    const first = (await storage.read(['a'])).a as { step: number; eTag: string }
    await storage.write({ a: { step: 2, eTag: first.eTag } })
    const second = (await storage.read(['a'])).a as { step: number; eTag: string }
    expect([first.step, second.step]).toEqual([1, 2])
    expect(second.eTag).not.toBe(first.eTag)
  })

  it('refuses a stale eTag in the words that botbuilder looks for, and keeps what is there', async () => {
    await storage.write({ a: { step: 1 } })
    const { eTag } = (await storage.read(['a'])).a as { eTag: string }
    await storage.write({ a: { step: 2, eTag } })
    await expect(storage.write({ a: { step: 3, eTag } })).rejects.toThrow('etag conflict')
    expect((await storage.read(['a'])).a).toMatchObject({ step: 2 })
  })

  it("lets a new key be written with a caller's eTag once", async () => {
    await storage.write({ token: { eTag: 'mine' } })
    await expect(storage.write({ token: { eTag: 'mine' } })).rejects.toThrow('etag conflict')
  })

  it.each([undefined, '*'])('writes without comparing when the eTag is %s', async (eTag) => {
    await storage.write({ a: { step: 1 } })
    await storage.write({ a: { step: 2, ...(eTag !== undefined && { eTag }) } })
    expect((await storage.read(['a'])).a).toMatchObject({ step: 2 })
  })

  it('knows nothing of a key that was never written or was deleted', async () => {
    await storage.write({ a: { step: 1 } })
    await storage.delete(['a'])
    expect(await storage.read(['a', 'b'])).toEqual({})
  })

  it('of twenty writers with the same eTag lets one through', async () => {
    await storage.write({ a: { by: -1 } })
    const { eTag } = (await storage.read(['a'])).a as { eTag: string }
    const tries = await Promise.allSettled(Array.from({ length: 20 }, (_, by) => storage.write({ a: { by, eTag } })))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('forgets cards that nobody has pressed for long, and only those', async () => {
    await storage.write({ 'flow/old': { step: 1 }, 'welcome/x': {} })
    clock.advance(1_000)
    await storage.write({ 'flow/new': { step: 1 } })
    expect(await storage.forgetFlows(clock.now())).toBe(1)
    expect(Object.keys(await storage.read(['flow/old', 'flow/new', 'welcome/x'])).sort()).toEqual([
      'flow/new',
      'welcome/x',
    ])
  })
})

describe('the state of a card', () => {
  const id = '00000000-0000-4000-8000-00000000f10e'

  /** Two turns that load before either saves. */
  async function twoTurns() {
    const state = new FlowState(storage)
    const adapter = new TestAdapter(async () => {})
    const agent = { partnerId: partnerA, id: people.admin, name: 'Mina Park', roles: [] }
    const turn = { agent, reader: new Reader('en'), chat: 'personal', now: clock.now() } as const
    const open = async () => {
      const { TurnContext } = await import('botbuilder')
      const context = new TurnContext(adapter, { type: 'message' })
      openTurnState(context, { flowId: id, turn })
      return { context, values: await state.load(context) }
    }
    return { state, open }
  }

  it('is compared when it is saved: of two presses at the same moment the second changes nothing', async () => {
    await storage.write({ [`flow/${id}`]: { step: 'first' } })
    const { state, open } = await twoTurns()
    const [one, other] = [await open(), await open()]
    one.values.step = 'one'
    other.values.step = 'other'
    await state.saveChanges(one.context)
    await expect(state.saveChanges(other.context)).rejects.toThrow('etag conflict')
    expect(await state.load(other.context, true)).toMatchObject({ step: 'one' })
  })

  it('is not written when nothing changed', async () => {
    await storage.write({ [`flow/${id}`]: { step: 'first' } })
    const before = await storage.read([`flow/${id}`])
    const { state, open } = await twoTurns()
    await state.saveChanges((await open()).context)
    expect(await storage.read([`flow/${id}`])).toEqual(before)
  })
})
