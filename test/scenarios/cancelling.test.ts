import { beforeAll, describe, expect, it } from 'vitest'
import { day, minute } from '../../src/platform/clock.ts'
import { openWorld, people, type Person, type World } from '../support/desk.ts'

describe('an admin agent cancels a purchase', () => {
  let world: World
  let mina: Person
  beforeAll(async () => {
    world = await openWorld()
    mina = await world.person(people.admin)
  })

  it('opens the card for the order that the sentence names, with its days and its credit', async () => {
    await mina.says('cancel order CSP-1002 for contoso.com')
    expect(mina.sees()).toContain('Cancel a purchase')
    expect(mina.sees()).toContain('1 day left')
    expect(mina.sees()).toContain('No early termination fee')
    expect(mina.sees()).toContain('100%')
  })

  it('refuses Submit without the checkbox and keeps what was chosen', async () => {
    await mina.presses('Submit')
    expect(mina.sees()).toContain('Tick this box')
    expect(mina.sees()).toContain('CSP-1002')
  })

  it('says cancelling, then edits the same card to cancelled and tells the person when Partner Center shows it', async () => {
    const card = mina.card().id
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Submit')
    expect(mina.sees(card)).toContain('CSP-1002: cancelling')
    const before = mina.messages()
    await world.passes(15 * minute)
    expect(mina.sees(card)).toContain('CSP-1002: cancelled')
    expect(mina.messages()).toBe(before + 1)
    expect(mina.hears()).toContain('Order CSP-1002 is cancelled')
  })

  it('shows a window that has passed without Submit', async () => {
    await mina.says('cancel order CSP-1003 for contoso.com')
    expect(mina.sees()).toContain('The cancellation window has passed')
    expect(mina.mayPress()).not.toContain('Submit')
    await world.passes(day)
  })
})
