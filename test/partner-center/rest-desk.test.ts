import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { minute } from '../../src/platform/clock.ts'
import { openWorld, type Person, people, type World } from '../support/desk.ts'
import { openRestPartnerCenter } from '../support/rest-partner-center.ts'

describe('an admin agent at the real Partner Center', () => {
  let rest: Awaited<ReturnType<typeof openRestPartnerCenter>>
  let world: World
  let mina: Person
  beforeAll(async () => {
    rest = await openRestPartnerCenter()
    const { database, clock, partnerCenter } = rest
    world = await openWorld({ database, clock, partnerCenter: () => partnerCenter })
    mina = await world.person(people.admin)
  })
  afterAll(() => rest.server.close())

  it('walks', async () => {
    const say = async (text: string) => { await mina.says(text); console.log('>>>', text, '\n', mina.sees()) }
    const press = async (text: string) => { await mina.presses(text); console.log('>>> [', text, ']\n', mina.sees(), mina.mayPress()) }
    await say('buy 2 windows server 2022 standard 1 year for Contoso')
    mina.picks({ poNumber: 'PO-7731' })
    await press('Review order')
    mina.picks({ acknowledged: 'true' })
    await press('Place order')
    for (let at = 0; at < 6; at++) await world.passes(5 * minute)
    console.log(mina.sees(), mina.mayPress())
    await say('orders Contoso')
    await say('keys for Contoso')
    await say('cancel for Contoso')
    expect(1).toBe(1)
  })
})
