import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { TeamsConnector } from '../../src/chat/teams-connector.ts'
import { asksToBuy, decides } from '../support/approvals.ts'
import { elementsOf, openWorld, Person, people, type World } from '../support/desk.ts'

let world: World
let mina: Person
let oliver: Person
beforeEach(async () => {
  world = await openWorld()
  mina = await world.person(people.admin)
  oliver = await world.person(people.globalAndAdmin)
  await decides(world, { purchases: { AUD: '1' } })
})
afterEach(() => vi.restoreAllMocks())

/** The next edit that answers a press is on its way until it is let through. */
function slowEdit() {
  const [begun, through] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const { update } = TeamsConnector.prototype
  vi.spyOn(TeamsConnector.prototype, 'update').mockImplementationOnce(async function (this: TeamsConnector, ...edit) {
    begun.resolve()
    await through.promise
    return update.apply(this, edit)
  })
  return { begun: begun.promise, letThrough: through.resolve }
}

describe('an answer to Action.Submit that arrives late', () => {
  it('leaves no copy at what was overtaken meanwhile', async () => {
    await asksToBuy(mina)
    await world.passes(0)
    const { id } = oliver.card()
    const edit = slowEdit()
    const press = oliver.presses('Approve', { as: 'Action.Submit' })
    await edit.begun
    await world.passes(0)
    expect(oliver.sees(id)).toContain('Approved and carried out')
    edit.letThrough()
    await press
    await world.passes(0)
    expect(oliver.sees(id)).toContain('Approved and carried out')
  })

  it('keeps a reason that was refused, and what is wrong with it, in the card', async () => {
    await asksToBuy(mina)
    await world.passes(0)
    oliver.picks({ reason: 'x'.repeat(5_000) })
    await oliver.presses('Reject', { as: 'Action.Submit' })
    await world.passes(0)
    expect(oliver.filledIn('reason')).toMatch(/^x+$/)
    expect(oliver.sees()).toContain('at most')
  })
})

it('Reject by Action.Submit in a channel, without a reason, says what is wanted and changes nothing', async () => {
  const { id: channel } = await world.teams.openGroupChat([people.globalAndAdmin, people.admin], 'Approvals')
  await decides(world, { purchases: { AUD: '1' }, cards: { to: 'chat', conversationId: channel } })
  await asksToBuy(mina)
  await world.passes(0)
  const inChannel = new Person(world.desk, world.teams, people.globalAndAdmin, channel)
  const { id: message, card } = inChannel.card()
  const hint = elementsOf(card).find(({ requires }) => requires !== undefined)
  const reject = elementsOf(hint?.fallback).find(({ type, title }) => type === 'Action.Submit' && title === 'Reject')
  await inChannel.pressesOld({ message, action: reject as never }, { reason: '  ' })
  expect(inChannel.hears()).toContain('Say why you reject it')
  expect(inChannel.sees(message)).toContain('Waiting for approval')
})
